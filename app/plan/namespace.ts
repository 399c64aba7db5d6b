/** What names of a stack's resources begin with. */
import type { StackKind } from '../../constructs/environment/extension';
import type { Namespace } from '../../core/names';
import { ENDINGS } from './endings';
import type { Plan } from './resolve';

export const namespaceOf = ({ cloud, environment, target }: Plan, stack: StackKind): Namespace => ({
  project: environment.system,
  environment: `${environment.environment}${ENDINGS[stack] ?? ''}`,
  account: `${cloud.account(target)}/${target.region}`,
  ...(environment.incarnation !== undefined && { incarnation: environment.incarnation }),
});
