/** ManagedRedis: an in-memory store with the Redis protocol that the cloud runs: private, TLS only, encrypted. */
import type { RuleTable } from '../../core/rules/rule';
import type { ManagedRedisProps } from './schema';

export const managedRedisRules: RuleTable<ManagedRedisProps> = [
  {
    code: 'persistence-retention-days',
    property: 'persistence.retentionDays',
    check: (p) =>
      p.persistence.retentionDays !== undefined &&
      p.persistence.mode === 'none' &&
      `requires persistence.mode "snapshots" or "append-only": without, there is nothing to keep`,
  },
  {
    code: 'credentials-rotation-days',
    property: 'credentials.rotationDays',
    check: (p) =>
      p.credentials.rotationDays !== undefined &&
      p.authentication !== 'token' &&
      `requires authentication "token", got "${p.authentication}": there is no password to replace`,
  },
  {
    code: 'shards',
    property: 'shards',
    check: (p) =>
      p.shards > 1 &&
      p.shards * (1 + p.replicas) > 90 &&
      `must make at most 90 nodes with their replicas (ElastiCache's default quota), got ${p.shards} × ${1 + p.replicas}`,
  },
];
