/** Who asks for a key of the environment. */
import type { EncryptionKeySetting } from '../../core/words/encryption';
import { isManaged } from '../environment/managed';
import type { Environment } from '../environment/schema';
import type { Resolved } from '../resolved';
import type { KeyKind } from './kinds';

type Asking = Readonly<Record<KeyKind, (environment: Environment, uses: Resolved['uses']) => readonly string[]>>;

const ASKING: Asking = {
  databases: ({ databases }) =>
    inRecord('databases', databases, ({ encryptionKey, backups, readReplicas }) => {
      const hasCopies =
        backups.copyToSecondaryRegion ||
        backups.copies !== undefined ||
        Object.values(readReplicas).some(({ region }) => region === 'secondary');
      return asks(encryptionKey, hasCopies);
    }),
  caches: ({ caches }) => inRecord('caches', caches, ({ encryptionKey }) => asks(encryptionKey, false)),
  stores: ({ objectStores }) =>
    inRecord('objectStores', objectStores, ({ encryptionKey, replication }) => asks(encryptionKey, replication)),
  cluster: ({ cluster }) => (cluster && isManaged(cluster) && asks(cluster.encryptionKey, false) ? ['cluster'] : []),
  secrets: ({ secrets }, uses) => {
    const named = Object.keys(secrets).map((id) => `secrets.${id}`);
    // Without a secret of its own, the store holds connections that something in the cluster reads.
    return named.length > 0 || !uses.has('secret') ? named : ['connections of databases and caches'];
  },
};

/** Paths of what asks for the environment's key of a kind. */
export const askersOf = (kind: KeyKind, environment: Environment, uses: Resolved['uses']): readonly string[] =>
  ASKING[kind](environment, uses);

/** An existing key belongs to the first region, so that copies in the other one ask for the environment's. */
const asks = (setting: EncryptionKeySetting, hasCopies: boolean): boolean =>
  setting === 'own' || (setting !== 'cloud' && hasCopies);

const inRecord = <T>(path: string, record: Readonly<Record<string, T>>, isAsking: (entry: T) => boolean): string[] =>
  Object.entries(record).flatMap(([id, entry]) => (isAsking(entry) ? [`${path}.${id}`] : []));
