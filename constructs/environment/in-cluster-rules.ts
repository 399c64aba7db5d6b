/** Rules that constructs inside a cluster share: names that must exist, add-ons that must be installed. */
import type { Rule, RuleContext, Verdict } from '../../core/rules/rule';
import { suggestion } from '../../core/rules/suggestion';
import { codeOf, kebab } from '../../core/text';
import type { AddonKey } from '../addons/schema';
import { isManaged } from './managed';
import type { Environment } from './schema';

export type InClusterContext = RuleContext<Environment>;

/** A record of the environment whose entries other constructs refer to by name. */
type EnvironmentRecord = {
  [K in keyof Environment]-?: string extends keyof Environment[K] ? K : never;
}[keyof Environment];

/** `(a, b)`: the names to choose from. */
export const listed = (names: Iterable<string>): string => `(${[...names].join(', ') || 'there is none'})`;

/** Refuses names that are not among the known ones; suggests the closest for a single one. */
export function unknownNames(what: string, names: readonly string[], known: readonly string[]): Verdict {
  const unknown = names.filter((name) => !known.includes(name));
  const [first, ...others] = unknown;
  if (first === undefined) return undefined;
  const given = unknown.map((name) => `"${name}"`).join(', ');
  return `must name ${what} ${listed(known)}, got ${given}${others.length === 0 ? suggestion(first, known) : ''}`;
}

/** Refuses a name that is not among the known ones; undefined is accepted. */
export const unknownName = (what: string, name: string | undefined, known: readonly string[]): Verdict =>
  name !== undefined && unknownNames(what, [name], known);

/** Requires an add-on where a condition holds. */
export const needsAddon = <P>(
  property: string,
  key: AddonKey,
  when: (props: P) => boolean,
  why: string,
): Rule<P, InClusterContext> => ({
  code: [codeOf(property), 'requires', kebab(key)].filter(Boolean).join('-'),
  property,
  check: (props, { environment }) =>
    when(props) && environment.addons[key] === undefined && `requires addons.${key}, ${why}`,
  standsOn: () => [`addons.${key}`],
});

/** Requires a name to be one of a record of the environment. */
export const refersTo = <P>(
  property: string,
  record: EnvironmentRecord,
  nameOf: (props: P) => string | undefined,
): Rule<P, { readonly environment: Environment }> => ({
  code: `${codeOf(property) || kebab(record)}-unknown`,
  property,
  check: (props, { environment }) =>
    unknownName(`one of the environment's ${record}`, nameOf(props), Object.keys(environment[record])),
  standsOn: (props) => [`${record}.${nameOf(props)}`],
});

/** Requires the namespace to be one of the environment's. */
export const namespaceRule = <P extends { readonly namespace: string }>(): Rule<P, InClusterContext> =>
  refersTo('namespace', 'namespaces', ({ namespace }) => namespace);

/** Requires the node pool to be one of the cluster's, where the environment creates the cluster. */
export const poolRule = <P extends { readonly nodePool?: string | undefined }>(): Rule<P, InClusterContext> => ({
  code: 'node-pool-unknown',
  property: 'nodePool',
  check: ({ nodePool }, { environment }) => {
    const pools = poolsOf(environment);
    return pools && unknownName("one of the cluster's node pools", nodePool, pools);
  },
  standsOn: () => ['cluster'],
});

const poolsOf = ({ cluster }: Environment): string[] | undefined =>
  cluster && isManaged(cluster) ? Object.keys(cluster.nodePools) : undefined;
