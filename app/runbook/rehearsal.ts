/** Rehearsal: what an environment must have otherwise in its second region, by the rules that it would be checked by there. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { Implementations } from '../../constructs/implementations';
import { patch } from '../../core/patch';
import { describeWithoutCode } from '../../core/rules/problem';
import type { CloudName } from '../../core/words/clouds';
import { plan } from '../plan/plan';
import { stackNames } from '../plan/stack-names';

/** Plans an environment with its regions swapped, as its copy would be, and writes nothing. */
export function rehearse(input: EnvironmentInput, cloud: CloudName, made: Implementations): string[] {
  const { region, secondaryRegion } = input.targets[cloud] ?? {};
  if (secondaryRegion === undefined) return [];
  const swapped = {
    targets: { [cloud]: { region: secondaryRegion, secondaryRegion: region } },
    ...(made.clouds[cloud].recovery.staysInAccount && { account: null }),
  };
  const only = Object.values<string>({ ...stackNames(input, cloud) });
  const { problems } = plan([patch(input, swapped) as EnvironmentInput], made, { only });
  return problems.map(({ path, message, code }) =>
    describeWithoutCode({ message, code, ...(path !== undefined && { path }) }),
  );
}
