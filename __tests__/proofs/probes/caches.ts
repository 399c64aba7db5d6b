/** Two values of every property of a cache. */
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import type { PropertyPath } from '../../../core/parity';
import { type CloudProbe, probe } from './cloud-probe';
import { windows } from './windows';

const valkey = (version: string): object => ({ engine: 'valkey', version, authentication: 'none' });
const restored = (which: string) => ({
  restore: {
    backup: {
      aws: { snapshot: `shop-${which}` },
      google: { managedBackup: `projects/shop/locations/us-central1/backupCollections/shop/backups/${which}` },
    },
  },
});
/** Where Google has what Memorystore for Redis lacks. */
const onNodes = { caches: { redis: { engine: 'valkey', version: '8', authentication: 'identity' } } };

export const managedRedis: Record<PropertyPath<ManagedRedisProps>, CloudProbe> = {
  engine: probe(
    { authentication: 'none' },
    { engine: 'valkey', authentication: 'none' },
    { values_on: { azurerm: [{}, { engine: 'valkey' }] } },
  ),
  version: probe(valkey('7'), valkey('8'), { values_on: { azurerm: [{ version: '7' }, { version: '8' }] } }),
  size: probe({ size: 'medium' }, { size: 'xlarge' }),
  sku: probe(
    { sku: { aws: 'cache.m7g.large', google: '6', azurerm: 'Balanced_B10' } },
    { sku: { aws: 'cache.m7g.xlarge', google: '8', azurerm: 'Balanced_B20' } },
  ),
  replicas: probe({ replicas: 0 }, { replicas: 1 }),
  shards: probe(
    { authentication: 'none' },
    { shards: 3, authentication: 'none' },
    { values_on: { azurerm: [{}, { shards: 3 }] } },
  ),
  authentication: probe({ authentication: 'token' }, { authentication: 'none' }),
  'credentials.rotationDays': probe({ credentials: { rotationDays: 30 } }, { credentials: { rotationDays: 60 } }),
  'persistence.mode': probe({ persistence: { mode: 'none' } }, { persistence: { mode: 'snapshots' } }),
  'persistence.retentionDays': probe(
    { persistence: { mode: 'snapshots', retentionDays: 3 } },
    { persistence: { mode: 'snapshots', retentionDays: 5 } },
    { given_on: { google: onNodes } },
  ),
  'persistence.start': probe(
    { persistence: { mode: 'snapshots', start: '00:00' } },
    { persistence: { mode: 'snapshots', start: '12:00' } },
  ),
  restore: probe(restored('1'), restored('2'), { given_on: { google: onNodes } }),
  evictionPolicy: probe({ evictionPolicy: 'allkeys-lru' }, { evictionPolicy: 'volatile-ttl' }),
  ...windows(2, 4),
  logs: probe({ logs: {} }, { logs: false }),
  'logs.retentionDays': probe({ logs: { retentionDays: 90 } }, { logs: { retentionDays: 365 } }),
  encryptionKey: probe({ encryptionKey: 'own' }, { encryptionKey: 'cloud' }),
  deletionProtection: probe({ deletionProtection: true }, { deletionProtection: false }),
};
