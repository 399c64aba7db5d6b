/** FieldDay for developers: one small pool, one pod of each service, short backups, easy to delete. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { addons } from './addons';
import {
  administrators,
  base,
  costsOf,
  databaseUsers,
  differencesOf,
  dnsZonesOf,
  maintenanceWindow,
  secrets,
  targetsOf,
  versions,
} from './base';
import { workloadsOf } from './workloads';

const DAYS = 7;

const differences = differencesOf('development');

export const development: EnvironmentInput = {
  ...base,
  ...costsOf('development'),
  environment: 'development',
  targets: targetsOf('development'),
  network: { cidr: '10.32.0.0/16', zones: 2, nat: 'single', flowLogs: { retentionDays: DAYS } },
  cluster: {
    version: versions.kubernetes,
    // Google's machine of this size has half a CPU for pods: the next has what the size says.
    nodePools: { main: { size: 'medium', sku: { google: 'e2-standard-2' }, min: 2, max: 4 } },
    logs: { retentionDays: DAYS },
    administrators,
    maintenanceWindow,
    deletionProtection: false,
  },
  databases: {
    postgres: {
      version: versions.postgres,
      users: databaseUsers,
      size: 'small',
      storage: { sizeGiB: 20, maxSizeGiB: 50 },
      backups: { retentionDays: DAYS },
      logs: { retentionDays: DAYS },
      maintenanceWindow,
      database: 'fieldday',
      owner: 'fieldday',
      deletionProtection: false,
      finalSnapshot: false,
    },
  },
  caches: {
    redis: {
      version: versions.redis,
      size: 'small',
      logs: { retentionDays: DAYS },
      maintenanceWindow,
      deletionProtection: false,
    },
  },
  objectStores: {
    assets: { accessLogs: { retentionDays: DAYS }, deletionProtection: false },
    media: { accessLogs: { retentionDays: DAYS }, deletionProtection: false },
    events: { accessLogs: { retentionDays: DAYS }, deletionProtection: false },
  },
  highAvailability: false,
  dnsZones: { main: { ...dnsZonesOf('development').main, deletionProtection: false } },
  secrets,
  addons,
  namespaces: { development: {} },
  workloads: workloadsOf({
    namespace: 'development',
    version: '1.0.0',
    watchedBy: [],
    // Nothing measures requests and queues here.
    pods: () => ({
      resources: { cpu: '50m', memory: '192Mi' },
      autoscaling: { min: 1, max: 2, cpu: 70, memory: 80 },
    }),
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
