/** Spywatcher for developers: one small node pool, nothing highly available, short backups, easy to delete. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { administrators, base, differences, maintenanceWindow, sizes, smallNodes, targets, versions } from './base';
import { addons, dnsZones, namespaces, secrets, workloads } from './in-cluster';

export const development: EnvironmentInput = {
  ...base,
  environment: 'development',
  targets: { ...targets, google: { ...targets.google, project: 'spywatcher-development' } },
  network: { cidr: '10.2.0.0/16', zones: 2, nat: 'single', flowLogs: { retentionDays: 7 } },
  cluster: {
    version: versions.kubernetes,
    nodePools: { main: { ...smallNodes, min: 1, max: 2 } },
    logs: { retentionDays: 7 },
    administrators,
    maintenanceWindow,
    deletionProtection: false,
  },
  databases: {
    postgres: {
      version: versions.postgres,
      size: sizes.small,
      storage: { sizeGiB: 20, maxSizeGiB: 50 },
      backups: { retentionDays: 7 },
      logs: { retentionDays: 7 },
      maintenanceWindow,
      database: 'spywatcher',
      owner: 'spywatcher',
      deletionProtection: false,
      finalSnapshot: false,
    },
  },
  caches: {
    redis: {
      version: versions.redis,
      size: sizes.smallCache,
      logs: { retentionDays: 7 },
      maintenanceWindow,
      deletionProtection: false,
    },
  },
  objectStores: { backups: { accessLogs: { retentionDays: 7 }, deletionProtection: false } },
  highAvailability: false,
  dnsZones,
  secrets,
  addons,
  namespaces,
  workloads: workloads({
    backend: {
      host: 'api.development.spywatcher.example.com',
      replicas: 1,
      resources: { cpu: '100m', memory: '192Mi' },
    },
    frontend: {
      host: 'development.spywatcher.example.com',
      replicas: 1,
      resources: { cpu: '50m', memory: '64Mi' },
    },
  }),
  differences: {
    ...differences,
    azurerm: {
      ...differences.azurerm,
      // Azure always keeps the last backups of a deleted server for five days.
      databases: { postgres: { ...differences.azurerm.databases.postgres, finalSnapshot: null } },
    },
  },
};
