/** Velero: backups of what is in the cluster: its objects in a bucket, its volumes as snapshots of the cloud's disks. */
import { z } from 'zod';
import { cron, identifier } from '../vocabulary';
import { common, type Addon, type AddonContext } from './addon';
import { bucketAccess, bucketRules } from './parts/buckets';
import { RESTRICTED, resources, type ServiceAccount } from './parts/values';

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

const schedule = z.strictObject({
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
  ...common<VeleroValues>(),
  /** Where backups are kept: a name in the environment's `objectStores`, for Velero alone. */
  store: identifier,
  /** Backups that are taken by themselves, by name. @default `{ daily: { cron: '0 3 * * *', retentionDays: 30 } }` */
  schedules: z.record(identifier, schedule).prefault({ daily: { cron: '0 3 * * *' } }),
  /** Whether snapshots of volumes' disks are taken with them. @default true */
  volumeSnapshots: z.boolean().default(true),
});
export type VeleroProps = z.output<typeof veleroSchema>;

const NAME = 'velero';
/** The image names its user, and the standard asks for a number. */
const USER = 65_532;

const failed = {
  alert: 'VeleroBackupFailed',
  expr: 'velero_backup_last_status{schedule!=""} != 1',
  for: '15m',
  labels: { severity: 'critical' },
  annotations: {
    summary: 'A backup of the cluster failed',
    description: 'The last backup of the schedule {{ $labels.schedule }} failed. See `velero backup describe`.',
  },
};

function valuesOf({ props, cloud, on }: AddonContext<VeleroProps>): VeleroValues {
  const { annotations, podLabels } = cloud.serviceAccount(NAME);
  const { initContainers, ...ofCloud } = cloud.objectStorage(props.store).velero;
  return {
    ...ofCloud,
    initContainers: initContainers.map((plugin) => ({
      ...plugin,
      securityContext: RESTRICTED,
      resources: resources('10m', '64Mi'),
    })),
    serviceAccount: { server: { name: NAME, annotations } },
    podLabels,
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      fsGroup: USER,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containerSecurityContext: RESTRICTED,
    resources: resources('100m', '512Mi', { memory: '1Gi' }),
    upgradeJobResources: resources('50m', '128Mi', { memory: '256Mi' }),
    snapshotsEnabled: props.volumeSnapshots,
    schedules: Object.fromEntries(
      Object.entries(props.schedules).map(([name, { cron, retentionDays, namespaces, excludeNamespaces }]) => [
        name,
        {
          schedule: cron,
          template: {
            ttl: `${retentionDays * 24}h0m0s`,
            storageLocation: 'default',
            includedNamespaces: namespaces ?? ['*'],
            ...(excludeNamespaces.length > 0 && { excludedNamespaces: excludeNamespaces }),
            snapshotVolumes: props.volumeSnapshots,
          },
        },
      ]),
    ),
    metrics: {
      serviceMonitor: { enabled: on('monitoring') },
      prometheusRule: { enabled: on('monitoring'), spec: on('monitoring') ? [failed] : [] },
    },
  };
}

export const velero: Addon<VeleroProps> = {
  id: NAME,
  title: 'Velero',
  podSecurity: 'restricted',
  // What Prometheus looks at is an object of its own.
  after: ['monitoring'],
  rights: ({ store, volumeSnapshots }) => [
    ...bucketAccess(store),
    ...(volumeSnapshots ? [{ cloud: 'volume-snapshots' } as const] : []),
  ],
  rules: [
    ...bucketRules<VeleroProps>('velero'),
    {
      property: 'schedules',
      when: ({ schedules }) => Object.keys(schedules).length === 0,
      say: () => 'must name at least one schedule: nothing would be backed up. Leave it out for a daily one',
    },
  ],
  releases: (context) => [
    {
      name: NAME,
      chart: { repository: 'https://vmware-tanzu.github.io/helm-charts', name: 'velero', version: '12.1.0' },
      values: valuesOf(context),
    },
  ],
};
