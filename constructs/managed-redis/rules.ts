/** ManagedRedis: an in-memory store with the Redis protocol that the cloud runs: private, TLS only, encrypted. */
import type { RuleContext, RuleTable } from '../../core/rules/rule';
import { rotationRule, rotationWarnings } from '../environment/rotation';
import type { Environment } from '../environment/schema';
import { maySignIn } from '../workload-identity/schema';
import type { ManagedRedisProps } from './schema';

type Context = RuleContext<Environment>;

export const managedRedisWarnings: RuleTable<ManagedRedisProps, Context> = [
  ...rotationWarnings('credentials.rotationDays'),
  {
    code: 'identity-unused',
    property: 'authentication',
    check: ({ authentication }, { environment: { workloads, charts }, id }) =>
      authentication === 'identity' &&
      ![...Object.values(workloads), ...Object.values(charts)].some((one) => maySignIn(one, id)) &&
      `is "identity", and no workload or chart may sign in: add { cache: "${id}", connect: true } to access of those that use it`,
  },
];

export const managedRedisRules: RuleTable<ManagedRedisProps, Context> = [
  rotationRule('credentials.rotationDays'),
  {
    code: 'retention-without-persistence',
    property: 'persistence.retentionDays',
    check: ({ persistence: { retentionDays, mode } }) =>
      retentionDays !== undefined &&
      mode === 'none' &&
      'requires persistence.mode "snapshots" or "append-only": with "none" there are no snapshots to keep',
  },
  {
    code: 'rotation-without-token',
    property: 'credentials.rotationDays',
    check: ({ credentials, authentication }) =>
      credentials.rotationDays !== undefined &&
      authentication !== 'token' &&
      `requires authentication "token", got "${authentication}": there is no password to replace`,
  },
  {
    code: 'nodes-max',
    property: 'shards',
    check: ({ shards, replicas }) =>
      shards > 1 &&
      shards * (1 + replicas) > 90 &&
      `must make at most 90 nodes with their replicas (ElastiCache's default quota), got ${shards} × ${1 + replicas}`,
  },
];
