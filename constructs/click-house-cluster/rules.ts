/** Rules of ClickHouse clusters: what ClickHouse or its operator would refuse. */
import { forEach, type RuleTable } from '../../core/rules/rule';
import { versionRule } from '../../core/sizing/choices';
import { backupRules } from '../data-cluster/backup-rules';
import {
  clusterRules,
  fixedSecrets,
  leastMemory,
  oddNumber,
  reservedSettings,
  usernameRule,
} from '../data-cluster/rules';
import type { InClusterContext } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import { CLICKHOUSE_VERSIONS, type ClickHouseClusterProps } from './schema';

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
  forEach(
    ({ backups }: ClickHouseClusterProps) => (backups ? [['backups', backups] as const] : []),
    backupRules('backups'),
  ),
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
