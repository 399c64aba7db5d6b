/** Settings with which Loki, Tempo, Velero and ClickHouse's backups write to an S3 bucket, with their own identities. The bucket encrypts. */
import type { CloudLookup } from '../../../constructs/cloud-lookup/contract';
import { IMAGES } from '../../../constructs/images';

export interface BucketLocation {
  readonly bucket: string;
  readonly region: string;
  readonly clusterName: string;
}

const PROVIDER = 'velero.io/aws';

export const objectStorage = (location: BucketLocation): ReturnType<CloudLookup['objectStorage']> => {
  const { bucket, region } = location;
  const endpoint = `s3.${region}.amazonaws.com`;
  return {
    loki: {
      bucketNames: { chunks: bucket },
      // Native authentication finds credentials in the same way as AWS's own tools.
      object_store: { type: 's3', s3: { endpoint, region, native_aws_auth_enabled: true } },
    },
    lokiKind: 's3',
    tempo: { backend: 's3', s3: { bucket, endpoint, region } },
    velero: velero(location),
    clickHouse: {
      variables: {
        REMOTE_STORAGE: 's3',
        S3_BUCKET: bucket,
        S3_REGION: region,
        // The bucket refuses access lists, one of which is the default.
        S3_ACL: '',
      },
      folder: 'S3_PATH',
    },
  };
};

const velero = ({ bucket, region, clusterName }: BucketLocation) => ({
  initContainers: [
    {
      name: 'velero-plugin-for-aws',
      image: IMAGES.veleroAws,
      volumeMounts: [{ name: 'plugins', mountPath: '/target' }],
    },
  ],
  credentials: { useSecret: false },
  configuration: {
    backupStorageLocation: [{ name: 'default', default: true, provider: PROVIDER, bucket, config: { region } }],
    volumeSnapshotLocation: [{ name: 'default', provider: PROVIDER, config: { region } }],
    // Restored volumes belong to this cluster, even if the backup is of another one.
    extraEnvVars: [{ name: 'AWS_CLUSTER_NAME', value: clusterName }],
  },
});
