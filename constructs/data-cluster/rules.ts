/** DataCluster: what Kafka, ClickHouse and OpenSearch clusters have in common: where their nodes run, who may call, rules. */
import type { AddonKey } from '../addons/schema';
import { namespaceRule, needsAddon, poolRule, refersTo, type InClusterContext } from '../environment/in-cluster-rules';
import { nameInCluster } from '../../core/names-in-cluster';
import { amount } from '../../core/kubernetes/words';
import { forEach, type Rule, type RuleTable } from '../../core/rules/rule';
import type { DataClusterProps } from './schema';

export type ClusterContext = InClusterContext;

/** Which secrets of the environment a cluster reads, each with the property that names it. */
type SecretsOf<P> = (props: P) => Iterable<readonly [property: string, secret: string]>;

/**
 * Rules of each of them.
 * @param operator the add-on that runs it
 * @param secretsOf the secrets that it reads
 * @param longest the longest name that is made of the cluster's, for a host: at most 63 characters
 */
export const clusterRules = <P extends DataClusterProps>(
  operator: AddonKey,
  secretsOf: SecretsOf<P>,
  longest: (name: string, id: string, props: P) => string,
): RuleTable<P, ClusterContext> => [
  needsAddon('', operator, () => true, 'which runs it'),
  needsAddon('', 'externalSecrets', (p) => [...secretsOf(p)].length > 0, 'which brings its passwords'),
  {
    code: 'whole',
    property: '',
    check: (p, { environment, id }) => {
      if (!(longest(nameInCluster(environment, id), id, p).length > 63)) return undefined;
      const name = longest(nameInCluster(environment, id), id, p);
      return `must have a shorter name: ${name} has ${name.length} characters, and a host's name at most 63`;
    },
  },
  namespaceRule(),
  poolRule(),
  forEach(secretsOf, [refersTo('', 'secrets', (secret) => secret)]),
  forEach(
    (p: P) => p.callers.map((caller, index) => [`callers.${index}`, caller] as const),
    [
      {
        code: 'whole-3',
        property: '',
        check: (caller) =>
          caller === 'internet' &&
          'must be workloads, namespaces or ranges of addresses: it is not meant to be called from the internet',
      },
      refersTo('workload', 'workloads', (caller) =>
        typeof caller === 'object' && 'workload' in caller ? caller.workload : undefined,
      ),
    ],
  ),
];

/** Secrets that may not be replaced by themselves, since the server takes their passwords once. */
export const fixedSecrets = <P>(secretsOf: SecretsOf<P>, why: string): RuleTable<P, ClusterContext> => [
  forEach(secretsOf, [
    {
      code: 'whole-4',
      property: '',
      check: (secret, { environment }) =>
        environment.secrets[secret]?.rotationDays !== undefined &&
        `must name a secret that does not replace itself (secrets.${secret}.rotationDays): ${why}`,
    },
  ]),
];

/** The user name that a secret holds must be the name that the user has in the cluster: clients take both from there. */
export const usernameRule = <
  P extends { readonly users: Readonly<Record<string, { readonly secret?: string | undefined }>> },
>(): RuleTable<P, ClusterContext> => [
  forEach(
    (p) => Object.entries(p.users).map(([name, user]) => [`users.${name}.secret`, { name, ...user }] as const),
    [
      {
        code: 'whole-5',
        property: '',
        check: ({ name, secret }, { environment }) => {
          const held = secret === undefined ? undefined : environment.secrets[secret];
          return (
            held !== undefined &&
            (held.username ?? secret) !== name &&
            `must name a secret whose username is "${name}", got "${environment.secrets[secret!]?.username ?? secret}": set secrets.${secret}.username`
          );
        },
      },
    ],
  ),
];

/** Settings that are not the user's: other properties or the operator set them. */
export const keptRule = <P>(
  property: string,
  settingsOf: (props: P) => object,
  isKept: (key: string) => boolean,
): Rule<P, ClusterContext> => {
  const given = (props: P): string[] => Object.keys(settingsOf(props)).filter(isKept);
  return {
    code: `${property}-kept`,
    property,
    check: (props) =>
      given(props).length > 0 &&
      `must not hold what is set by other properties or by the operator, got ${given(props).join(', ')}`,
  };
};

/** Majorities need an odd number: an even one survives no more failures than one less. */
export const isEven = (count: number): boolean => count % 2 === 0;

/** Memory in MiB. */
export const mebibytes = (memory: string): number => Math.floor(amount(memory) / 2 ** 20);
