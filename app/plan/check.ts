/** Checking: all problems and warnings of one environment on one cloud. */
import { ADDONS } from '../../constructs/addons';
import { type AddonFinding, addonProblems, addonWarnings } from '../../constructs/addons/rules';
import {
  newNames,
  oldestOf,
  presentPath,
  type Renamed,
  renamedIn,
  underNames,
} from '../../constructs/environment/renaming';
import { environmentRules } from '../../constructs/environment/rules';
import type { InClusterKits } from '../../constructs/in-cluster';
import { CONSTRUCTS } from '../../constructs/registry';
import { parityFindings, valuesAt } from '../../core/parity';
import type { Problem } from '../../core/rules/problem';
import { type Finding, findings, type RuleTable } from '../../core/rules/rule';
import { acrossRules, existingKeyRules } from './across';
import { constructsOf, kindOn, type Written } from './constructs';
import { placeOf } from './parse';
import { type Plan, planUnder } from './resolve';

export interface Checked {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** @param written the environment as the user wrote it, without defaults */
export function check(plan: Plan, written: Written, inCluster: InClusterKits): Checked {
  const entries = renamedIn(plan.environment);
  if (entries.length === 0) return checkNamed(plan, written, inCluster, () => true);
  const now = checkNamed(plan, written, inCluster, ({ names }) => names !== 'oldest');
  // Without sound names there is no environment by the oldest ones.
  if (now.problems.some(({ path = '' }) => path.split('.').includes('formerly'))) return now;
  const writtenBefore = underNames(written, newNames(entries, oldestOf));
  const before = checkNamed(
    planUnder(plan, entries, oldestOf),
    writtenBefore,
    inCluster,
    ({ names }) => names !== undefined,
  );
  const told = new Set(now.problems.map(keyOf));
  const problems = before.problems.map((problem) => underPresentNames(problem, entries));
  return { ...now, problems: [...now.problems, ...problems.filter((problem) => !told.has(keyOf(problem)))] };
}

const keyOf = ({ path, code }: Problem): string => [path, code].join();

const underPresentNames = ({ path = '', standsOn, ...problem }: Problem, entries: readonly Renamed[]): Problem => ({
  ...problem,
  path: presentPath(path, entries),
  ...(standsOn && { standsOn: standsOn.map((one) => presentPath(one, entries)) }),
});

type IsMeant = (finding: Pick<Finding, 'names'>) => boolean;

/** Problems and warnings of an environment whose entries have one name each. */
function checkNamed(plan: Plan, written: Written, inCluster: InClusterKits, isMeant: IsMeant): Checked {
  const { environment, cloud } = plan;
  const at = { environment: placeOf(environment), cloud: cloud.name };
  const context = { ...plan, cloud: cloud.name };
  const constructs = checkConstructs(plan, written, inCluster, { at, isMeant });
  const ofAddon = ({ addon, ...found }: AddonFinding) => problemAt(at, `addons.${addon}`, ADDONS[addon].id)(found);
  return {
    problems: [
      ...checkWhole(plan)
        .filter(isMeant)
        .map(problemAt(at, '', 'environment')),
      ...constructs.problems,
      ...addonProblems(context).filter(isMeant).map(ofAddon),
    ],
    warnings: [...constructs.warnings, ...addonWarnings(context, written).map(ofAddon)],
  };
}

const checkWhole = ({ environment, target, cloud, identities, uses }: Plan): Finding[] => [
  ...findings(environmentRules, environment, { ...target, cloud: cloud.name, backupCopies: cloud.backupCopies }),
  ...findings(cloud.targetRules ?? [], environment, target),
  ...findings(acrossRules, environment, { cloud: cloud.name, identities, uses, keyKinds: cloud.keys.kinds }),
];

interface Checking {
  readonly at: Where;
  readonly isMeant: IsMeant;
}

function checkConstructs(plan: Plan, written: Written, inCluster: InClusterKits, { at, isMeant }: Checking): Checked {
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
    return { problems: broken.filter(isMeant).map(problem), warnings: told.map(problem) };
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
  ({ property, code, ofAbsent: _, names: __, ...found }: Omit<Finding, 'standsOn'>): Problem => ({
    ...at,
    ...found,
    path: [path, property].filter(Boolean).join('.'),
    code: `${prefix}/${code}`,
  });
