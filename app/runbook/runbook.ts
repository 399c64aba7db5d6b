/** Runbooks: what people do when a region or a store is lost, with the names that an environment has on a cloud. */
import { bucketsIn, type CloudRecovery, recordsIn, waysIn } from '../../core/operations/way';
import { Resources } from '../../core/rights/resources';
import type { CloudName } from '../../core/words/clouds';
import type { Plan } from '../plan/plan';
import type { Documents } from '../trace/documents';
import { waysInCluster } from './in-cluster';
import type { Known, Part } from './known';
import { afterwards } from './parts/afterwards';
import { regionLost } from './parts/region-lost';
import { storesLost } from './parts/stores-lost';
import type { Rehearsed } from './rehearsal';

export interface Runbook {
  readonly environment: string;
  readonly cloud: CloudName;
  readonly region: string;
  readonly secondaryRegion?: string;
  readonly rpoMinutes?: number;
  readonly rtoMinutes?: number;
  readonly parts: readonly Part[];
}

export function runbookOf(plan: Plan, documents: Documents, { differences, infrastructure }: Rehearsed): Runbook {
  const { environment, target, cloud } = plan;
  const { system, environment: name, recovery: objectives } = environment;
  const { region, secondaryRegion } = target;
  const buckets = infrastructure ? bucketsIn(new Resources(infrastructure), cloud.recovery) : {};
  const inBucket: Known['inBucket'] = (id, command) =>
    command.replaceAll(cloud.recovery.intoBucket.words, (words) => buckets[id] ?? words);
  const known = { ...knownOf(plan, documents, cloud.recovery), differences, inBucket };
  return {
    environment: `${system}/${name}`,
    cloud: cloud.name,
    region,
    ...(secondaryRegion !== undefined && { secondaryRegion }),
    ...(objectives && { rpoMinutes: objectives.rpoMinutes }),
    ...(objectives?.rtoMinutes !== undefined && { rtoMinutes: objectives.rtoMinutes }),
    parts: [
      { title: `When ${region} is lost`, steps: regionLost(known) },
      { title: 'When one store is lost, or its data is wrong', steps: storesLost(known) },
      { title: `When ${region} is back`, steps: afterwards(known) },
    ],
  };
}

function knownOf(
  plan: Plan,
  { infrastructure = {}, platform, edge }: Documents,
  recovery: CloudRecovery,
): Omit<Known, 'differences' | 'inBucket'> {
  const { region, secondaryRegion } = plan.target;
  const records = edge ? recordsIn(new Resources(edge), recovery) : [];
  return {
    plan,
    region,
    anew: recovery.anew ?? [],
    staysInAccount: recovery.staysInAccount,
    elsewhere: secondaryRegion ?? 'another region',
    ways: [...waysIn(new Resources(infrastructure), recovery), ...(platform ? waysInCluster(platform) : [])],
    hosts: [...new Set(records.map(({ host }) => host))].sort(),
    zones: [...new Set(records.map(({ command }) => command))].sort(),
  };
}
