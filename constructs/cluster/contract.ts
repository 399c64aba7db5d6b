/** What a Cluster offers other constructs on every cloud. */
import { Component } from '../../core/cdktf/component';
import type { ClusterProps, ExistingClusterRef } from './schema';

/** The neutral contract of a cluster. */
export abstract class Cluster extends Component<ClusterProps | ExistingClusterRef> {
  abstract readonly clusterName: string;
  /** URL of the Kubernetes API. */
  abstract readonly endpoint: string;
  /** The OpenID issuer or pool through which service accounts stand for identities of the cloud. */
  abstract readonly identityIssuer: string;
  /** The command that lets a person's kubectl talk to the cluster. */
  abstract readonly kubeconfigCommand: string;

  override outputs() {
    return {
      name: this.clusterName,
      endpoint: this.endpoint,
      identity_issuer: this.identityIssuer,
      kubeconfig_command: this.kubeconfigCommand,
    };
  }
}
