/** Labels and initial size of node pools. */
import type { NodePoolProps } from './schema';

/** Path of a pool in the properties of the cluster. Rules keep users from the name `system`. */
export const poolPath = (name: string): string => (name === 'system' ? 'systemPool' : `nodePools.${name}`);

/** Path of a pool's property; for `desired`, which the system pool does not have, of the pool. */
export const poolProperty = (name: string, property: 'size' | 'desired' | 'diskGiB'): string =>
  name === 'system' && property === 'desired' ? poolPath(name) : `${poolPath(name)}.${property}`;

/** How a pool's nodes are counted, in words: `2 at first, 2 to 4 in all`. */
export const describeNodes = (pool: Pick<NodePoolProps, 'desired' | 'min' | 'max'>): string =>
  pool.min === pool.max ? `always ${pool.max}` : `${desiredNodes(pool)} at first, ${pool.min} to ${pool.max} in all`;

/** The label by which workloads select a pool's nodes, because each cloud's own label for pools has another name. */
export const POOL_LABEL = 'pool';

/** A pool's labels, including `pool`. */
export const nodeLabels = (name: string, labels: Readonly<Record<string, string>>): Record<string, string> => ({
  ...labels,
  [POOL_LABEL]: name,
});

/** Number of nodes at creation. */
export const desiredNodes = ({ desired, min }: Pick<NodePoolProps, 'desired' | 'min'>): number =>
  desired ?? Math.max(min, 1);
