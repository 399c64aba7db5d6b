/** Dzinza for developers: a single node, nothing highly available, short backups, easy to delete. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import {
  administrators,
  base,
  cache,
  costsOf,
  database,
  differencesOf,
  dnsZonesOf,
  maintenanceWindow,
  targets,
  versions,
} from './base';
import { addons, searchClusters, secrets, workloads } from './in-cluster';

const NAMESPACE = 'development';

/** Records for a week, and nothing that stands in the way of deletion. */
const logs = { retentionDays: 7 } as const;
const files = { accessLogs: logs, deletionProtection: false };

const differences = differencesOf('development');

export const development: EnvironmentInput = {
  ...base,
  ...costsOf('development'),
  environment: 'development',
  targets: { ...targets, google: { ...targets.google, project: 'dzinza-development' } },
  network: { cidr: '10.2.0.0/16', zones: 2, nat: 'single', flowLogs: logs, accessLists: {} },
  cluster: {
    version: versions.kubernetes,
    nodePools: { workers: { size: { vcpu: 4, memoryGiB: 16, burstable: true }, min: 1, max: 1 } },
    logs,
    administrators,
    maintenanceWindow,
    deletionProtection: false,
  },
  databases: {
    postgres: {
      ...database,
      size: { vcpu: 2, memoryGiB: 4, burstable: true },
      storage: { sizeGiB: 20, maxSizeGiB: 50 },
      backups: { retentionDays: 7 },
      logs,
      deletionProtection: false,
      finalSnapshot: false,
    },
  },
  caches: { redis: { ...cache, size: { memoryGiB: 1 }, logs, deletionProtection: false } },
  objectStores: { photos: files, documents: files },
  highAvailability: false,
  dnsZones: { main: { ...dnsZonesOf('development').main, deletionProtection: false } },
  secrets,
  addons,
  namespaces: { [NAMESPACE]: {} },
  workloads: workloads({
    namespace: NAMESPACE,
    pools: { services: 'workers', interruptible: 'workers' },
    serving: false,
    api: { replicas: 1, resources: { cpu: '100m', memory: '256Mi' } },
    web: { replicas: 1, resources: { cpu: '50m', memory: '128Mi' } },
  }),
  searchClusters: searchClusters(NAMESPACE, 'workers', { replicas: 1, cpu: '250m', memory: '2Gi', storageGiB: 10 }),
  differences: {
    ...differences,
    azurerm: {
      ...differences.azurerm,
      databases: {
        // Azure always keeps the last backups of a deleted server for five days.
        postgres: { ...differences.azurerm.databases.postgres, finalSnapshot: null },
      },
    },
  },
};
