/** Synthesis: plans, then either tells everything that is wrong and writes nothing, or writes every stack and reports. */
import { App } from 'cdktf';
import picomatch from 'picomatch';
import type { Clouds } from './cloud';
import type { Component } from './component';
import { plan, type Plan } from './plan';
import { describeProblem, TopologyError, type Problem } from './rules';
import { InfrastructureStack } from './stacks/infrastructure';
import type { EnvironmentInput } from './topology';

export interface SynthesizeOptions {
  readonly environments: readonly EnvironmentInput[];
  readonly clouds: Clouds;
  /** Where to write. @default - where the CLI says, or `cdktf.out` */
  readonly outdir?: string;
  /** Only stacks whose names match one of these patterns: `spywatcher-production-*`. @default - all */
  readonly only?: readonly string[];
  /** Called with each line of the report. @default - nothing is reported */
  readonly report?: (line: string) => void;
}

export interface Synthesized {
  readonly stacks: readonly { readonly id: string; readonly resources: number }[];
  readonly warnings: readonly Problem[];
}

/**
 * Writes the Terraform of environments.
 * @throws TopologyError with every problem of every environment; nothing is written then.
 */
export function synthesize({
  environments,
  clouds,
  outdir,
  only,
  report = () => undefined,
}: SynthesizeOptions): Synthesized {
  const started = performance.now();
  const { plans, problems, warnings } = plan(environments, clouds);
  if (problems.length > 0) throw new TopologyError(problems);
  const chosen = choose(plans, only);
  for (const warning of warnings) report(`warning: ${describeProblem(warning)}`);

  const app = new App({ skipValidation: false, ...(outdir !== undefined && { outdir }) });
  const stacks = chosen.map((one) => {
    const stack = new InfrastructureStack(app, one);
    stack.assertUniqueAddresses();
    const resources = stack.resourceCount();
    report(`${stack.node.id}: ${resources} resources`);
    return { id: stack.node.id, resources, unused: unusedOverrides(one, stack.components) };
  });
  const unused = stacks.flatMap((stack) => stack.unused);
  if (unused.length > 0) throw new TopologyError(unused);
  app.synth();

  const total = stacks.reduce((sum, { resources }) => sum + resources, 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  report(`${stacks.length} stacks, ${total} resources in ${seconds} s, written to ${app.outdir}`);
  return { stacks: stacks.map(({ id, resources }) => ({ id, resources })), warnings };
}

function choose(plans: readonly Plan[], only: readonly string[] | undefined): readonly Plan[] {
  if (!only || only.length === 0) return plans;
  const matches = picomatch([...only]);
  const chosen = plans.filter(({ stackId }) => matches(stackId));
  if (chosen.length === 0) {
    throw new TopologyError([
      {
        environment: only.join(', '),
        message: `matches no stack; there are ${plans.map(({ stackId }) => stackId).join(', ')}`,
      },
    ]);
  }
  return chosen;
}

function unusedOverrides({ environment, cloud }: Plan, components: readonly Component[]): Problem[] {
  return components.flatMap((component) =>
    component.unusedOverrides().map(({ resource, known }) => ({
      environment: `${environment.system}/${environment.environment}`,
      cloud: cloud.name,
      construct: `"${component.node.id}"`,
      property: `overrides.${cloud.name}.${resource}`,
      message: `reaches nothing: there are ${known.join(', ')}`,
    })),
  );
}
