/** What the forms of a Redis store on Google have in common. */
import type { ITerraformDependable } from 'cdktf';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import type { DatabaseRange } from '../network/database-tier';
import type { UsableKey } from '../encryption-key/encryption-key';
import { weeklyWindow } from '../shared/windows';

/** Where a store stands, and what must exist before. */
export interface RedisDeps {
  /** The store's name in the topology. */
  readonly name: string;
  readonly project: string;
  readonly region: string;
  readonly database: DatabaseRange;
  readonly key: UsableKey | undefined;
  readonly after: readonly ITerraformDependable[];
}

/** How a store is reached. */
export interface RedisEndpoint {
  readonly host: string;
  readonly port: number;
  /** Certificates of the authority of Google's that vouches for the store alone. */
  readonly caCertificates: string[];
  /** The store's full name, as audit logs have it. */
  readonly resourceName: string;
}

/** Snapshots are reckoned from a first one: a day that never moves, so that no plan differs from the last. */
export const firstSnapshot = (start: string): string => `2026-01-01T${start}:00Z`;

/** What Redis Cluster and Valkey take alike. */
export function nodesOf(props: ManagedRedisProps, { key }: RedisDeps) {
  return {
    shardCount: props.shards,
    replicaCount: props.replicas,
    zoneDistributionConfig: { mode: 'MULTI_ZONE' },
    ...automatedBackups(props),
    maintenancePolicy: { weeklyMaintenanceWindow: [weeklyWindow(props.maintenanceWindow)] },
    ...(key && { kmsKey: key.keyId }),
    deletionProtectionEnabled: props.deletionProtection,
  };
}

/** @param everySecond how the service spells that every write is on disk within a second */
export function persistenceOf({ persistence: { mode, start } }: ManagedRedisProps, everySecond: string) {
  if (mode === 'append-only') return { mode: 'AOF', aofConfig: { appendFsync: everySecond } };
  if (mode === 'none') return { mode: 'DISABLED' };
  return {
    mode: 'RDB',
    rdbConfig: { rdbSnapshotPeriod: 'TWENTY_FOUR_HOURS', rdbSnapshotStartTime: firstSnapshot(start) },
  };
}

/** Backups that are kept: beside snapshots, of which the service keeps the last alone. */
function automatedBackups({ persistence: { retentionDays, start } }: ManagedRedisProps) {
  if (retentionDays === undefined) return {};
  return {
    automatedBackupConfig: {
      fixedFrequencySchedule: { startTime: { hours: Number(start.slice(0, 2)) } },
      retention: `${retentionDays * 86_400}s`,
    },
  };
}
