/** Peers of network policies that are known from the environment. */
import type { NetworkPolicyPeer } from 'kubernetes-types/networking/v1';

import type { Environment } from '../../../constructs/environment/schema';
import type { WorkloadProps } from '../../../constructs/workload/schema';
import { present } from '../../../core/invariant';
import { inNamespace, podsWith } from '../../../core/kubernetes/network-policy';
import { nameInCluster } from '../../../core/names-in-cluster';

/** Labels of every pod of a workload, those of its jobs too. */
export const podsNamed = (name: string): Record<string, string> => ({ 'app.kubernetes.io/name': name });

/** A workload of the environment whose name the rules have let through. */
export function workloadOf({ workloads }: Environment, id: string): WorkloadProps {
  return present(workloads[id], `workloads.${id}`);
}

/** Every pod of a workload. */
export const ofWorkload = (environment: Environment, id: string): NetworkPolicyPeer => ({
  ...inNamespace(workloadOf(environment, id).namespace),
  ...podsWith(podsNamed(nameInCluster(environment, id))),
});
