/**
 * Planning: turns environment files into one plan per environment and cloud, or reports all their problems, before
 * anything is created.
 */
import type { Cloud } from '../../constructs/cloud';
import type { Environment, EnvironmentInput } from '../../constructs/environment/schema';
import type { Implementations } from '../../constructs/implementations';
import { patch } from '../../core/patch';
import type { Problem } from '../../core/rules/problem';
import { findings } from '../../core/rules/rule';
import { CLOUD_NAMES, type CloudName } from '../../core/words/clouds';
import { located, type Origin } from '../load/source';
import { accept, acknowledge, type AcknowledgedChecked, unneeded } from './acknowledge';
import { check } from './check';
import type { Written } from './constructs';
import { sharedRules } from './neighbours';
import { isConsequence, parse, placeOf } from './parse';
import { type Plan, planOf } from './resolve';
import { chosenOf, type IsChosen, matching, targetedBy } from './stack-names';
import { STANDBY_CODES, standbyFor, withRecovered } from './standby';
import { togetherWarnings } from './together';
import { ofWhole } from './whole';

export type { Plan };

export interface Planned extends AcknowledgedChecked {
  readonly plans: readonly Plan[];
}

export interface PlanOptions {
  /** Patterns of stacks: what has none of them is neither planned nor checked. @default - all stacks */
  readonly only?: readonly string[];
  /** Where environments are written, for problems and warnings. @default - not known */
  readonly origins?: ReadonlyMap<EnvironmentInput, Origin>;
}

/** Plans every environment on every cloud that it targets. */
export function plan(
  environments: readonly EnvironmentInput[],
  made: Implementations,
  { only, origins }: PlanOptions = {},
): Planned {
  const isChosen = matching(only);
  const all = environments.flatMap((input) => {
    const planned = planEnvironment(input, made, isChosen);
    return [planned, ...planStandbys(input, planned, made, isChosen)].map((one) => placed(one, origins?.get(input)));
  });
  const plans = all.flatMap((planned) => planned.plans);
  return {
    plans,
    problems: [...all.flatMap(({ problems }) => problems), ...duplicates(plans), ...neighbours(plans)],
    warnings: all.flatMap(({ warnings }) => warnings),
    acknowledged: all.flatMap(({ acknowledged }) => acknowledged),
  };
}

/** Adds the place in its file to everything that is said of an environment. */
function placed(planned: Planned, origin: Origin | undefined): Planned {
  if (!origin) return planned;
  const { plans, problems, warnings, acknowledged } = planned;
  return {
    plans: plans.map((one) => ({ ...one, origin })),
    problems: problems.map((problem) => located(problem, origin)),
    warnings: warnings.map((warning) => located(warning, origin)),
    acknowledged: acknowledged.map((warning) => located(warning, origin)),
  };
}

function duplicates(plans: readonly Plan[]): Problem[] {
  const ids = plans.map(({ stacks }) => stacks.infrastructure);
  return plans.flatMap(({ environment, stacks, origin }, index) => {
    const first = ids.indexOf(stacks.infrastructure);
    if (first === index) return [];
    const other = plans[first]?.origin;
    const problem = {
      environment: placeOf(environment),
      code: 'environment/duplicate',
      message: `is defined twice${other ? `, first in ${other.file}` : ''}: ${stacks.infrastructure} would overwrite itself. Give one of them another system or environment name`,
    };
    return [located(problem, origin)];
  });
}

/** Refuses an environment that would share with an earlier one what only one of them should have. */
function neighbours(plans: readonly Plan[]): Problem[] {
  return plans.flatMap((one, index) => {
    const { cloud, environment, stacks, origin } = one;
    const earlier = plans
      .slice(0, index)
      .filter((other) => other.cloud === cloud && other.stacks.infrastructure !== stacks.infrastructure);
    const found = earlier.map((other) => [
      ...findings(cloud.neighbourRules ?? [], one, other),
      ...findings(sharedRules, one, other),
    ]);
    // What is said of one of them is as a rule true of all.
    const said = found.find(({ length }) => length > 0) ?? [];
    return said
      .map(ofWhole({ environment: placeOf(environment), cloud: cloud.name }))
      .map((problem) => located(problem, origin));
  });
}

