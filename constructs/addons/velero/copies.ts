/**
 * Copies of volumes in the bucket. Kubernetes makes a snapshot of a volume by the driver of its disk, Velero a volume of the
 * snapshot, and a pod on some node reads it and writes what is new to the bucket; then both are deleted. The pod has Velero's
 * service account, and so its right to the bucket.
 */
import { resources } from '../../../core/kubernetes/chart-values';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { priorityClass } from '../../../core/kubernetes/priority';
import { longestPause } from '../../../core/words/cron';
import type { AddonContext } from '../addon';
import { externalSecret } from '../parts/external-secret';
import type { Alert, VeleroProps, VeleroValues } from './schema';

/** Key of the ConfigMap in the chart's values, which makes `velero-node-agent` of it. */
const CONFIG = 'node-agent';

/** Where the server, whose file system is read-only, keeps what it knows of the bucket: velero.io/docs/v1.18/csi-snapshot-data-movement */
const WRITABLE = { udmrepo: '/home/cnb/udmrepo', cache: '/home/cnb/.cache' };

/** Snapshots and copies of large volumes take hours, the first ones above all; Velero's defaults are half an hour and four. */
const TIMEOUTS = { dataMoverPrepareTimeout: '4h0m0s', defaultItemOperationTimeout: '24h0m0s' };

/** As Velero reads them, where a limit of 0 is none: a million files take 2 GiB (velero.io/docs/v1.18/performance-guidance). */
const MOVER = { cpuRequest: '100m', cpuLimit: '0', memoryRequest: '512Mi', memoryLimit: '4Gi' };
const MAINTENANCE = { cpuRequest: '100m', cpuLimit: '0', memoryRequest: '256Mi', memoryLimit: '2Gi' };

export const isCopying = ({ volumes }: Pick<VeleroProps, 'volumes'>): boolean => volumes === 'copies';

/** The chart's values for copies. */
export const copying = ({
  environment,
  cloud,
  installed,
}: AddonContext<VeleroProps>): Pick<
  VeleroValues,
  'deployNodeAgent' | 'nodeAgent' | 'configMaps' | 'extraVolumes' | 'extraVolumeMounts'
> & { readonly configuration: object; readonly metrics: object } => ({
  configuration: {
    features: 'EnableCSI',
    defaultSnapshotMoveData: true,
    ...TIMEOUTS,
    repositoryMaintenanceJob: { repositoryConfigData: { global: { podResources: MAINTENANCE } } },
  },
  deployNodeAgent: true,
  nodeAgent: {
    // It starts pods that move data, and reads no volume of its node itself.
    disableHostPath: true,
    podLabels: cloud.serviceAccount('velero').podLabels,
    priorityClassName: priorityClass(environment, 'node'),
    // A volume is restored on the node of its pod, whatever the taints.
    tolerations: [{ operator: 'Exists' }],
    resources: resources('50m', '128Mi', { memory: '512Mi' }),
    podSecurityContext: { runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' } },
    containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    extraArgs: [`--node-agent-configmap=velero-${CONFIG}`],
  },
  configMaps: { [CONFIG]: { data: { 'config.json': JSON.stringify({ podResources: MOVER }) } } },
  extraVolumes: Object.keys(WRITABLE).map((name) => ({ name, emptyDir: {} })),
  extraVolumeMounts: Object.entries(WRITABLE).map(([name, mountPath]) => ({ name, mountPath })),
  metrics: { nodeAgentPodMonitor: { enabled: installed('monitoring') } },
});

/** Velero makes a Secret of this name with a password that everybody knows, where there is none. */
export const repositoryPassword = ({ props, namespace, cloud }: AddonContext<VeleroProps>): Manifest[] =>
  props.repositoryPassword
    ? [
        externalSecret({
          metadata: { name: 'velero-repo-credentials', namespace },
          isFixed: true,
          data: [
            {
              secretKey: 'repository-password',
              remoteRef: {
                key: cloud.credentials(props.repositoryPassword.from),
                property: props.repositoryPassword.key,
              },
            },
          ],
        }),
      ]
    : [];

/** How Velero finds out how to make snapshots. They live no longer than the copy takes. */
export const snapshotClass = ({ cloud }: Pick<AddonContext<VeleroProps>, 'cloud'>): Manifest => ({
  apiVersion: 'snapshot.storage.k8s.io/v1',
  kind: 'VolumeSnapshotClass',
  metadata: { name: 'velero', labels: { 'velero.io/csi-volumesnapshot-class': 'true' } },
  driver: cloud.storageClass.provisioner,
  parameters: cloud.snapshotParameters,
  deletionPolicy: 'Delete',
});

/** How long a copy may be late. */
const LATE_MINUTES = 720;

/** Of a schedule that has never succeeded, the time since Velero was installed counts. */
export const copyAlerts = ({ props: { schedules }, namespace }: AddonContext<VeleroProps>): Alert[] => [
  ...Object.entries(schedules)
    .map(([name, { cron }]) => [`velero-${name}`, longestPause(cron) + LATE_MINUTES] as const)
    .filter(([, minutes]) => Number.isFinite(minutes))
    .map(([schedule, minutes]) => ({
      alert: 'VeleroCopyMissing',
      expr: `time() - max(velero_backup_last_successful_timestamp{schedule="${schedule}"} or kube_deployment_created{namespace="${namespace}", deployment="velero"}) > ${minutes * 60}`,
      for: '15m',
      labels: { severity: 'critical', schedule },
      annotations: {
        summary: `The last whole backup of ${schedule} is {{ $value | humanizeDuration }} old`,
        description: `No backup of the schedule ${schedule} has succeeded for ${minutes / 60} hours. See \`velero backup describe --details\`, and DataUploads in the namespace ${namespace}.`,
      },
    })),
  {
    alert: 'VeleroDeletionFailed',
    expr: 'sum by (schedule) (increase(velero_backup_deletion_failure_total[1d])) > 0',
    for: '15m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Expired backups of {{ $labels.schedule }} are not deleted',
      description: 'The bucket grows. See the logs of the Deployment velero, and restart it if its token has expired.',
    },
  },
];
