/** Rules that everything in a cluster has: the namespace, the pool of nodes, add-ons that must be there. */
import type { AddonKey } from '../addons/schema';
import type { Rule, RuleContext } from '../../core/rules/rule';
import { suggestion } from '../../core/rules/suggestion';
import { kebab } from '../../core/text';
import type { Environment } from './schema';

export type InClusterContext = RuleContext<Environment>;

/** A record of the environment whose entries others name. */
type EnvironmentRecord = {
  [K in keyof Environment]-?: string extends keyof Environment[K] ? K : never;
}[keyof Environment];

/** `(a, b)`, what there is to choose from. */
export const listed = (names: Iterable<string>): string => `(${[...names].join(', ') || 'there is none'})`;

/** An add-on that must be there. */
export const needsAddon = <P>(
  property: string,
  key: AddonKey,
  when: (props: P) => boolean,
  why: string,
): Rule<P, InClusterContext> => ({
  code: [...property.split('.'), 'requires', key]
    .filter(Boolean)
    .map((word) => kebab(word))
    .join('-'),
  property,
  check: (props, { environment }) =>
    when(props) && environment.addons[key] === undefined && `requires addons.${key}, ${why}`,
  standsOn: () => [`addons.${key}`],
});

/** A name that must be one of a record of the environment. */
export const refersTo = <P>(
  property: string,
  record: EnvironmentRecord,
  nameOf: (props: P) => string | undefined,
): Rule<P, { readonly environment: Environment }> => ({
  code: `${
    property
      .split('.')
      .map((word) => kebab(word))
      .join('-') || kebab(record)
  }-unknown`,
  property,
  check: (props, { environment }) => {
    const name = nameOf(props);
    const known = Object.keys(environment[record]);
    return (
      name !== undefined &&
      !known.includes(name) &&
      `must name one of the environment's ${record} ${listed(known)}, got "${name}"${suggestion(name, known)}`
    );
  },
  standsOn: (props) => [`${record}.${nameOf(props)}`],
});

/** A namespace that must be one of the environment's own. */
export const namespaceRule = <P extends { readonly namespace: string }>(): Rule<P, InClusterContext> =>
  refersTo('namespace', 'namespaces', ({ namespace }) => namespace);

/** A pool of nodes that must be one of the cluster's, where the environment makes the cluster. */
export const poolRule = <P extends { readonly nodePool?: string | undefined }>(): Rule<P, InClusterContext> => ({
  code: 'node-pool-unknown',
  property: 'nodePool',
  check: ({ nodePool }, { environment }) => {
    const pools = poolsOf(environment);
    return (
      nodePool !== undefined &&
      pools !== undefined &&
      !pools.includes(nodePool) &&
      `must name one of the cluster's node pools ${listed(pools)}, got "${nodePool}"`
    );
  },
  standsOn: () => ['cluster'],
});

const poolsOf = ({ cluster }: Environment): string[] | undefined =>
  cluster && 'version' in cluster ? Object.keys(cluster.nodePools) : undefined;
