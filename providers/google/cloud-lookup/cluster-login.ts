/**
 * ClusterLogin on Google: configures the providers `kubernetes` and `helm`. The address is looked up from the cluster;
 * the token belongs to the identity that runs Terraform, is fetched in every run and is never stored in state.
 */
import { DataGoogleContainerCluster } from '@cdktf/provider-google/lib/data-google-container-cluster';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { conditional, Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { Ephemeral } from '../../../core/cdktf/ephemeral';
import type { ClusterRef } from '../cluster/lookup';

export class ClusterLogin extends Component<ClusterRef> {
  readonly cluster: DataGoogleContainerCluster;

  constructor(scope: Construct, id: string, props: ClusterRef) {
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
   * The DNS endpoint if the cluster admits external traffic there (`apiAccess.byName`); otherwise its address, which is
   * private without public ranges. Google's front end answers it with a publicly trusted certificate; at its address, the API has one that the cluster
   * signed.
   */
  private endpoint() {
    const { cluster } = this;
    const dnsEndpoint = cluster.controlPlaneEndpointsConfig.get(0).dnsEndpointConfig.get(0);
    const isOpen: unknown = Fn.try([dnsEndpoint.allowExternalTraffic, false]);
    const authority = cluster.masterAuth.get(0).clusterCaCertificate;
    const choose = (byName: unknown, byAddress: unknown) => Token.asString(conditional(isOpen, byName, byAddress));
    return {
      host: choose(`https://${dnsEndpoint.endpoint}`, `https://${cluster.endpoint}`),
      clusterCaCertificate: choose(Token.nullValue(), Fn.base64decode(authority)),
    };
  }
}
