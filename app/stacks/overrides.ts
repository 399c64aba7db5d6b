/** Overrides without effect, which only a built stack can tell. */
import type { Component } from '../../core/cdktf/component';
import type { Problem } from '../../core/rules/problem';
import { suggestion } from '../../core/rules/suggestion';
import { located } from '../load/source';
import { placeOf } from '../plan/parse';
import type { Plan } from '../plan/plan';

export function unusedOverrides(
  { environment, cloud, origin }: Plan,
  components: ReadonlyMap<string, Component>,
): Problem[] {
  return [...components].flatMap(([path, component]) =>
    component.unusedOverrides().map(({ property, name, known }) => {
      const problem = {
        environment: placeOf(environment),
        cloud: cloud.name,
        path: `${path}.${property}`,
        code: 'overrides/unknown',
        message: `is unknown${suggestion(name, known) || `; there are ${known.join(', ')}`}`,
      };
      return located(problem, origin);
    }),
  );
}
