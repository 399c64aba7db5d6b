/** The ConfigMap with a workload's files, and the keys that stand for their paths. */
import { basename } from 'node:path/posix';

import type { Manifest } from '../../../core/kubernetes/manifest';
import { shortHash } from '../../../core/names';
import { metadataOf, partName, type WorkloadContext } from './context';

/** The key of a path in a ConfigMap or Secret, because keys do not allow slashes. */
export const keyOf = (path: string): string => `${shortHash(path)}-${basename(path).replace(/[^-._A-Za-z0-9]/g, '_')}`;

export const configurationName = (workload: WorkloadContext): string => partName(workload, 'files');

export function configuration(workload: WorkloadContext): Manifest | undefined {
  const files = Object.entries(workload.props.files);
  if (files.length === 0) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(workload, configurationName(workload)),
    data: Object.fromEntries(files.map(([path, content]) => [keyOf(path), content])),
  };
}

/** An annotation that replaces pods when a file changes: single mounted files do not change in running pods. */
export const configurationHash = ({ props: { files } }: WorkloadContext): Record<string, string> =>
  Object.keys(files).length === 0
    ? {}
    : { 'checksum/files': shortHash(JSON.stringify(Object.entries(files).sort()), 16) };
