/** SearchCluster: OpenSearch over pools of nodes with roles, with its dashboards. */
import { versionRule } from '../../core/sizing/choices';
import { clusterRules, fixedSecrets, isEven, keptRule, mebibytes, type ClusterContext } from '../data-cluster/rules';
import { poolRule } from '../environment/in-cluster-rules';
import { forEach, type RuleTable } from '../../core/rules/rule';
import { OPENSEARCH_VERSIONS, type SearchClusterProps, type SearchNodes } from './schema';

const withRole = ({ nodes: pools }: SearchClusterProps, role: SearchNodes['roles'][number]): number =>
  Object.values(pools)
    .filter(({ roles }) => roles.includes(role))
    .reduce((sum, { replicas }) => sum + replicas, 0);

/** What other properties or the operator set. */
const KEPT =
  /^(plugins\.security\.|cluster\.(name|initial_)|discovery\.seed_hosts|network\.|node\.(name|roles|store\.allow_mmap)|http\.port|path\.)/;

const LEAST_MEMORY_MIB = 2048;

const secretsOf = ({ admin, dashboards }: SearchClusterProps) => [
  ['admin.secret', admin.secret] as const,
  ...(dashboards ? [['dashboards.secret', dashboards.secret] as const] : []),
];

export const searchClusterRules: RuleTable<SearchClusterProps, ClusterContext> = [
  ...clusterRules<SearchClusterProps>('openSearchOperator', secretsOf, (name) => `${name}-securityconfig-update-00000`),
  ...fixedSecrets<SearchClusterProps>(secretsOf, 'OpenSearch keeps a hash of the password'),
  versionRule('OpenSearch', () => OPENSEARCH_VERSIONS),
  {
    code: 'nodes',
    property: 'nodes',
    check: (p) =>
      isEven(withRole(p, 'manager')) &&
      `must hold an odd number of nodes with the role "manager", got ${withRole(p, 'manager')}: an even number survives no more losses than one less`,
  },
  {
    code: 'nodes-2',
    property: 'nodes',
    check: (p) => withRole(p, 'data') === 0 && 'must hold a pool with the role "data": nothing could be kept',
  },
  {
    code: 'dashboards-secret',
    property: 'dashboards.secret',
    check: ({ admin, dashboards }) =>
      dashboards?.secret === admin.secret &&
      'must be another than admin.secret: Dashboards needs no more than its own rights',
  },
  keptRule(
    'settings',
    ({ settings }) => settings,
    (key) => KEPT.test(key),
  ),
  forEach(
    (p: SearchClusterProps) => Object.entries(p.nodes).map(([name, pool]) => [`nodes.${name}`, pool] as const),
    [
      poolRule<SearchNodes>(),
      {
        code: 'resources-memory',
        property: 'resources.memory',
        check: ({ resources }) =>
          mebibytes(resources.memory) < LEAST_MEMORY_MIB &&
          `must be at least 2Gi, got ${resources.memory}: half of it is Java's`,
      },
    ],
  ),
];
