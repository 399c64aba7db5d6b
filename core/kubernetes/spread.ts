/** How pods are spread over zones and nodes. */

type Labels = Readonly<Record<string, string>>;
/** Whether pods that cannot be spread wait, or run all the same. */
type Strictness = 'required' | 'preferred';

export const ZONE = 'topology.kubernetes.io/zone';
export const NODE = 'kubernetes.io/hostname';

/**
 * A topology spread constraint: evenly over the values of a node label.
 * @param matchLabels labels of the pods. @default - none, for charts that select pods of each component themselves
 */
export const spreadOver = (topologyKey: string, strictness: Strictness, matchLabels?: Labels) => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: strictness === 'required' ? 'DoNotSchedule' : 'ScheduleAnyway',
  ...(matchLabels && { labelSelector: { matchLabels } }),
});

/** An anti-affinity: no two of the pods on one node. */
export function onDifferentNodes(strictness: Strictness, matchLabels: Labels) {
  const term = { topologyKey: NODE, labelSelector: { matchLabels } };
  return {
    podAntiAffinity:
      strictness === 'required'
        ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
        : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] },
  };
}
