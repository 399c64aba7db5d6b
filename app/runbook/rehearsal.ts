/**
 * Rehearsal: what an environment must have otherwise in its second region, by the rules that it would be checked by there. It is planned
 * as it would be then, and nothing is written.
 */
import { asksForPilotLight, pilotLightName } from '../../constructs/environment/pilot-light';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { Implementations } from '../../constructs/implementations';
import { patch } from '../../core/patch';
import { mapValues } from '../../core/records';
import { describeWithoutCode } from '../../core/rules/problem';
import type { CloudName } from '../../core/words/clouds';
import { plan } from '../plan/plan';
import { stackNames } from '../plan/stack-names';

export function rehearse(input: EnvironmentInput, cloud: CloudName, made: Implementations): string[] {
  const change = asksForPilotLight(input) ? whole(input) : swapped(input, cloud, made);
  const environment = asksForPilotLight(input) ? pilotLightName(input.environment) : input.environment;
  const only = Object.values<string>({ ...stackNames({ system: input.system, environment }, cloud) });
  const { problems } = change ? plan([patch(input, change) as EnvironmentInput], made, { only }) : { problems: [] };
  return problems.map(({ path, message, code }) =>
    describeWithoutCode({ message, code, ...(path !== undefined && { path }) }),
  );
}

/** With its regions swapped, as its copy would be. */
function swapped(input: EnvironmentInput, cloud: CloudName, made: Implementations): object | undefined {
  const { region, secondaryRegion } = input.targets[cloud] ?? {};
  if (secondaryRegion === undefined) return undefined;
  return {
    targets: { [cloud]: { region: secondaryRegion, secondaryRegion: region } },
    ...(made.clouds[cloud].recovery.staysInAccount && { account: null }),
  };
}

/** With a pilot light that serves, whatever its databases begin with. */
const whole = ({ databases }: EnvironmentInput): object => ({
  recovery: {
    active: 'secondary',
    differences: { databases: mapValues(databases ?? {}, () => ({ restore: 'done' })) },
  },
});
