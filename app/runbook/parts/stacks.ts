/** Stacks of the environment that serves in the second region, and the commands that apply them. */
import type { StackKind } from '../../../constructs/environment/extension';
import { pilotLightName } from '../../../constructs/environment/pilot-light';
import type { Plan } from '../../plan/plan';
import { stackNames } from '../../plan/stack-names';

/** Stands for the name that people give an environment that is made anew. */
const NEW = 'NEW';

export const hasPilotLight = ({ environment: { recovery } }: Plan): boolean => recovery?.mode === 'pilot-light';

/** The environment that serves in the second region. */
export const nameElsewhere = (plan: Plan): string =>
  hasPilotLight(plan) ? pilotLightName(plan.environment.environment) : NEW;

export const renamed = (plan: Plan, kind: StackKind): string =>
  stackNames({ system: plan.environment.system, environment: nameElsewhere(plan) }, plan.cloud.name)[kind];

const inFolder = (stack: string, command: string): string => `terraform -chdir=cdktf.out/stacks/${stack} ${command}`;

const applying = (stacks: readonly string[]): string[] =>
  stacks.flatMap((stack) => ['init', 'apply'].map((command) => inFolder(stack, command)));

export const apply = (plan: Plan, ...kinds: readonly StackKind[]): string[] =>
  applying(kinds.map((kind) => renamed(plan, kind)));

export const inStackElsewhere = (plan: Plan, kind: StackKind, command: string): string =>
  inFolder(renamed(plan, kind), command);

const nameOf = ({ environment, cloud }: Plan, kind: StackKind): string => stackNames(environment, cloud.name)[kind];

/** Of the environment that is there. */
export const inStack = (plan: Plan, kind: StackKind, command: string): string => inFolder(nameOf(plan, kind), command);

/** Applies the environment that is there. */
export const applyAgain = (plan: Plan, ...kinds: readonly StackKind[]): string[] =>
  applying(kinds.map((kind) => nameOf(plan, kind)));

/** Paths of the public zones that an environment makes. */
export const zonesMadeBy = ({ environment, cloud }: Plan): string[] =>
  Object.entries(environment.dnsZones).flatMap(([id, { existing }]) =>
    existing?.[cloud.name] === undefined ? [`dnsZones.${id}`] : [],
  );
