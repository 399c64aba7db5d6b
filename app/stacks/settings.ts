/** Settings that every stack of an environment on a cloud shares: names, state and tags. */
import { tagsOf } from '../../constructs/environment/tags';
import type { EnvironmentStackProps } from '../../core/cdktf/stack';
import type { Plan } from '../plan/plan';

export function settingsOf({ cloud, environment, target }: Plan): EnvironmentStackProps {
  return {
    cloudName: cloud.name,
    namespace: {
      project: environment.system,
      environment: environment.environment,
      account: cloud.account(target),
      ...(environment.incarnation !== undefined && { incarnation: environment.incarnation }),
    },
    state: target.state ?? environment.state,
    tags: tagsOf(environment),
    tagEachResource: cloud.tagEachResource,
  };
}
