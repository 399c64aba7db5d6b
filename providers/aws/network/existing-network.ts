/** A network that others made on AWS: its ids, as given. */
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/network';
import type { DatabaseSubnets } from './database-tier';
import type { Foundation } from '../foundation/foundation';
import type { AwsNetwork } from './network';

export class ExistingNetwork extends neutral.Network implements AwsNetwork {
  readonly vpcId: string;
  readonly databases: { readonly primary: DatabaseSubnets };

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ExistingNetworkRef,
    _on: { foundation: Foundation },
  ) {
    super(scope, id, props);
    // Read rather than taken on trust: a plan fails where the VPC is in another account or region.
    this.vpcId = this.createMain('vpc', DataAwsVpc, { id: props.id }).id;
    this.databases = { primary: { vpcId: this.vpcId, subnetIds: props.databaseSubnets, clients: props.privateCidrs } };
  }

  get networkId(): string {
    return this.vpcId;
  }

  get privateCidrs(): readonly string[] {
    return this.props.privateCidrs;
  }

  get privateSubnetIds(): readonly string[] {
    return this.props.privateSubnets;
  }

  get publicSubnetIds(): readonly string[] {
    return this.props.publicSubnets;
  }
}
