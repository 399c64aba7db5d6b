/** Properties of Tempo. */
import { z } from 'zod';

import { type ServiceAccount } from '../../../core/kubernetes/chart-values';
import { entryOf } from '../../entry';
import { type AddonBase, addonProps } from '../common';

export interface Component {
  readonly replicas: number;
  readonly resources: object;
  readonly affinity: string | null;
  /** YAML that the chart renders as a template. */
  readonly topologySpreadConstraints: string;
  readonly podDisruptionBudget: { readonly enabled: boolean };
}

/** The chart's values that are set here: artifacthub.io/packages/helm/grafana-community/tempo-distributed */
export interface TempoValues {
  readonly fullnameOverride: string;
  readonly reportingEnabled: boolean;
  readonly tempo: { readonly podSecurityContext: object; readonly podLabels: Readonly<Record<string, string>> };
  readonly serviceAccount: ServiceAccount;
  readonly storage: { readonly trace: object };
  readonly traces: { readonly otlp: { readonly grpc: { readonly enabled: boolean } } };
  readonly distributor: Component;
  readonly ingester: Component & {
    readonly persistence: { readonly enabled: boolean; readonly size: string; readonly storageClass: string };
    readonly config: { readonly replication_factor: number };
  };
  readonly compactor: Component & { readonly config: { readonly compaction: { readonly block_retention: string } } };
  readonly querier: Component;
  readonly queryFrontend: Component;
  readonly memcached: Component & { readonly enabled: boolean; readonly extraArgs: readonly string[] };
  readonly cache: { readonly caches: readonly object[] };
  readonly metaMonitoring: { readonly serviceMonitor: { readonly enabled: boolean } };
}

export const tempoSchema = z.strictObject({
  ...addonProps<TempoValues>(),
  /** Bucket for the traces: a name in the environment's `objectStores` that nothing else uses. */
  objectStore: entryOf('objectStores'),
  /** Days for which traces are kept. */
  retentionDays: z.int().min(1).max(365).default(7),
  /** Disk of each ingester, in GiB, for traces that are not in the bucket yet. */
  diskGiB: z.int().min(1).max(1000).default(10),
  /**
   * In-memory cache of data from the bucket, in MiB: 64–65536, or 0 for none.
   * @default - 256 with `highAvailability`, else 0
   */
  cacheMiB: z.union([z.literal(0), z.int().min(64).max(65_536)]).optional(),
  /** Share of traces to keep, in percent: more than 0, at most 100. */
  samplePercent: z.number().gt(0).max(100).default(100),
  /** Namespaces whose pods may send traces, in addition to those of workloads with `traces`. @default - all of the environment's `namespaces` */
  senders: z.array(entryOf('namespaces')).optional(),
});

export type TempoProps = z.output<typeof tempoSchema>;

export const tempoBase = { namespace: 'monitoring', schema: tempoSchema } satisfies AddonBase<TempoProps>;
