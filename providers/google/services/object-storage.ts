/** How Loki, Tempo and Velero write to a bucket of Cloud Storage: by name, as whoever their service account stands for. */
import type { CloudServices } from '../../../constructs/cloud-services/contract';
import type { GoogleTarget } from '../../../constructs/environment/targets';

/** For Velero 1.18: github.com/velero-io/velero-plugin-for-gcp/releases */
const VELERO_PLUGIN = 'docker.io/velero/velero-plugin-for-gcp:v1.14.2';
const PROVIDER = 'velero.io/gcp';

export interface BucketLocation {
  readonly bucket: string;
  readonly target: GoogleTarget;
  /** Email of the service account that Velero signs URLs by. */
  readonly signer: string;
}

export const objectStorage = (place: BucketLocation): ReturnType<CloudServices['objectStorage']> => ({
  loki: { bucketNames: { chunks: place.bucket }, object_store: { type: 'gcs' } },
  lokiKind: 'gcs',
  tempo: { backend: 'gcs', gcs: { bucket_name: place.bucket } },
  velero: velero(place),
});

const velero = ({ bucket, target: { project, region }, signer }: BucketLocation) => ({
  initContainers: [
    {
      name: 'velero-plugin-for-gcp',
      image: VELERO_PLUGIN,
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
    // In the environment's region: Compute Engine would spread snapshots over the continent.
    volumeSnapshotLocation: [{ name: 'default', provider: PROVIDER, config: { project, snapshotLocation: region } }],
  },
});
