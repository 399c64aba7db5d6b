/** Pilot lights among plans: environments that nobody writes, because they stand by for another one. */
import { pilotLightOf } from '../../constructs/environment/pilot-light';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { Infrastructure } from '../../constructs/infrastructure';
import { present } from '../../core/invariant';
import type { Problem } from '../../core/rules/problem';
import { findings } from '../../core/rules/rule';
import type { AcknowledgedChecked } from './acknowledge';
import type { Written } from './constructs';
import { namespaceOf } from './namespace';
import { placeOf } from './parse';
import type { Plan } from './resolve';
import { standingByRules } from './standing-by';

/** What stands by for an environment, as it would be written; undefined without a pilot light. */
export function pilotLightFor(recovered: Plan, written: Written): EnvironmentInput | undefined {
  const { cloud, environment, target } = recovered;
  if (environment.recovery?.mode !== 'pilot-light') return undefined;
  const infrastructure = new Infrastructure(environment, namespaceOf(recovered, 'infrastructure'));
  const zoneOf = (id: string) =>
    cloud.kits.dnsZone.madeAs(id, present(environment.dnsZones[id], `dnsZones.${id}`), { infrastructure, target });
  // What is wrong in it is found when it is planned.
  return pilotLightOf(written, { environment, cloud: cloud.name, zoneOf }) as unknown as EnvironmentInput;
}

type Planned = AcknowledgedChecked & { readonly plans: readonly Plan[] };

/** The plan of what stands by, which knows for what, without warnings that are the user's own. */
export function withRecovered(planned: Planned, recovered: Plan, input: EnvironmentInput): Planned {
  const plans = planned.plans.map((one) => ({ ...one, standsBy: { input, for: recovered } }));
  return {
    ...planned,
    plans,
    problems: [...planned.problems, ...plans.flatMap((one) => problemsOf(one, recovered))],
    warnings: planned.warnings.filter(({ code }) => code !== 'acknowledgements/unneeded'),
  };
}

const problemsOf = (plan: Plan, recovered: Plan): Problem[] =>
  findings(standingByRules, plan, recovered).map(({ code, property: path, message }) => ({
    environment: placeOf(plan.environment),
    cloud: plan.cloud.name,
    path,
    code: `environment/${code}`,
    message,
  }));
