/** Settings for Loki, Tempo, Velero, ClickHouse and OpenSearch to use a bucket of Cloud Storage with the rights of their accounts. */
import type { CloudLookup } from '../../../constructs/cloud-lookup/contract';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { IMAGES } from '../../../constructs/images';

const PROVIDER = 'velero.io/gcp';

export interface BucketLocation {
  readonly bucket: string;
  readonly target: GoogleTarget;
  /** Email of the service account that signs Velero's URLs. */
  readonly signer: string;
}

export const objectStorage = (location: BucketLocation): ReturnType<CloudLookup['objectStorage']> => ({
  loki: { bucketNames: { chunks: location.bucket }, object_store: { type: 'gcs' } },
  lokiKind: 'gcs',
  tempo: { backend: 'gcs', gcs: { bucket_name: location.bucket } },
  velero: velero(location),
  clickHouse: { variables: { REMOTE_STORAGE: 'gcs', GCS_BUCKET: location.bucket }, folder: 'GCS_PATH' },
  search: {
    plugin: 'repository-gcs',
    type: 'gcs',
    settings: { bucket: location.bucket },
    // It asks the node's metadata for a token.
    variables: {},
    volumes: [],
  },
});

const velero = ({ bucket, target: { project, region }, signer }: BucketLocation) => ({
  initContainers: [
    {
      name: 'velero-plugin-for-gcp',
      image: IMAGES.veleroGoogle,
      volumeMounts: [{ name: 'plugins', mountPath: '/target' }],
    },
  ],
  credentials: { useSecret: false },
  configuration: {
    backupStorageLocation: [
      {
        name: 'default',
        default: true,
        provider: PROVIDER,
        bucket,
        config: { serviceAccount: signer },
      },
    ],
    // In the environment's region, because Compute Engine would store snapshots in the continent's multi-region.
    volumeSnapshotLocation: [{ name: 'default', provider: PROVIDER, config: { project, snapshotLocation: region } }],
  },
});
