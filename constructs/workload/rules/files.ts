/** Rules of a workload's files and directories. */
import type { RuleTable } from '../../../core/rules/rule';
import type { WorkloadProps } from '../schema';
import type { WorkloadContext } from './context';

/** The most that one ConfigMap may hold: kubernetes.io/docs/concepts/configuration/configmap */
const MOST_BYTES = 2 ** 20;

const paths = ({ files, secretFiles }: WorkloadProps): string[] => [...Object.keys(files), ...Object.keys(secretFiles)];

const isInside = (path: string, directory: string): boolean => path === directory || path.startsWith(`${directory}/`);

const twice = ({ files, secretFiles }: WorkloadProps): string[] =>
  Object.keys(files).filter((path) => path in secretFiles);
const covered = (props: WorkloadProps): string[] =>
  paths(props).filter((path) => Object.keys(props.writable).some((directory) => isInside(path, directory)));
const nested = (all: readonly string[]): string[] =>
  all.filter((path) => all.some((other) => other !== path && isInside(path, other)));

const sizeOf = ({ files }: WorkloadProps): number =>
  Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0);

export const fileRules: RuleTable<WorkloadProps, WorkloadContext> = [
  {
    code: 'secret-files',
    property: 'secretFiles',
    check: (props) => twice(props).length > 0 && `must not name what files names, got ${twice(props).join(', ')}`,
  },
  {
    code: 'files',
    property: 'files',
    check: (props) =>
      covered(props).length > 0 &&
      `must lie outside the directories that are writable, got ${covered(props).join(', ')}: these begin empty`,
  },
  {
    code: 'files-2',
    property: 'files',
    check: (props) =>
      nested(paths(props)).length > 0 && `must not lie inside one another, got ${nested(paths(props)).join(', ')}`,
  },
  {
    code: 'writable',
    property: 'writable',
    check: ({ writable }) =>
      nested(Object.keys(writable)).length > 0 &&
      `must not lie inside one another, got ${nested(Object.keys(writable)).join(', ')}`,
  },
  {
    code: 'files-3',
    property: 'files',
    check: (props) =>
      sizeOf(props) > MOST_BYTES &&
      `must hold at most ${MOST_BYTES} bytes together, got ${sizeOf(props)}: put them into the image`,
  },
];
