/** Settings for a container in a storage account, which pods access with their service account's identity. */
import type { CloudLookup } from '../../../constructs/cloud-lookup/contract';
import { IMAGES } from '../../../constructs/images';

export interface ContainerLocation {
  readonly account: string;
  readonly container: string;
}

export interface DiskLocation {
  readonly subscription: string;
  /** Resource group of the volumes' disks. */
  readonly nodeGroup: string;
  /** Resource group of snapshots: they must outlive the cluster, with which the disks' group is deleted. */
  readonly snapshotGroup: string;
}

const VELERO_PROVIDER = 'velero.io/azure';

export function objectStorage(
  { account, container }: ContainerLocation,
  disks: DiskLocation,
): ReturnType<CloudLookup['objectStorage']> {
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
    clickHouse: {
      variables: {
        REMOTE_STORAGE: 'azblob',
        AZBLOB_ACCOUNT_NAME: account,
        AZBLOB_CONTAINER: container,
        AZBLOB_ASSUME_CONTAINER_EXISTS: 'true',
        AZBLOB_USE_MANAGED_IDENTITY: 'true',
      },
      folder: 'AZBLOB_PATH',
    },
    search: undefined,
  };
}

const veleroValues = (
  { account, container }: ContainerLocation,
  { subscription, nodeGroup, snapshotGroup }: DiskLocation,
) => ({
  initContainers: [
    {
      name: 'velero-plugin-for-microsoft-azure',
      image: IMAGES.veleroAzure,
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
          // Set so that Velero does not look it up, which would require a right on the account's settings.
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
    // Despite the name these are no credentials, only the location of disks.
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
