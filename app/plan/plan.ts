/**
 * Planning: from environment files to what each stack is made of, or to all that is wrong with them, before anything is
 * made. Everything that a user may get wrong is told here.
 */
import { ADDONS } from '../../constructs/addons';
import { addonProblems, addonWarnings, type AddonFinding } from '../../constructs/addons/rules';
import type { AnyCloud } from '../../constructs/cloud';
import type { CloudName } from '../../core/words/clouds';
import { parityFindings } from '../../core/parity';
import { between, missingKey } from './across';
import { NEUTRAL_RULES, constructsOf, ofCloud, parityOf } from './constructs';
import { isConsequence, schemaProblems, withoutMistakes } from './mistakes';
import type { Platform } from '../../constructs/platform';
import { findings, type Finding, type RuleTable } from '../../core/rules/rule';
import type { Problem } from '../../core/rules/problem';
import type { Target } from '../../constructs/environment/targets';
import { environmentRules } from '../../constructs/environment/rules';
import { environmentSchema, type Environment, type EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { CLOUD_NAMES } from '../../core/words/clouds';
import type { Implementations } from '../../constructs/implementations';

/** One environment on one cloud. */
export interface Plan {
  readonly cloud: AnyCloud;
  readonly environment: Environment;
  readonly target: Target;
  /** `<system>-<environment>-<cloud>`. */
  readonly stackId: string;
}

export interface Planned {
  readonly plans: readonly Plan[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Plans every environment on every cloud that it targets. */
export function plan(environments: readonly EnvironmentInput[], made: Implementations): Planned {
  const all = environments.map((input) => planEnvironment(input, made));
  const seen = new Set<string>();
  const twice = all.flatMap(({ plans }) => plans).filter(({ stackId }) => seen.size === seen.add(stackId).size);
  return {
    plans: all.flatMap(({ plans }) => plans),
    problems: [
      ...all.flatMap(({ problems }) => problems),
      ...twice.map(({ environment, stackId }) => ({
        environment: placeOf(environment),
        code: 'environment/duplicate',
        message: `is defined twice: ${stackId} would overwrite itself. Give one of them another system or environment name`,
      })),
    ],
    warnings: all.flatMap(({ warnings }) => warnings),
  };
}

const placeOf = ({ system, environment }: { system?: unknown; environment?: unknown }): string =>
  [system, environment].map((part) => (typeof part === 'string' ? part : '?')).join('/');

function planEnvironment({ differences = {}, ...input }: EnvironmentInput, made: Implementations): Planned {
  const place = placeOf(input);
  const targeted = CLOUD_NAMES.filter((name) => input.targets?.[name] !== undefined);
  if (targeted.length === 0) {
    const { error } = environmentSchema.safeParse(input, { reportInput: true });
    return { plans: [], problems: error ? schemaProblems(place, undefined, error) : [], warnings: [] };
  }
  const untargeted = Object.keys(differences).filter((name) => !targeted.includes(name as CloudName));
  const unreached = untargeted.map((name) => ({
    environment: place,
    path: `differences.${name}`,
    code: 'environment/difference-ignored',
    message: `is ignored: ${name} is not among the targets (${targeted.join(', ')})`,
  }));
  const planned = targeted.map((name) =>
    planOn(made.clouds[name], made.platform, place, patch(input, differences[name] ?? {})),
  );
  return {
    plans: planned.flatMap(({ plans }) => plans),
    problems: [...unreached, ...together(planned.map(({ problems }) => problems))],
    warnings: together(planned.map(({ warnings }) => warnings)),
  };
}

/** What every cloud says in the same words is said once, of none. */
function together(byCloud: readonly (readonly Problem[])[]): Problem[] {
  const words = ({ cloud: _cloud, ...problem }: Problem) => JSON.stringify(problem);
  const shared = (problem: Problem) =>
    byCloud.length > 1 && byCloud.every((all) => all.some((other) => words(other) === words(problem)));
  return byCloud.flatMap((problems, index) =>
    problems.flatMap((problem) => {
      if (!shared(problem)) return [problem];
      const { cloud: _cloud, ...once } = problem;
      return index === 0 ? [once] : [];
    }),
  );
}

function planOn(cloud: AnyCloud, platform: Platform, place: string, given: unknown): Planned {
  const parsed = environmentSchema.safeParse(given, { reportInput: true });
  if (!parsed.success) {
    const sound = withoutMistakes(given, parsed.error);
    const others = sound ? planOn(cloud, platform, place, sound.rest).problems : [];
    const problems = others.filter((problem) => !isConsequence(problem, sound!.leftOut));
    return { plans: [], problems: [...schemaProblems(place, cloud.name, parsed.error), ...problems], warnings: [] };
  }
  const environment = parsed.data;
  const target = environment.targets[cloud.name]!;
  const at = { environment: place, cloud: cloud.name };
  const wholesale = findings(environmentRules, environment, { ...target, cloud: cloud.name }).map(
    ({ property, code, ...found }) => ({ ...at, ...found, path: property, code: `environment/${code}` }),
  );
  const constructs = constructsOf(environment, given as Record<string, unknown>);
  const problems = constructs.flatMap(({ kind, id, props, raw, path, code }) => {
    const context = { environment, target, id };
    return [
      ...findings(NEUTRAL_RULES[kind] as RuleTable<unknown, unknown>, props, context),
      ...parityFindings(parityOf(kind, cloud, platform), raw, props),
      ...findings(ofCloud(cloud.rules, kind), props, context),
      ...missingKey(props, cloud.name),
    ].map(problemAt(at, path, code));
  });
  const warnings = constructs.flatMap(({ kind, id, props, path, code }) =>
    findings(ofCloud(cloud.warnings, kind), props, { environment, target, id }).map(problemAt(at, path, code)),
  );
  const ofAddon = ({ addon, ...found }: AddonFinding) => problemAt(at, `addons.${addon}`, ADDONS[addon].id)(found);
  return {
    plans: [{ cloud, environment, target, stackId: `${environment.system}-${environment.environment}-${cloud.name}` }],
    problems: [
      ...wholesale,
      ...between(environment, cloud.name, at),
      ...problems,
      ...addonProblems(environment, cloud.name).map(ofAddon),
    ],
    warnings: [...warnings, ...addonWarnings(given as Record<string, unknown>, cloud.name).map(ofAddon)],
  };
}

/** A finding in a construct as a problem of the environment. */
const problemAt =
  (at: Pick<Problem, 'environment' | 'cloud'>, path: string, prefix: string) =>
  ({ property, code, ...found }: Omit<Finding, 'standsOn'>): Problem => ({
    ...at,
    ...found,
    path: [path, property].filter(Boolean).join('.'),
    code: `${prefix}/${code}`,
  });
