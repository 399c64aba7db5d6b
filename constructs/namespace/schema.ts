/** Properties of a Namespace: Pod Security Standard, quota, limits, network policies. */
import { z } from 'zod';
import { bytes, cpu, labels, objectOverrides } from '../../core/kubernetes/words';

const container = z.strictObject({
  cpu,
  memory: bytes,
});

export const namespaceSchema = z.strictObject({
  /**
   * Which pods are let in: Kubernetes' Pod Security Standard, enforced, audited and warned of.
   * @default 'restricted'
   */
  podSecurity: z.enum(['restricted', 'baseline', 'privileged']).default('restricted'),
  /** The most that all pods together may ask for. @default - no limit */
  quota: z
    .strictObject({
      /** CPU that pods request. @default - no limit */
      cpu: cpu.optional(),
      /** Memory that pods request. @default - no limit */
      memory: bytes.optional(),
      /** CPU that pods may use at most. @default - no limit */
      cpuLimit: cpu.optional(),
      /** Memory that pods may use at most. @default - no limit */
      memoryLimit: bytes.optional(),
      /** Disk that volumes request. @default - no limit */
      storage: bytes.optional(),
      /** Number of pods. @default - no limit */
      pods: z.int().min(1).max(5000).optional(),
    })
    .optional(),
  /** What a container gets that says nothing itself. */
  limitRange: z
    .union([
      z.literal(false),
      z.strictObject({
        /** What it requests. @default { cpu: '100m', memory: '128Mi' } */
        request: container.default({ cpu: '100m', memory: '128Mi' }),
        /** What it may use. @default { cpu: '500m', memory: '256Mi' } */
        limit: container.default({ cpu: '500m', memory: '256Mi' }),
        /** The most that any container may have. @default - no limit */
        max: container.optional(),
      }),
    ])
    .prefault({}),
  /**
   * Whether pods may be called and may call only where a network policy allows it. Names can be looked up regardless.
   * @default true
   */
  defaultDeny: z.boolean().default(true),
  /** Further labels. @default - none */
  labels: labels.default({}),
  /** Patches merged last into what is made: `namespace`, `quota`, `limitRange`, `defaultDeny`, `allowDns`. @default - none */
  overrides: objectOverrides.optional(),
});

export type NamespaceProps = z.output<typeof namespaceSchema>;
