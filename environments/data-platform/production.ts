/** The data platform in production, for a thousand organizations, with the sizes of the design. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { account, notifications } from './account';
import { infrastructure, observability, observabilitySecrets, observabilityStores } from './addons';
import { alarms, channels } from './alarms';
import { baseOf, costs, costsOn, dnsOn } from './base';
import { clusterOf, namespacesOf, type Resources } from './cluster';
import { edge, edgeOn } from './edge';
import { servicesOf } from './services';
import {
  cacheOnAzure,
  clickHouse,
  clickHouseBackups,
  iceberg,
  kafka,
  postgres,
  queueDepth,
  redis,
  storeSecrets,
} from './stores';

/** "Production Cluster (1000 orgs)". A pool of Google's has as many nodes in each of three zones: hence two more at most. */
const resources: Resources = {
  controlPlane: { nodes: 3, vcpu: 4, memoryGiB: 16, diskGiB: 100 },
  apps: { nodes: 10, max: 12, vcpu: 8, memoryGiB: 32, diskGiB: 200 },
  data: { nodes: 5, max: 6, vcpu: 16, memoryGiB: 64, storageGiB: 2000 },
};

export const production: EnvironmentInput = {
  ...baseOf('production'),
  ...costs,
  ...edge,
  acknowledgements: {
    ...costs.acknowledgements,
    'cdn/public-in-project': 'what the Cdn serves is for everybody; every other bucket is closed',
    'cluster/second-region-without-zones':
      'Azure copies backups to the paired region alone, which has no zones: databases are restored there, dumped, and loaded into an environment in a region with zones, which takes longer than elsewhere',
  },
  account,
  notifications: { ...costs.notifications, ...notifications, ...channels },
  alarms,
  network: { cidr: '10.0.0.0/16', zones: 3, nat: 'per-zone' },
  cluster: clusterOf(resources),
  namespaces: namespacesOf(resources),
  databases: {
    // A primary with a standby that takes over, and two replicas to read from; copies of its backups in another region.
    postgres: postgres({
      size: { vcpu: 4, memoryGiB: 32 },
      // Cloud SQL restores to any second of 30 days in this edition only: in the other one, of 7.
      sku: { google: 'db-perf-optimized-N-4' },
      storage: { sizeGiB: 500 },
      highAvailability: true,
      readReplicas: { first: {}, second: {} },
      backups: { retentionDays: 30, pointInTimeDays: 30, copyToSecondaryRegion: true },
    }),
  },
  // "Region failure: manual failover (RTO: 4h)". Backups of ClickHouse are daily. Queues and caches fill again, assets come from their
  // build; logs and traces go.
  recovery: { rpoMinutes: 1440, rtoMinutes: 240, expendable: ['events', 'redis', 'assets', 'logs', 'traces'] },
  caches: { redis: redis({ size: { memoryGiB: 6 }, replicas: 2 }) },
  clickHouseClusters: {
    analytics: clickHouse({
      shards: 1,
      replicas: 3,
      resources: { cpu: '8', memory: '32Gi' },
      storage: { sizeGiB: 2000 },
      spread: { zones: 'required', nodes: 'required' },
      backups: clickHouseBackups,
    }),
  },
  kafkaClusters: {
    events: kafka({
      brokers: 3,
      replicationFactor: 3,
      minInSyncReplicas: 2,
      resources: { cpu: '4', memory: '16Gi' },
      storage: { sizeGiB: 1000 },
      spread: { zones: 'required', nodes: 'required' },
    }),
  },
  objectStores: {
    ...observabilityStores,
    iceberg: { ...iceberg, replication: true },
    // Each of the last 90 days, in both regions.
    backups: { replication: true },
    assets: { public: true },
  },
  // The CDN beside the other managed services: static files of the front end.
  cdns: {
    assets: {
      hosts: [{ zone: 'main', name: 'assets' }],
      origin: { bucket: 'assets' },
      caching: { seconds: 31_536_000 },
    },
  },
  secrets: { ...storeSecrets, ...observabilitySecrets },
  addons: {
    ...infrastructure,
    ...observability({
      metrics: { days: 15, storageGiB: 200 },
      logs: { days: 30 },
      traces: { days: 7 },
    }),
  },
  workloads: servicesOf({
    scaling: {
      frontend: { autoscaling: { cpu: 70, min: 3, max: 10 } },
      apiGateway: { autoscaling: { requestsPerSecond: 1000, min: 3, max: 15 } },
      appServices: { autoscaling: { cpu: 70, min: 3, max: 10 } },
      dataWorkers: { autoscaling: { queue: queueDepth, min: 3, max: 20 } },
    },
    // "Progressive Rollout", in about half an hour.
    steps: [
      { percent: 10, seconds: 600 },
      { percent: 30, seconds: 600 },
      { percent: 60, seconds: 600 },
    ],
    isObserved: true,
  }),
  differences: {
    google: {
      ...dnsOn('google', 'production'),
      ...costsOn('google'),
      // Cloud SQL copies backups once a day, without the log: a workflow has one each hour in the second region.
      databases: {
        postgres: { backups: { copyToSecondaryRegion: false, everyHours: 1, copies: { retentionDays: 30 } } },
      },
    },
    azurerm: { ...dnsOn('azurerm', 'production'), ...costsOn('azurerm'), ...edgeOn.azurerm, caches: cacheOnAzure },
  },
};
