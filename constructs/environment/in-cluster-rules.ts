/** Rules that everything in a cluster has: the namespace, the pool of nodes, add-ons that must be there. */
import type { AddonKey } from '../addons/schema';
import type { Rule, RuleContext } from '../../core/rules/rule';
import type { Environment } from './schema';

export type InClusterContext = RuleContext<Environment>;

/** `(a, b)`, what there is to choose from. */
export const listed = (names: Iterable<string>): string => `(${[...names].join(', ') || 'there is none'})`;

/** An add-on that must be there. */
export const needsAddon = <P>(
  property: string,
  key: AddonKey,
  when: (props: P) => boolean,
  why: string,
): Rule<P, InClusterContext> => ({
  property,
  when: (props, { environment }) => when(props) && environment.addons[key] === undefined,
  say: () => `must come with addons.${key}, ${why}`,
});

/** A namespace that must be one of the environment's own. */
export const namespaceRule = <P extends { readonly namespace: string }>(): Rule<P, InClusterContext> => ({
  property: 'namespace',
  when: ({ namespace }, { environment }) => !(namespace in environment.namespaces),
  say: ({ namespace }, { environment }) =>
    `must name one of the environment's namespaces ${listed(Object.keys(environment.namespaces))}, got "${namespace}"`,
});

/** A pool of nodes that must be one of the cluster's, where the environment makes the cluster. */
export const poolRule = <P extends { readonly nodePool?: string | undefined }>(): Rule<P, InClusterContext> => ({
  property: 'nodePool',
  when: ({ nodePool }, { environment }) => {
    const pools = poolsOf(environment);
    return nodePool !== undefined && pools !== undefined && !pools.includes(nodePool);
  },
  say: ({ nodePool }, { environment }) =>
    `must name one of the cluster's node pools ${listed(poolsOf(environment) ?? [])}, got "${nodePool}"`,
});

const poolsOf = ({ cluster }: Environment): string[] | undefined =>
  cluster && 'version' in cluster ? Object.keys(cluster.nodePools) : undefined;
