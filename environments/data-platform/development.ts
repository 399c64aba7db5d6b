/** The data platform for developers: one of everything, nothing highly available, short backups, easy to delete. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { infrastructure } from './addons';
import { baseOf, dnsOn } from './base';
import { clusterOf, namespacesOf, type Resources } from './cluster';
import { servicesOf } from './services';
import { clickHouse, iceberg, kafka, postgres, redis, storeSecrets } from './stores';

const logs = { retentionDays: 7 } as const;
const deletionProtection = false;
const single = { replicas: 1 };

const resources: Resources = {
  controlPlane: { nodes: 2, vcpu: 4, memoryGiB: 16, diskGiB: 50 },
  apps: { nodes: 2, max: 4, vcpu: 4, memoryGiB: 16, diskGiB: 50 },
  data: { nodes: 2, vcpu: 4, memoryGiB: 16, storageGiB: 100 },
};

const base = baseOf('development');

export const development: EnvironmentInput = {
  ...base,
  dnsZones: { main: { ...base.dnsZones.main, deletionProtection } },
  network: { cidr: '10.2.0.0/16', zones: 2, nat: 'single', flowLogs: logs },
  cluster: { ...clusterOf(resources), logs, deletionProtection },
  namespaces: namespacesOf(resources),
  highAvailability: false,
  databases: {
    postgres: postgres({
      size: { vcpu: 2, memoryGiB: 4, burstable: true },
      storage: { sizeGiB: 20 },
      logs,
      deletionProtection,
      finalSnapshot: false,
    }),
  },
  caches: { redis: redis({ size: { memoryGiB: 1 }, logs, deletionProtection }) },
  clickHouseClusters: {
    analytics: clickHouse({
      replicas: 1,
      keeper: { replicas: 1 },
      resources: { cpu: '1', memory: '4Gi' },
      storage: { sizeGiB: 50 },
      deletionProtection,
    }),
  },
  kafkaClusters: {
    events: kafka({
      brokers: 1,
      replicationFactor: 1,
      resources: { cpu: '500m', memory: '2Gi' },
      storage: { sizeGiB: 20 },
      deletionProtection,
    }),
  },
  objectStores: { iceberg: { ...iceberg, accessLogs: logs, deletionProtection } },
  secrets: storeSecrets,
  addons: infrastructure,
  workloads: servicesOf({
    scaling: { frontend: single, apiGateway: single, appServices: single, dataWorkers: single },
    isObserved: false,
  }),
  differences: {
    // Each environment has a project of its own: what there is one of in it are its service agents.
    google: { ...dnsOn('google', 'development'), account: {} },
    // Azure always keeps the last backups of a deleted server for five days.
    azurerm: { ...dnsOn('azurerm', 'development'), databases: { postgres: { finalSnapshot: null } } },
  },
};
