/** How backups on Azure read. */
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
import type { Arguments, Resource, Resources } from '../../../core/rights/resources';
import { cronOf } from '../shared/clock';
import { PAIRED_REGIONS } from '../shared/regions';

const START = /"startTime" = "([^"]+)"/;

/** How often the server is restored in order to try it. */
function triedIn(server: string, region: RegionRole, resources: Resources): Pick<Backup, 'tried'> {
  const test = testIn(region).replaceAll('-', '_');
  const [clock] = ['custom', 'recurrence']
    .flatMap((kind) => resources.of(`azurerm_logic_app_trigger_${kind}`))
    .filter(({ partOf, address }) => partOf === server && address.endsWith(`_${test}_clock`));
  if (!clock) return {};
  const { body = '', start_time: start = START.exec(String(body))?.[1] } = clock.values;
  return { tried: cronOf(String(start), String(body)) };
}

/** Servers that are replicas are backups where they are in another region than their primary. */
const ofServer: BackupReader = ({ values, partOf }, resources) => {
  const store = { kind: 'database', name: partOf } as const;
  const {
    location,
    create_mode: mode,
    source_server_id: source,
    backup_retention_days: count,
    geo_redundant_backup_enabled: geo,
  } = values;
  const where = String(location);
  if (mode === 'Replica')
    return resources.at(source)?.values['location'] === location ? [] : [replicaIn(where, partOf)];
  const backup = { store, every: DAILY, kept: days(count), pointInTime: days(count) };
  return [
    { ...backup, by: 'automated backups', where, ...triedIn(partOf, 'primary', resources) },
    ...(geo
      ? [
          {
            ...backup,
            by: 'copies of automated backups',
            where: PAIRED_REGIONS[where] ?? `the pair of ${where}`,
            ...triedIn(partOf, 'secondary', resources),
          },
        ]
      : []),
  ];
};

interface Persistence {
  readonly persistence_redis_database_backup_frequency?: string;
}

/** Azure keeps the newest snapshot alone, for the cache itself. */
const ofCache: BackupReader = ({ values, partOf }) => {
  const { default_database: database = {} } = values as { readonly default_database?: Persistence };
  const { persistence_redis_database_backup_frequency: period } = database;
  if (period === undefined) return [];
  const store = { kind: 'cache', name: partOf } as const;
  return [
    {
      store,
      by: 'snapshots',
      every: `every ${period.replace(/h$/, ' hours')}`,
      kept: 'the newest',
      where: String(values['location']),
    },
  ];
};

interface LifecycleRule {
  readonly actions: { readonly version?: { readonly delete_after_days_since_creation?: number } };
}

function lockOf(account: Resource, resources: Resources): Arguments | undefined {
  const containers = resources.naming('azurerm_storage_container', 'storage_account_id', account);
  const locks = containers.flatMap((container) =>
    resources.naming(
      'azurerm_storage_container_immutability_policy',
      'storage_container_resource_manager_id',
      container,
    ),
  );
  return locks[0]?.values;
}

const ofAccount: BackupReader = (account, resources) => {
  const { values, partOf, isMain } = account;
  const { versioning_enabled: isVersioned } = (values['blob_properties'] ?? {}) as Arguments;
  if (!isMain || !isVersioned) return [];
  const rules = resources
    .naming('azurerm_storage_management_policy', 'storage_account_id', account)
    .flatMap((lifecycle) => lifecycle.values['rule'] as readonly LifecycleRule[]);
  const lock = lockOf(account, resources);
  return [
    {
      store: { kind: 'bucket', name: partOf },
      by: 'old versions',
      every: EACH_CHANGE,
      kept: keptBy(rules.flatMap(({ actions }) => actions.version?.delete_after_days_since_creation ?? [])),
      where: String(values['location']),
      ...(lock && { locked: days(lock['immutability_period_in_days']) }),
    },
  ];
};

const ofReplication: BackupReader = ({ values, partOf }, resources) => {
  const copy = resources.at(values['destination_storage_account_id']);
  return copy ? [copyIn(String(copy.values['location']), partOf)] : [];
};

export const backups: CloudBackups = {
  azurerm_postgresql_flexible_server: ofServer,
  azurerm_managed_redis: ofCache,
  azurerm_storage_account: ofAccount,
  azurerm_storage_object_replication: ofReplication,
};
