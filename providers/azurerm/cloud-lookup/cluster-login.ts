/**
 * How Terraform enters a cluster: with the address and certificate authority from the cluster's data source, and with
 * either a token from the run's environment variables or the certificate of the cluster's own administrator.
 */
import type { DataAzurermKubernetesCluster } from '@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn } from 'cdktf';

import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { EnvironmentStack } from '../../../core/cdktf/stack';

interface Login {
  readonly host: string;
  readonly clusterCaCertificate: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

/**
 * For a cluster whose users are Entra's, `kube_config` holds the address and certificate authority only. The token does
 * not appear here: both providers read `KUBE_TOKEN`, and no data source or ephemeral resource of any provider returns
 * one.
 */
const LOGINS: Readonly<Record<AzurermTarget['kubernetesLogin'], (cluster: DataAzurermKubernetesCluster) => Login>> = {
  token: (cluster) => {
    const { host, clusterCaCertificate } = cluster.kubeConfig.get(0);
    return { host, clusterCaCertificate: Fn.base64decode(clusterCaCertificate) };
  },
  certificate: (cluster) => {
    const { host, clusterCaCertificate, clientCertificate, clientKey } = cluster.kubeAdminConfig.get(0);
    return {
      host,
      clusterCaCertificate: Fn.base64decode(clusterCaCertificate),
      clientCertificate: Fn.base64decode(clientCertificate),
      clientKey: Fn.base64decode(clientKey),
    };
  },
};

export function enterCluster(
  stack: EnvironmentStack,
  cluster: DataAzurermKubernetesCluster,
  { kubernetesLogin }: AzurermTarget,
): void {
  const login = LOGINS[kubernetesLogin](cluster);
  new KubernetesProvider(stack, 'kubernetes', { ...login });
  new HelmProvider(stack, 'helm', { kubernetes: { ...login } });
}
