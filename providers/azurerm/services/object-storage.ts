/** How charts are told of a container in a storage account: always by the identity of their own service account. */
import type { CloudServices } from '../../../constructs/cloud-services/contract';

export interface ContainerLocation {
  readonly account: string;
  readonly container: string;
}

export interface DiskLocation {
  readonly subscription: string;
  /** Where disks of volumes are. */
  readonly nodeGroup: string;
  /** Where snapshots of them are kept: they must outlive the cluster, whose group goes with it. */
  readonly snapshotGroup: string;
}

/** Made for Velero 1.18: https://github.com/vmware-tanzu/velero-plugin-for-microsoft-azure#compatibility */
const VELERO_PLUGIN = 'velero/velero-plugin-for-microsoft-azure:v1.14.2';
const VELERO_PROVIDER = 'velero.io/azure';

export function objectStorage(
  { account, container }: ContainerLocation,
  disks: DiskLocation,
): ReturnType<CloudServices['objectStorage']> {
  return {
    lokiKind: 'azure',
    loki: {
      bucketNames: { chunks: container },
      object_store: { type: 'azure', azure: { account_name: account } },
    },
    tempo: {
      backend: 'azure',
      azure: { storage_account_name: account, container_name: container, use_federated_token: true },
    },
    velero: veleroValues({ account, container }, disks),
  };
}

const veleroValues = (
  { account, container }: ContainerLocation,
  { subscription, nodeGroup, snapshotGroup }: DiskLocation,
) => ({
  initContainers: [
    {
      name: 'velero-plugin-for-microsoft-azure',
      image: VELERO_PLUGIN,
      volumeMounts: [{ name: 'plugins', mountPath: '/target' }],
    },
  ],
  configuration: {
    backupStorageLocation: [
      {
        name: 'default',
        default: true,
        provider: VELERO_PROVIDER,
        bucket: container,
        config: {
          storageAccount: account,
          // Told so that Velero need not look it up, which would take a right on the account's settings.
          storageAccountURI: `https://${account}.blob.core.windows.net`,
          useAAD: 'true',
        },
      },
    ],
    volumeSnapshotLocation: [
      {
        name: 'default',
        provider: VELERO_PROVIDER,
        config: { subscriptionId: subscription, resourceGroup: snapshotGroup, incremental: 'true' },
      },
    ],
  },
  credentials: {
    useSecret: true,
    // No credentials, in spite of the name: where disks are.
    secretContents: {
      cloud: [
        `AZURE_SUBSCRIPTION_ID=${subscription}`,
        `AZURE_RESOURCE_GROUP=${nodeGroup}`,
        'AZURE_CLOUD_NAME=AzurePublicCloud',
        '',
      ].join('\n'),
    },
  },
});
