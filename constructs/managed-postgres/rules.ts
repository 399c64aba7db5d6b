/**
 * ManagedPostgres: a PostgreSQL server that the cloud runs, patches and backs up: private, TLS only, encrypted, with
 * credentials that only the cloud's secret store knows.
 */
import { forEach, type RuleTable } from '../../core/rules/rule';
import { windowsMeet } from '../../core/words/times';
import { storageLimit, type ManagedPostgresProps } from './schema';

/** Role names that at least one cloud keeps for itself. */
const RESERVED_ROLES = [
  'admin',
  'administrator',
  'root',
  'guest',
  'public',
  'postgres',
  'rdsadmin',
  'rdsrepladmin',
  'rdstopmgr',
  'azure_superuser',
  'azure_pg_admin',
  'azuresu',
  'replication',
  'cloudsqladmin',
  'cloudsqlsuperuser',
  'cloudsqlagent',
];

// prettier-ignore
const RESERVED_DATABASES = [
  'postgres',
  'template0',
  'template1',
  'rdsadmin',
  'cloudsqladmin',
  'azure_maintenance',
  'azure_sys',
];

const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** Parameters that these props set themselves, and where. */
const OWN_PARAMETERS: Readonly<Record<string, string>> = {
  log_min_duration_statement: 'logs.slowStatementMs',
  log_connections: 'logs.connections',
  log_disconnections: 'logs.connections',
  'rds.force_ssl': 'nothing: TLS is always required',
  require_secure_transport: 'nothing: TLS is always required',
  ssl: 'nothing: TLS is always required',
};

export const managedPostgresRules: RuleTable<ManagedPostgresProps> = [
  {
    code: 'storage-max-gib',
    property: 'storage.maxSizeGiB',
    check: (p) =>
      storageLimit(p) < p.storage.sizeGiB &&
      `must be at least storage.sizeGiB ${p.storage.sizeGiB}, got ${p.storage.maxSizeGiB}`,
  },
  {
    code: 'database',
    property: 'database',
    check: (p) =>
      (!NAME.test(p.database) || RESERVED_DATABASES.includes(p.database)) &&
      `must be 1–63 lower-case letters, digits and underscores, starting with a letter or underscore, and none of ${RESERVED_DATABASES.join(', ')}; got "${p.database}"`,
  },
  {
    code: 'owner',
    property: 'owner',
    check: (p) =>
      (!NAME.test(p.owner) || p.owner.startsWith('pg_') || RESERVED_ROLES.includes(p.owner)) &&
      `must be 1–63 lower-case letters, digits and underscores, not starting with pg_ and none of ${RESERVED_ROLES.join(', ')}; got "${p.owner}"`,
  },
  {
    code: 'backups-start',
    property: 'backups.start',
    check: (p) =>
      windowsMeet({ start: p.backups.start, hours: 1 }, p.maintenanceWindow) &&
      `must leave the hour from ${p.backups.start} UTC free of the maintenance window (${p.maintenanceWindow.day} ${p.maintenanceWindow.start}, ${p.maintenanceWindow.hours} h): move one of them`,
  },
  {
    code: 'read-replicas',
    property: 'readReplicas',
    check: (p) =>
      Object.keys(p.readReplicas).length > 5 &&
      `must be at most 5, which every cloud takes (Azure's limit), got ${Object.keys(p.readReplicas).length}`,
  },
  forEach(
    (p) => Object.keys(p.parameters).map((name) => [`parameters.${name}`, name] as const),
    [
      {
        code: 'whole',
        property: '',
        check: (name) => name in OWN_PARAMETERS && `must not be set here, it is set by ${OWN_PARAMETERS[name]}`,
      },
    ],
  ),
];
