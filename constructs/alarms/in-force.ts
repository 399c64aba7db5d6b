/** Thresholds of an environment's alarms, each with a value: those of the cluster's alerts, unless the alarms say otherwise. */
import { thresholds as ofCluster } from '../addons/monitoring/alert';
import type { Environment } from '../environment/schema';
import type { Thresholds } from './thresholds';

/** What only clouds measure. */
const OF_CLOUD = { replicaSeconds: 60, evictions: 0 };

export function thresholdsOf({ alarms, addons }: Pick<Environment, 'alarms' | 'addons'>): Thresholds {
  const given = Object.entries(alarms?.thresholds ?? {}).filter(([, value]) => value !== undefined);
  return {
    ...OF_CLOUD,
    ...(addons.monitoring?.thresholds ?? ofCluster.parse({})),
    ...(Object.fromEntries(given) as Partial<Thresholds>),
  };
}
