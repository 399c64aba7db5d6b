/** Namespace: a part of the cluster: which pods it takes, how much they may use, and that nobody calls them unasked. */
import { z } from 'zod';
import type { ManifestPatch } from './manifest';
import type { RuleTable } from './rules';

/** CPU as Kubernetes writes it. */
export const cpu = z.string().regex(/^(\d+m|\d+(\.\d{1,3})?)$/, {
  error: 'must be CPU as Kubernetes writes it: "500m" or "2"',
});
/** Memory or disk as Kubernetes writes it. */
export const bytes = z.string().regex(/^\d+(Ki|Mi|Gi|Ti)$/, {
  error: 'must be bytes as Kubernetes writes them: "512Mi" or "2Gi"',
});

const label = z.string().regex(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, {
  error: 'must be at most 63 letters, digits, - _ .',
});
const labelKey = z
  .string()
  .regex(/^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/, {
    error: 'must be a label key: at most 63 letters, digits, - _ ., after an optional domain and /',
  });
export const labels = z.record(labelKey, label);

/** Patches of the Kubernetes objects that a construct makes, by the names that its page gives them. */
export const objectOverrides = z.record(
  z.string(),
  z.custom<ManifestPatch>((value) => typeof value === 'object'),
);

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

/** Namespaces that Kubernetes keeps. */
const RESERVED = /^(default|kube-.*)$/;

export const namespaceRules: RuleTable<NamespaceProps, { readonly id: string }> = [
  {
    property: '',
    when: (_, { id }) => RESERVED.test(id),
    say: (_, { id }) => `must have another name: "${id}" is Kubernetes' own`,
  },
  {
    property: 'limitRange',
    when: ({ limitRange, quota }) =>
      limitRange === false && quota !== undefined && Object.keys(quota).some((key) => /cpu|memory/.test(key)),
    say: () => 'must not be false with a quota of CPU or memory: pods that say nothing of theirs would be refused',
  },
  ...(['cpu', 'memory'] as const).map((resource) => ({
    property: `limitRange.request.${resource}`,
    when: ({ limitRange }: NamespaceProps) =>
      limitRange !== false && amount(limitRange.request[resource]) > amount(limitRange.limit[resource]),
    say: ({ limitRange }: NamespaceProps) =>
      limitRange === false
        ? ''
        : `must be at most limitRange.limit.${resource} ${limitRange.limit[resource]}, got ${limitRange.request[resource]}`,
  })),
];

const UNITS: Readonly<Record<string, number>> = { m: 1e-3, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, '': 1 };

/** A quantity as a number: `500m` is 0.5, `1Ki` is 1024. */
export function amount(quantity: string): number {
  const [, digits, unit] = /^([\d.]+)(.*)$/.exec(quantity) ?? [];
  return Number(digits) * UNITS[unit ?? '']!;
}
