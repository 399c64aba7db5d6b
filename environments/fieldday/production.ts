/** FieldDay in production: highly available over three zones, with copies in a second region. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { account, notifications } from './account';
import { addons } from './addons';
import { alarms, channels } from './alarms';
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
import { datadogAddons, datadogSecrets } from './datadog';
import { edge } from './edge';
import { observability, observabilitySecrets, observabilityStores } from './observability';
import { deployIdentities, runners, runnerSecrets } from './pipeline';
import { releaseOf } from './releases';
import { byLoad, workloadsOf } from './workloads';

const costs = costsOf('production');
/** On Google what stands by is in the network of production, in which it has ranges of its own. */
const ranges = { targets: { google: { podCidr: '172.28.0.0/14' } }, cluster: { serviceCidr: '172.21.0.0/16' } };
const { google, ...ofOthers } = differencesOf('production');
const differences = { ...ofOthers, google: { ...google, recovery: { differences: ranges } } };

/** The account on AWS knows GitHub's tokens, for every environment in it. */
const { aws, ...others } = targetsOf('production');
const targets = { ...others, aws: { ...aws, issuers: ['github' as const] } };

export const production: EnvironmentInput = {
  ...base,
  ...edge,
  ...costs,
  environment: 'production',
  targets,
  account,
  notifications: { ...costs.notifications, ...notifications, ...channels },
  alarms,
  acknowledgements: {
    ...costs.acknowledgements,
    'cdn/public-in-project': 'what the Cdn serves is for everybody; every other bucket is closed',
    'workload/route-timeout-above-balancer': 'chats ping each other while they are open',
    'cluster/logs-kept-twice': "the design asks for the cloud's service for logs and for a search of one's own",
  },
  network: { cidr: '10.30.0.0/16', zones: 3, nat: 'per-zone' },
  cluster: {
    version: versions.kubernetes,
    nodePools: {
      main: { size: 'large', min: 3, max: 12 },
      // "Spot instances for batch jobs".
      batch: {
        size: 'large',
        min: 0,
        max: 6,
        spot: true,
        taints: [{ key: 'batch', value: 'true', effect: 'NoSchedule' }],
      },
    },
    // "CloudWatch/Cloud Logging: Logs": of the services; those of the platform are in Loki.
    logs: { containers: { retentionDays: 90, excludeNamespaces: ['kube-system', 'monitoring', 'datadog'] } },
    administrators,
    maintenanceWindow,
  },
  databases: {
    postgres: {
      version: versions.postgres,
      users: databaseUsers,
      size: 'large',
      storage: { sizeGiB: 100, maxSizeGiB: 500 },
      highAvailability: true,
      // Daily, for 30 days. Any second of the last week can be restored, and a replica stands by in the second region.
      backups: { retentionDays: 30, pointInTimeDays: 7, copyToSecondaryRegion: true },
      // "Audit logs for sensitive operations": whatever changes rows, tables, roles or rights.
      auditing: 'write',
      maintenanceWindow,
      database: 'fieldday',
      owner: 'fieldday',
    },
  },
  // "Transactional data: < 5 minutes", "Non-critical services: < 4 hours"; "Critical services: < 1 hour" would take people who decide
  // in less time. What the cache holds is in the database, too; logs and traces go.
  recovery: {
    rpoMinutes: 5,
    rtoMinutes: 90,
    expendable: ['redis', 'logs', 'traces'],
    mode: 'warm-standby',
    cidr: '10.131.0.0/16',
    databases: 'replicated',
  },
  caches: {
    redis: {
      version: versions.redis,
      size: 'medium',
      replicas: 1,
      persistence: { mode: 'snapshots' },
      maintenanceWindow,
    },
  },
  objectStores: {
    assets: { replication: true, public: true },
    media: { replication: true },
    // "Lifecycle policies for old data".
    events: {
      replication: true,
      lifecycle: {
        cool: {
          transitions: [
            { afterDays: 90, to: 'infrequent' },
            { afterDays: 365, to: 'cold' },
          ],
        },
        'old-versions': { expireOldVersionsAfterDays: 30 },
      },
    },
    ...observabilityStores,
  },
  deployIdentities: deployIdentities({ environment: 'production' }, 'production', {
    upload: ['assets'],
    invalidate: ['assets'],
  }),
  dnsZones: dnsZonesOf('production'),
  // "Static assets: CDN with long cache": a year, which their names outlive.
  cdns: {
    assets: {
      hosts: [{ zone: 'main', name: 'assets' }],
      origin: { bucket: 'assets' },
      caching: { seconds: 31_536_000 },
    },
  },
  secrets: { ...secrets, ...observabilitySecrets, ...runnerSecrets, ...datadogSecrets },
  addons: {
    ...addons,
    ...runners,
    keda: {},
    argoRollouts: {},
    istio: { namespaces: ['production'] },
    ...observability('production', 15),
    ...datadogAddons('production'),
  },
  namespaces: { production: {} },
  workloads: workloadsOf({
    namespace: 'production',
    version: '1.0.0',
    watchedBy: ['monitoring', 'datadog'],
    pods: (service) => ({
      resources: { cpu: service.cpu, memory: service.memory },
      autoscaling: byLoad(service, 2),
      rollout: releaseOf(service),
      nodePool: service.nodePool,
    }),
  }),
  differences: {
    google: differences.google,
    azurerm: {
      ...differences.azurerm,
      caches: {
        redis: {
          ...differences.azurerm.caches.redis,
          // The design's append-only file: ElastiCache and Memorystore for Redis have none.
          persistence: { mode: 'append-only' },
        },
      },
    },
  },
};
