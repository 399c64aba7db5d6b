/** What rules of workloads look at, and words that they share. */
import type { AddonKey } from '../addons';
import type { Rule, RuleContext } from '../rules';
import type { Environment } from '../topology';
import type { WorkloadProps } from '../workload';

export type WorkloadContext = RuleContext<Environment>;
export type WorkloadRule = Rule<WorkloadProps, WorkloadContext>;

/** `(a, b)`, what there is to choose from. */
export const listed = (names: Iterable<string>): string => `(${[...names].join(', ') || 'there is none'})`;

/** An add-on that must be there. */
export const needsAddon = (
  property: string,
  key: AddonKey,
  when: (props: WorkloadProps) => boolean,
  why: string,
): WorkloadRule => ({
  property,
  when: (props, { environment }) => when(props) && environment.addons[key] === undefined,
  say: () => `must come with addons.${key}, ${why}`,
});

/** Says why a port's name is none, where it is not. */
export function portProblem({ ports }: WorkloadProps, name: string | undefined): string | undefined {
  const names = Object.keys(ports);
  if (names.length === 0) return 'there are no ports: name one in ports';
  return name === undefined || names.includes(name)
    ? undefined
    : `must name one of ports ${listed(names)}, got "${name}"`;
}
