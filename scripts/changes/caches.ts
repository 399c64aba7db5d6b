/** Changes of caches. */
import { mapValues } from '../../core/records';
import { lifeOf, UNPROTECTED, VAULT } from './life';
import { each, goes, KEPT, NOTHING, refused, type Thing, type Topology } from './matrix';
import { restoresOfCaches } from './restores';
import { signingIn } from './signing-in';

const redis = { version: '7', size: { memoryGiB: 1 } } as const;
const holding = (change: object = {}): Topology => ({ caches: { sessions: { ...redis, ...change } } });
const inZones = (zones: number): Topology => ({ ...holding(), network: { cidr: '10.20.0.0/16', zones } });

/** Caches to which a workload signs in as its identity. */
const signedInTo = (caches: Readonly<Record<string, object>>, access: readonly string[]): Topology => ({
  caches: mapValues(caches, (_, more) => ({ ...redis, authentication: 'identity', ...more })),
  cluster: {
    version: '1.35',
    maintenanceWindow: { day: 'sunday', start: '02:00', hours: 12 },
    nodePools: { main: { size: { vcpu: 4, memoryGiB: 16 }, min: 3, max: 6 } },
  },
  ...signingIn(
    access.map((id) => ({ cache: id, connect: true })),
    {
      ...Object.fromEntries(
        Object.keys(caches).map((from, index) => [`HOST_${index}`, { from, key: 'host' }] as const),
      ),
      ...Object.fromEntries(access.map((from, index) => [`USER_${index}`, { from, key: 'username' }] as const)),
    },
  ),
});

/** Azure's right to sign in is a type that the provider's bindings lack. */
const UNBOUND = ['azurerm'] as const;

const both = { sessions: {}, carts: {} };

const cache: Thing = {
  thing: 'cache',
  rows: {
    ...lifeOf({
      record: 'caches',
      names: ['sessions', 'carts'],
      props: redis,
      goesWithLast: VAULT,
      holds: {
        aws: ['aws_elasticache_replication_group', 'aws_cloudformation_stack'],
        google: ['google_redis_instance', 'google_secret_manager_secret'],
        azurerm: ['azurerm_managed_redis', 'azurerm_key_vault_secret'],
      },
      key: 'caches',
    }),
    ...restoresOfCaches(redis),
    'key from own to cloud': {
      before: holding(),
      after: holding({ encryptionKey: 'cloud' }),
      expected: each(
        refused('aws_elasticache_replication_group.sessions'),
        refused('google_redis_instance.sessions'),
        KEPT,
      ),
    },
    'key from cloud to own': {
      before: holding({ encryptionKey: 'cloud' }),
      after: holding(),
      expected: each(
        refused('aws_elasticache_replication_group.sessions'),
        refused('google_redis_instance.sessions'),
        KEPT,
      ),
    },
    resized: {
      before: holding(),
      after: holding({ size: { memoryGiB: 6 } }),
      expected: each(
        KEPT,
        KEPT,
        // Stand-ins replace as azurerm 4.55 does.
        refused('azurerm_managed_redis.sessions', 'before azurerm 4.61; since then it is resized in place'),
      ),
    },
    'version raised': 'each cloud takes one major version of Redis',
    'zones from 3 to 2': { before: inZones(3), after: inZones(2), expected: KEPT },
    'without replicas': {
      before: holding(),
      after: holding({ replicas: 0 }),
      expected: each(KEPT, refused('google_redis_instance.sessions'), refused('azurerm_managed_redis.sessions')),
    },
    'without replicas, unprotected': {
      before: holding(UNPROTECTED),
      after: holding({ ...UNPROTECTED, replicas: 0 }),
      expected: each(KEPT, goes(['google_redis_instance']), goes(['azurerm_managed_redis'])),
    },
    'signing in asked for': {
      before: signedInTo(both, ['sessions']),
      after: signedInTo(both, ['sessions', 'carts']),
      expected: KEPT,
      untriedOn: UNBOUND,
    },
    'signing in taken away': {
      before: signedInTo(both, ['sessions', 'carts']),
      after: signedInTo(both, ['sessions']),
      expected: KEPT,
      untriedOn: UNBOUND,
    },
    'renamed while signed in to': {
      before: signedInTo({ sessions: {} }, ['sessions']),
      after: signedInTo({ logins: { formerly: ['sessions'] } }, ['logins']),
      expected: NOTHING,
      untriedOn: UNBOUND,
    },
    'from Redis to Valkey': {
      before: holding(),
      after: {
        ...holding({ engine: 'valkey', version: '8' }),
        differences: {
          google: { caches: { sessions: { authentication: 'none' } } },
          azurerm: { caches: { sessions: { engine: null, version: '7' } } },
        },
      },
      expected: each(KEPT, refused('caches.sessions'), { ...NOTHING, note: 'there is only Redis' }),
    },
  },
};

export const caches = [cache];
