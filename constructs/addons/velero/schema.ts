/** Properties of Velero. */
import { z } from 'zod';
import { cron } from '../../../core/words/times';
import { identifier } from '../../../core/words/words';
import { addonProps } from '../common';
import { type ServiceAccount } from '../../../core/kubernetes/chart-values';

/** What is set of the chart's values: artifacthub.io/packages/helm/vmware-tanzu/velero */
export interface VeleroValues {
  readonly initContainers: readonly object[];
  readonly configuration: object;
  readonly credentials: object;
  readonly serviceAccount: {
    readonly server: ServiceAccount;
  };
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podSecurityContext: object;
  readonly containerSecurityContext: object;
  readonly resources: object;
  readonly upgradeJobResources: object;
  readonly snapshotsEnabled: boolean;
  readonly schedules: Readonly<Record<string, object>>;
  readonly metrics: {
    readonly serviceMonitor: { readonly enabled: boolean };
    readonly prometheusRule: { readonly enabled: boolean; readonly spec: readonly object[] };
  };
}

export const schedule = z.strictObject({
  /** When: the five fields of cron, UTC. */
  cron,
  /** Days that each backup is kept: 1–3650. @default 30 */
  retentionDays: z.int().min(1).max(3650).default(30),
  /** Namespaces that are backed up. @default - all */
  namespaces: z.array(identifier).min(1).optional(),
  /** Namespaces that are not. @default - none */
  excludeNamespaces: z.array(identifier).default([]),
});

export const veleroSchema = z.strictObject({
  ...addonProps<VeleroValues>(),
  /** Where backups are kept: a name in the environment's `objectStores`, for Velero alone. */
  objectStore: identifier,
  /** Backups that are taken by themselves, by name. @default `{ daily: { cron: '0 3 * * *', retentionDays: 30 } }` */
  schedules: z.record(identifier, schedule).prefault({ daily: { cron: '0 3 * * *' } }),
  /** Whether snapshots of volumes' disks are taken with them. @default true */
  volumeSnapshots: z.boolean().default(true),
});

export type VeleroProps = z.output<typeof veleroSchema>;
