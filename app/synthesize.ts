/** Synthesis: plans, then either reports all problems and writes nothing, or writes every stack and a report. */
import { App } from 'cdktf';
import picomatch from 'picomatch';

import type { EnvironmentInput } from '../constructs/environment/schema';
import type { Implementations } from '../constructs/implementations';
import { PROJECT_DIRECTORY } from '../core/cdktf/state';
import { describeProblem, EnvironmentError, type Problem } from '../core/rules/problem';
import { plan, type Planned, type PlanOptions } from './plan/plan';
import { type Candidate, type MadeStack, stacksOf } from './stacks/candidates';
import { extend } from './stacks/extend';
import { unusedOverrides } from './stacks/overrides';

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

/**
 * Writes the Terraform of environments.
 * @throws EnvironmentError with every problem of every environment; in this case nothing is written.
 */
export function synthesize(options: SynthesizeOptions): Synthesized {
  const { outdir, project, report = () => undefined } = options;
  const started = performance.now();
  const planned = plan(options.environments, options, options);
  if (planned.problems.length > 0) throw new EnvironmentError(planned.problems);
  const chosen = choose(
    planned.plans.flatMap((one) => stacksOf(one, options.inCluster)),
    options.only,
  );
  describeWarnings(planned, options.verbose).forEach(report);

  const app = new App({
    skipValidation: false,
    ...(outdir !== undefined && { outdir }),
    ...(project !== undefined && { context: { [PROJECT_DIRECTORY]: project } }),
  });
  const stacks = addStacks(app, chosen, report);
  app.synth();

  const total = stacks.reduce((sum, { resources }) => sum + resources, 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  report(`${stacks.length} stacks, ${total} resources in ${seconds} s, written to ${app.outdir}`);
  return { stacks, warnings: planned.warnings };
}

const describeWarnings = ({ warnings, acknowledged }: Planned, verbose = false): string[] => [
  ...warnings.map((warning) => `warning: ${describeProblem(warning)}`),
  ...(verbose ? acknowledged.map((one) => `acknowledged: ${describeProblem(one)}: ${one.reason}`) : []),
];

function addStacks(app: App, chosen: readonly Candidate[], report: (line: string) => void): Synthesized['stacks'] {
  const made = new Map<string, MadeStack>();
  const problems: Problem[] = [];
  const stacks = chosen.map(({ id, after, plan: one, make }) => {
    const stack = make(app);
    made.set(id, stack);
    const before = after === undefined ? undefined : made.get(after);
    // Makes the CLI deploy the stacks in this order when it deploys both.
    if (before) stack.addDependency(before);
    stack.assertUniqueAddresses();
    problems.push(...unusedOverrides(one, stack.components), ...extend(stack, one));
    const resources = stack.resourceCount();
    report(`${id}: ${resources} resources`);
    return { id, resources };
  });
  if (problems.length > 0) throw new EnvironmentError(problems);
  return stacks;
}

function choose(stacks: readonly Candidate[], only: readonly string[] | undefined): readonly Candidate[] {
  if (!only || only.length === 0) return stacks;
  const matches = picomatch([...only]);
  const chosen = stacks.filter(({ id }) => matches(id));
  if (chosen.length === 0) {
    throw new EnvironmentError([
      {
        environment: only.join(', '),
        code: 'stacks/unknown',
        message: `matches no stack; there are ${stacks.map(({ id }) => id).join(', ') || 'none'}`,
      },
    ]);
  }
  return chosen;
}
