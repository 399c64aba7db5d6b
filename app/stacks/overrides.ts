/** Overrides that name no resource, which only a built stack can tell. */
import type { Component } from '../../core/cdktf/component';
import type { Problem } from '../../core/rules/problem';
import { suggestion } from '../../core/rules/suggestion';
import { placeOf } from '../plan/parse';
import type { Plan } from '../plan/plan';

export function unusedOverrides({ environment, cloud }: Plan, components: ReadonlyMap<string, Component>): Problem[] {
  return [...components].flatMap(([path, component]) =>
    component.unusedOverrides().map(({ property, known }) => ({
      environment: placeOf(environment),
      cloud: cloud.name,
      path: `${path}.${property}`,
      code: 'overrides/unknown',
      message: `is unknown; this construct has ${known.join(', ')}${suggestion(property.slice(property.lastIndexOf('.') + 1), known)}`,
    })),
  );
}
