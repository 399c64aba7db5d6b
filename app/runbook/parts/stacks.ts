/** Stacks of the environment that is made anew, and the commands that apply them. */
import type { StackKind } from '../../../constructs/environment/extension';
import type { Plan } from '../../plan/plan';
import { stackNames } from '../../plan/stack-names';

/** Stands for the name that people give the new environment. */
const NEW = 'NEW';

export const renamed = ({ environment: { system }, cloud }: Plan, kind: StackKind): string =>
  stackNames({ system, environment: NEW }, cloud.name)[kind];

const inFolder = (stack: string, command: string): string => `terraform -chdir=cdktf.out/stacks/${stack} ${command}`;

export const apply = (plan: Plan, ...kinds: readonly StackKind[]): string[] =>
  kinds.flatMap((kind) => ['init', 'apply'].map((command) => inFolder(renamed(plan, kind), command)));

/** Of the environment that is there. */
export const inStack = (plan: Plan, kind: StackKind, command: string): string =>
  inFolder(stackNames(plan.environment, plan.cloud.name)[kind], command);

/** Paths of the public zones that an environment makes. */
export const zonesMadeBy = ({ environment, cloud }: Plan): string[] =>
  Object.entries(environment.dnsZones).flatMap(([id, { existing }]) =>
    existing?.[cloud.name] === undefined ? [`dnsZones.${id}`] : [],
  );
