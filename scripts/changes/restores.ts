/** Changes of what a database or a cache begins with. */
import { onEach, type TypesByCloud, UNPROTECTED } from './life';
import { each, type Expected, goes, KEPT, NOTHING, refused, type Row, type Topology } from './matrix';

type Databases = NonNullable<Topology['databases']>;
type Caches = NonNullable<Topology['caches']>;

interface ReadOnce {
  /** A second thing beside the first, which begins as something that was, or empty. */
  readonly beside: (change?: object) => Topology;
  readonly restored: { readonly restore: object };
  /** Restored from something else. */
  readonly otherwise: object;
  /** What comes of saying that it is done. */
  readonly settled: Expected;
  /** By whom another value is refused. */
  readonly expected: Row['expected'];
}

const FIXED = refused('terraform_data.fixed');

/** Read when it is made; afterwards Terraform remembers it, whatever else is protected. */
const readOnce = ({ beside, restored, otherwise, settled, expected }: ReadOnce): Record<string, Row> => ({
  'restored, and done': { before: beside(restored), after: beside({ restore: 'done' }), expected: settled },
  'restored from something else': { before: beside(restored), after: beside(otherwise), expected },
  'restored over what is there': { before: beside(), after: beside(restored), expected },
  'restored over unprotected': {
    before: beside(UNPROTECTED),
    after: beside({ ...restored, ...UNPROTECTED }),
    expected,
  },
  'restore left out': { before: beside({ ...restored, ...UNPROTECTED }), after: beside(UNPROTECTED), expected },
});

const MOMENT = { restore: { from: 'orders', at: '2026-05-31T06:30:00Z' } } as const;
const EARLIER = { restore: { from: 'orders', at: '2026-05-30T06:30:00Z' } } as const;

/**
 * @param orders the first server
 * @param holds types of what holds its data
 */
export function restoresOfDatabases(orders: Databases[string], holds: TypesByCloud): Record<string, Row> {
  const beside = (change: object = {}): Topology => ({ databases: { orders, again: { ...orders, ...change } } });
  return {
    'restored beside the first': { before: { databases: { orders } }, after: beside(MOMENT), expected: KEPT },
    'restored, first removed': {
      before: { databases: { orders: { ...orders, ...UNPROTECTED }, again: { ...orders, ...MOMENT } } },
      after: { databases: { again: { ...orders, restore: 'done' } } },
      expected: onEach((cloud) => goes(holds[cloud])),
    },
    'restored, both renamed': {
      before: beside(MOMENT),
      after: {
        databases: {
          sales: { ...orders, formerly: ['orders'] },
          once: { ...orders, formerly: ['again'], restore: { ...MOMENT.restore, from: 'sales' } },
        },
      },
      expected: NOTHING,
    },
    ...readOnce({ beside, restored: MOMENT, otherwise: EARLIER, settled: KEPT, expected: FIXED }),
  };
}

const server = (name: string) =>
  `/subscriptions/00000000-0000-4000-8000-000000000009/resourceGroups/${name}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${name}`;

const following = (name: string) => ({
  restore: {
    replicaOf: {
      aws: { instance: `arn:aws:rds:eu-west-1:111122223333:db:${name}` },
      google: { instance: name },
      azurerm: { server: server(name) },
    },
  },
});

/**
 * A server that follows one outside of the environment.
 * @param orders a server
 */
export function replicasOfOthers({
  highAvailability: _,
  readReplicas: __,
  ...orders
}: Databases[string]): Record<string, Row> {
  const replica = (change: object): Topology => ({
    databases: { orders: { ...orders, highAvailability: false, ...change } },
  });
  const standing = replica(following('shop'));
  return {
    'replica, and promoted': {
      before: standing,
      after: replica({ restore: 'promoted', highAvailability: true, backups: { retentionDays: 14 } }),
      expected: KEPT,
    },
    'replica, renamed': {
      before: standing,
      after: {
        databases: { sales: { ...orders, highAvailability: false, formerly: ['orders'], ...following('shop') } },
      },
      expected: NOTHING,
    },
    'replica, resized': { before: standing, after: replica({ ...following('shop'), size: 'xlarge' }), expected: KEPT },
    'replica of another': { before: standing, after: replica(following('other')), expected: FIXED },
    'replica, and done': { before: standing, after: replica({ restore: 'done' }), expected: FIXED },
    'replica of what is there': { before: replica({}), after: standing, expected: FIXED },
    'promoted of what is there': { before: replica({}), after: replica({ restore: 'promoted' }), expected: FIXED },
    'promoted, and left out': { before: replica({ restore: 'promoted' }), after: replica({}), expected: FIXED },
    'replica, and removed': { before: standing, after: { databases: {} }, expected: refused('orders') },
  };
}

const snapshot = (which: string) => ({
  restore: {
    backup: {
      aws: { snapshot: `shop-${which}` },
      google: { managedBackup: `projects/shop/locations/us-central1/backupCollections/shop/backups/${which}` },
    },
  },
});

/** Of Google's services Redis Cluster and Valkey restore. */
const CLUSTER = { shards: 2, authentication: 'none' } as const;

const NONE: Expected = { ...NOTHING, note: 'there `restore` is refused' };

/** @param sessions the first store */
export function restoresOfCaches(sessions: Caches[string]): Record<string, Row> {
  const second = (id: string, change: object): Topology => ({
    caches: { sessions, [id]: { ...sessions, ...change } },
    differences: { google: { caches: { [id]: CLUSTER } }, azurerm: { caches: { [id]: { restore: null } } } },
  });
  const beside = (change: object = {}): Topology => second('again', change);
  const restored = snapshot('1');
  return {
    'restored beside the first': { before: { caches: { sessions } }, after: beside(restored), expected: KEPT },
    'restored, and renamed': {
      before: beside(restored),
      after: second('once', { ...restored, formerly: ['again'] }),
      expected: NOTHING,
    },
    ...readOnce({ beside, restored, otherwise: snapshot('2'), settled: NOTHING, expected: each(FIXED, FIXED, NONE) }),
  };
}
