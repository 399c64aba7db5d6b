/** An existing cluster on AWS, read by its name. */
import { DataAwsEksCluster } from '@cdktf/provider-aws/lib/data-aws-eks-cluster';
import type { Construct } from 'constructs';

import type { ExistingClusterRef } from '../../../constructs/cluster';
import type { Foundation } from '../foundation/foundation';
import { AwsCluster } from './aws-cluster';

export class ExistingCluster extends AwsCluster {
  readonly cluster: DataAwsEksCluster;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: ExistingClusterRef,
    protected readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.cluster = this.createMain('cluster', DataAwsEksCluster, { name: props.name });
  }

  get vpcId(): string {
    return this.cluster.vpcConfig.get(0).vpcId;
  }

  get securityGroupId(): string {
    return this.cluster.vpcConfig.get(0).clusterSecurityGroupId;
  }

  protected get eksName(): string {
    return this.cluster.name;
  }
}
