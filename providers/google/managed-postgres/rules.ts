/** What a PostgreSQL server cannot be on Google: what passes plan and dies at apply. */
import { select } from '../../../core/sizing/catalogue';
import { sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import type { CloudRuleContext } from '../../../constructs/cloud';
import { storageLimit, type ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { forEach, type Rule, type RuleTable } from '../../../core/rules/rule';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { databases } from '../shared/catalogue';
import { editionOf, replicaRequirement, tierRequirement } from './managed-postgres';
import { postgres } from '../shared/versions';
import { keyRules } from '../encryption-key/rules';

type Context = CloudRuleContext<GoogleTarget>;
type Rules = RuleTable<ManagedPostgresProps, Context>;

const SHARED = ['db-f1-micro', 'db-g1-small'];
/** cloud.google.com/sql/docs/postgres/instance-settings: most storage of a shared core, in GiB. */
const SHARED_STORAGE = 3054;
const CUSTOM = /^db-custom-(\d+)-(\d+)$/;
const PLUS = /^db-perf-optimized-[A-Z]+-\d+$/;

/** Parameters of the server that Cloud SQL keeps for itself, and what to do instead. */
const REFUSED: Readonly<Record<string, string>> = {
  shared_preload_libraries: 'turn the extension on with its own flag, such as cloudsql.enable_pgaudit',
  wal_level: 'turn on cloudsql.logical_decoding',
  archive_mode: 'backups.pointInTimeRecovery archives the log',
  archive_command: 'backups.pointInTimeRecovery archives the log',
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

const replicas = (p: ManagedPostgresProps) =>
  Object.entries(p.readReplicas).map(([name, replica]) => [`readReplicas.${name}`, { replica, p }] as const);

/** cloud.google.com/sql/docs/postgres/create-instance#machine-types */
function isTier(sku: string): boolean {
  const [, cpus, mib] = (CUSTOM.exec(sku) ?? []).map(Number);
  if (cpus === undefined || mib === undefined) return SHARED.includes(sku) || PLUS.test(sku);
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

const tierRule = <P>(skuOf: (props: P) => string | undefined): Rule<P, Context> => ({
  code: 'sku-google',
  property: 'sku.google',
  check: (p) =>
    skuOf(p) !== undefined &&
    !isTier(skuOf(p)!) &&
    `must be a Cloud SQL tier: ${SHARED.join(', ')}, db-custom-<1 or an even number of CPUs>-<MiB in steps of 256, 3840 at least, 0.9–6.5 GiB for each CPU>, or db-perf-optimized-N-<CPUs>; got "${skuOf(p)}"`,
});

export const rules: Rules = [
  versionRule('PostgreSQL', () => postgres),
  sizeRule('size', databases, tierRequirement),
  tierRule((p) => p.sku?.google),
  ...keyRules<ManagedPostgresProps>('the server'),
  {
    code: 'high-availability',
    property: 'highAvailability',
    check: (p) =>
      p.highAvailability &&
      SHARED.includes(p.sku?.google ?? '') &&
      `must be false on ${p.sku?.google}: Google's agreement on availability leaves shared cores out. Take db-custom-1-3840 or larger`,
  },
  {
    code: 'high-availability-2',
    property: 'highAvailability',
    check: (p) =>
      p.highAvailability &&
      !p.backups.pointInTimeRecovery &&
      'requires backups.pointInTimeRecovery: Cloud SQL keeps the standby by the same log',
  },
  {
    code: 'read-replicas',
    property: 'readReplicas',
    check: (p) =>
      Object.keys(p.readReplicas).length > 0 &&
      !p.backups.pointInTimeRecovery &&
      'requires backups.pointInTimeRecovery: Cloud SQL makes replicas from the same log',
  },
  {
    code: 'storage-max-gib',
    property: 'storage.maxSizeGiB',
    check: (p) =>
      SHARED.includes(tierOf(p) ?? '') &&
      storageLimit(p) > SHARED_STORAGE &&
      `must be at most ${SHARED_STORAGE} on ${tierOf(p)}, got ${storageLimit(p)}`,
  },
  forEach(replicas, [
    sizeRule('size', databases, ({ replica, p }) => replicaRequirement(p, replica)),
    tierRule(({ replica }) => replica.sku?.google),
    {
      code: 'sku-google-2',
      property: 'sku.google',
      check: ({ replica, p }) => {
        const own = select(databases, replicaRequirement(p, replica))?.sku;
        const primary = tierOf(p);
        return (
          own !== undefined &&
          primary !== undefined &&
          editionOf(own) !== editionOf(primary) &&
          `must be of the primary's edition, ${editionOf(tierOf(p)!).edition} (${tierOf(p)}); got ${select(databases, replicaRequirement(p, replica))?.sku}`
        );
      },
    },
  ]),
  forEach(
    (p) => Object.keys(p.parameters).map((name) => [`parameters.${name}`, name] as const),
    [
      {
        code: 'whole',
        property: '',
        check: (name) => name in REFUSED && `cannot be set on Cloud SQL: ${REFUSED[name]}`,
      },
    ],
  ),
];

export const warnings: Rules = [versionWarning('PostgreSQL', () => postgres)];
