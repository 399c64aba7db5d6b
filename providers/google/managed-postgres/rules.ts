/** Limits of a PostgreSQL server on Google: values that are not available, or fail only at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { testedThereRule } from '../../../constructs/managed-postgres/backups';
import { followedRule } from '../../../constructs/managed-postgres/restore-rules';
import { replicaSizeRule } from '../../../constructs/managed-postgres/rules';
import { type ManagedPostgresProps, storageLimit } from '../../../constructs/managed-postgres/schema';
import { backupRule } from '../../../constructs/restore-rules';
import { forEach, type Rule, type RuleTable } from '../../../core/rules/rule';
import { type Requirement, select } from '../../../core/sizing/catalogue';
import { sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { keyRules } from '../encryption-key/rules';
import { databases } from '../shared/catalogue';
import { postgres } from '../shared/versions';
import { editionOf, replicaRequirement, tierRequirement } from './tiers';

type Context = CloudRuleContext<GoogleTarget>;
type Rules = RuleTable<ManagedPostgresProps, Context>;

const SHARED_CORES = ['db-f1-micro', 'db-g1-small'];
/** Maximum storage of a shared core, in GiB: cloud.google.com/sql/docs/postgres/instance-settings */
const SHARED_CORE_MAX_GIB = 3054;
const CUSTOM = /^db-custom-(\d+)-(\d+)$/;
const ENTERPRISE_PLUS = /^db-perf-optimized-[A-Z]+-(\d+)$/;
/** GiB for each CPU of Enterprise Plus. */
const PLUS_GIB = 8;

/** Server parameters that Cloud SQL reserves, and what to do instead. */
const RESERVED_PARAMETERS: Readonly<Record<string, string>> = {
  shared_preload_libraries: 'turn the extension on with its own flag, such as cloudsql.enable_pgaudit',
  wal_level: 'turn on cloudsql.logical_decoding',
  archive_mode: 'backups.pointInTimeDays archives the log',
  archive_command: 'backups.pointInTimeDays archives the log',
  fsync: 'leave it out: Cloud SQL always waits for the disk',
  full_page_writes: 'leave it out: Cloud SQL always writes full pages',
  listen_addresses: 'leave it out: the network decides who connects',
  port: 'leave it out: it is 5432',
  hot_standby: 'leave it out: replicas always answer',
  log_destination: 'leave it out: logs go to Cloud Logging',
  logging_collector: 'leave it out: logs go to Cloud Logging',
  data_directory: 'leave it out',
  hba_file: 'leave it out',
  unix_socket_directories: 'leave it out',
};

const tierOf = (p: ManagedPostgresProps): string | undefined => select(databases, tierRequirement(p))?.sku;

interface Capacity {
  readonly vcpu: number;
  readonly memoryGiB: number;
}

/** CPUs and memory of a tier, which its name says where the catalogue does not know it. */
function capacityOf(requirement: Requirement): Capacity | undefined {
  const { sku, vcpu, memoryGiB } = select(databases, requirement) ?? {};
  if (sku === undefined) return undefined;
  if (vcpu !== undefined && memoryGiB !== undefined) return { vcpu, memoryGiB };
  const [, cpus, mib] = (CUSTOM.exec(sku) ?? ENTERPRISE_PLUS.exec(sku) ?? []).map(Number);
  if (cpus === undefined) return undefined;
  return { vcpu: cpus, memoryGiB: mib === undefined ? cpus * PLUS_GIB : mib / 1024 };
}

const describeCapacity = ({ vcpu, memoryGiB }: Capacity): string => `${vcpu} vCPU and ${memoryGiB} GiB`;

const isSharedCore = (tier: string | undefined): boolean => tier !== undefined && SHARED_CORES.includes(tier);

/** cloud.google.com/sql/docs/postgres/create-instance#machine-types */
function isTier(sku: string): boolean {
  const [, cpus, mib] = (CUSTOM.exec(sku) ?? []).map(Number);
  if (cpus === undefined || mib === undefined) return isSharedCore(sku) || ENTERPRISE_PLUS.test(sku);
  const gibPerCpu = mib / 1024 / cpus;
  return (
    (cpus === 1 || cpus % 2 === 0) &&
    cpus <= 96 &&
    mib % 256 === 0 &&
    mib >= 3840 &&
    gibPerCpu >= 0.9 &&
    gibPerCpu <= 6.5
  );
}

/** For the primary and for replicas. */
const tierRule: Rule<Pick<ManagedPostgresProps, 'sku'>, Context> = {
  code: 'sku-unknown',
  property: 'sku.google',
  check: ({ sku }) =>
    sku?.google !== undefined &&
    !isTier(sku.google) &&
    `must be a Cloud SQL tier on Persistent Disk: ${SHARED_CORES.join(', ')}, db-custom-<1 or an even number of CPUs>-<MiB in steps of 256, 3840 at least, 0.9–6.5 GiB for each CPU>, or db-perf-optimized-N-<CPUs>; got "${sku.google}"`,
};

