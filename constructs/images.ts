/** Images that this project chooses itself, besides those of charts. */
export const IMAGES = {
  /** Helm and kubectl, by the Helm project, for CRDs of charts: github.com/helm/chart-testing/releases */
  helmAndKubectl: 'quay.io/helmpack/chart-testing:v3.14.0',
  /** github.com/prometheus-community/postgres_exporter/releases */
  postgresExporter: 'quay.io/prometheuscommunity/postgres-exporter:v0.20.1',
  /** github.com/oliver006/redis_exporter/releases */
  redisExporter: 'quay.io/oliver006/redis_exporter:v1.88.0',
  /** It supports OpenSearch, too: quay.io/repository/prometheuscommunity/elasticsearch-exporter */
  searchExporter: 'quay.io/prometheuscommunity/elasticsearch-exporter:v1.10.0',
  /** PostgreSQL's client, which keeps users of databases: hub.docker.com/_/postgres */
  postgresClient: 'docker.io/library/postgres:18.1-alpine3.22',
  /** Argo Rollouts' plugin for Gateway API, for several architectures; the usual way downloads it from GitHub at every start. */
  rolloutsPlugin: 'ghcr.io/argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi:v0.15.0',
  /** What runs jobs of GitHub Actions: github.com/actions/runner/releases */
  githubRunner: 'ghcr.io/actions/actions-runner:2.335.1',
  /** For Velero 1.18: github.com/velero-io/velero-plugin-for-aws#compatibility */
  veleroAws: 'velero/velero-plugin-for-aws:v1.14.2',
  /** For Velero 1.18: github.com/velero-io/velero-plugin-for-gcp/releases */
  veleroGoogle: 'docker.io/velero/velero-plugin-for-gcp:v1.14.2',
  /** For Velero 1.18: github.com/vmware-tanzu/velero-plugin-for-microsoft-azure#compatibility */
  veleroAzure: 'velero/velero-plugin-for-microsoft-azure:v1.14.2',
} as const;

/** Repositories of images whose tags follow the version of a data cluster. */
export const VERSIONED_IMAGES = {
  clickHouse: 'altinity/clickhouse-server',
  keeper: 'altinity/clickhouse-keeper',
} as const;
