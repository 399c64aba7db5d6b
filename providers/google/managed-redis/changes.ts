/** What a change of each property of a cache does to what exists, on Google. */
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { SETTLED } from '../../../constructs/restore';
import { type ChangesOf, inPlace, readOnce, refusedByProtection, restarts, unavailable } from '../../../core/changes';

const UNPROTECT = 'set `deletionProtection: false` and apply, then change it: the data is lost';

export const changes: ChangesOf<ManagedRedisProps> = {
  engine: refusedByProtection('another of Memorystore’s services would hold the store, empty', UNPROTECT),
  version: restarts(
    'in place, away for minutes without replicas; never back',
    'https://docs.cloud.google.com/memorystore/docs/redis/upgrade-redis-version',
  ),
  size: restarts(
    'data is lost without replicas; with them, away for seconds',
    'https://docs.cloud.google.com/memorystore/docs/redis/scale-instances',
  ),
  sku: restarts(
    'data is lost without replicas; with them, away for seconds',
    'https://docs.cloud.google.com/memorystore/docs/redis/scale-instances',
  ),
  replicas: refusedByProtection(
    'from none to some, or back, replaces an instance of Memorystore for Redis; other changes are in place',
    UNPROTECT,
  ),
  shards: refusedByProtection(
    'from one to more, another of Memorystore’s services would hold the store, empty; from some to others in place',
    UNPROTECT,
  ),
  authentication: refusedByProtection(
    'to identity, another of Memorystore’s services would hold the store, empty; between token and none in place',
    UNPROTECT,
  ),
  'credentials.rotationDays': unavailable,
  'persistence.mode': refusedByProtection(
    'to append-only, another of Memorystore’s services may hold the store, empty; others in place',
    UNPROTECT,
  ),
  'persistence.retentionDays': inPlace(),
  'persistence.start': inPlace(),
  restore: readOnce(SETTLED)(
    'Memorystore would replace the store',
    'to restore, add another entry to caches; what has been restored says "done"',
  ),
  evictionPolicy: inPlace(),
  'maintenanceWindow.day': inPlace(),
  'maintenanceWindow.start': inPlace(),
  'maintenanceWindow.hours': inPlace(),
  logs: inPlace('off destroys the logs'),
  'logs.retentionDays': inPlace(),
  encryptionKey: refusedByProtection('Memorystore would replace the store', UNPROTECT),
  deletionProtection: inPlace(),
};
