/** Synthesis: plans, then either reports all problems and writes nothing, or writes every stack and a report. */
import { App } from 'cdktf';

import type { EnvironmentInput } from '../constructs/environment/schema';
import type { Implementations } from '../constructs/implementations';
import { PROJECT_DIRECTORY } from '../core/cdktf/state';
import { describeProblem, EnvironmentError, type Problem } from '../core/rules/problem';
import { counted } from '../core/text';
import { plan, type Planned, type PlanOptions } from './plan/plan';
import { matching, stackNames, targetedBy } from './plan/stack-names';
import { type Candidate, candidatesOf, finish, type MadeStack } from './stacks/candidates';

export interface SynthesizeOptions extends Implementations, PlanOptions {
  readonly environments: readonly EnvironmentInput[];
  /** Output directory. @default - the directory that the CLI sets, or `cdktf.out` */
  readonly outdir?: string;
  /** Directory that paths of local state are relative to. @default - the one that contains `outdir` */
  readonly project?: string;
  /** Only stacks whose names match one of these patterns: `spywatcher-production-*`. @default - all */
  readonly only?: readonly string[];
  /** Reports acknowledged warnings too, with their reasons. @default false */
  readonly verbose?: boolean;
  /** Called with each line of the report. @default - no report */
  readonly report?: (line: string) => void;
}

export interface Synthesized {
  readonly stacks: readonly { readonly id: string; readonly resources: number }[];
  readonly warnings: readonly Problem[];
}

/** Stacks in memory, without mistakes: ready to be written. */
export interface Built extends Synthesized, Pick<Planned, 'acknowledged'> {
  readonly app: App;
}

export type BuildOptions = Omit<SynthesizeOptions, 'report' | 'verbose'>;

/**
 * Builds the stacks of environments and writes no stack.
 * @throws EnvironmentError with every problem of every chosen environment
 */
export function build(options: BuildOptions): Built {
  const { environments, only, outdir, project } = options;
  const planned = plan(environments, options, options);
  if (planned.problems.length > 0) throw new EnvironmentError(planned.problems);
  const isChosen = matching(only);
  const chosen = planned.plans.flatMap((one) => candidatesOf(one, options.inCluster)).filter(({ id }) => isChosen(id));
  if (chosen.length === 0 && only && only.length > 0) throw new EnvironmentError([nothingChosen(only, environments)]);

  const app = new App({
    skipValidation: false,
    ...(outdir !== undefined && { outdir }),
    ...(project !== undefined && { context: { [PROJECT_DIRECTORY]: project } }),
  });
  const { warnings, acknowledged } = planned;
  return { app, stacks: addStacks(app, chosen), warnings, acknowledged };
}

/**
 * Writes the Terraform of environments.
 * @throws EnvironmentError with every problem of every chosen environment; in this case nothing is written.
 */
export function synthesize(options: SynthesizeOptions): Synthesized {
  const { report = () => undefined, verbose } = options;
  const started = performance.now();
  const built = build(options);
  describeWarnings(built, verbose).forEach(report);
  const { app, stacks, warnings } = built;
  for (const { id, resources } of stacks) report(`${id}: ${counted(resources, 'resource')}`);
  app.synth();

  const total = stacks.reduce((sum, { resources }) => sum + resources, 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  report(`${counted(stacks.length, 'stack')}, ${counted(total, 'resource')} in ${seconds} s, written to ${app.outdir}`);
  return { stacks, warnings };
}

/** Warnings for people. */
export const describeWarnings = (
  { warnings, acknowledged }: Pick<Planned, 'warnings' | 'acknowledged'>,
  verbose = false,
): string[] => [
  ...warnings.map((warning) => `warning: ${describeProblem(warning)}`),
  ...(verbose ? acknowledged.map((one) => `acknowledged: ${describeProblem(one)}: ${one.reason}`) : []),
];

function addStacks(app: App, chosen: readonly Candidate[]): Synthesized['stacks'] {
  const made = new Map<string, MadeStack>();
  const problems: Problem[] = [];
  const stacks = chosen.map(({ id, after, plan: one, make }) => {
    const stack = make(app);
    made.set(id, stack);
    const before = after === undefined ? undefined : made.get(after);
    // Makes the CLI deploy the stacks in this order when it deploys both.
    if (before) stack.addDependency(before);
    problems.push(...finish(stack, one));
    return { id, resources: stack.resourceCount() };
  });
  if (problems.length > 0) throw new EnvironmentError(problems);
  return stacks;
}

function nothingChosen(only: readonly string[], environments: readonly EnvironmentInput[]): Problem {
  const names = environments.flatMap((one) => targetedBy(one).map((cloud) => stackNames(one, cloud).infrastructure));
  const known =
    names.length > 0 ? `there are ${names.join(', ')}, and their platform stacks (…-platform)` : 'there are none';
  return { environment: only.join(', '), code: 'stacks/unknown', message: `matches no stack; ${known}` };
}
