/** Spywatcher in production, with the sizes of the design: highly available over three zones. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { account, accountOnGoogle, notifications } from './account';
import { alarms, channels, uptimeChecks } from './alarms';
import {
  accessTo,
  administrators,
  base,
  costsOf,
  credentials,
  differencesOf,
  dnsZonesOf,
  maintenanceWindow,
  sizes,
  targetsOf,
  versions,
} from './base';
import { edge } from './edge';
import {
  addons,
  between,
  monitoring,
  monitoringSecrets,
  NAMESPACE,
  namespaces,
  secrets,
  workloads,
} from './in-cluster';
import { deployIdentities, runners, runnerSecrets } from './pipeline';

/** Requests per second at which a backend pod is fully used. The design names the trigger, but no number. */
const requestsPerSecond = 50;

/** "Resource Sizing: Production Environment". */
const sizing = {
  backend: {
    resources: { memory: '512Mi', cpu: '500m' },
    replicas: 3,
    autoscaling: { ...between(2, 10), requestsPerSecond },
  },
  frontend: { resources: { memory: '128Mi', cpu: '100m' }, replicas: 2, autoscaling: between(2, 5) },
  postgres: { size: sizes['t3.large'], highAvailability: true },
  redis: { size: sizes['cache.t3.medium'], replicas: 1 },
  nodes: { size: sizes['t3.large'], desired: 3, min: 2, max: 10 },
};

const { receivers, ...grafanaAndMail } = monitoring;

const costs = costsOf('production');
const differences = differencesOf('production');

/** The account on AWS knows GitHub's tokens, for every environment in it. */
const { aws, ...others } = targetsOf('production');
const targets = { ...others, aws: { ...aws, issuers: ['github' as const] } };

export const production = {
  ...base,
  ...edge,
  ...costs,
  environment: 'production',
  targets,
  account,
  notifications: { ...costs.notifications, ...notifications, ...channels },
  alarms,
  uptimeChecks,
  network: { cidr: '10.0.0.0/16', zones: 3, nat: 'per-zone', accessLists: {} },
  cluster: {
    version: versions.kubernetes,
    nodePools: { main: sizing.nodes },
    logs: { containers: {} },
    administrators,
    access: accessTo(NAMESPACE),
    maintenanceWindow,
  },
  databases: {
    postgres: {
      version: versions.postgres,
      credentials,
      auditing: 'ddl',
      ...sizing.postgres,
      storage: { sizeGiB: 100, maxSizeGiB: 500 },
      backups: { retentionDays: 7, pointInTimeDays: 7, copyToSecondaryRegion: true },
      maintenanceWindow,
      database: 'spywatcher',
      owner: 'spywatcher',
      users: { app: { rights: 'read-write', credentials } },
    },
  },
  caches: {
    redis: { version: versions.redis, ...sizing.redis, maintenanceWindow },
  },
  objectStores: {
    backups: {},
  },
  deployIdentities: deployIdentities({ environment: 'production' }, NAMESPACE),
  dnsZones: dnsZonesOf('production'),
  secrets: {
    ...secrets,
    ...monitoringSecrets,
    ...runnerSecrets,
    watchdog: { description: 'Address of the service that raises an alarm when alerting itself is down' },
  },
  addons: {
    ...addons,
    ...runners,
    argoRollouts: {},
    keda: {},
    // TLS from end to end: the gateway ends the clients' connections, and the mesh encrypts those to the pods.
    istio: { namespaces: Object.keys(namespaces) },
    monitoring: { ...grafanaAndMail, receivers: { ...receivers, watchdog: { url: { from: 'watchdog' } } } },
  },
  namespaces,
  workloads: workloads({
    backend: { ...sizing.backend, metrics: {} },
    frontend: sizing.frontend,
  }),
  differences: {
    ...differences,
    google: { ...differences.google, account: accountOnGoogle },
  },
} satisfies EnvironmentInput;
