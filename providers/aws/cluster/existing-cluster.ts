/** A cluster that others made on AWS, read by its name. */
import { DataAwsEksCluster } from '@cdktf/provider-aws/lib/data-aws-eks-cluster';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/cluster';
import type { Foundation } from '../foundation/foundation';

export class ExistingCluster extends neutral.Cluster {
  readonly cluster: DataAwsEksCluster;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ExistingClusterRef,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.cluster = this.createMain('cluster', DataAwsEksCluster, { name: props.name });
  }

  get clusterName(): string {
    return this.cluster.name;
  }

  get endpoint(): string {
    return this.cluster.endpoint;
  }

  get identityIssuer(): string {
    return this.cluster.identity.get(0).oidc.get(0).issuer;
  }

  get kubeconfigCommand(): string {
    return `aws eks update-kubeconfig --region ${this.deps.foundation.target.region} --name ${this.clusterName}`;
  }
}
