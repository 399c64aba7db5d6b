/** Velero: backups of the cluster's objects in a bucket, and of its volumes as snapshots of the cloud's disks or in the bucket, too. */
import { resources, RESTRICTED } from '../../../core/kubernetes/chart-values';
import { patch } from '../../../core/patch';
import { mapValues } from '../../../core/records';
import type { Addon, AddonContext } from '../addon';
import { bucketAccess } from '../parts/own-bucket';
import { copyAlerts, copying, isCopying, repositoryPassword, snapshotClass } from './copies';
import { veleroRules, veleroWarnings } from './rules';
import { type Alert, veleroBase, type VeleroProps, type VeleroValues } from './schema';

const NAME = 'velero';

/** User id of the image. The image gives only the user's name, but `runAsNonRoot` requires a number. */
const USER = 65_532;

const backupFailed: Alert = {
  alert: 'VeleroBackupFailed',
  expr: 'velero_backup_last_status{schedule!=""} != 1',
  for: '15m',
  labels: { severity: 'critical' },
  annotations: {
    summary: 'A backup of the cluster failed',
    description: 'The last backup of the schedule {{ $labels.schedule }} failed. See `velero backup describe`.',
  },
};

const alertsOf = (context: AddonContext<VeleroProps>): Alert[] => [
  backupFailed,
  ...(isCopying(context.props) ? copyAlerts(context) : []),
];

const valuesOf = (context: AddonContext<VeleroProps>): VeleroValues =>
  isCopying(context.props) ? (patch(commonValues(context), copying(context)) as VeleroValues) : commonValues(context);

function commonValues(context: AddonContext<VeleroProps>): VeleroValues {
  const { props, cloud, installed } = context;
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
    // Of the plug-in's own snapshots.
    snapshotsEnabled: props.volumeSnapshots && !isCopying(props),
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
      prometheusRule: { enabled: installed('monitoring'), spec: installed('monitoring') ? alertsOf(context) : [] },
    },
  };
}

export const velero: Addon<VeleroProps> = {
  ...veleroBase,
  id: NAME,
  title: 'Velero',
  // Only root reads and writes every file of a volume.
  podSecurity: (props) => (isCopying(props) ? 'baseline' : 'restricted'),
  needs: (props) => (isCopying(props) ? ['externalSecrets'] : []),
  // Its ServiceMonitor and PrometheusRule use Prometheus' CRDs.
  after: (props) => [...(isCopying(props) ? ['externalSecrets' as const] : []), 'monitoring'],
  secrets: ({ repositoryPassword: password }) => (password ? [password.from] : []),
  rights: ({ objectStore, volumeSnapshots, ...props }) => [
    ...bucketAccess(objectStore),
    // For copies the disks' driver makes snapshots, in its own name.
    ...(volumeSnapshots && !isCopying(props) ? [{ cloud: 'volume-snapshots' } as const] : []),
  ],
  rules: veleroRules,
  warnings: veleroWarnings,
  before: repositoryPassword,
  traffic: () => [{ metrics: [8085] }],
  releases: (context) => [
    {
      name: NAME,
      chart: { repository: 'https://vmware-tanzu.github.io/helm-charts', name: 'velero', version: '12.1.0' },
      values: valuesOf(context),
    },
  ],
  objects: (context) => (isCopying(context.props) ? [snapshotClass(context)] : []),
};
