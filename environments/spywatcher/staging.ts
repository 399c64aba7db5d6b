/** Spywatcher in staging, with the sizes of the design: like production, but smaller and without standbys. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { administrators, base, differences, maintenanceWindow, sizes, smallNodes, targets, versions } from './base';
import { addons, between, dnsZones, monitoring, monitoringSecrets, namespaces, secrets, workloads } from './in-cluster';

export const staging: EnvironmentInput = {
  ...base,
  environment: 'staging',
  targets: { ...targets, google: { ...targets.google, project: 'spywatcher-staging' } },
  network: { cidr: '10.1.0.0/16', zones: 3, nat: 'single' },
  cluster: {
    version: versions.kubernetes,
    nodePools: { main: { ...smallNodes, min: 1, desired: 2, max: 4 } },
    administrators,
    maintenanceWindow,
  },
  databases: {
    postgres: {
      version: versions.postgres,
      size: sizes.small,
      storage: { sizeGiB: 50 },
      maintenanceWindow,
      database: 'spywatcher',
      owner: 'spywatcher',
    },
  },
  caches: {
    redis: { version: versions.redis, size: sizes.smallCache, replicas: 0, maintenanceWindow },
  },
  objectStores: { backups: {} },
  // The nodes are small: one replica of each controller, and a Prometheus with a shorter retention.
  highAvailability: false,
  dnsZones,
  secrets: { ...secrets, ...monitoringSecrets },
  addons: {
    ...addons,
    argoRollouts: {},
    monitoring: {
      ...monitoring('grafana.staging.spywatcher.example.com'),
      retentionDays: 7,
      storageGiB: 20,
      prometheus: { memory: '1Gi' },
    },
  },
  namespaces,
  workloads: workloads({
    backend: {
      host: 'api.staging.spywatcher.example.com',
      replicas: 1,
      resources: { cpu: '250m', memory: '256Mi' },
      autoscaling: between(1, 3),
      metrics: {},
    },
    frontend: {
      host: 'staging.spywatcher.example.com',
      replicas: 1,
      resources: { cpu: '100m', memory: '128Mi' },
      autoscaling: between(1, 2),
    },
  }),
  differences,
};
