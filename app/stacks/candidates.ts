/** The stacks of an environment on one cloud, each of which can be built under an app, or under no app to look at it. */
import type { Construct } from 'constructs';

import { STACK_KINDS, type StackKind } from '../../constructs/environment/extension';
import type { InClusterKits } from '../../constructs/in-cluster';
import type { PresentNames } from '../../core/cdktf/stack';
import type { Problem } from '../../core/rules/problem';
import type { Plan } from '../plan/plan';
import { AccountStack } from './account';
import { EdgeStack } from './edge';
import { extend } from './extend';
import { InfrastructureStack } from './infrastructure';
import { unusedOverrides } from './overrides';
import { PlatformStack } from './platform';
import { refusals } from './refusals';
import { makeRenamed, takenFormerly } from './renamed';

export type MadeStack = AccountStack | InfrastructureStack | PlatformStack | EdgeStack;

/** A stack that can be built. */
export interface Candidate {
  readonly id: string;
  /** The stack that must be applied before it. */
  readonly after?: string;
  readonly plan: Plan;
  readonly make: (scope: Construct) => MadeStack;
}

type Make = (scope: Construct, plan: Plan, presentNames?: PresentNames) => MadeStack;

/** In the order in which they are applied. */
export function candidatesOf(plan: Plan, inCluster: InClusterKits): Candidate[] {
  const makers: Readonly<Record<StackKind, Make>> = {
    account: (scope, one, names) => new AccountStack(scope, one, names),
    infrastructure: (scope, one, names) => new InfrastructureStack(scope, one, names),
    platform: (scope, one, names) => new PlatformStack(scope, one, inCluster, names),
    edge: (scope, one, names) => new EdgeStack(scope, one, names),
  };
  const made = STACK_KINDS.flatMap((kind) => {
    const id = plan.stacks[kind];
    return id === undefined ? [] : [{ id, make: makers[kind] }];
  });
  return made.map(({ id, make }, index) => {
    // Roles and agents of the account are there once the environment is for which this one stands by, and so are zones.
    const after = index > 0 ? made[index - 1]?.id : plan.standsBy?.for.stacks.infrastructure;
    return { id, ...(after !== undefined && { after }), plan, make: (scope) => makeRenamed(scope, plan, make) };
  });
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
