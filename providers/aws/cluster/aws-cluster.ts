/** A cluster of EKS, created here or existing. */
import type { DataAwsEksCluster } from '@cdktf/provider-aws/lib/data-aws-eks-cluster';
import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';

import * as neutral from '../../../constructs/cluster';
import type { Foundation } from '../foundation/foundation';

export abstract class AwsCluster extends neutral.Cluster {
  abstract readonly cluster: EksCluster | DataAwsEksCluster;
  /** The network that it runs in. */
  abstract readonly vpcId: string;
  /** The group of nodes and of the control plane. */
  abstract readonly securityGroupId: string;
  protected abstract readonly deps: { readonly foundation: Foundation };
  /** The name for people, who read it before the cluster exists. */
  protected abstract readonly eksName: string;

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
    return `aws eks update-kubeconfig --region ${this.deps.foundation.target.region} --name ${this.eksName}`;
  }
}
