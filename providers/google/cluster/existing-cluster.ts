/** An existing cluster on Google, looked up by its name. */
import { DataGoogleContainerCluster } from '@cdktf/provider-google/lib/data-google-container-cluster';
import { Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cluster';
import type { Foundation } from '../foundation/foundation';

export class ExistingCluster extends neutral.Cluster {
  readonly cluster: DataGoogleContainerCluster;
  private readonly location: string;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ExistingClusterRef,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.location = props.location ?? deps.foundation.target.region;
    // Looked up, so that the plan fails if there is no such cluster.
    this.cluster = this.createMain('cluster', DataGoogleContainerCluster, {
      name: props.name,
      location: this.location,
    });
  }

  get clusterName(): string {
    return this.cluster.name;
  }

  get endpoint(): string {
    return `https://${this.cluster.endpoint}`;
  }

  /** The workload identity pool; empty if the cluster has none. */
  get identityIssuer(): string {
    return Token.asString(Fn.try([this.cluster.workloadIdentityConfig.get(0).workloadPool, '']));
  }

  get kubeconfigCommand(): string {
    const { project } = this.deps.foundation.target;
    return `gcloud container clusters get-credentials ${this.clusterName} --location ${this.location} --project ${project}`;
  }
}
