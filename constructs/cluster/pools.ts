/** Labels and initial size of node pools. */
import type { NodePoolProps } from './schema';

/** The label by which workloads find a pool's nodes: what clouds themselves call pools is not the same everywhere. */
export const POOL_LABEL = 'pool';

/** A pool's labels, with its name. */
export const nodeLabels = (name: string, labels: Readonly<Record<string, string>>): Record<string, string> => ({
  ...labels,
  [POOL_LABEL]: name,
});

/** Nodes at creation. */
export const desiredNodes = ({ desired, min }: Pick<NodePoolProps, 'desired' | 'min'>): number =>
  desired ?? Math.max(min, 1);
