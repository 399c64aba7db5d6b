/** The stacks of an environment on one cloud, each of which can be built under an app, or under no app to look at it. */
import type { Construct } from 'constructs';

import type { InClusterKits } from '../../constructs/in-cluster';
import type { Problem } from '../../core/rules/problem';
import type { Plan } from '../plan/plan';
import { extend } from './extend';
import { InfrastructureStack } from './infrastructure';
import { unusedOverrides } from './overrides';
import { PlatformStack } from './platform';

export type MadeStack = InfrastructureStack | PlatformStack;

/** A stack that can be built. */
export interface Candidate {
  readonly id: string;
  /** The stack that must be applied before it. */
  readonly after?: string;
  readonly plan: Plan;
  readonly make: (scope: Construct) => MadeStack;
}

export function candidatesOf(plan: Plan, inCluster: InClusterKits): Candidate[] {
  const { infrastructure, platform } = plan.stacks;
  const first: Candidate = { id: infrastructure, plan, make: (scope) => new InfrastructureStack(scope, plan) };
  if (platform === undefined) return [first];
  const make = (scope: Construct) => new PlatformStack(scope, plan, inCluster);
  return [first, { id: platform, after: infrastructure, plan, make }];
}

/** Problems that only a built stack can tell. Runs the environment's `extend`, once. */
export function finish(stack: MadeStack, plan: Plan): Problem[] {
  stack.assertUniqueAddresses();
  return [...unusedOverrides(plan, stack.components), ...extend(stack, plan)];
}
