/** Properties that the clusters of data stores inside Kubernetes share: nodes, storage, placement. */
import { z } from 'zod';
import { bytes, cpu } from '../../core/kubernetes/words';
import { identifier } from '../../core/words/words';
import { peer } from '../workload/peers';

/** What each node requests and may use. */
export const nodeResources = z.strictObject({
  /** CPU requested. */
  cpu,
  /** Memory requested, which is also the limit: more would be taken from others. */
  memory: bytes,
  /** CPU that may be used. @default - twice what is requested */
  cpuLimit: cpu.optional(),
});

export type NodeResources = z.output<typeof nodeResources>;

/** Each node's disk, in GiB. */
export const storageGiB = z.int().min(10).max(16_384);

/** Over what nodes are spread. */
export const spread = z
  .strictObject({
    /** Whether nodes must be, or should be, evenly over zones. @default 'preferred' */
    zones: z.enum(['required', 'preferred']).default('preferred'),
    /** Whether no two may share a machine, or should not. @default 'preferred' */
    nodes: z.enum(['required', 'preferred']).default('preferred'),
  })
  .prefault({});

export type Spread = z.output<typeof spread>;

/** Properties that each of them has. */
export const common = {
  /** A name in the environment's `namespaces`. */
  namespace: identifier,
  /** How nodes are spread. Required survives the loss of a zone or machine for sure, and needs as many of them. */
  spread,
  /** The cluster's pool of machines to run on. @default - any that takes it */
  nodePool: z.string().optional(),
  /** Who may call it, beside the add-on that runs it. @default - nobody */
  callers: z.array(peer).default([]),
  /** Volumes and what describes the cluster stay when Terraform deletes it. @default true */
  deletionProtection: z.boolean().default(true),
};

/** What rules need to know of a cluster. */
export interface DataClusterProps {
  readonly namespace: string;
  readonly spread: Spread;
  readonly nodePool?: string | undefined;
  readonly callers: readonly z.output<typeof peer>[];
  readonly deletionProtection: boolean;
}
