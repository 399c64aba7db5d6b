/** Synthesis: plans, then either reports all problems and writes nothing, or writes every stack and a report. */
import { App } from 'cdktf';
import picomatch from 'picomatch';

import type { EnvironmentInput } from '../constructs/environment/schema';
import type { Implementations } from '../constructs/implementations';
import type { Component } from '../core/cdktf/component';
import { describeProblem, EnvironmentError, type Problem } from '../core/rules/problem';
import { suggestion } from '../core/rules/suggestion';
import { located } from './load/source';
import { placeOf } from './plan/parse';
import { type Plan, plan, type Planned, type PlanOptions } from './plan/plan';
import { InfrastructureStack } from './stacks/infrastructure';
import { PlatformStack } from './stacks/platform';

export interface SynthesizeOptions extends Implementations, PlanOptions {
  readonly environments: readonly EnvironmentInput[];
  /** Output directory. @default - the directory that the CLI sets, or `cdktf.out` */
  readonly outdir?: string;
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
  const { outdir, report = () => undefined } = options;
  const started = performance.now();
  const planned = plan(options.environments, options, options);
  if (planned.problems.length > 0) throw new EnvironmentError(planned.problems);
  const chosen = choose(
    planned.plans.flatMap((one) => stacksOf(one, options.inCluster)),
    options.only,
  );
  describeWarnings(planned, options.verbose).forEach(report);

  const app = new App({ skipValidation: false, ...(outdir !== undefined && { outdir }) });
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
  const made = new Map<string, InfrastructureStack | PlatformStack>();
  const unused: Problem[] = [];
  const stacks = chosen.map(({ id, after, plan: one, make }) => {
    const stack = make(app);
    made.set(id, stack);
    const before = after === undefined ? undefined : made.get(after);
    // Makes the CLI deploy the stacks in this order when it deploys both.
    if (before) stack.addDependency(before);
    stack.assertUniqueAddresses();
    unused.push(...unusedOverrides(one, stack.components));
    const resources = stack.resourceCount();
    report(`${id}: ${resources} resources`);
    return { id, resources };
  });
  if (unused.length > 0) throw new EnvironmentError(unused);
  return stacks;
}

/** A stack that can be built. */
interface Candidate {
  readonly id: string;
  /** The stack that must be applied before it. */
  readonly after?: string;
  readonly plan: Plan;
  readonly make: (app: App) => InfrastructureStack | PlatformStack;
}

const stacksOf = (one: Plan, inCluster: Implementations['inCluster']): Candidate[] => {
  const { infrastructure, platform } = one.stacks;
  return [
    { id: infrastructure, plan: one, make: (app) => new InfrastructureStack(app, one) },
    ...(platform === undefined
      ? []
      : [
          {
            id: platform,
            after: infrastructure,
            plan: one,
            make: (app: App) => new PlatformStack(app, one, inCluster),
          },
        ]),
  ];
};

function choose(stacks: readonly Candidate[], only: readonly string[] | undefined): readonly Candidate[] {
  if (!only || only.length === 0) return stacks;
  const matches = picomatch([...only]);
  const chosen = stacks.filter(({ id }) => matches(id));
  if (chosen.length === 0) {
    throw new EnvironmentError([
      {
        environment: only.join(', '),
        code: 'stacks/unknown',
        message: `matches no stack; there are ${stacks.map(({ id }) => id).join(', ')}`,
      },
    ]);
  }
  return chosen;
}

function unusedOverrides({ environment, cloud, origin }: Plan, components: ReadonlyMap<string, Component>): Problem[] {
  return [...components].flatMap(([path, component]) =>
    component.unusedOverrides().map(({ property, known }) => {
      const problem = {
        environment: placeOf(environment),
        cloud: cloud.name,
        path: `${path}.${property}`,
        code: 'overrides/unknown',
        message: `is unknown; this construct has ${known.join(', ')}${suggestion(property.slice(property.lastIndexOf('.') + 1), known)}`,
      };
      return located(problem, origin);
    }),
  );
}
