/** ManagedRedis: an in-memory store with the Redis protocol that the cloud runs: private, TLS only, encrypted. */
import type { RuleTable } from '../../core/rules/rule';
import type { ManagedRedisProps } from './schema';

export const managedRedisRules: RuleTable<ManagedRedisProps> = [
  {
    property: 'persistence.retentionDays',
    when: (p) => p.persistence.retentionDays !== undefined && p.persistence.mode === 'none',
    say: () => `must come with persistence.mode "snapshots" or "append-only": without, there is nothing to keep`,
  },
  {
    property: 'credentials.rotationDays',
    when: (p) => p.credentials.rotationDays !== undefined && p.authentication !== 'token',
    say: (p) => `must come with authentication "token", got "${p.authentication}": there is no password to replace`,
  },
  {
    property: 'shards',
    when: (p) => p.shards > 1 && p.shards * (1 + p.replicas) > 90,
    say: (p) =>
      `must make at most 90 nodes with their replicas (ElastiCache's default quota), got ${p.shards} × ${1 + p.replicas}`,
  },
];
