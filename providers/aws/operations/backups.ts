/** How backups on AWS read. */
import {
  type Backup,
  type BackupReader,
  type CloudBackups,
  copyIn,
  DAILY,
  days,
  EACH_CHANGE,
  keptBy,
  replicaIn,
} from '../../../core/operations/backup';
import type { Arguments, Resources } from '../../../core/rights/resources';
import { regionOf } from './regions';

/** Servers that are replicas are backups where they are in another region than their primary. */
const ofServer: BackupReader = (server, resources) => {
  const { values, partOf } = server;
  const store = { kind: 'database', name: partOf } as const;
  const where = regionOf(server, resources);
  const source = values['replicate_source_db'];
  const primary = resources.at(source);
  if (source !== undefined) return primary && regionOf(primary, resources) === where ? [] : [replicaIn(where, partOf)];
  const kept = days(values['backup_retention_period']);
  return [{ store, by: 'automated backups', every: DAILY, kept, where, pointInTime: kept }];
};

const ofServerCopies: BackupReader = (copies, resources) => {
  const kept = days(copies.values['retention_period']);
  return [
    {
      store: { kind: 'database', name: copies.partOf },
      by: 'copies of automated backups',
      every: DAILY,
      kept,
      where: regionOf(copies, resources),
      pointInTime: kept,
    },
  ];
};

interface VaultRule {
  readonly schedule: string;
  readonly target_vault_name: string;
  readonly lifecycle: { readonly delete_after: number };
  readonly copy_action?: readonly {
    readonly destination_vault_arn: string;
    readonly lifecycle: { readonly delete_after: number };
  }[];
}

/** What a vault says of the backups in it. */
function inVault(expression: string, resources: Resources): Pick<Backup, 'where' | 'locked'> {
  const vault = resources.at(expression);
  if (!vault) return { where: expression };
  const [lock] = resources.naming('aws_backup_vault_lock_configuration', 'backup_vault_name', vault);
  return {
    where: regionOf(vault, resources),
    ...(lock && { locked: days(lock.values['min_retention_days']) }),
  };
}

/** How often the newest backup of a vault is restored. */
function triedIn(expression: string, resources: Resources): Pick<Backup, 'tried'> {
  const vault = resources.at(expression)?.address;
  const test = resources.of('aws_backup_restore_testing_plan').find(({ values }) => {
    const [selection] = values['recovery_point_selection'] as readonly { readonly include_vaults: readonly string[] }[];
    return selection?.include_vaults.some((tested) => resources.at(tested)?.address === vault);
  });
  return test ? { tried: String(test.values['schedule_expression']) } : {};
}

const ofPlan: BackupReader = ({ values, partOf }, resources) => {
  const store = { kind: 'database', name: partOf } as const;
  return (values['rule'] as readonly VaultRule[]).flatMap((rule) => {
    const every = rule.schedule;
    const kept = (lifecycle: VaultRule['lifecycle']) => days(lifecycle.delete_after);
    return [
      {
        store,
        by: 'vault',
        every,
        kept: kept(rule.lifecycle),
        ...inVault(rule.target_vault_name, resources),
        ...triedIn(rule.target_vault_name, resources),
      },
      ...(rule.copy_action ?? []).map((copy) => ({
        store,
        by: 'copies of the vault',
        every,
        kept: kept(copy.lifecycle),
        ...inVault(copy.destination_vault_arn, resources),
        ...triedIn(copy.destination_vault_arn, resources),
      })),
    ];
  });
};

const ofCache: BackupReader = (cache, resources) => {
  const { snapshot_retention_limit: limit } = cache.values;
  if (!limit) return [];
  const store = { kind: 'cache', name: cache.partOf } as const;
  return [{ store, by: 'snapshots', every: DAILY, kept: days(limit), where: regionOf(cache, resources) }];
};

interface LifecycleRule {
  readonly noncurrent_version_expiration?: readonly { readonly noncurrent_days: number }[];
}

const ofVersions: BackupReader = ({ values }, resources) => {
  const bucket = resources.at(values['bucket']);
  const { status } = values['versioning_configuration'] as Arguments;
  if (!bucket?.isMain || status !== 'Enabled') return [];
  const rules = resources
    .naming('aws_s3_bucket_lifecycle_configuration', 'bucket', bucket)
    .flatMap((lifecycle) => lifecycle.values['rule'] as readonly LifecycleRule[])
    .flatMap(({ noncurrent_version_expiration: expiration = [] }) => expiration);
  const [lock] = resources.naming('aws_s3_bucket_object_lock_configuration', 'bucket', bucket);
  const { default_retention: retention } = (lock?.values['rule'] ?? {}) as { readonly default_retention?: Arguments };
  return [
    {
      store: { kind: 'bucket', name: bucket.partOf },
      by: 'old versions',
      every: EACH_CHANGE,
      kept: keptBy(rules.map(({ noncurrent_days: count }) => count)),
      where: regionOf(bucket, resources),
      ...(retention && { locked: days(retention['days']) }),
    },
  ];
};

interface ReplicationRule {
  readonly destination: { readonly bucket: string };
}

const ofReplication: BackupReader = ({ values, partOf }, resources) =>
  (values['rule'] as readonly ReplicationRule[]).flatMap(({ destination }) => {
    const copy = resources.at(destination.bucket);
    return copy ? [copyIn(regionOf(copy, resources), partOf)] : [];
  });

export const backups: CloudBackups = {
  aws_db_instance: ofServer,
  aws_db_instance_automated_backups_replication: ofServerCopies,
  aws_backup_plan: ofPlan,
  aws_elasticache_replication_group: ofCache,
  aws_s3_bucket_versioning: ofVersions,
  aws_s3_bucket_replication_configuration: ofReplication,
};
