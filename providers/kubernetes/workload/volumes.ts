/** Volumes: what a workload's pods see as files: configuration, secrets, and directories that they may write to. */
import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { configurationName, keyOf } from './configuration';
import type { Described } from './described';
import { secretName } from './secrets';

const FILES = 'files';
const SECRETS = 'secrets';
const writableName = (index: number): string => `writable-${index}`;

export function volumes(workload: Described): Volume[] {
  const { files, secretFiles, writable } = workload.props;
  return [
    ...(Object.keys(files).length > 0 ? [{ name: FILES, configMap: { name: configurationName(workload) } }] : []),
    ...(Object.keys(secretFiles).length > 0
      ? [{ name: SECRETS, secret: { secretName: secretName(workload), items: itemsOf(secretFiles) } }]
      : []),
    ...Object.values(writable).map((sizeLimit, index) => ({ name: writableName(index), emptyDir: { sizeLimit } })),
  ];
}

export function mounts({ props: { files, secretFiles, writable } }: Described): VolumeMount[] {
  return [
    ...Object.keys(files).map((path) => mountOf(FILES, path)),
    ...Object.keys(secretFiles).map((path) => mountOf(SECRETS, path)),
    ...Object.keys(writable).map((mountPath, index) => ({ name: writableName(index), mountPath })),
  ];
}

/** Variables lie in the same Secret, but are no files. */
const itemsOf = (files: object) => Object.keys(files).map((path) => ({ key: keyOf(path), path: keyOf(path) }));

/** One file, beside whatever the image has in that directory. */
const mountOf = (name: string, mountPath: string): VolumeMount => ({
  name,
  mountPath,
  subPath: keyOf(mountPath),
  readOnly: true,
});
