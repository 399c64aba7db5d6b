/**
 * The network in the secondary region on Google: a range in which Google places the databases there. A network of Google's
 * is of all regions, so there is nothing to join.
 */
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { ServiceRange, type DatabaseRange, type DatabaseTier } from './database-tier';

export interface SecondaryNetworkProps {
  readonly cidr: string;
  readonly region: string;
  readonly networkId: string;
}

export class SecondaryNetwork extends Component<SecondaryNetworkProps> {
  readonly range: ServiceRange;

  constructor(scope: Construct, id: string, props: SecondaryNetworkProps) {
    super(scope, id, props);
    this.range = new ServiceRange(this, 'services', { cidr: props.cidr, networkId: props.networkId });
  }

  /** Where databases of the secondary region stand: in their own range, by the first region's connection. */
  databases({ networkId, clients, dependsOn }: DatabaseTier): DatabaseRange {
    return {
      networkId,
      clients,
      region: this.props.region,
      allocatedRange: this.range.rangeName,
      dependsOn,
      connectionPolicy: () => [],
    };
  }
}
