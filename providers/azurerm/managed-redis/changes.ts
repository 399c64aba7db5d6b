/** What a change of each property of a cache does to what exists, on Azure. */
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { type ChangesOf, fixed, inPlace, refusedByProtection, unavailable } from '../../../core/changes';

const UNPROTECT = 'set `deletionProtection: false` and apply, then change it: the data is lost';

export const changes: ChangesOf<ManagedRedisProps> = {
  engine: fixed('there is only Redis', 'leave it'),
  version: fixed('there is one version', 'leave it'),
  size: refusedByProtection(
    'with a replica in place where Azure can scale to it, otherwise the store is replaced',
    UNPROTECT,
    'https://learn.microsoft.com/azure/redis/how-to-scale',
  ),
  sku: refusedByProtection(
    'with a replica in place where Azure can scale to it, otherwise the store is replaced',
    UNPROTECT,
    'https://learn.microsoft.com/azure/redis/how-to-scale',
  ),
  replicas: refusedByProtection('the store would be replaced', UNPROTECT),
  shards: refusedByProtection('from one to more, or back, replaces the store', UNPROTECT),
  authentication: inPlace('clients with the former way are refused; to identity, the secret with the password goes'),
  'credentials.rotationDays': unavailable,
  'persistence.mode': inPlace(),
  'persistence.retentionDays': unavailable,
  'persistence.start': unavailable,
  restore: unavailable,
  evictionPolicy: inPlace(),
  'maintenanceWindow.day': unavailable,
  'maintenanceWindow.start': unavailable,
  'maintenanceWindow.hours': unavailable,
  logs: inPlace('off destroys the logs'),
  'logs.retentionDays': inPlace(),
  encryptionKey: inPlace(),
  deletionProtection: inPlace(),
};
