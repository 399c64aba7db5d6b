/** Helm values for Loki, Tempo and Velero to use a bucket of Cloud Storage with the rights of their accounts. */
import type { CloudLookup } from '../../../constructs/cloud-lookup/contract';
import type { GoogleTarget } from '../../../constructs/environment/targets';

/** The plugin for Velero 1.18: github.com/velero-io/velero-plugin-for-gcp/releases */
const VELERO_PLUGIN = 'docker.io/velero/velero-plugin-for-gcp:v1.14.2';
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
    // In the environment's region, because Compute Engine would store snapshots in the continent's multi-region.
    volumeSnapshotLocation: [{ name: 'default', provider: PROVIDER, config: { project, snapshotLocation: region } }],
  },
});
