/** How Loki, Tempo and Velero write to a bucket of S3: by name, by their own identities. The bucket itself encrypts. */
import type { CloudServices } from '../../../constructs/cloud-services/contract';

export interface BucketLocation {
  readonly bucket: string;
  readonly region: string;
  readonly clusterName: string;
}

/** Made for Velero 1.18: github.com/velero-io/velero-plugin-for-aws#compatibility */
const VELERO_PLUGIN = 'velero/velero-plugin-for-aws:v1.14.2';
const PROVIDER = 'velero.io/aws';

export const objectStorage = (place: BucketLocation): ReturnType<CloudServices['objectStorage']> => {
  const { bucket, region } = place;
  const endpoint = `s3.${region}.amazonaws.com`;
  return {
    loki: {
      bucketNames: { chunks: bucket },
      // By the last it finds credentials as AWS's own tools do.
      object_store: { type: 's3', s3: { endpoint, region, native_aws_auth_enabled: true } },
    },
    lokiKind: 's3',
    tempo: { backend: 's3', s3: { bucket, endpoint, region } },
    velero: velero(place),
  };
};

const velero = ({ bucket, region, clusterName }: BucketLocation) => ({
  initContainers: [
    {
      name: 'velero-plugin-for-aws',
      image: VELERO_PLUGIN,
      volumeMounts: [{ name: 'plugins', mountPath: '/target' }],
    },
  ],
  credentials: { useSecret: false },
  configuration: {
    backupStorageLocation: [{ name: 'default', default: true, provider: PROVIDER, bucket, config: { region } }],
    volumeSnapshotLocation: [{ name: 'default', provider: PROVIDER, config: { region } }],
    // Volumes that are restored belong to this cluster, whichever they were taken from.
    extraEnvVars: [{ name: 'AWS_CLUSTER_NAME', value: clusterName }],
  },
});
