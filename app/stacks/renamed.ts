/** Stacks of environments with renamed entries: what a cloud and a cluster know keeps its name, and Terraform moves addresses. */
import { type Construct, RootConstruct } from 'constructs';

import { oldestOf, type Renamed, renamedIn } from '../../constructs/environment/renaming';
import type { Environment } from '../../constructs/environment/schema';
import { byAddress } from '../../core/cdktf/addresses';
import { MarkedNames, type MarkedStack } from '../../core/cdktf/marked-names';
import type { PresentNames } from '../../core/cdktf/stack';
import { misnamed, moved, Statement } from '../../core/cdktf/statements';
import type { Problem } from '../../core/rules/problem';
import { located } from '../load/source';
import { placeOf } from '../plan/parse';
import type { Plan } from '../plan/plan';
import { planUnder } from '../plan/resolve';

/** Makes a stack by the oldest names of its entries, with present names in addresses, and with the moves between them. */
export function makeRenamed<S extends MarkedStack>(
  scope: Construct,
  plan: Plan,
  make: (scope: Construct, plan: Plan, presentNames?: PresentNames) => S,
): S {
  const entries = renamedIn(plan.environment);
  if (entries.length === 0) return make(scope, plan);
  const markOf = marksFor(plan.environment, entries);
  const marks = entries.map((entry) => ({ mark: markOf(entry), names: namesOf(entry) }));
  const presentNames = new MarkedNames(make(new RootConstruct(), planUnder(plan, entries, markOf)), marks);
  const stack = make(scope, planUnder(plan, entries, oldestOf), presentNames);
  for (const move of presentNames.moves) moved(stack, move);
  return stack;
}

const namesOf = ({ formerly: [oldest, ...later], name }: Renamed) => [oldest, ...later, name] as const;

/** Former addresses that the stack still has, because the names of two entries make the same: Terraform would refuse the move. */
export function takenFormerly(stack: MarkedStack, { environment, cloud, origin }: Plan): Problem[] {
  if (renamedIn(environment).length === 0) return [];
  const statements = stack.elements.filter((element) => element instanceof Statement);
  return misnamed(statements, new Set(byAddress(stack.elements).keys())).map(({ address }) => {
    const problem = {
      environment: placeOf(environment),
      cloud: cloud.name,
      code: 'environment/former-address-taken',
      message: `has an entry that cannot be renamed, because ${address} of ${stack.node.id} would still be there under another name: leave its name as it was`,
    };
    return located(problem, origin);
  });
}

/** Marks that every record takes as names, and that no text of the environment holds. */
function marksFor(environment: Environment, entries: readonly Renamed[]): (entry: Renamed) => string {
  const text = JSON.stringify(environment);
  let letter = 'q';
  while (text.includes(`${letter}0`)) letter += 'q';
  return (entry) => `${letter}0${entries.indexOf(entry)}x`;
}
