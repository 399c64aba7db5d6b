/** Placement: on which nodes a workload's pods run, and how they are spread over them. */
import type { PodSpec } from 'kubernetes-types/core/v1';
import { POOL_LABEL } from '../../../constructs/cluster/pools';
import type { NodePoolProps } from '../../../constructs/cluster/schema';
import type { Environment } from '../../../constructs/environment/schema';
import { podsOf, type Described } from '../workload/described';

/** What AKS puts on spot nodes by itself; elsewhere nobody does, and tolerating it does nothing. */
const SPOT_TAINT = { key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule' } as const;

/** A pool of the environment's own cluster. */
export const poolOf = ({ cluster }: Environment, name: string): NodePoolProps | undefined =>
  cluster && 'version' in cluster ? cluster.nodePools[name] : undefined;

/** The nodes of the pool, jobs' too. */
export function placement({
  props,
  environment,
}: {
  readonly props: Pick<Described['props'], 'nodePool'>;
  readonly environment: Environment;
}): Partial<PodSpec> {
  const pool = props.nodePool === undefined ? undefined : poolOf(environment, props.nodePool);
  if (props.nodePool === undefined || pool === undefined) return {};
  const tolerations = [...pool.taints, ...(pool.spot ? [SPOT_TAINT] : [])].map((taint) => ({
    operator: 'Equal',
    ...taint,
  }));
  return { nodeSelector: { [POOL_LABEL]: props.nodePool }, ...(tolerations.length > 0 && { tolerations }) };
}

/** Evenly over zones, and apart from each other. */
export function spreading({ name, props: { spread, rollout } }: Described): Partial<PodSpec> {
  const labelSelector = { matchLabels: podsOf(name, 'app') };
  const apart = { topologyKey: 'kubernetes.io/hostname', labelSelector };
  return {
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: spread.zones === 'required' ? 'DoNotSchedule' : 'ScheduleAnyway',
        labelSelector,
        // Each version by itself: pods of the old, which are about to go, would push the new together.
        matchLabelKeys: [rollout.strategy === 'rolling' ? 'pod-template-hash' : 'rollouts-pod-template-hash'],
        // Zones in which only other pools have nodes are none that count.
        nodeTaintsPolicy: 'Honor',
      },
    ],
    affinity: {
      podAntiAffinity:
        spread.nodes === 'required'
          ? { requiredDuringSchedulingIgnoredDuringExecution: [apart] }
          : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: apart }] },
    },
  };
}
