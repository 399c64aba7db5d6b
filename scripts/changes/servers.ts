/** Changes of what holds data outside the cluster: databases with their replicas, caches, buckets, secrets and keys. */
import { type Change, changesOf, each, goes, KEPT, NOTHING, refused } from './matrix';

const unprotected = { deletionProtection: false } as const;
const small = { vcpu: 2, memoryGiB: 8 } as const;
const large = { vcpu: 4, memoryGiB: 16 } as const;

const postgres = { version: '16', size: small, storage: { sizeGiB: 64 }, database: 'shop', owner: 'shop' } as const;
const database = (change: object = {}) => ({ databases: { orders: { ...postgres, ...change } } });
const replicated = (replicas: object, change: object = {}) => database({ readReplicas: replicas, ...change });

const redis = { version: '7', size: { memoryGiB: 1 } } as const;
const cache = (change: object = {}) => ({ caches: { sessions: { ...redis, ...change } } });
const store = (change: object = {}) => ({ objectStores: { images: change } });

const SERVERS = each(
  goes('aws_db_instance'),
  goes('google_sql_database', 'google_sql_database_instance'),
  goes('azurerm_postgresql_flexible_server', 'azurerm_postgresql_flexible_server_database'),
);

export const servers: readonly Change[] = [
  ...changesOf('database', {
    removed: { before: database(), after: {}, expected: refused('databases.orders') },
    renamed: { before: database(), after: { databases: { sales: postgres } }, expected: refused('databases.orders') },
    'renamed-formerly': {
      before: database(),
      after: { databases: { sales: { ...postgres, formerly: ['orders'] } } },
      expected: KEPT,
    },
    'without-protection-removed': { before: database(unprotected), after: {}, expected: SERVERS },
    'key-to-cloud': { before: database(), after: database({ encryptionKey: 'cloud' }), expected: KEPT },
    'key-to-own': { before: database({ encryptionKey: 'cloud' }), after: database(), expected: KEPT },
    resized: { before: database(), after: database({ size: large }), expected: KEPT },
    'version-raised': { before: database(), after: database({ version: '17' }), expected: KEPT },
    'storage-grown': { before: database(), after: database({ storage: { sizeGiB: 128 } }), expected: KEPT },
    'zones-fewer': {
      before: { ...database(), network: { cidr: '10.20.0.0/16', zones: 3 } },
      after: { ...database(), network: { cidr: '10.20.0.0/16', zones: 2 } },
      expected: KEPT,
    },
    destroyed: { before: database(), expected: refused('databases.orders') },
  }),
  ...changesOf('replica', {
    removed: { before: replicated({ near: {} }), after: database(), expected: refused('readReplicas.near') },
    renamed: {
      before: replicated({ near: {} }),
      after: replicated({ next: {} }),
      expected: refused('readReplicas.near'),
    },
    'renamed-formerly': {
      before: replicated({ near: {} }),
      after: replicated({ next: { formerly: ['near'] } }),
      expected: KEPT,
    },
    added: { before: database(), after: replicated({ near: {} }), expected: KEPT },
    resized: { before: replicated({ near: {} }), after: replicated({ near: {} }, { size: large }), expected: KEPT },
  }),
  ...changesOf('cache', {
    removed: { before: cache(), after: {}, expected: refused('caches.sessions') },
    renamed: { before: cache(), after: { caches: { carts: redis } }, expected: refused('caches.sessions') },
    'renamed-formerly': {
      before: cache(),
      after: { caches: { carts: { ...redis, formerly: ['sessions'] } } },
      expected: KEPT,
    },
    'without-protection-removed': {
      before: cache(unprotected),
      after: {},
      expected: KEPT,
    },
    'key-to-cloud': { before: cache(), after: cache({ encryptionKey: 'cloud' }), expected: KEPT },
    resized: { before: cache(), after: cache({ size: { memoryGiB: 6 } }), expected: KEPT },
    'without-replicas': {
      before: cache(),
      after: cache({ replicas: 0 }),
      expected: each(KEPT, refused('caches.sessions'), refused('caches.sessions')),
    },
    'to-valkey': {
      before: cache(),
      after: {
        ...cache({ engine: 'valkey', version: '8' }),
        differences: {
          google: { caches: { sessions: { authentication: 'none' } } },
          azurerm: { caches: { sessions: { engine: null, version: '7' } } },
        },
      },
      expected: each(KEPT, refused('caches.sessions'), NOTHING),
    },
    destroyed: { before: cache(), expected: refused('caches.sessions') },
  }),
  ...changesOf('store', {
    removed: { before: store(), after: {}, expected: refused('objectStores.images') },
    renamed: { before: store(), after: { objectStores: { photos: {} } }, expected: refused('objectStores.images') },
    'renamed-formerly': {
      before: store(),
      after: { objectStores: { photos: { formerly: ['images'] } } },
      expected: KEPT,
    },
    'key-to-cloud': { before: store(), after: store({ encryptionKey: 'cloud' }), expected: KEPT },
    'key-to-own': { before: store({ encryptionKey: 'cloud' }), after: store(), expected: KEPT },
    'replication-on': { before: store(), after: store({ replication: true }), expected: KEPT },
    destroyed: { before: store(), expected: refused('objectStores.images') },
  }),
  ...changesOf('secret', {
    removed: { before: { secrets: { jwt: {} } }, after: {}, expected: refused('secrets.jwt') },
    renamed: { before: { secrets: { jwt: {} } }, after: { secrets: { tokens: {} } }, expected: refused('secrets.jwt') },
    'renamed-formerly': {
      before: { secrets: { jwt: {} } },
      after: { secrets: { tokens: { formerly: ['jwt'] } } },
      expected: KEPT,
    },
    destroyed: { before: { secrets: { jwt: {} } }, expected: refused('secrets.jwt') },
  }),
  ...changesOf('key', {
    retired: {
      before: cache({ encryptionKey: 'cloud' }),
      after: { ...cache({ encryptionKey: 'cloud' }), keys: { retire: ['caches'] } },
      expected: each(goes('aws_kms_key'), goes('google_kms_crypto_key'), goes('azurerm_key_vault_key')),
    },
    'deletion-window': {
      before: { ...store(), keys: { deletionWindowDays: 7 } },
      after: { ...store(), keys: { deletionWindowDays: 30 } },
      expected: KEPT,
    },
    destroyed: { before: {}, expected: refused('key') },
  }),
];
