/** ClickHouseCluster: a column-oriented database over shards and replicas, with the Keeper that replication needs. */
import { versionRule } from '../../core/sizing/choices';
import {
  clusterRules,
  fixedSecrets,
  isEven,
  keptRule,
  mebibytes,
  type ClusterContext,
  usernameRule,
} from '../data-cluster/rules';
import { forEach, type RuleTable } from '../../core/rules/rule';
import type { Environment } from '../environment/schema';
import { CLICKHOUSE_VERSIONS, type ClickHouseClusterProps } from './schema';

/** Users that ClickHouse and its operator sign in as. */
const reservedUsers = ({ addons, secrets }: Environment): string[] => {
  const secret = addons.clickHouseOperator?.secret;
  return ['default', ...(secret === undefined ? [] : [secrets[secret]?.username ?? secret])];
};

/** What other properties or the operator set. */
const KEPT =
  /^(zookeeper|remote_servers|macros|prometheus|path|tmp_path|listen_host|(tcp|http|https|interserver_http)_port\w*)(\/|$)/;

const LEAST_MEMORY_MIB = 4096;

const secretsOf = ({ users }: ClickHouseClusterProps) =>
  Object.entries(users).map(([name, { secret }]) => [`users.${name}.secret`, secret] as const);

export const clickHouseClusterRules: RuleTable<ClickHouseClusterProps, ClusterContext> = [
  ...clusterRules<ClickHouseClusterProps>('clickHouseOperator', secretsOf, (name) => `chk-${name}-keeper-main-0-0-0`),
  ...fixedSecrets<ClickHouseClusterProps>(secretsOf, 'servers read a password when they start'),
  ...usernameRule<ClickHouseClusterProps>(),
  versionRule('ClickHouse', () => CLICKHOUSE_VERSIONS),
  {
    code: 'keeper-replicas',
    property: 'keeper.replicas',
    check: ({ keeper }) =>
      isEven(keeper.replicas) &&
      `must be odd, got ${keeper.replicas}: an even number survives no more losses than one less`,
  },
  {
    code: 'resources-memory',
    property: 'resources.memory',
    check: ({ resources }) =>
      mebibytes(resources.memory) < LEAST_MEMORY_MIB &&
      `must be at least 4Gi, got ${resources.memory}: ClickHouse fails queries with less`,
  },
  keptRule(
    'settings',
    ({ settings }) => settings,
    (key) => KEPT.test(key),
  ),
  forEach(
    (p) => Object.keys(p.users).map((name) => [`users.${name}`, name] as const),
    [
      {
        code: 'whole',
        property: '',
        check: (name, { environment }) =>
          reservedUsers(environment).includes(name) &&
          `must have another name than ${reservedUsers(environment).join(' and ')}, which ClickHouse and its operator use`,
      },
    ],
  ),
];
