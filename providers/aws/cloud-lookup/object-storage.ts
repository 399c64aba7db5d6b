/** Settings with which Loki, Tempo, Velero, ClickHouse and OpenSearch write to an S3 bucket, with their own identities. The bucket encrypts. */
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
    search: search(location, endpoint),
  };
};

const TOKEN = '/usr/share/opensearch/config/identity';

/**
 * OpenSearch lets plug-ins read files below its own directory only, and no token where EKS mounts it. The pod gets one of its own
 * there; EKS leaves variables alone that are given.
 */
const search = ({ bucket, region }: BucketLocation, endpoint: string) => ({
  plugin: 'repository-s3',
  type: 's3',
  settings: { bucket, region, endpoint },
  variables: {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: `${TOKEN}/token`,
  },
  volumes: [
    {
      name: 'identity',
      path: TOKEN,
      projected: {
        sources: [
          { serviceAccountToken: { audience: 'pods.eks.amazonaws.com', path: 'token', expirationSeconds: 86_400 } },
        ],
      },
    },
  ],
});

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
