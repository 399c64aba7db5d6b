/** Rules of ClickHouse clusters: what ClickHouse or its operator would refuse. */
import { forEach, type Rule, type RuleTable } from '../../core/rules/rule';
import { versionRule } from '../../core/sizing/choices';
import { longestPause } from '../../core/words/cron';
import { writerTo } from '../addons/parts/own-bucket';
import {
  clusterRules,
  fixedSecrets,
  leastMemory,
  oddNumber,
  reservedSettings,
  usernameRule,
} from '../data-cluster/rules';
import { type InClusterContext, refersTo } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import { CLICKHOUSE_VERSIONS, type ClickHouseBackups, type ClickHouseClusterProps } from './schema';

/** Names of ClickHouse's default user and of the operator's user. */
const reservedUsers = ({ addons, secrets }: Environment): string[] => {
  const secret = addons.clickHouseOperator?.secret;
  return ['default', ...(secret === undefined ? [] : [secrets[secret]?.username ?? secret])];
};

/** Settings of other properties or of the operator. */
const RESERVED =
  /^(zookeeper|remote_servers|macros|prometheus|path|tmp_path|listen_host|(tcp|http|https|interserver_http)_port\w*)(\/|$)/;

const secretsOf = ({ users }: ClickHouseClusterProps) =>
  Object.entries(users).map(([name, { secret }]) => [`users.${name}.secret`, secret] as const);

const DAY_MINUTES = 1440;

const backupRules: readonly Rule<ClickHouseBackups, InClusterContext>[] = [
  refersTo('store', 'objectStores', ({ store }) => store),
  {
    code: 'store-locked',
    property: 'store',
    check: ({ store }, { environment }) =>
      environment.objectStores[store]?.retentionLock !== undefined &&
      `must name an object store without retentionLock, because expired backups are deleted, got "${store}"`,
  },
  {
    code: 'store-shared',
    property: 'store',
    check: ({ store }, { environment }) => {
      const addon = writerTo(environment, store);
      return (
        addon !== undefined &&
        `must name an object store in which no add-on keeps its data, got "${store}", which addons.${addon} uses. Add another to objectStores`
      );
    },
  },
  {
    code: 'cron-never',
    property: 'cron',
    check: ({ cron }) => longestPause(cron) === Infinity && `must come more than once, got "${cron}"`,
  },
  {
    code: 'retention-shorter-than-pause',
    property: 'retentionDays',
    check: ({ cron, retentionDays }) => {
      const days = Math.ceil(longestPause(cron) / DAY_MINUTES);
      return (
        Number.isFinite(days) &&
        retentionDays < days &&
        `must be at least ${days}, the days between two backups by cron "${cron}", got ${retentionDays}`
      );
    },
  },
];

export const clickHouseClusterRules: RuleTable<ClickHouseClusterProps, InClusterContext> = [
  ...clusterRules<ClickHouseClusterProps>('clickHouseOperator', secretsOf, (name) => `chk-${name}-keeper-main-0-0-0`),
  ...fixedSecrets<ClickHouseClusterProps>(secretsOf, 'servers read passwords only when they start'),
  ...usernameRule<ClickHouseClusterProps>(),
  versionRule('ClickHouse', () => CLICKHOUSE_VERSIONS),
  oddNumber('keepers-odd', 'keeper.replicas', ({ keeper }) => keeper.replicas),
  leastMemory('4Gi', 'ClickHouse fails queries with less'),
  reservedSettings(
    'settings',
    ({ settings }) => settings,
    (key) => RESERVED.test(key),
  ),
  forEach(({ backups }: ClickHouseClusterProps) => (backups ? [['backups', backups] as const] : []), backupRules),
  forEach(
    ({ users }) => Object.keys(users).map((name) => [`users.${name}`, name] as const),
    [
      {
        code: 'user-reserved',
        property: '',
        names: 'oldest',
        check: (name, { environment }) => {
          const reserved = reservedUsers(environment);
          return (
            reserved.includes(name) &&
            `must have another name than ${reserved.join(' and ')}, which ClickHouse and its operator use`
          );
        },
      },
    ],
  ),
];
