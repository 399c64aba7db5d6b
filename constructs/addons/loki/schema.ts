/** Properties of Loki. */
import { z } from 'zod';
import { identifier } from '../../../core/words/words';
import { addonProps } from '../common';
import { type ServiceAccount } from '../../../core/kubernetes/chart-values';

export interface Cache {
  readonly enabled: boolean;
  readonly allocatedMemory?: number;
  readonly allocatedCPU?: string;
}

/** What is set of the chart's values: artifacthub.io/packages/helm/grafana-community/loki */
export interface LokiValues {
  readonly deploymentMode: 'Monolithic';
  readonly fullnameOverride: string;
  readonly loki: {
    readonly auth_enabled: boolean;
    readonly commonConfig: { readonly replication_factor: number };
    readonly storage: object;
    readonly schemaConfig: { readonly configs: readonly object[] };
    readonly limits_config: object;
    readonly compactor: { readonly retention_enabled: boolean; readonly delete_request_store: string };
    readonly analytics: { readonly reporting_enabled: boolean };
    readonly podLabels: Readonly<Record<string, string>>;
  };
  readonly serviceAccount: ServiceAccount;
  readonly singleBinary: {
    readonly replicas: number;
    readonly resources: object;
    readonly affinity: object | null;
    readonly topologySpreadConstraints: readonly object[];
    readonly podDisruptionBudget: { readonly enabled: boolean; readonly maxUnavailable: number };
    readonly persistence: { readonly size: string; readonly storageClass: string };
  };
  readonly read: { readonly replicas: number };
  readonly write: { readonly replicas: number };
  readonly backend: { readonly replicas: number };
  readonly chunksCache: Cache;
  readonly resultsCache: Cache;
  readonly memcachedExporter: { readonly enabled: boolean; readonly resources: object };
  readonly rbac: { readonly namespaced: boolean };
  readonly gateway: { readonly enabled: boolean };
  readonly ruler: { readonly enabled: boolean };
  readonly sidecar: { readonly rules: { readonly enabled: boolean } };
  readonly lokiCanary: { readonly enabled: boolean };
  readonly test: { readonly enabled: boolean };
  readonly monitoring: { readonly serviceMonitor: { readonly enabled: boolean } };
}

export const lokiSchema = z.strictObject({
  ...addonProps<LokiValues>(),
  /** Where logs are kept: a name in the environment's `objectStores`, for Loki alone. */
  objectStore: identifier,
  /** Days that logs are kept: 1–3650. @default 30 */
  retentionDays: z.int().min(1).max(3650).default(30),
  /** Disk of each Loki, in GiB, for what is not in the bucket yet: 1–1000. @default 10 */
  diskGiB: z.int().min(1).max(1000).default(10),
  /** Most that is taken in, in MiB a second, by all together: 1–1000. @default 16 */
  ingestMiBPerSecond: z.int().min(1).max(1000).default(16),
  /**
   * Memory that keeps what was read from the bucket, in MiB, or false.
   * @default - `{ chunksMiB: 1024, resultsMiB: 256 }` with `highAvailability`, else false
   */
  cache: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Memory for logs: 64–65536. @default 1024 */
        chunksMiB: z.int().min(64).max(65_536).default(1024),
        /** Memory for answers: 64–65536. @default 256 */
        resultsMiB: z.int().min(64).max(65_536).default(256),
      }),
    ])
    .optional(),
  /** What collects the logs of containers, or false when something else does. */
  collector: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Namespaces whose logs are left out. @default - none */
        excludeNamespaces: z.array(identifier).default([]),
      }),
    ])
    .prefault({}),
});

export type LokiProps = z.output<typeof lokiSchema>;