/** Plans what stands by for an environment on each of its clouds, if what the environment says of it is sound. */
function planStandbys(
  input: EnvironmentInput,
  { plans, problems }: Planned,
  made: Implementations,
  isChosen: IsChosen,
): Planned[] {
  if (problems.some(({ code }) => code.startsWith(STANDBY_CODES))) return [];
  return plans.flatMap((recovered) => {
    const standing = standbyFor(recovered, writtenFor(input, recovered.cloud.name));
    return standing
      ? [withRecovered(planEnvironment(standing, made, isChosen), { recovered, problems, input: standing })]
      : [];
  });
}

function planEnvironment(
  { differences = {}, ...input }: EnvironmentInput,
  made: Implementations,
  isChosen: IsChosen,
): Planned {
  const targeted = targetedBy(input);
  const chosen = chosenOf(input, targeted.length > 0 ? targeted : CLOUD_NAMES, isChosen);
  if (chosen.length === 0) return refused([]);
  if (targeted.length === 0) return refused(parse({ ...input }, undefined).mistakes);
  const planned = chosen.map((name) => planOn(made.clouds[name], made, writtenFor({ ...input, differences }, name)));
  const plans = planned.flatMap((one) => one.plans);
  const given = plans.map(({ environment }) => environment.acknowledgements);
  const together = accept(findTogether(plans), Object.assign({}, ...given) as Environment['acknowledgements']);
  const acknowledged = [...mergeClouds(planned.map((one) => one.acknowledged)), ...together.acknowledged];
  return {
    plans,
    problems: [
      ...ignoredDifferences(placeOf(input), Object.keys(differences), targeted),
      ...mergeClouds(planned.map(({ problems }) => problems)),
    ],
    warnings: [
      ...mergeClouds(planned.map(({ warnings }) => warnings)),
      ...together.warnings,
      ...(plans.length === targeted.length ? unneeded(placeOf(input), given, acknowledged) : []),
    ],
    acknowledged,
  };
}

/** Warnings of an environment's clouds together. */
const findTogether = (plans: readonly Plan[]): Problem[] =>
  plans
    .slice(0, 1)
    .flatMap(({ environment }) =>
      findings(togetherWarnings, plans, undefined).map(ofWhole({ environment: placeOf(environment) })),
    );

/** The environment as the user wrote it for one cloud, unchecked: with that cloud's differences, without defaults. */
export const writtenFor = ({ differences = {}, ...input }: EnvironmentInput, cloud: CloudName): Written =>
  patch(input, differences[cloud] ?? {}) as Written;

const refused = (problems: readonly Problem[]): Planned => ({ plans: [], problems, warnings: [], acknowledged: [] });

const ignoredDifferences = (environment: string, given: readonly string[], targeted: readonly string[]): Problem[] =>
  given
    .filter((name) => !targeted.includes(name))
    .map((name) => ({
      environment,
      path: `differences.${name}`,
      code: 'environment/difference-ignored',
      message: `is ignored: ${name} is not among the targets (${targeted.join(', ')})`,
    }));

function planOn(cloud: Cloud, made: Implementations, input: Written): Planned {
  const { environment, mistakes, written, leftOut } = parse(input, cloud.name);
  if (!environment) return refused(mistakes);
  const planned = planOf(cloud, environment);
  const checked = acknowledge(check(planned, written, made.inCluster), planned, made);
  if (mistakes.length === 0) return { plans: [planned], ...checked };
  return refused([...mistakes, ...checked.problems.filter((problem) => !isConsequence(problem, leftOut))]);
}

/** Reports a problem once, without a cloud, if every cloud reports it identically. */
function mergeClouds<P extends Problem>(byCloud: readonly (readonly P[])[]): P[] {
  const words = ({ cloud: _cloud, ...problem }: P) => JSON.stringify(problem);
  const shared = (problem: P) =>
    byCloud.length > 1 && byCloud.every((all) => all.some((other) => words(other) === words(problem)));
  return byCloud.flatMap((problems, index) =>
    problems.flatMap((problem) => {
      if (!shared(problem)) return [problem];
      const { cloud: _cloud, ...once } = problem;
      return index === 0 ? [once as P] : [];
    }),
  );
}
