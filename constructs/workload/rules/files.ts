/** Rules of a workload's files and directories. */
import type { RuleTable } from '../../../core/rules/rule';
import type { InClusterContext } from '../../environment/in-cluster-rules';
import { isInside } from '../paths';
import type { WorkloadProps } from '../schema';

/** The largest ConfigMap: kubernetes.io/docs/concepts/configuration/configmap */
const MAX_BYTES = 2 ** 20;

const pathsOf = ({ files, secretFiles }: WorkloadProps): string[] => Object.keys({ ...files, ...secretFiles });

/** Paths below another path of the same list. */
const nested = (paths: readonly string[]): string[] =>
  paths.filter((path) => paths.some((other) => other !== path && isInside(path, other)));

const mustNotNest = (paths: readonly string[]) => {
  const inner = nested(paths);
  return inner.length > 0 && `must not lie inside one another, got ${inner.join(', ')}`;
};

export const fileRules: RuleTable<WorkloadProps, InClusterContext> = [
  {
    code: 'file-twice',
    property: 'secretFiles',
    check: ({ files, secretFiles }) => {
      const both = Object.keys(files).filter((path) => path in secretFiles);
      return both.length > 0 && `must not hold paths that files holds too, got ${both.join(', ')}`;
    },
  },
  {
    code: 'file-hidden',
    property: 'files',
    check: (props) => {
      const directories = Object.keys(props.writable);
      const hidden = pathsOf(props).filter((path) => directories.some((directory) => isInside(path, directory)));
      return (
        hidden.length > 0 &&
        `must lie outside the directories of writable, which start empty and hide them, got ${hidden.join(', ')}`
      );
    },
  },
  {
    code: 'files-nested',
    says: 'must not lie inside one another, got …',
    property: 'files',
    check: (props) => mustNotNest(pathsOf(props)),
  },
  {
    code: 'writable-nested',
    says: 'must not lie inside one another, got …',
    property: 'writable',
    check: ({ writable }) => mustNotNest(Object.keys(writable)),
  },
  {
    code: 'files-max',
    property: 'files',
    check: ({ files }) => {
      const bytes = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
      return (
        bytes > MAX_BYTES && `must hold at most ${MAX_BYTES} bytes in total, got ${bytes}: put them into the image`
      );
    },
  },
];
