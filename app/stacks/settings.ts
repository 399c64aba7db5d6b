/** Settings that every stack of an environment on a cloud shares: names, state and tags. */
import type { StackKind } from '../../constructs/environment/extension';
import { tagsOf } from '../../constructs/environment/tags';
import type { EnvironmentStackProps } from '../../core/cdktf/stack';
import { namespaceOf } from '../plan/namespace';
import type { Plan } from '../plan/plan';

export function settingsOf(plan: Plan, stack: StackKind): EnvironmentStackProps {
  const { cloud, environment, target } = plan;
  return {
    cloudName: cloud.name,
    namespace: namespaceOf(plan, stack),
    state: target.state ?? environment.state,
    tags: tagsOf(environment),
    tagEachResource: cloud.tagEachResource,
  };
}
