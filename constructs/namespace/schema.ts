/** Properties of a Namespace: Pod Security Standard, quota, limits, network policies. */
import { z } from 'zod';

import { bytes, cpu, labels, objectOverrides } from '../../core/kubernetes/words';
import { entry } from '../entry';

/** Of each container: CPU, memory, and the node's disk for logs, files of the container and directories that end with the pod. */
const container = (disk: string) => z.strictObject({ cpu, memory: bytes, disk: bytes.default(disk) });

export const namespaceSchema = z.strictObject({
  ...entry(),
  /** The Pod Security Standard: pods that do not meet it are refused, and audited. */
  podSecurity: z.enum(['restricted', 'baseline', 'privileged']).default('restricted'),
  /** Upper limits of all pods of the namespace together. @default - no limit */
  quota: z
    .strictObject({
      /** Sum of CPU requests. @default - no limit */
      cpu: cpu.optional(),
      /** Sum of memory requests. @default - no limit */
      memory: bytes.optional(),
      /** Sum of CPU limits. @default - no limit */
      cpuLimit: cpu.optional(),
      /** Sum of memory limits. @default - no limit */
      memoryLimit: bytes.optional(),
      /** Sum of the sizes of volumes. @default - no limit */
      storage: bytes.optional(),
      /** Number of pods. @default - no limit */
      pods: z.int().min(1).max(5000).optional(),
    })
    .optional(),
  /** Requests and limits of containers that do not set their own; false for none. */
  limitRange: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Default requests. */
        request: container('128Mi').prefault({ cpu: '100m', memory: '128Mi' }),
        /** Default limits. */
        limit: container('1Gi').prefault({ cpu: '500m', memory: '256Mi' }),
        /** Upper bound of the limits of any container. @default - only of its disk */
        max: z
          .strictObject({
            /** CPU limit. @default - no bound */
            cpu: cpu.optional(),
            /** Memory limit. @default - no bound */
            memory: bytes.optional(),
            /** Limit of the node's disk. @default - the larger of 10Gi and the highest `resources.diskLimit` of the namespace's workloads */
            disk: bytes.optional(),
          })
          .optional(),
      }),
    ])
    .prefault({}),
  /** Whether pods may call and be called only where a network policy allows it. DNS is always allowed. */
  defaultDeny: z.boolean().default(true),
  /** Extra labels. @default - none */
  labels: labels.default({}),
  /**
   * Patches that are merged last into the objects of the namespace: `namespace`, `quota`, `limitRange`, `defaultDeny`,
   * `allowDns`, `reloader`.
   * @default - none
   */
  overrides: objectOverrides.optional(),
});

export type NamespaceProps = z.output<typeof namespaceSchema>;
