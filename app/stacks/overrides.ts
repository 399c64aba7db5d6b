/** Overrides without effect, which only a built stack can tell. */
import type { Component } from '../../core/cdktf/component';
import type { Problem } from '../../core/rules/problem';
import { suggestion } from '../../core/rules/suggestion';
import { placeOf } from '../plan/parse';
import type { Plan } from '../plan/plan';

export function unusedOverrides({ environment, cloud }: Plan, components: ReadonlyMap<string, Component>): Problem[] {
  return [...components].flatMap(([path, component]) =>
    component.unusedOverrides().map(({ property, name, known }) => ({
      environment: placeOf(environment),
      cloud: cloud.name,
      path: `${path}.${property}`,
      code: 'overrides/unknown',
      message: `is unknown${suggestion(name, known) || `; there are ${known.join(', ')}`}`,
    })),
  );
}
