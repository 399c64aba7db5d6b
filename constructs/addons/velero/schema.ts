/** Properties of Velero. */
import { z } from 'zod';

import { type ServiceAccount } from '../../../core/kubernetes/chart-values';
import { cron } from '../../../core/words/cron';
import { identifier } from '../../../core/words/words';
import { entry, entryOf } from '../../entry';
import { type AddonBase, addonProps } from '../common';
import { secretPart } from '../monitoring/receivers';

/** As Prometheus' operator reads them. */
export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The chart's values that are set here: artifacthub.io/packages/helm/vmware-tanzu/velero */
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
  readonly deployNodeAgent?: boolean;
  readonly nodeAgent?: object;
  /** The chart puts the release's name before theirs. */
  readonly configMaps?: Readonly<Record<string, { readonly data: Readonly<Record<string, string>> }>>;
  readonly extraVolumes?: readonly object[];
  readonly extraVolumeMounts?: readonly object[];
  readonly schedules: Readonly<Record<string, object>>;
  readonly metrics: {
    readonly serviceMonitor: { readonly enabled: boolean };
    readonly nodeAgentPodMonitor?: { readonly enabled: boolean };
    readonly prometheusRule: { readonly enabled: boolean; readonly spec: readonly Alert[] };
  };
}

export const schedule = z.strictObject({
  ...entry(),
  /** Cron expression of five fields, in UTC. */
  cron,
  /** Days for which each backup is kept. */
  retentionDays: z.int().min(1).max(3650).default(30),
  /** Namespaces to back up. @default - all */
  namespaces: z.array(entryOf('namespaces')).min(1).optional(),
  /** Namespaces not to back up. @default - none */
  excludeNamespaces: z.array(entryOf('namespaces')).default([]),
});

export const veleroSchema = z.strictObject({
  ...addonProps<VeleroValues>(),
  /** Bucket for the backups: a name in the environment's `objectStores` that nothing else uses. */
  objectStore: entryOf('objectStores'),
  /** Automatic backups, by name. */
  schedules: z.record(identifier, schedule).prefault({ daily: { cron: '0 3 * * *' } }),
  /** Whether backups include the volumes. */
  volumeSnapshots: z.boolean().default(true),
  /**
   * Where the volumes are kept: `snapshots` are the cloud's, of their disks, in the region; `copies` are files in the bucket, and in
   * the second region if the bucket has `replication`.
   */
  volumes: z.enum(['snapshots', 'copies']).default('snapshots'),
  /**
   * Password with which `copies` are encrypted: whoever restores them needs the same.
   * @default - none; required with `copies`
   */
  repositoryPassword: secretPart.optional(),
});

export type VeleroProps = z.output<typeof veleroSchema>;

export const veleroBase = { namespace: 'velero', schema: veleroSchema } satisfies AddonBase<VeleroProps>;
