/** Configuration: a workload's files, and where each value of it is kept by its path. */
import { basename } from 'node:path/posix';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { shortHash } from '../../../core/names';
import { metadataOf, partName, type Described } from './described';

/** A path as the key of a ConfigMap or Secret: keys take no slashes. */
export const keyOf = (path: string): string => `${shortHash(path)}-${basename(path).replace(/[^-._A-Za-z0-9]/g, '_')}`;

export const configurationName = (workload: Described): string => partName(workload, 'files');

/** The ConfigMap of the files; none without. */
export function configuration(workload: Described): Manifest | undefined {
  const files = Object.entries(workload.props.files);
  if (files.length === 0) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(workload, configurationName(workload)),
    data: Object.fromEntries(files.map(([path, content]) => [keyOf(path), content])),
  };
}

/** On pods, so that other content makes new ones: files that are mounted one by one do not change in a pod that runs. */
export const configurationHash = ({ props: { files } }: Described): Record<string, string> =>
  Object.keys(files).length === 0
    ? {}
    : { 'checksum/files': shortHash(JSON.stringify(Object.entries(files).sort()), 16) };
