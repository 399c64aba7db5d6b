/** What names begin with of the infrastructure that an environment beside this one makes. */
import type { Neighbour } from '../../../constructs/cloud';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { Namespace } from '../../../core/names';

export function namespaceOf({ environment, target }: Neighbour<GoogleTarget>): Namespace {
  const { system: project, environment: name, incarnation } = environment;
  return { project, environment: name, account: `${target.project}/${target.region}`, incarnation };
}
