/** RedisService: the base of Memorystore's three services that run Redis stores, and arguments that they share. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { Component } from '../../../core/cdktf/component';
import type { NameLimit } from '../../../core/names';
import type { UsableKey } from '../encryption-key/encryption-key';
import type { DatabaseRange } from '../network/database-tier';
import { weeklyWindow } from '../shared/windows';
import { beginning } from './restore';

export interface RedisServiceDeps {
  /** The store's name in the environment. */
  readonly name: string;
  readonly project: string;
  readonly region: string;
  readonly database: DatabaseRange;
  readonly key: UsableKey;
  /** Resources that must exist before the store: enabled APIs, private services access, the key's grants. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export abstract class RedisService extends Component<ManagedRedisProps> {
  constructor(
    scope: Construct,
    id: string,
    props: ManagedRedisProps,
    protected readonly deps: RedisServiceDeps,
  ) {
    super(scope, id, props);
  }

  abstract readonly host: string;
  abstract readonly port: number;
  /** PEM certificates of Google's separate authority for this store. */
  abstract readonly caCertificates: string[];
  protected abstract readonly nameLimit: NameLimit;
  /** How the service's API calls its stores, a part of their full names. */
  protected abstract readonly collection: 'clusters' | 'instances';

  /** The store's full name, as audit logs have it. */
  get resourceName(): string {
    const { project, region } = this.deps;
    return `projects/${project}/locations/${region}/${this.collection}/${this.physicalName}`;
  }

  /** The name by which its metrics know it. */
  get measuredAs(): string {
    return this.physicalName;
  }

  protected get physicalName(): string {
    return this.name(this.nameLimit, this.deps.name);
  }
}

/** Arguments that Redis Cluster and Valkey share. */
export function nodeArguments(props: ManagedRedisProps, { key }: RedisServiceDeps) {
  return {
    shardCount: props.shards,
    replicaCount: props.replicas,
    zoneDistributionConfig: { mode: 'MULTI_ZONE' },
    automatedBackupConfig: automatedBackups(props),
    maintenancePolicy: { weeklyMaintenanceWindow: [weeklyWindow(props.maintenanceWindow)] },
    kmsKey: key.keyId,
    deletionProtectionEnabled: props.deletionProtection,
    ...beginning(props),
  };
}

/** @param everySecond the service's word for writing changes to disk within a second */
export function persistenceConfig({ persistence: { mode, start } }: ManagedRedisProps, everySecond: string) {
  if (mode === 'append-only') return { mode: 'AOF', aofConfig: { appendFsync: everySecond } };
  if (mode === 'none') return { mode: 'DISABLED' };
  return {
    mode: 'RDB',
    rdbConfig: { rdbSnapshotPeriod: 'TWENTY_FOUR_HOURS', rdbSnapshotStartTime: firstSnapshot(start) },
  };
}

/** Time of the first snapshot, on a fixed day so that plans do not change from day to day. */
export const firstSnapshot = (start: string): string => `2026-01-01T${start}:00Z`;

/** Backups in addition to snapshots, of which the service keeps only the last. */
function automatedBackups({ persistence: { retentionDays, start } }: ManagedRedisProps) {
  if (retentionDays === undefined) return undefined;
  return {
    fixedFrequencySchedule: { startTime: { hours: Number(start.slice(0, 2)) } },
    retention: `${retentionDays * 86_400}s`,
  };
}
