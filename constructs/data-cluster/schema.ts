/** Properties that Kafka, ClickHouse and OpenSearch clusters share: resources, disks, placement, callers. */
import { z } from 'zod';

import { bytes, cpu } from '../../core/kubernetes/words';
import { entry, entryOf, poolName } from '../entry';
import { peer } from '../workload/peers';
import { spread } from '../workload/spread';

export const nodeResources = z.strictObject({
  /** CPU request. */
  cpu,
  /** Memory request, which is also the limit, because memory above the request is taken from other pods. */
  memory: bytes,
  /** CPU limit. @default - twice `cpu` */
  cpuLimit: cpu.optional(),
});

export type NodeResources = z.output<typeof nodeResources>;

/** Size of a disk. */
export const storageGiB = z.int().min(10).max(16_384);

/** Properties of each of the clusters. */
export const common = {
  ...entry(),
  /** A name in the environment's `namespaces`. */
  namespace: entryOf('namespaces'),
  /**
   * How pods are spread over zones and nodes. `required` guarantees that the loss of one is survived, and needs as many
   * zones or nodes as there are pods.
   */
  spread,
  /** The Kubernetes cluster's node pool to run on. @default - any without taints */
  nodePool: poolName.optional(),
  /** Callers that are allowed, in addition to the add-on that operates it. @default - none */
  callers: z.array(peer).default([]),
  /** Whether the plan refuses to lose it, and volumes and the cluster's objects stay in Kubernetes when Terraform deletes them. */
  deletionProtection: z.boolean().default(true),
};

/** Properties that all these clusters share, for rules and the base class. */
export type DataClusterProps = z.output<z.ZodObject<typeof common>>;
