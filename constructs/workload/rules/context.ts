/** What rules of workloads look at, and words that they share. */
import { listed, type InClusterContext } from '../../environment/in-cluster-rules';
import type { Rule } from '../../../core/rules/rule';
import type { WorkloadProps } from '../schema';

export type WorkloadContext = InClusterContext;
export type WorkloadRule = Rule<WorkloadProps, WorkloadContext>;

/** Says why a port's name is none, where it is not. */
export function portProblem({ ports }: WorkloadProps, name: string | undefined): string | undefined {
  const names = Object.keys(ports);
  if (names.length === 0) return 'there are no ports: name one in ports';
  return name === undefined || names.includes(name)
    ? undefined
    : `must name one of ports ${listed(names)}, got "${name}"`;
}
