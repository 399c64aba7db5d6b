/** Labels and initial size of node pools. */
import type { NodePoolProps } from './schema';

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
