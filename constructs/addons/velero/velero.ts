/** Velero: backups of the cluster's objects in a bucket, and of its volumes as snapshots of the cloud's disks. */
import { resources, RESTRICTED } from '../../../core/kubernetes/chart-values';
import { mapValues } from '../../../core/records';
import type { Addon, AddonContext } from '../addon';
import { bucketAccess, bucketRules } from '../parts/own-bucket';
import { veleroBase, type VeleroProps, type VeleroValues } from './schema';

const NAME = 'velero';

/** User id of the image. The image gives only the user's name, but `runAsNonRoot` requires a number. */
const USER = 65_532;

const backupFailed = {
  alert: 'VeleroBackupFailed',
  expr: 'velero_backup_last_status{schedule!=""} != 1',
  for: '15m',
  labels: { severity: 'critical' },
  annotations: {
    summary: 'A backup of the cluster failed',
    description: 'The last backup of the schedule {{ $labels.schedule }} failed. See `velero backup describe`.',
  },
};

function valuesOf({ props, cloud, installed }: AddonContext<VeleroProps>): VeleroValues {
  const { annotations, podLabels } = cloud.serviceAccount(NAME);
  const { initContainers, ...cloudValues } = cloud.objectStorage(props.objectStore).velero;
  return {
    ...cloudValues,
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
    schedules: mapValues(props.schedules, (_, { cron, retentionDays, namespaces, excludeNamespaces }) => ({
      schedule: cron,
      template: {
        ttl: `${retentionDays * 24}h0m0s`,
        storageLocation: 'default',
        includedNamespaces: namespaces ?? ['*'],
        ...(excludeNamespaces.length > 0 && { excludedNamespaces: excludeNamespaces }),
        snapshotVolumes: props.volumeSnapshots,
      },
    })),
    metrics: {
      serviceMonitor: { enabled: installed('monitoring') },
      prometheusRule: { enabled: installed('monitoring'), spec: installed('monitoring') ? [backupFailed] : [] },
    },
  };
}

export const velero: Addon<VeleroProps> = {
  ...veleroBase,
  id: NAME,
  title: 'Velero',
  podSecurity: 'restricted',
  // Its ServiceMonitor and PrometheusRule use Prometheus' CRDs.
  after: ['monitoring'],
  rights: ({ objectStore, volumeSnapshots }) => [
    ...bucketAccess(objectStore),
    ...(volumeSnapshots ? [{ cloud: 'volume-snapshots' } as const] : []),
  ],
  rules: [
    ...bucketRules<VeleroProps>('velero'),
    {
      code: 'no-schedule',
      property: 'schedules',
      check: ({ schedules }) =>
        Object.keys(schedules).length === 0 &&
        'requires at least one schedule, because nothing would be backed up. Leave it out for a daily one',
    },
  ],
  traffic: () => [{ metrics: [8085] }],
  releases: (context) => [
    {
      name: NAME,
      chart: { repository: 'https://vmware-tanzu.github.io/helm-charts', name: 'velero', version: '12.1.0' },
      values: valuesOf(context),
    },
  ],
};
