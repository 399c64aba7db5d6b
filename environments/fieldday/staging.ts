/** FieldDay in staging: production's services one size smaller, without standbys; new versions come pod by pod. */
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
import { edge } from './edge';
import { observability, observabilitySecrets, observabilityStores } from './observability';
import { deployIdentities, runners, runnerSecrets } from './pipeline';
import { byLoad, workloadsOf } from './workloads';

/** "Run E2E tests in staging": a version that fails them fails the apply. */
const e2e = { when: 'after-rollout' as const, command: ['node', 'dist/e2e.js'], retries: 0, deadlineSeconds: 1800 };

const costs = costsOf('staging');

export const staging: EnvironmentInput = {
  ...base,
  ...edge,
  ...costs,
  acknowledgements: {
    ...costs.acknowledgements,
    'workload/route-timeout-above-balancer': 'chats ping each other while they are open',
  },
  environment: 'staging',
  targets: targetsOf('staging'),
  network: { cidr: '10.31.0.0/16', zones: 3, nat: 'single' },
  cluster: {
    version: versions.kubernetes,
    nodePools: { main: { size: 'large', min: 2, max: 6 } },
    administrators,
    maintenanceWindow,
  },
  databases: {
    postgres: {
      version: versions.postgres,
      users: databaseUsers,
      size: 'medium',
      storage: { sizeGiB: 50, maxSizeGiB: 100 },
      backups: { retentionDays: 7 },
      maintenanceWindow,
      database: 'fieldday',
      owner: 'fieldday',
    },
  },
  caches: { redis: { version: versions.redis, size: 'small', maintenanceWindow } },
  objectStores: { assets: {}, media: {}, events: {}, ...observabilityStores },
  highAvailability: false,
  deployIdentities: deployIdentities({ branch: 'main' }, 'staging'),
  dnsZones: dnsZonesOf('staging'),
  secrets: { ...secrets, ...observabilitySecrets, ...runnerSecrets },
  addons: { ...addons, ...runners, keda: {}, ...observability('staging', 7) },
  namespaces: { staging: {} },
  workloads: workloadsOf({
    namespace: 'staging',
    version: '1.0.0',
    watchedBy: ['monitoring'],
    pods: (service, name) => ({
      resources: { cpu: '100m', memory: '256Mi' },
      // Two of each here too: what breaks with several replicas breaks before production.
      autoscaling: byLoad(service, 2, 1 / 3),
      jobs: name === 'api' ? { e2e } : undefined,
    }),
  }),
  differences: differencesOf('staging'),
};
