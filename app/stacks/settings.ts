/** Settings that every stack of an environment on a cloud shares: names, state and tags. */
import type { StackKind } from '../../constructs/environment/extension';
import { tagsOf } from '../../constructs/environment/tags';
import type { EnvironmentStackProps } from '../../core/cdktf/stack';
import type { Plan } from '../plan/plan';

/** The account's resources are told from those of the environment by what their names begin with. */
const ENDINGS: Partial<Record<StackKind, string>> = { account: '-account' };

export function settingsOf({ cloud, environment, target }: Plan, stack: StackKind): EnvironmentStackProps {
  return {
    cloudName: cloud.name,
    namespace: {
      project: environment.system,
      environment: `${environment.environment}${ENDINGS[stack] ?? ''}`,
      account: `${cloud.account(target)}/${target.region}`,
      ...(environment.incarnation !== undefined && { incarnation: environment.incarnation }),
    },
    state: target.state ?? environment.state,
    tags: tagsOf(environment),
    tagEachResource: cloud.tagEachResource,
  };
}
