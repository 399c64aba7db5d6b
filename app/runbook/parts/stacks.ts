/** Stacks of an environment and of what serves in its second region, and the commands for them. */
import type { StackKind } from '../../../constructs/environment/extension';
import { standbyName } from '../../../constructs/environment/recovery';
import { standingBy } from '../../../constructs/environment/standby';
import { present } from '../../../core/invariant';
import type { Plan } from '../../plan/plan';
import { stackNames } from '../../plan/stack-names';

/** Stands for the name that people give an environment that is made anew. */
const NEW = 'NEW';

/** What stands by, in words. */
export const nameOfStandby = ({ environment: { recovery } }: Plan): string =>
  standbyName(present(recovery, 'recovery of what stands by'));

export const planHasStandby = ({ environment }: Plan): boolean => standingBy(environment) !== undefined;

/** The environment that serves in the second region. */
export const nameElsewhere = ({ environment }: Plan): string => standingBy(environment) ?? NEW;

/** A stack of the environment that is there. */
export const stackHere = ({ environment, cloud }: Plan, kind: StackKind): string =>
  stackNames(environment, cloud.name)[kind];

/** A stack of the environment that serves in the second region. */
export const stackElsewhere = (plan: Plan, kind: StackKind): string =>
  stackNames({ system: plan.environment.system, environment: nameElsewhere(plan) }, plan.cloud.name)[kind];

export const run = (stack: string, command: string): string => `terraform -chdir=cdktf.out/stacks/${stack} ${command}`;

export const apply = (...stacks: readonly string[]): string[] =>
  stacks.flatMap((stack) => ['init', 'apply'].map((command) => run(stack, command)));

/** Paths of the public zones that an environment makes. */
export const zonesMadeBy = ({ environment, cloud }: Plan): string[] =>
  Object.entries(environment.dnsZones).flatMap(([id, { existing }]) =>
    existing?.[cloud.name] === undefined ? [`dnsZones.${id}`] : [],
  );
