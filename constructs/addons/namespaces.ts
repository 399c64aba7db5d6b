/** Namespaces of add-ons. They stand apart from the add-ons, which look each other up here. */
import type { AddonKey } from './schema';
import type { AddonProps } from './common';

/** Where each is installed, unless the environment names another namespace. */
export const NAMESPACES = {
  loadBalancerController: 'kube-system',
  metricsServer: 'kube-system',
  clusterAutoscaler: 'kube-system',
  externalSecrets: 'external-secrets',
  reloader: 'reloader',
  gateway: 'gateway',
  certManager: 'cert-manager',
  externalDns: 'external-dns',
  monitoring: 'monitoring',
  loki: 'monitoring',
  tempo: 'monitoring',
  argoCd: 'argocd',
  argoRollouts: 'argo-rollouts',
  keda: 'keda',
  istio: 'istio-system',
  velero: 'velero',
  strimzi: 'strimzi',
  clickHouseOperator: 'click-house-operator',
  openSearchOperator: 'open-search-operator',
} as const satisfies Record<AddonKey, string>;

/** What is asked for, before an environment is whole too. */
export interface Asked {
  readonly addons: Partial<Readonly<Record<AddonKey, AddonProps | undefined>>>;
}

/** The namespace of an add-on, or the one that it would get. */
export const namespaceOf = ({ addons }: Asked, key: AddonKey): string => addons[key]?.namespace ?? NAMESPACES[key];
