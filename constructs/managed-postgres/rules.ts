/**
 * ManagedPostgres: a PostgreSQL server that the cloud runs, patches and backs up: private, TLS only, encrypted, with
 * credentials that are in the cloud's secret store alone.
 */
import { repeated } from '../../core/records';
import { forEach, type Rule, type RuleContext, type RuleTable } from '../../core/rules/rule';
import { windowsMeet } from '../../core/words/times';
import { clockRules } from '../clock-rules';
import { rotationRule, rotationWarnings } from '../environment/rotation';
import type { Environment } from '../environment/schema';
import { isKept } from './auditing';
import { isFollower } from './restore';
import { restoreRules } from './restore-rules';
import { isRoleName, NAME, RESERVED_ROLES } from './role-names';
import { type ManagedPostgresProps, storageLimit } from './schema';
import { userRules, userWarnings, withoutDays } from './user-rules';

/** Database names that PostgreSQL or at least one cloud reserves. */
const RESERVED_DATABASES: readonly string[] = [
  ...['postgres', 'template0', 'template1'],
  ...['rdsadmin', 'cloudsqladmin', 'azure_maintenance', 'azure_sys'],
];

/** Parameters that `auditing` sets, where it is on. */
const AUDITING_PARAMETERS: readonly string[] = ['pgaudit.log', 'cloudsql.enable_pgaudit'];

/** Parameters that other properties set, and which. */
const OWN_PARAMETERS: Readonly<Record<string, string>> = {
  log_min_duration_statement: 'logs.slowStatementMs',
  log_connections: 'logs.connections',
  log_disconnections: 'logs.connections',
  'rds.force_ssl': 'nothing: TLS is always required',
  require_secure_transport: 'nothing: TLS is always required',
  ssl: 'nothing: TLS is always required',
};

type Context = RuleContext<Environment>;

type Replica = ManagedPostgresProps['readReplicas'][string];

/**
 * The rule of clouds on which a replica must be as large as its primary.
 * @param sizesOf both sizes, in words, of a replica that is too small; nothing for others
 */
export const replicaSizeRule = <C>(
  sizesOf: (
    replica: Replica,
    primary: ManagedPostgresProps,
  ) => { readonly own: string; readonly primary: string } | undefined,
): Rule<Replica, C, ManagedPostgresProps> => ({
  code: 'replica-too-small',
  property: 'size',
  check: (replica, _, server) => {
    const sizes = sizesOf(replica, server);
    return (
      sizes &&
      `must be at least the primary's, ${sizes.primary}, got ${sizes.own}: the cloud refuses a smaller replica, and PostgreSQL one with fewer connections. Leave it out, or make the primary smaller`
    );
  },
});

export const managedPostgresWarnings: RuleTable<ManagedPostgresProps, Context> = [
  {
    code: 'auditing-without-extension',
    property: 'auditing',
    check: (props, { environment }) =>
      props.auditing !== false &&
      // A replica has what its primary has.
      !isFollower(props) &&
      !isKept(environment, props) &&
      `records DDL without the names of objects until somebody runs CREATE EXTENSION pgaudit in the database, as ${props.owner}: with addons.externalSecrets a pod does`,
    standsOn: () => ['addons.externalSecrets'],
  },
  ...rotationWarnings<ManagedPostgresProps>('credentials.rotationDays'),
  ...userWarnings,
];

export const managedPostgresRules: RuleTable<ManagedPostgresProps, Context> = [
  rotationRule('credentials.rotationDays'),
  withoutDays(({ credentials }) => credentials),
  ...userRules,
  ...restoreRules,
  {
    code: 'storage-max',
    property: 'storage.maxSizeGiB',
    check: (props) => {
      const { sizeGiB } = props.storage;
      const limit = storageLimit(props);
      return limit < sizeGiB && `must be at least storage.sizeGiB ${sizeGiB}, got ${limit}`;
    },
  },
  {
    code: 'database-name',
    property: 'database',
    check: ({ database }) =>
      (!NAME.test(database) || RESERVED_DATABASES.includes(database)) &&
      `must be 1–63 lower-case letters, digits and underscores, starting with a letter or underscore, and none of ${RESERVED_DATABASES.join(', ')}; got "${database}"`,
  },
  {
    code: 'owner-name',
    property: 'owner',
    check: ({ owner }) =>
      !isRoleName(owner) &&
      `must be 1–63 lower-case letters, digits and underscores, not starting with pg_ and none of ${RESERVED_ROLES.join(', ')}; got "${owner}"`,
  },
  {
    code: 'backup-in-maintenance',
    property: 'backups.start',
    check: ({ backups: { start }, maintenanceWindow: maintenance }) =>
      windowsMeet({ start, hours: 1 }, maintenance) &&
      `must leave the hour from ${start} UTC free of the maintenance window (${maintenance.day} ${maintenance.start}, ${maintenance.hours} h): move one of them`,
  },
  {
    code: 'backup-hours',
    property: 'backups.everyHours',
    check: ({ backups: { everyHours } }) =>
      everyHours !== undefined &&
      24 % everyHours !== 0 &&
      `must be a divisor of 24, so that every day has the same hours: 1, 2, 3, 4, 6, 8, 12 or 24, got ${everyHours}`,
  },
  ...clockRules<ManagedPostgresProps>(
    'restore-test',
    'backups.restoreTest.cron',
    ({ backups: { restoreTest } }) => restoreTest?.cron,
  ),
  {
    code: 'restore-test-twice',
    property: 'backups.restoreTest.regions',
    check: ({ backups: { restoreTest } }) => {
      const [twice] = repeated(restoreTest?.regions ?? []);
      return twice !== undefined && `must name each region once, got ${twice} twice`;
    },
  },
  {
    code: 'backup-lock-longer',
    property: 'backups.lock.days',
    check: ({ backups: { lock, retentionDays, copies } }) => {
      const kept = Math.min(retentionDays, copies?.retentionDays ?? Infinity);
      return (
        lock !== undefined &&
        lock.days > kept &&
        `must be at most the days for which backups and their copies are kept, ${kept}, got ${lock.days}: a vault takes nothing that goes sooner`
      );
    },
  },
  {
    code: 'replicas-max',
    property: 'readReplicas',
    check: ({ readReplicas }) => {
      const { length } = Object.keys(readReplicas);
      return length > 5 && `must be at most 5, which every cloud takes (Azure's limit), got ${length}`;
    },
  },
  forEach(
    ({ parameters }) => Object.keys(parameters).map((name) => [`parameters.${name}`, name] as const),
    [
      {
        code: 'parameter-reserved',
        property: '',
        check: (name) => name in OWN_PARAMETERS && `must not be set here, it is set by ${OWN_PARAMETERS[name]}`,
      },
      {
        code: 'parameter-of-auditing',
        property: '',
        check: (name, _, { auditing }) =>
          auditing !== false &&
          AUDITING_PARAMETERS.includes(name) &&
          `must not be set here, because auditing "${auditing}" sets it. For other classes of pgaudit set auditing to false, and load the library by parameters, too`,
      },
    ],
  ),
];
