/** Rules that Kafka, ClickHouse and OpenSearch clusters share. */
import { amount } from '../../core/kubernetes/words';
import { nameInCluster } from '../../core/names-in-cluster';
import { forEach, type Rule, type RuleTable } from '../../core/rules/rule';
import type { AddonKey } from '../addons/schema';
import { type InClusterContext, namespaceRule, needsAddon, poolRule, refersTo } from '../environment/in-cluster-rules';
import { workloadOf } from '../workload/peers';
import { containerMax } from '../workload/rules/resources';
import { resourcesOf } from '../workload/schema';
import type { DataClusterProps, NodeResources } from './schema';

/** Longest label of a DNS name. */
const MAX_HOST_LENGTH = 63;

/** The secrets of the environment that a cluster reads, each with the property that names it. */
type SecretsOf<P> = (props: P) => Iterable<readonly [property: string, secret: string]>;

type Container = readonly [property: string, resources: NodeResources];

/** The containers of a cluster whose resources the environment says, each with the property that says them. */
function containersOf<P extends object>(props: P): Container[] {
  return Object.entries(props).flatMap(([property, value]: [string, unknown]): Container[] => {
    if (typeof value !== 'object' || value === null) return [];
    if (property === 'resources') return [[property, value as NodeResources]];
    return containersOf(value).map(([path, resources]) => [`${property}.${path}`, resources]);
  });
}

const limitAboveContainerMax = <P extends DataClusterProps>(
  resource: 'cpu' | 'memory',
): Rule<NodeResources, InClusterContext, P> => ({
  code: `${resource}-limit-max`,
  property: resource === 'cpu' ? 'cpuLimit' : 'memory',
  check: (resources, context, cluster) => {
    const max = containerMax(cluster, context, resource);
    const limit = resourcesOf(resources).limits[resource];
    return (
      max !== undefined &&
      amount(limit) > amount(max) &&
      `must be at most limitRange.max.${resource} ${max} of the namespace "${cluster.namespace}", got ${limit}`
    );
  },
});

/**
 * Rules of each of the clusters.
 * @param operator the add-on that operates it
 * @param secretsOf the secrets that it reads
 * @param longestHost the longest host name that is derived from the cluster's name
 */
export const clusterRules = <P extends DataClusterProps>(
  operator: AddonKey,
  secretsOf: SecretsOf<P>,
  longestHost: (name: string, id: string, props: P) => string,
): RuleTable<P, InClusterContext> => [
  needsAddon('', operator, () => true, 'which operates it'),
  needsAddon('', 'externalSecrets', (props) => [...secretsOf(props)].length > 0, 'which fetches its passwords'),
  {
    code: 'name-too-long',
    property: '',
    names: 'oldest',
    check: (props, { environment, id }) => {
      const host = longestHost(nameInCluster(environment, id), id, props);
      return (
        host.length > MAX_HOST_LENGTH &&
        `must have a shorter name: its host name ${host} may have ${MAX_HOST_LENGTH} characters, got ${host.length}`
      );
    },
  },
  namespaceRule(),
  forEach(containersOf<P>, [limitAboveContainerMax('cpu'), limitAboveContainerMax('memory')]),
  poolRule(),
  forEach(secretsOf, [refersTo('', 'secrets', (secret) => secret)]),
  forEach(
    ({ callers }: P) => callers.map((caller, index) => [`callers.${index}`, caller] as const),
    [
      {
        code: 'caller-internet',
        property: '',
        check: (caller) =>
          caller === 'internet' &&
          'must be a workload, namespace or cidr, got "internet": calls from there are not available',
      },
      refersTo('workload', 'workloads', workloadOf),
    ],
  ),
];

/** Refuses secrets that rotate automatically, for servers that read a password only once. */
export const fixedSecrets = <P>(secretsOf: SecretsOf<P>, why: string): RuleTable<P, InClusterContext> => [
  forEach(secretsOf, [
    {
      code: 'secret-rotates',
      property: '',
      check: (secret, { environment }) => {
        const rotationDays = environment.secrets[secret]?.rotationDays;
        return (
          rotationDays !== undefined &&
          `must name a secret that does not rotate automatically, got "${secret}" with secrets.${secret}.rotationDays ${rotationDays}: ${why}`
        );
      },
    },
  ]),
];

interface ClusterUser {
  readonly secret?: string | undefined;
}

/** Requires a user's secret to hold the user's name, because clients take both name and password from it. */
export const usernameRule = <P extends { readonly users: Readonly<Record<string, ClusterUser>> }>(): RuleTable<
  P,
  InClusterContext
> => [
  forEach(
    ({ users }: P) =>
      Object.entries(users).map(([name, { secret }]) => [`users.${name}.secret`, { name, secret }] as const),
    [
      {
        code: 'secret-username',
        property: '',
        names: 'oldest',
        check: ({ name, secret = '' }, { environment }) => {
          const stored = environment.secrets[secret];
          const username = stored?.username ?? secret;
          return (
            stored !== undefined &&
            username !== name &&
            `must name a secret whose username is "${name}", got "${username}": set secrets.${secret}.username`
          );
        },
      },
    ],
  ),
];

/** Refuses settings that other properties or the operator set. */
export const reservedSettings = <P>(
  property: string,
  settingsOf: (props: P) => object,
  isReserved: (key: string) => boolean,
): Rule<P, InClusterContext> => ({
  code: `${property}-reserved`,
  property,
  check: (props) => {
    const reserved = Object.keys(settingsOf(props)).filter(isReserved);
    return (
      reserved.length > 0 && `must not hold settings of other properties or of the operator, got ${reserved.join(', ')}`
    );
  },
});

/** Requires an odd number of members that elect a leader. */
export const oddNumber = <P>(
  code: string,
  property: string,
  countOf: (props: P) => number | undefined,
): Rule<P, InClusterContext> => ({
  code,
  property,
  check: (props) => {
    const count = countOf(props);
    return (
      count !== undefined &&
      count % 2 === 0 &&
      `must be an odd number, got ${count}: an even number survives no more losses than one less`
    );
  },
});

/** Requires a minimum of memory. */
export const leastMemory = <P extends { readonly resources: { readonly memory: string } }>(
  memory: string,
  why: string,
): Rule<P, InClusterContext> => ({
  code: 'memory-min',
  property: 'resources.memory',
  check: ({ resources }) =>
    amount(resources.memory) < amount(memory) && `must be at least ${memory}, got ${resources.memory}: ${why}`,
});
