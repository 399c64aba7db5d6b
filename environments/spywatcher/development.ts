/** Spywatcher for developers: one small node pool, nothing highly available, short backups, easy to delete. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import {
  administrators,
  base,
  costsOf,
  differencesOf,
  dnsZonesOf,
  maintenanceWindow,
  sizes,
  smallNodes,
  targetsOf,
  versions,
} from './base';
import { addons, namespaces, secrets, workloads } from './in-cluster';

/** The design sizes no environment for developers: one small pod of each, on staging's sizes. */
const sizing = {
  backend: { resources: { memory: '192Mi', cpu: '100m' }, replicas: 1 },
  frontend: { resources: { memory: '64Mi', cpu: '50m' }, replicas: 1 },
  postgres: { size: sizes['t3.medium'] },
  redis: { size: sizes['cache.t3.small'] },
  nodes: { ...smallNodes, min: 1, max: 2 },
};

const differences = differencesOf('development');

export const development: EnvironmentInput = {
  ...base,
  ...costsOf('development'),
  environment: 'development',
  targets: targetsOf('development'),
  network: { cidr: '10.2.0.0/16', zones: 2, nat: 'single', flowLogs: { retentionDays: 7 }, accessLists: {} },
  cluster: {
    version: versions.kubernetes,
    nodePools: { main: sizing.nodes },
    logs: { retentionDays: 7, containers: { retentionDays: 7 } },
    administrators,
    maintenanceWindow,
    deletionProtection: false,
  },
  databases: {
    postgres: {
      version: versions.postgres,
      credentials: { rotationDays: 30 },
      ...sizing.postgres,
      storage: { sizeGiB: 20, maxSizeGiB: 50 },
      backups: { retentionDays: 7 },
      logs: { retentionDays: 7 },
      maintenanceWindow,
      database: 'spywatcher',
      owner: 'spywatcher',
      users: { app: { rights: 'read-write', credentials: { rotationDays: 30 } } },
      deletionProtection: false,
      finalSnapshot: false,
    },
  },
  caches: {
    redis: {
      version: versions.redis,
      ...sizing.redis,
      logs: { retentionDays: 7 },
      maintenanceWindow,
      deletionProtection: false,
    },
  },
  objectStores: { backups: { accessLogs: { retentionDays: 7 }, deletionProtection: false } },
  highAvailability: false,
  dnsZones: { main: { ...dnsZonesOf('development').main, deletionProtection: false } },
  secrets,
  addons,
  namespaces,
  workloads: workloads({
    backend: sizing.backend,
    frontend: sizing.frontend,
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
