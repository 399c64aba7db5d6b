/** Dzinza in production: over three zones, scaling, with copies of everything in a second region. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { account, accountOn, notifications } from './account';
import { alarms, channels } from './alarms';
import {
  administrators,
  base,
  cache,
  costsOf,
  database,
  differencesOf,
  dnsZonesOf,
  files,
  maintenanceWindow,
  spotNodes,
  targets,
  traces,
  versions,
  workerNodes,
} from './base';
import { globalEdge } from './edge';
import { datadog, monitoringSecrets, searchClusters, secrets, servingAddons, workloads } from './in-cluster';
import { deployIdentities, runners, runnerSecrets } from './pipeline';

const NAMESPACE = 'production';

const costs = costsOf('production');
const differences = differencesOf('production');

export const production: EnvironmentInput = {
  ...base,
  ...globalEdge,
  ...costs,
  acknowledgements: {
    ...costs.acknowledgements,
    'cdn/public-in-project': 'what the Cdn serves is for everybody; every other bucket is closed',
    'cluster/second-region-without-zones':
      'Azure copies backups to the paired region alone, which has no zones: databases are restored there, dumped, and loaded into an environment in a region with zones, which takes longer than elsewhere',
  },
  environment: 'production',
  targets: {
    ...targets,
    // The account knows GitHub's tokens, for every environment in it.
    aws: { ...targets.aws, issuers: ['github'] },
    google: { ...targets.google, project: 'dzinza-production' },
    azurerm: { ...targets.azurerm, hostEncryption: true },
  },
  account,
  notifications: { ...costs.notifications, ...notifications, ...channels },
  alarms,
  network: { cidr: '10.0.0.0/16', zones: 3, nat: 'per-zone', accessLists: {} },
  cluster: {
    version: versions.kubernetes,
    nodePools: {
      workers: { ...workerNodes, min: 2, desired: 3, max: 10 },
      // The workers are too small for the mesh, OpenSearch and monitoring.
      platform: { size: { vcpu: 4, memoryGiB: 16 }, min: 3, max: 6 },
      spot: { ...spotNodes, size: 'medium', max: 10 },
    },
    administrators,
    maintenanceWindow,
  },
  databases: {
    postgres: {
      ...database,
      size: { vcpu: 2, memoryGiB: 16 },
      storage: { sizeGiB: 100, maxSizeGiB: 500 },
      highAvailability: true,
      backups: {
        retentionDays: 35,
        pointInTimeDays: 35,
        copyToSecondaryRegion: true,
        // "Backup Testing: Monthly restore verification".
        restoreTest: { cron: '0 5 1 * *' },
      },
    },
  },
  // "RPO: 1 hour", "RTO: 4 hours". Sessions are made anew by signing in, the index from the database, static files by their build; traces go.
  recovery: {
    rpoMinutes: 60,
    rtoMinutes: 240,
    expendable: ['redis', 'records', 'static', 'traces'],
    // "Disaster Recovery Testing: Quarterly".
    drill: { notify: ['team'] },
  },
  caches: { redis: { ...cache, size: { memoryGiB: 3 }, replicas: 1 } },
  objectStores: {
    photos: { ...files, replication: true },
    documents: { ...files, replication: true },
    traces,
    static: { public: true },
  },
  dnsZones: dnsZonesOf('production'),
  // Static files: photos and documents belong to somebody, and are handed out by signed URLs of the buckets.
  cdns: {
    ...globalEdge.cdns,
    static: {
      hosts: [{ zone: 'main', name: 'static' }],
      origin: { bucket: 'static' },
      caching: { seconds: 31_536_000 },
    },
  },
  deployIdentities: deployIdentities({ environment: 'production' }, NAMESPACE, {
    upload: ['static'],
    invalidate: ['site', 'static'],
  }),
  secrets: { ...secrets, ...monitoringSecrets, ...runnerSecrets, ...datadog.secrets },
  addons: { ...servingAddons(NAMESPACE), ...runners, ...datadog.addons },
  namespaces: { [NAMESPACE]: {} },
  workloads: workloads({
    namespace: NAMESPACE,
    pools: { services: 'workers', interruptible: 'spot' },
    serving: true,
    api: { autoscaling: { min: 3, max: 20, cpu: 70 }, resources: { cpu: '250m', memory: '512Mi' } },
    web: { autoscaling: { min: 2, max: 10, cpu: 70 }, resources: { cpu: '100m', memory: '256Mi' } },
  }),
  searchClusters: searchClusters(NAMESPACE, 'platform', { replicas: 3, cpu: '500m', memory: '4Gi', storageGiB: 100 }),
  differences: {
    ...differences,
    azurerm: { ...differences.azurerm, account: accountOn.azurerm },
    google: {
      ...differences.google,
      account: accountOn.google,
      // A database copy in the second region needs a network there.
      network: { secondaryCidr: '10.8.0.0/16' },
      databases: {
        postgres: {
          // Point-in-time recovery over 35 days needs Cloud SQL Enterprise Plus; other editions keep logs for 7.
          sku: { google: 'db-perf-optimized-N-2' },
          // Cloud SQL copies backups once a day, without the log: a replica loses seconds when the region is lost.
          readReplicas: { recovery: { region: 'secondary' } },
        },
      },
    },
  },
};
