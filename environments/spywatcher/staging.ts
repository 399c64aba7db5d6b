/** Spywatcher in staging, as its sizing table says: production's shape, smaller and without standbys. */
import type { EnvironmentInput } from '../../constructs/topology';
import { administrators, base, differences, maintenanceWindow, sizes, targets, versions } from './base';

export const staging: EnvironmentInput = {
  ...base,
  environment: 'staging',
  targets: { ...targets, google: { ...targets.google, project: 'spywatcher-staging' } },
  network: { cidr: '10.1.0.0/16', zones: 3, nat: 'single' },
  cluster: {
    version: versions.kubernetes,
    nodePools: { main: { size: sizes.small, min: 1, desired: 2, max: 4 } },
    administrators,
    maintenanceWindow,
  },
  databases: {
    postgres: {
      version: versions.postgres,
      size: sizes.small,
      storage: { gib: 50 },
      highAvailability: false,
      maintenanceWindow,
      database: 'spywatcher',
      owner: 'spywatcher',
    },
  },
  caches: {
    redis: { version: versions.redis, size: sizes.smallCache, replicas: 0, maintenanceWindow },
  },
  objectStores: { backups: {} },
  differences,
};
