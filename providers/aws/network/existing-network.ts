/** An existing network on AWS, by the ids that the user gives. */
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import type { Construct } from 'constructs';

import type { ExistingNetworkRef } from '../../../constructs/network';
import type { DatabaseSubnets } from './database-tier';
import { AwsNetwork } from './network';

export class ExistingNetwork extends AwsNetwork {
  readonly vpcId: string;
  readonly internetReady = [];
  readonly databases: { readonly primary: DatabaseSubnets };

  constructor(
    scope: Construct,
    id: string,
    override readonly props: ExistingNetworkRef,
  ) {
    super(scope, id, props);
    // Read rather than trusted, so that a plan fails where the VPC is in another account or region.
    this.vpcId = this.createMain('vpc', DataAwsVpc, { id: props.id }).id;
    this.databases = { primary: { vpcId: this.vpcId, subnetIds: props.databaseSubnets, clients: props.privateCidrs } };
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
