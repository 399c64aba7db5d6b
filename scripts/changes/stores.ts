/** Changes of buckets, secrets and keys. */
import { destroyed, lifeOf, UNPROTECTED, VAULT } from './life';
import { each, goes, KEPT, refused, type Thing, type Topology } from './matrix';

const holding = (change: object = {}): Topology => ({ objectStores: { images: change } });

const store: Thing = {
  thing: 'store',
  rows: {
    ...lifeOf({
      record: 'objectStores',
      names: ['images', 'photos'],
      props: {},
      holds: {
        aws: ['aws_s3_bucket'],
        google: ['google_storage_bucket'],
        azurerm: ['azurerm_storage_account', 'azurerm_storage_container'],
      },
      key: 'stores',
    }),
    'key from own to cloud': { before: holding(), after: holding({ encryptionKey: 'cloud' }), expected: KEPT },
    'key from cloud to own': { before: holding({ encryptionKey: 'cloud' }), after: holding(), expected: KEPT },
    resized: 'buckets have no size',
    'version raised': 'buckets have no version',
    'zones from 3 to 2': 'buckets are in no zone',
    'replication on': { before: holding(), after: holding({ replication: true }), expected: KEPT },
    'replication off': {
      before: holding({ replication: true }),
      after: holding(),
      expected: refused('objectStores.images.replication'),
    },
    'access logs off': {
      before: holding(),
      after: holding({ accessLogs: false }),
      expected: each(refused('objectStores.images.accessLogs'), refused('objectStores.images.accessLogs'), KEPT),
    },
  },
};

const secret: Thing = {
  thing: 'secret',
  rows: {
    ...lifeOf({
      record: 'secrets',
      names: ['jwt', 'tokens'],
      props: {},
      goesWithLast: VAULT,
      holds: {
        aws: ['aws_cloudformation_stack'],
        google: ['google_secret_manager_secret'],
        azurerm: ['azurerm_key_vault_secret'],
      },
      key: 'secrets',
    }),
    'key from own to cloud': "a secret's key is not up to the environment",
    'key from cloud to own': "a secret's key is not up to the environment",
    resized: 'secrets have no size',
    'version raised': 'secrets have no version',
    'zones from 3 to 2': 'secrets are in no zone',
  },
};

const NO_NAME = 'keys are named by their kind of use';
const NO_KEY = 'the cloud encrypts keys';

const withoutKey: Topology = { caches: { sessions: { version: '7', size: { memoryGiB: 1 }, encryptionKey: 'cloud' } } };
const without = { secondaryRegion: undefined };

const key: Thing = {
  thing: 'key',
  rows: {
    removed: {
      before: {},
      after: { targets: { aws: without, google: without, azurerm: without } },
      expected: refused('keys.databases-secondary', 'with the target’s `secondaryRegion`'),
    },
    'removed without protection': {
      before: { keys: UNPROTECTED },
      after: { keys: UNPROTECTED, targets: { aws: without, google: without, azurerm: without } },
      expected: each(
        goes(['aws_kms_key']),
        goes(['google_kms_crypto_key']),
        goes(['azurerm_key_vault', 'azurerm_key_vault_key']),
      ),
    },
    retired: {
      before: withoutKey,
      after: { ...withoutKey, keys: { retire: ['caches'] } },
      expected: each(goes(['aws_kms_key']), goes(['google_kms_crypto_key']), goes(['azurerm_key_vault_key'])),
    },
    renamed: NO_NAME,
    'renamed with formerly': NO_NAME,
    'key from own to cloud': NO_KEY,
    'key from cloud to own': NO_KEY,
    resized: 'keys have no size',
    'version raised': 'the cloud rotates them',
    'zones from 3 to 2': 'keys are in no zone',
    'environment destroyed': { before: {}, expected: refused('keys.databases') },
    'destroyed without protection': destroyed({}, { aws: [], google: [], azurerm: [] }),
    'deletion window longer': {
      before: { ...holding(), keys: { deletionWindowDays: 7 } },
      after: { ...holding(), keys: { deletionWindowDays: 30 } },
      expected: KEPT,
    },
  },
};

export const stores = [store, secret, key];
