/** Properties of Loki. */
import { z } from 'zod';

import { type ServiceAccount } from '../../../core/kubernetes/chart-values';
import { entryOf } from '../../entry';
import { type AddonBase, addonProps } from '../common';

export interface Cache {
  readonly enabled: boolean;
  readonly allocatedMemory?: number;
  readonly allocatedCPU?: string;
}

/** The chart's values that are set here: artifacthub.io/packages/helm/grafana-community/loki */
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
  /** Bucket for the logs: a name in the environment's `objectStores` that nothing else uses. */
  objectStore: entryOf('objectStores'),
  /** Days for which logs are kept. */
  retentionDays: z.int().min(1).max(3650).default(30),
  /** Disk of each Loki pod, in GiB, for logs that are not in the bucket yet. */
  diskGiB: z.int().min(1).max(1000).default(10),
  /** Maximum rate of incoming logs, in MiB per second, over all Loki pods. */
  ingestMiBPerSecond: z.int().min(1).max(1000).default(16),
  /**
   * In-memory caches of data from the bucket, or false for none.
   * @default - `{ chunksMiB: 1024, resultsMiB: 256 }` with `highAvailability`, else false
   */
  cache: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Memory for log chunks, in MiB. */
        chunksMiB: z.int().min(64).max(65_536).default(1024),
        /** Memory for query results, in MiB. */
        resultsMiB: z.int().min(64).max(65_536).default(256),
      }),
    ])
    .optional(),
  /** The collector of container logs on each node, or false when something else sends logs. */
  collector: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Namespaces whose logs are not collected. @default - none */
        excludeNamespaces: z.array(entryOf('namespaces')).default([]),
      }),
    ])
    .prefault({}),
});

export type LokiProps = z.output<typeof lokiSchema>;

export const lokiBase = { namespace: 'monitoring', schema: lokiSchema } satisfies AddonBase<LokiProps>;
