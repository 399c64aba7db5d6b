/** Spywatcher in staging, with the sizes of the design: like production, but smaller and without standbys. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { stagingOnGoogle } from './account';
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
  smallNodes,
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

/** "Resource Sizing: Staging Environment". */
const sizing = {
  backend: { resources: { memory: '256Mi', cpu: '250m' }, replicas: 1, autoscaling: between(1, 3) },
  frontend: { resources: { memory: '128Mi', cpu: '100m' }, replicas: 1, autoscaling: between(1, 2) },
  postgres: { size: sizes['t3.medium'] },
  redis: { size: sizes['cache.t3.small'], replicas: 0 },
  nodes: { ...smallNodes, desired: 2, min: 1, max: 4 },
};

const differences = differencesOf('staging');

export const staging: EnvironmentInput = {
  ...base,
  ...edge,
  ...costsOf('staging'),
  environment: 'staging',
  targets: targetsOf('staging'),
  network: { cidr: '10.1.0.0/16', zones: 3, nat: 'single', accessLists: {} },
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
      storage: { sizeGiB: 50 },
      maintenanceWindow,
      database: 'spywatcher',
      owner: 'spywatcher',
      users: { app: { rights: 'read-write', credentials } },
    },
  },
  caches: {
    redis: { version: versions.redis, ...sizing.redis, maintenanceWindow },
  },
  objectStores: { backups: {} },
  // The nodes are small: one replica of each controller, no mesh with its two proxies on each node, no scaling by
  // requests, and a Prometheus with a shorter retention.
  highAvailability: false,
  deployIdentities: deployIdentities({ branch: 'main' }, NAMESPACE),
  dnsZones: dnsZonesOf('staging'),
  secrets: { ...secrets, ...monitoringSecrets, ...runnerSecrets },
  addons: {
    ...addons,
    ...runners,
    argoRollouts: {},
    monitoring: {
      ...monitoring,
      retentionDays: 7,
      storageGiB: 20,
      prometheus: { memory: '1Gi' },
    },
  },
  namespaces,
  workloads: workloads({
    backend: { ...sizing.backend, metrics: {} },
    frontend: sizing.frontend,
  }),
  differences: { ...differences, google: { ...differences.google, ...stagingOnGoogle } },
};
