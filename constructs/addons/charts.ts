/**
 * Charts and releases of add-ons, for rules, which run before there is a cloud to ask an add-on for its releases in. A
 * test compares the table with what is installed.
 */
import type { AddonKey } from './schema';

interface AddonCharts {
  /** Name of the main chart. */
  readonly chart: string;
  /** Names of the releases, in the order of installation; some are not installed with every setting. */
  readonly releases: readonly string[];
  /** Record of the add-on's properties with a release for each entry, named after it: `github-runners-deploy`. */
  readonly releaseFor?: string;
}

// prettier-ignore
export const ADDON_CHARTS: { readonly [K in AddonKey]: AddonCharts } = {
  loadBalancerController: { chart: 'aws-load-balancer-controller', releases: ['aws-load-balancer-controller'] },
  metricsServer: { chart: 'metrics-server', releases: ['metrics-server'] },
  clusterAutoscaler: { chart: 'cluster-autoscaler', releases: ['cluster-autoscaler'] },
  externalSecrets: { chart: 'external-secrets', releases: ['external-secrets'] },
  reloader: { chart: 'reloader', releases: ['reloader'] },
  gateway: { chart: 'gateway-helm', releases: ['envoy-gateway'] },
  certManager: { chart: 'cert-manager', releases: ['cert-manager'] },
  externalDns: { chart: 'external-dns', releases: ['external-dns'] },
  monitoring: { chart: 'kube-prometheus-stack', releases: ['monitoring'] },
  loki: { chart: 'loki', releases: ['loki', 'log-collector'] },
  tempo: { chart: 'tempo-distributed', releases: ['tempo', 'trace-collector'] },
  telemetry: { chart: 'opentelemetry-collector', releases: ['telemetry-collector'] },
  datadog: { chart: 'datadog', releases: ['datadog'] },
  openCost: { chart: 'opencost', releases: ['open-cost'] },
  argoCd: { chart: 'argo-cd', releases: ['argocd'] },
  argoRollouts: { chart: 'argo-rollouts', releases: ['argo-rollouts'] },
  githubRunners: { chart: 'gha-runner-scale-set-controller', releases: ['github-runners'], releaseFor: 'scaleSets' },
  keda: { chart: 'keda', releases: ['keda'] },
  istio: { chart: 'istiod', releases: ['istio-base', 'istiod', 'istio-cni', 'ztunnel'] },
  velero: { chart: 'velero', releases: ['velero'] },
  trivy: { chart: 'trivy-operator', releases: ['trivy'] },
  strimzi: { chart: 'strimzi-kafka-operator', releases: ['strimzi'] },
  clickHouseOperator: { chart: 'altinity-clickhouse-operator', releases: ['click-house-operator'] },
  openSearchOperator: { chart: 'opensearch-operator', releases: ['open-search-operator'] },
};
