/** Volumes of a workload's pods: files, files from secrets, and writable directories. */
import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';

import { configurationName, keyOf } from './configuration';
import type { WorkloadContext } from './context';
import { certificateSecret, secretName } from './secrets';

const FILES = 'files';
const SECRETS = 'secrets';
const CERTIFICATE = 'certificate';
/** The pods' group may read the key, and nobody else. */
const GROUP_READS = 0o440;
const writableName = (index: number): string => `writable-${index}`;

export function volumes(workload: WorkloadContext): Volume[] {
  const { files, secretFiles, certificate, writable } = workload.props;
  return [
    ...(Object.keys(files).length > 0 ? [{ name: FILES, configMap: { name: configurationName(workload) } }] : []),
    ...(Object.keys(secretFiles).length > 0
      ? [{ name: SECRETS, secret: { secretName: secretName(workload), items: itemsOf(secretFiles) } }]
      : []),
    ...(certificate
      ? [{ name: CERTIFICATE, secret: { secretName: certificateSecret(workload), defaultMode: GROUP_READS } }]
      : []),
    ...Object.values(writable).map((sizeLimit, index) => ({ name: writableName(index), emptyDir: { sizeLimit } })),
  ];
}

export function mounts({ props: { files, secretFiles, certificate, writable } }: WorkloadContext): VolumeMount[] {
  return [
    ...Object.keys(files).map((path) => mountOf(FILES, path)),
    ...Object.keys(secretFiles).map((path) => mountOf(SECRETS, path)),
    // A directory as a whole follows its Secret in running pods.
    ...(certificate ? [{ name: CERTIFICATE, mountPath: certificate.path, readOnly: true }] : []),
    ...Object.keys(writable).map((mountPath, index) => ({ name: writableName(index), mountPath })),
  ];
}

/** Only the keys of files, because the Secret holds the variables too. */
const itemsOf = (files: object) => Object.keys(files).map((path) => ({ key: keyOf(path), path: keyOf(path) }));

/** Mounts a single file, so that the image's own files in the same directory stay visible. */
const mountOf = (name: string, mountPath: string): VolumeMount => ({
  name,
  mountPath,
  subPath: keyOf(mountPath),
  readOnly: true,
});
