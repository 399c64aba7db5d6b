/** Builds the stacks of an environment on one cloud in memory, with every check, for tests that need no files. */
import { RootConstruct } from 'constructs';

import { type Plan, plan } from '../../app/plan/plan';
import { type Candidate, candidatesOf, finish } from '../../app/stacks/candidates';
import { jsonOf } from '../../app/stacks/content';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { forgettingTokens } from '../../core/cdktf/fast-tokens';
import { describeProblem, type Problem } from '../../core/rules/problem';
import { providers } from '../../providers';
import type { Attributes } from './synth';

export interface Built {
  readonly id: string;
  readonly json: Attributes;
}

/** Its stacks in the order in which they are applied. */
export const built = (input: EnvironmentInput): Built[] => builtOf(planned(input));

/** The same of an environment that is planned. */
export const builtOf = (planned: Plan): Built[] => candidatesOf(planned, providers.inCluster).map(build);

/** Content of its infrastructure stack alone. */
export function infrastructureOf(input: EnvironmentInput): Attributes {
  const plan = planned(input);
  const found = candidatesOf(plan, providers.inCluster).find(({ id }) => id === plan.stacks.infrastructure);
  return build(found!).json;
}

function planned(input: EnvironmentInput): Plan {
  const { plans, problems } = plan([input], providers);
  expectNone(problems);
  return plans[0]!;
}

const build = ({ id, make, plan: own }: Candidate): Built =>
  forgettingTokens(() => {
    const stack = make(new RootConstruct());
    expectNone(finish(stack, own));
    return { id, json: jsonOf(stack) };
  });

function expectNone(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Error(problems.map(describeProblem).join('\n'));
}
