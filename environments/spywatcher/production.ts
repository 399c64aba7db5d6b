/** Spywatcher in production, with the sizes of the design: highly available over three zones. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { administrators, base, differences, maintenanceWindow, sizes, targets, versions } from './base';
import { addons, between, dnsZones, monitoring, monitoringSecrets, namespaces, secrets, workloads } from './in-cluster';

export const production: EnvironmentInput = {
  ...base,
  environment: 'production',
  targets: { ...targets, google: { ...targets.google, project: 'spywatcher-production' } },
  network: { cidr: '10.0.0.0/16', zones: 3, nat: 'per-zone' },
  cluster: {
    version: versions.kubernetes,
    nodePools: { main: { size: sizes.medium, min: 2, desired: 3, max: 10 } },
    administrators,
    maintenanceWindow,
  },
  databases: {
    postgres: {
      version: versions.postgres,
      size: sizes.medium,
      storage: { sizeGiB: 100, maxSizeGiB: 500 },
      highAvailability: true,
      backups: { retentionDays: 7, pointInTimeRecovery: true },
      maintenanceWindow,
      database: 'spywatcher',
      owner: 'spywatcher',
    },
  },
  caches: {
    redis: { version: versions.redis, size: sizes.mediumCache, replicas: 1, maintenanceWindow },
  },
  objectStores: {
    backups: {},
  },
  dnsZones,
  secrets: { ...secrets, ...monitoringSecrets },
  addons: { ...addons, argoRollouts: {}, monitoring: monitoring('grafana.spywatcher.example.com') },
  namespaces,
  workloads: workloads({
    backend: {
      host: 'api.spywatcher.example.com',
      replicas: 3,
      resources: { cpu: '500m', memory: '512Mi' },
      autoscaling: between(2, 10),
      metrics: {},
    },
    frontend: {
      host: 'spywatcher.example.com',
      replicas: 2,
      resources: { cpu: '100m', memory: '128Mi' },
      autoscaling: between(2, 5),
    },
  }),
  differences,
};
