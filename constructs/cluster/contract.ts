/** Outputs of a Cluster that other constructs use, the same on every cloud. */
import { Component } from '../../core/cdktf/component';
import type { Protectable } from '../../core/protection';
import type { ClusterProps, ExistingClusterRef } from './schema';

export abstract class Cluster extends Component<ClusterProps | ExistingClusterRef> {
  abstract readonly clusterName: string;
  /** URL of the Kubernetes API. */
  abstract readonly endpoint: string;
  /** The OpenID issuer or workload pool through which service accounts assume identities of the cloud. */
  abstract readonly identityIssuer: string;
  /** The command that configures a person's kubectl for the cluster. */
  abstract readonly kubeconfigCommand: string;

  /** The identity as which nodes pull images, by what the cloud names it in grants; undefined of an existing cluster. */
  get nodeIdentity(): string | undefined {
    return undefined;
  }

  override get protectables(): readonly Protectable[] {
    return 'deletionProtection' in this.props ? [{ isProtected: this.props.deletionProtection }] : [];
  }

  override outputs() {
    return {
      name: this.clusterName,
      endpoint: this.endpoint,
      identity_issuer: this.identityIssuer,
      kubeconfig_command: this.kubeconfigCommand,
      ...(this.nodeIdentity !== undefined && { node_identity: this.nodeIdentity }),
    };
  }
}
