/** Checking: all problems and warnings of one environment on one cloud. */
import { ADDONS } from '../../constructs/addons';
import { type AddonFinding, addonProblems, addonWarnings } from '../../constructs/addons/rules';
import { environmentRules } from '../../constructs/environment/rules';
import type { InClusterKits } from '../../constructs/in-cluster';
import { CONSTRUCTS } from '../../constructs/registry';
import { parityFindings, valuesAt } from '../../core/parity';
import type { Problem } from '../../core/rules/problem';
import { type Finding, findings, type RuleTable } from '../../core/rules/rule';
import { acrossRules, existingKeyRules } from './across';
import { constructsOf, kindOn, type Written } from './constructs';
import { placeOf } from './parse';
import type { Plan } from './resolve';

export interface Checked {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** @param written the environment as the user wrote it, without defaults */
export function check(plan: Plan, written: Written, inCluster: InClusterKits): Checked {
  const { environment, cloud } = plan;
  const at = { environment: placeOf(environment), cloud: cloud.name };
  const context = { ...plan, cloud: cloud.name };
  const constructs = checkConstructs(plan, written, inCluster, at);
  const ofAddon = ({ addon, ...found }: AddonFinding) => problemAt(at, `addons.${addon}`, ADDONS[addon].id)(found);
  return {
    problems: [
      ...checkWhole(plan).map(problemAt(at, '', 'environment')),
      ...constructs.problems,
      ...addonProblems(context).map(ofAddon),
    ],
    warnings: [...constructs.warnings, ...addonWarnings(context, written).map(ofAddon)],
  };
}

const checkWhole = ({ environment, target, cloud, identities, uses }: Plan): Finding[] => [
  ...findings(environmentRules, environment, { ...target, cloud: cloud.name }),
  ...findings(acrossRules, environment, { cloud: cloud.name, identities, uses, keyKinds: cloud.keys.kinds }),
];

function checkConstructs(plan: Plan, written: Written, inCluster: InClusterKits, at: Where): Checked {
  const { environment, target, cloud, secrets } = plan;
  const checked = constructsOf(environment, written).map((construct) => {
    const { kind, id, props, path } = construct;
    const { neutralRules, neutralWarnings, rules, warnings, parity } = kindOn(cloud, inCluster, kind);
    const context = { environment, target, id, cloud: cloud.name, connections: secrets.connections };
    const broken = [
      ...findings(neutralRules, props, context),
      ...parityFindings(parity, construct.written, props),
      ...findings(rules, props, context),
      ...findings(existingKeyRules as RuleTable<unknown, unknown>, props, context),
    ];
    const doubtful = [...findings(neutralWarnings, props, context), ...findings(warnings, props, context)];
    const problem = problemAt(at, path, CONSTRUCTS[kind].code);
    const told = doubtful.filter((found) => isAsked(found, construct.written));
    return { problems: broken.map(problem), warnings: told.map(problem) };
  });
  return {
    problems: checked.flatMap(({ problems }) => problems),
    warnings: checked.flatMap(({ warnings }) => warnings),
  };
}

/** Whether the user wrote the property of a warning: nobody is warned of what follows from a default. */
const isAsked = ({ property, ofAbsent = false }: Finding, written: unknown): boolean =>
  ofAbsent || valuesAt(written, property).some(({ value }) => value !== undefined);

type Where = Pick<Problem, 'environment' | 'cloud'>;

/** Converts a finding in a construct to a problem of the environment. */
const problemAt =
  (at: Where, path: string, prefix: string) =>
  ({ property, code, ofAbsent: _, ...found }: Omit<Finding, 'standsOn'>): Problem => ({
    ...at,
    ...found,
    path: [path, property].filter(Boolean).join('.'),
    code: `${prefix}/${code}`,
  });
