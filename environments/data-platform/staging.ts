/** The data platform in staging: new versions of production's services and stores meet requests here first. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { infrastructure, observability, observabilitySecrets, observabilityStores } from './addons';
import { baseOf, dnsOn } from './base';
import { clusterOf, namespacesOf, type Resources } from './cluster';
import { edge, edgeOn } from './edge';
import { servicesOf } from './services';
import { clickHouse, clickHouseBackups, iceberg, kafka, postgres, queueDepth, redis, storeSecrets } from './stores';

/** As many stores as in production, to rehearse what they do when one fails, but small ones. */
const resources: Resources = {
  controlPlane: { nodes: 3, vcpu: 4, memoryGiB: 16, diskGiB: 50 },
  apps: { nodes: 3, max: 6, vcpu: 4, memoryGiB: 16, diskGiB: 100 },
  data: { nodes: 3, vcpu: 8, memoryGiB: 32, storageGiB: 200 },
};

export const staging: EnvironmentInput = {
  ...baseOf('staging'),
  ...edge,
  network: { cidr: '10.1.0.0/16', zones: 3, nat: 'single' },
  cluster: clusterOf(resources),
  namespaces: namespacesOf(resources),
  // One copy of each controller, database and cache.
  highAvailability: false,
  databases: { postgres: postgres({ size: { vcpu: 2, memoryGiB: 8 }, storage: { sizeGiB: 100 } }) },
  caches: { redis: redis({ size: { memoryGiB: 1 } }) },
  clickHouseClusters: {
    analytics: clickHouse({
      replicas: 3,
      resources: { cpu: '2', memory: '8Gi' },
      storage: { sizeGiB: 100 },
      backups: clickHouseBackups,
    }),
  },
  kafkaClusters: {
    events: kafka({ brokers: 3, resources: { cpu: '1', memory: '4Gi' }, storage: { sizeGiB: 50 } }),
  },
  objectStores: { ...observabilityStores, iceberg, backups: {} },
  secrets: { ...storeSecrets, ...observabilitySecrets },
  addons: {
    ...infrastructure,
    ...observability({
      metrics: { days: 7, storageGiB: 50 },
      logs: { days: 7 },
      traces: { days: 3 },
    }),
  },
  workloads: servicesOf({
    scaling: {
      frontend: { autoscaling: { cpu: 70, min: 2, max: 3 } },
      apiGateway: { autoscaling: { requestsPerSecond: 1000, min: 2, max: 4 } },
      appServices: { autoscaling: { cpu: 70, min: 2, max: 3 } },
      dataWorkers: { autoscaling: { queue: queueDepth, min: 1, max: 4 } },
    },
    // "Canary (10%)", for a quarter of an hour.
    steps: [{ percent: 10, seconds: 900 }],
    isObserved: true,
  }),
  differences: {
    // Each environment has a project of its own: what there is one of in it are its service agents.
    google: { ...dnsOn('google', 'staging'), account: {} },
    azurerm: { ...dnsOn('azurerm', 'staging'), ...edgeOn.azurerm },
  },
};
