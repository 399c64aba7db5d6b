/** A cluster that others made on Google: its name and what follows from it. */
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
    // Read rather than taken on trust: a plan fails where the cluster is elsewhere.
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

  /** The pool of identities; empty where the cluster has none. */
  get identityIssuer(): string {
    return Token.asString(Fn.try([this.cluster.workloadIdentityConfig.get(0).workloadPool, '']));
  }

  get kubeconfigCommand(): string {
    const { project } = this.deps.foundation.target;
    return `gcloud container clusters get-credentials ${this.clusterName} --location ${this.location} --project ${project}`;
  }
}
