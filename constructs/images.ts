/**
 * Images that this project chooses itself, besides those of charts. A digest is that of the index of all architectures; those
 * without one are named by their tag alone, because their projects publish none besides the registry.
 */
export const IMAGES = {
  /** Helm and kubectl, by the Helm project, for CRDs of charts: github.com/helm/chart-testing/releases */
  helmAndKubectl: 'quay.io/helmpack/chart-testing:v3.14.0',
  /** github.com/prometheus-community/postgres_exporter/releases */
  postgresExporter:
    'quay.io/prometheuscommunity/postgres-exporter:v0.20.1@sha256:ac5ec343104fae0e2d84a27bb8d69b38430a11910c5382cad85d478d2bab713e',
  /** github.com/oliver006/redis_exporter/releases */
  redisExporter:
    'quay.io/oliver006/redis_exporter:v1.90.0@sha256:a129504e65b87c54f79bc92f1afc403475e8ff646a3d7512de469904ceddf986',
  /** It supports OpenSearch, too: quay.io/repository/prometheuscommunity/elasticsearch-exporter */
  searchExporter: 'quay.io/prometheuscommunity/elasticsearch-exporter:v1.10.0',
  /** PostgreSQL's client, which keeps users of databases: hub.docker.com/_/postgres */
  postgresClient:
    'docker.io/library/postgres:18.4-alpine3.23@sha256:996d0920e4ff9df1fc19dacb904492f3c1ec0ec1cc338f0ad7123be7731c5f5e',
  /** Argo Rollouts' plugin for Gateway API, for several architectures; the usual way downloads it from GitHub at every start. */
  rolloutsPlugin: 'ghcr.io/argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi:v0.15.0',
  /** What runs jobs of GitHub Actions: github.com/actions/runner/releases */
  githubRunner:
    'ghcr.io/actions/actions-runner:2.335.1@sha256:08c30b0a7105f64bddfc485d2487a22aa03932a791402393352fdf674bda2c29',
  /** For Velero 1.18: github.com/velero-io/velero-plugin-for-aws#compatibility */
  veleroAws: 'velero/velero-plugin-for-aws:v1.14.2',
  /** For Velero 1.18: github.com/velero-io/velero-plugin-for-gcp/releases */
  veleroGoogle: 'docker.io/velero/velero-plugin-for-gcp:v1.14.2',
  /** For Velero 1.18: github.com/vmware-tanzu/velero-plugin-for-microsoft-azure#compatibility */
  veleroAzure: 'velero/velero-plugin-for-microsoft-azure:v1.14.2',
  /** Writes backups of ClickHouse to buckets: github.com/Altinity/clickhouse-backup/releases */
  clickHouseBackup: 'altinity/clickhouse-backup:2.8.0',
} as const;

/** Repositories of images whose tags follow the version of a data cluster. */
export const VERSIONED_IMAGES = {
  clickHouse: 'altinity/clickhouse-server',
  keeper: 'altinity/clickhouse-keeper',
} as const;

/** Name and tag of an image, which stay when a digest is added. */
export const taggedName = (image: string): string => image.replace(/@.*$/, '');
