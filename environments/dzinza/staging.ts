/** Dzinza in staging: everything that production has, with smaller instances, and without copies in a second region. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
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
import { edge } from './edge';
import { monitoringSecrets, searchClusters, secrets, servingAddons, workloads } from './in-cluster';
import { deployIdentities, runners, runnerSecrets } from './pipeline';

const NAMESPACE = 'staging';

export const staging: EnvironmentInput = {
  ...base,
  ...edge,
  ...costsOf('staging'),
  environment: 'staging',
  targets: {
    ...targets,
    google: { ...targets.google, project: 'dzinza-staging' },
    azurerm: { ...targets.azurerm, hostEncryption: true },
  },
  network: { cidr: '10.1.0.0/16', zones: 3, nat: 'single', flowLogs: { retentionDays: 30 }, accessLists: {} },
  cluster: {
    version: versions.kubernetes,
    nodePools: {
      workers: { ...workerNodes, min: 2, max: 4 },
      platform: { size: { vcpu: 2, memoryGiB: 8 }, min: 3, max: 5 },
      spot: { ...spotNodes, size: 'small', sku: workerNodes.sku, max: 3 },
    },
    logs: { retentionDays: 30 },
    administrators,
    maintenanceWindow,
  },
  databases: {
    postgres: {
      ...database,
      size: { vcpu: 2, memoryGiB: 4, burstable: true },
      storage: { sizeGiB: 50, maxSizeGiB: 100 },
      backups: { retentionDays: 7 },
    },
  },
  caches: { redis: { ...cache, size: { memoryGiB: 1 } } },
  objectStores: { photos: files, documents: files, traces },
  dnsZones: dnsZonesOf('staging'),
  deployIdentities: deployIdentities({ branch: 'main' }, NAMESPACE),
  secrets: { ...secrets, ...monitoringSecrets, ...runnerSecrets },
  addons: { ...servingAddons(NAMESPACE), ...runners },
  namespaces: { [NAMESPACE]: {} },
  workloads: workloads({
    namespace: NAMESPACE,
    pools: { services: 'workers', interruptible: 'spot' },
    serving: true,
    api: { autoscaling: { min: 2, max: 4, cpu: 70 }, resources: { cpu: '100m', memory: '256Mi' } },
    web: { autoscaling: { min: 2, max: 3, cpu: 70 }, resources: { cpu: '50m', memory: '128Mi' } },
  }),
  searchClusters: searchClusters(NAMESPACE, 'platform', { replicas: 3, cpu: '250m', memory: '2Gi', storageGiB: 20 }),
  differences: differencesOf('staging'),
};
