/** The stacks of an environment on one cloud, each of which can be built under an app, or under no app to look at it. */
import type { Construct } from 'constructs';

import type { InClusterKits } from '../../constructs/in-cluster';
import type { PresentNames } from '../../core/cdktf/stack';
import type { Problem } from '../../core/rules/problem';
import type { Plan } from '../plan/plan';
import { extend } from './extend';
import { InfrastructureStack } from './infrastructure';
import { unusedOverrides } from './overrides';
import { PlatformStack } from './platform';
import { refusals } from './refusals';
import { makeRenamed, takenFormerly } from './renamed';

export type MadeStack = InfrastructureStack | PlatformStack;

/** A stack that can be built. */
export interface Candidate {
  readonly id: string;
  /** The stack that must be applied before it. */
  readonly after?: string;
  readonly plan: Plan;
  readonly make: (scope: Construct) => MadeStack;
}

type Make = (scope: Construct, plan: Plan, presentNames?: PresentNames) => MadeStack;

export function candidatesOf(plan: Plan, inCluster: InClusterKits): Candidate[] {
  const { infrastructure, platform } = plan.stacks;
  const makeFirst: Make = (scope, one, names) => new InfrastructureStack(scope, one, names);
  const first: Candidate = { id: infrastructure, plan, make: (scope) => makeRenamed(scope, plan, makeFirst) };
  if (platform === undefined) return [first];
  const makeSecond: Make = (scope, one, names) => new PlatformStack(scope, one, inCluster, names);
  return [first, { id: platform, after: infrastructure, plan, make: (scope) => makeRenamed(scope, plan, makeSecond) }];
}

/** Problems that only a built stack can tell. Runs the environment's `extend`, once. */
export function finish(stack: MadeStack, plan: Plan): Problem[] {
  stack.assertUniqueAddresses();
  return [
    ...refusals(stack, plan),
    ...unusedOverrides(plan, stack.components),
    ...takenFormerly(stack, plan),
    ...extend(stack, plan),
  ];
}
