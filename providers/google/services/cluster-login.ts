/**
 * ClusterLogin on Google: the way into a cluster for the providers `kubernetes` and `helm`. Where it is comes from the cluster
 * itself, the token from whoever runs Terraform, anew in each run and into no state.
 */
import { DataGoogleContainerCluster } from '@cdktf/provider-google/lib/data-google-container-cluster';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { conditional, Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { Ephemeral } from '../../../core/cdktf/ephemeral';

export interface ClusterLoginProps {
  readonly name: string;
  readonly location: string;
  readonly project: string;
}

export class ClusterLogin extends Component<ClusterLoginProps> {
  readonly cluster: DataGoogleContainerCluster;

  constructor(scope: Construct, id: string, props: ClusterLoginProps) {
    super(scope, id, props);
    this.cluster = this.createMain('cluster', DataGoogleContainerCluster, props);
    const access = {
      ...this.endpoint(),
      token: new Ephemeral(this, 'token', 'google_client_config', {}).get('access_token'),
    };
    new KubernetesProvider(this.stack, 'kubernetes', access);
    new HelmProvider(this.stack, 'helm', { kubernetes: access });
  }

  /**
   * By name where the cluster lets that in: it does where its API has no public address. Google's front end answers then, whose
   * certificate every machine knows; at its address the API shows one that the cluster signed.
   */
  private endpoint() {
    const { cluster } = this;
    const byName = cluster.controlPlaneEndpointsConfig.get(0).dnsEndpointConfig.get(0);
    const isOpen: unknown = Fn.try([byName.allowExternalTraffic, false]);
    const authority = cluster.masterAuth.get(0).clusterCaCertificate;
    const choose = (named: unknown, addressed: unknown) => Token.asString(conditional(isOpen, named, addressed));
    return {
      host: choose(`https://${byName.endpoint}`, `https://${cluster.endpoint}`),
      clusterCaCertificate: choose(Token.nullValue(), Fn.base64decode(authority)),
    };
  }
}
