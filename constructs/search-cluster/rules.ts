/** Rules of search clusters: what OpenSearch or its operator would refuse. */
import { forEach, type RuleTable } from '../../core/rules/rule';
import { versionRule } from '../../core/sizing/choices';
import { backupRules } from '../data-cluster/backup-rules';
import { clusterRules, fixedSecrets, leastMemory, reservedSettings } from '../data-cluster/rules';
import { type InClusterContext, poolRule } from '../environment/in-cluster-rules';
import { OPENSEARCH_VERSIONS, type SearchClusterProps, type SearchNodes } from './schema';

/** Number of nodes with a role. */
const countWithRole = ({ nodes: pools }: SearchClusterProps, role: SearchNodes['roles'][number]): number =>
  Object.values(pools)
    .filter(({ roles }) => roles.includes(role))
    .reduce((sum, { replicas }) => sum + replicas, 0);

/** Settings of other properties or of the operator. */
const RESERVED =
  /^(plugins\.security\.|cluster\.(name|initial_)|discovery\.seed_hosts|network\.|node\.(name|roles|store\.allow_mmap)|http\.port|path\.)/;

const secretsOf = ({ admin, dashboards }: SearchClusterProps) => [
  ['admin.secret', admin.secret] as const,
  ...(dashboards ? [['dashboards.secret', dashboards.secret] as const] : []),
];

export const searchClusterRules: RuleTable<SearchClusterProps, InClusterContext> = [
  ...clusterRules<SearchClusterProps>('openSearchOperator', secretsOf, (name) => `${name}-securityconfig-update-00000`),
  ...fixedSecrets<SearchClusterProps>(secretsOf, 'OpenSearch keeps a hash of the password'),
  versionRule('OpenSearch', () => OPENSEARCH_VERSIONS),
  {
    code: 'managers-odd',
    property: 'nodes',
    check: (props) => {
      const managers = countWithRole(props, 'manager');
      return (
        managers % 2 === 0 &&
        `must hold an odd number of nodes with the role "manager", got ${managers}: an even number survives no more losses than one less`
      );
    },
  },
  {
    code: 'data-required',
    property: 'nodes',
    check: (props) =>
      countWithRole(props, 'data') === 0 && 'must hold a pool with the role "data", which stores the data',
  },
  {
    code: 'dashboards-secret-shared',
    property: 'dashboards.secret',
    check: ({ admin, dashboards }) =>
      dashboards?.secret === admin.secret &&
      `must differ from admin.secret, got "${admin.secret}" for both: Dashboards needs only the rights of its own user`,
  },
  reservedSettings(
    'settings',
    ({ settings }) => settings,
    (key) => RESERVED.test(key),
  ),
  forEach(
    ({ snapshots }: SearchClusterProps) => (snapshots ? [['snapshots', snapshots] as const] : []),
    backupRules('snapshots'),
  ),
  forEach(
    ({ nodes }: SearchClusterProps) => Object.entries(nodes).map(([name, pool]) => [`nodes.${name}`, pool] as const),
    [
      { ...poolRule<SearchNodes>(), code: 'nodes-node-pool-unknown' },
      leastMemory('2Gi', 'the Java heap takes half of it'),
    ],
  ),
];