/** A tier of Enterprise Plus. */
const PLUS = 'db-perf-optimized-N-4';

export const rules: Rules = [
  backupRule('google'),
  followedRule('google'),
  versionRule('PostgreSQL', () => postgres),
  sizeRule('size', databases, tierRequirement),
  tierRule,
  ...keyRules<ManagedPostgresProps>('the server'),
  {
    code: 'shared-core-standby',
    property: 'highAvailability',
    check: ({ highAvailability, sku }) =>
      highAvailability &&
      isSharedCore(sku?.google) &&
      `must be false on ${sku?.google}: Google's service level agreement excludes shared cores. Take db-custom-1-3840 or larger`,
  },
  {
    code: 'standby-needs-log',
    property: 'highAvailability',
    check: (p) =>
      p.highAvailability &&
      p.backups.pointInTimeDays === 0 &&
      'requires backups.pointInTimeDays: Cloud SQL feeds the standby from the same log',
  },
  {
    code: 'replicas-need-log',
    property: 'readReplicas',
    check: (p) =>
      Object.keys(p.readReplicas).length > 0 &&
      p.backups.pointInTimeDays === 0 &&
      'requires backups.pointInTimeDays: Cloud SQL feeds replicas from the same log',
  },
  {
    code: 'restore-test-needs-log',
    property: 'backups.restoreTest',
    check: ({ backups: { restoreTest, pointInTimeDays } }) =>
      restoreTest?.regions.includes('primary') === true &&
      pointInTimeDays === 0 &&
      'requires backups.pointInTimeDays: Cloud SQL restores a server beside itself from the log',
  },
  testedThereRule(
    ({ copies, copyToSecondaryRegion }) => copies !== undefined || copyToSecondaryRegion,
    'backups.copies or backups.copyToSecondaryRegion',
  ),
  {
    code: 'log-days',
    property: 'backups.pointInTimeDays',
    check: (p) => {
      const tier = tierOf(p);
      if (tier === undefined) return false;
      const { maxLogDays } = editionOf(tier);
      return (
        p.backups.pointInTimeDays > maxLogDays &&
        `must be ${maxLogDays} at most on ${tier}, got ${p.backups.pointInTimeDays}: Cloud SQL Enterprise keeps the log no longer. Take a tier of Enterprise Plus, which keeps it for ${editionOf(PLUS).maxLogDays} days, such as sku: { google: '${PLUS}' }`
      );
    },
  },
  {
    code: 'shared-core-storage',
    property: 'storage.maxSizeGiB',
    check: (p) => {
      const tier = tierOf(p);
      const limit = storageLimit(p);
      return (
        isSharedCore(tier) &&
        limit > SHARED_CORE_MAX_GIB &&
        `must be at most ${SHARED_CORE_MAX_GIB} on ${tier}, got ${limit}`
      );
    },
  },
  forEach(
    (p: ManagedPostgresProps) =>
      Object.entries(p.readReplicas).map(([name, replica]) => [`readReplicas.${name}`, replica] as const),
    [
      sizeRule('size', databases, (replica, _, primary) => replicaRequirement(primary, replica)),
      tierRule,
      replicaSizeRule((replica, primary) => {
        const [own, least] = [replicaRequirement(primary, replica), tierRequirement(primary)].map(capacityOf);
        if (!own || !least || (own.vcpu >= least.vcpu && own.memoryGiB >= least.memoryGiB)) return undefined;
        return { own: describeCapacity(own), primary: describeCapacity(least) };
      }),
      {
        code: 'replica-edition',
        property: 'sku.google',
        check: (replica, _, primary) => {
          const tier = select(databases, replicaRequirement(primary, replica))?.sku;
          const primaryTier = tierOf(primary);
          if (tier === undefined || primaryTier === undefined) return undefined;
          const { edition } = editionOf(primaryTier);
          return (
            editionOf(tier).edition !== edition &&
            `must be of the primary's edition, ${edition} (${primaryTier}); got ${tier}`
          );
        },
      },
    ],
  ),
  forEach(
    (p) => Object.keys(p.parameters).map((name) => [`parameters.${name}`, name] as const),
    [
      {
        code: 'parameter-of-cloud-sql',
        property: '',
        check: (name) => name in RESERVED_PARAMETERS && `cannot be set on Cloud SQL: ${RESERVED_PARAMETERS[name]}`,
      },
    ],
  ),
];

export const warnings: Rules = [
  versionWarning('PostgreSQL', () => postgres),
  {
    code: 'auditing-unrecorded',
    property: 'auditing',
    // Without an account here, the environment that has it may record them.
    check: ({ auditing }, { environment: { account } }) =>
      auditing !== false &&
      account !== undefined &&
      account.auditTrail?.reads.includes('statements') !== true &&
      `is "${auditing}", but the project drops what pgaudit records until Data Access audit logs of Cloud SQL are on, and account does not turn them on: add 'statements' to account.auditTrail.reads`,
    standsOn: () => ['account.auditTrail.reads'],
  },
];
