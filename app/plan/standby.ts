/** What stands by among plans: environments that nobody writes, because they stand by for another one. */
import { nameInCloud } from '../../constructs/environment/renaming';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { standbyOf, standingBy } from '../../constructs/environment/standby';
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
import { ofWhole } from './whole';

/** What stands by for an environment, as it would be written; undefined where nothing does. */
export function standbyFor(recovered: Plan, written: Written): EnvironmentInput | undefined {
  const { cloud, environment, target } = recovered;
  if (standingBy(environment) === undefined) return undefined;
  const infrastructure = new Infrastructure(environment, namespaceOf(recovered, 'infrastructure'));
  const { dnsZone, managedPostgres, network } = cloud.kits;
  const maker = { infrastructure, target };
  const known = {
    zoneOf: (id: string) => {
      const zone = present(environment.dnsZones[id], `dnsZones.${id}`);
      return dnsZone.madeAs(nameInCloud(id, zone), zone, maker);
    },
    serverOf: (id: string) =>
      managedPostgres.madeAs(nameInCloud(id, present(environment.databases[id], `databases.${id}`)), maker),
    joined: network.joinedTo?.(maker) ?? {},
  };
  // What is wrong in it is found when it is planned.
  return standbyOf(written, { environment, cloud: cloud.name, ...known }) as unknown as EnvironmentInput;
}

/** How codes begin of what an environment says wrongly of what stands by for it. */
export const STANDBY_CODES = 'environment/standby-';

type Planned = AcknowledgedChecked & { readonly plans: readonly Plan[] };

interface Origin {
  readonly recovered: Plan;
  /** Those of the environment for which it stands by. */
  readonly problems: readonly Problem[];
  readonly input: EnvironmentInput;
}

/** The plan of what stands by, which knows for what, without what is said of the environment itself already. */
export function withRecovered(planned: Planned, { recovered, problems, input }: Origin): Planned {
  const plans = planned.plans.map((one) => ({ ...one, standsBy: { input, for: recovered } }));
  const said = new Set(problems.map(({ code }) => code));
  return {
    ...planned,
    plans,
    problems: [...planned.problems, ...plans.flatMap((one) => problemsOf(one, recovered))].filter(
      ({ code }) => !said.has(code),
    ),
    warnings: planned.warnings.filter(({ code }) => code !== 'acknowledgements/unneeded'),
  };
}

const problemsOf = (plan: Plan, recovered: Plan): Problem[] =>
  findings(standingByRules, plan, recovered).map(
    ofWhole({ environment: placeOf(plan.environment), cloud: plan.cloud.name }),
  );
