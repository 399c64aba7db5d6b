/**
 * SecondaryNetwork on Google: a range in which Google places databases of the secondary region. Google's networks span
 * all regions, so there is no second network to connect.
 */
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { type DatabaseRange, type DatabaseTier, ServiceRange } from './database-tier';

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

  /** Databases of the secondary region use this range, over the connection of the primary region. */
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
