/** How backups on Google read. */
import type { RegionRole } from '../../../constructs/environment/targets';
import { testIn } from '../../../constructs/managed-postgres/backups';
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
import { counted } from '../../../core/text';
import { jobOf, placesOf } from './clock';
import { copyBy } from './copies';

const SECONDS_PER_DAY = 86_400;

interface BackupConfiguration {
  readonly enabled?: boolean;
  readonly location?: string;
  readonly point_in_time_recovery_enabled?: boolean;
  readonly transaction_log_retention_days?: number;
  readonly backup_retention_settings?: { readonly retained_backups?: number };
}

/** How often the server is restored in order to try it. */
function triedIn(server: string, region: RegionRole, resources: Resources): Pick<Backup, 'tried'> {
  const test = jobOf(server, testIn(region).replaceAll('-', '_'), resources);
  return test ? { tried: String(test.values['schedule']) } : {};
}

/** Servers that are replicas are backups where they are in another region than their primary. */
const ofServer: BackupReader = ({ values, partOf }, resources) => {
  const store = { kind: 'database', name: partOf } as const;
  const { region, master_instance_name: master, settings } = values;
  if (master !== undefined)
    return resources.at(master)?.values['region'] === region ? [] : [replicaIn(String(region), partOf)];
  const { backup_configuration: backups = {} } = settings as { readonly backup_configuration?: BackupConfiguration };
  if (!backups.enabled) return [];
  const { retained_backups: retained } = backups.backup_retention_settings ?? {};
  return [
    {
      store,
      by: 'automated backups',
      every: DAILY,
      kept: retained === undefined ? 'as long as Google says' : counted(retained, 'backup'),
      where: backups.location ?? String(region),
      ...(backups.point_in_time_recovery_enabled && { pointInTime: days(backups.transaction_log_retention_days) }),
      ...(backups.location !== region && triedIn(partOf, 'secondary', resources)),
      ...triedIn(partOf, 'primary', resources),
    },
  ];
};

/** Backups by the clock, and copies of them in another region. */
const ofWorkflow: BackupReader = (workflow, resources) => {
  const job = jobOf(workflow.partOf, 'backups', resources);
  return placesOf(workflow).map(({ where, days: count }, index) => ({
    store: { kind: 'database', name: workflow.partOf },
    by: index === 0 ? 'backups by the clock' : 'copies of backups by the clock',
    every: String(job?.values['schedule']),
    kept: days(count),
    where,
    ...(index > 0 && triedIn(workflow.partOf, 'secondary', resources)),
  }));
};

interface Persistence {
  readonly rdb_snapshot_period?: string;
  readonly rdb_config?: { readonly rdb_snapshot_period: string };
}

/** Of its snapshots Google keeps the newest alone, for the cache itself; backups are beside them. */
const ofCache: BackupReader = ({ values, partOf }) => {
  const store = { kind: 'cache', name: partOf } as const;
  const where = String(values['region'] ?? values['location']);
  const persistence = (values['persistence_config'] ?? {}) as Persistence;
  const period = persistence.rdb_snapshot_period ?? persistence.rdb_config?.rdb_snapshot_period;
  const { retention } = (values['automated_backup_config'] ?? {}) as { readonly retention?: string };
  return [
    ...(period === undefined ? [] : [{ store, by: 'snapshots', every: DAILY, kept: 'the newest', where }]),
    ...(retention === undefined
      ? []
      : [
          {
            store,
            by: 'automated backups',
            every: DAILY,
            kept: days(Number.parseInt(retention, 10) / SECONDS_PER_DAY),
            where,
          },
        ]),
  ];
};

interface LifecycleRule {
  readonly condition: { readonly days_since_noncurrent_time?: number };
}

/** A bucket that is locked has no old versions. */
const ofBucket: BackupReader = ({ values, partOf, isMain }) => {
  const { enabled } = (values['versioning'] ?? {}) as Arguments;
  if (!isMain || !enabled) return [];
  const rules = (values['lifecycle_rule'] ?? []) as readonly LifecycleRule[];
  return [
    {
      store: { kind: 'bucket', name: partOf },
      by: 'old versions',
      every: EACH_CHANGE,
      kept: keptBy(rules.flatMap(({ condition }) => condition.days_since_noncurrent_time ?? [])),
      where: String(values['location']),
    },
  ];
};

const ofTransfer: BackupReader = (transfer, resources) => {
  const copy = copyBy(transfer, resources);
  return copy ? [copyIn(String(copy.values['location']), transfer.partOf)] : [];
};

export const backups: CloudBackups = {
  google_sql_database_instance: ofServer,
  google_workflows_workflow: ofWorkflow,
  google_redis_instance: ofCache,
  google_redis_cluster: ofCache,
  google_memorystore_instance: ofCache,
  google_storage_bucket: ofBucket,
  google_storage_transfer_job: ofTransfer,
};
