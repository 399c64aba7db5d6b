/** What components refuse because of what they are made of, which only a built stack can tell. */
import type { EnvironmentStack } from '../../core/cdktf/stack';
import type { Problem } from '../../core/rules/problem';
import { located } from '../load/source';
import { placeOf } from '../plan/parse';
import type { Plan } from '../plan/plan';

export const refusals = (stack: EnvironmentStack, { environment, cloud, origin }: Plan): Problem[] =>
  stack.refusals.map(({ code, message }) =>
    located({ environment: placeOf(environment), cloud: cloud.name, code, message }, origin),
  );
