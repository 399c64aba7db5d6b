/** Peers of network policies that are known from the environment. */
import type { NetworkPolicyPeer } from 'kubernetes-types/networking/v1';

import type { CloudLookup } from '../../../constructs/cloud-lookup/contract';
import type { Environment } from '../../../constructs/environment/schema';
import type { WorkloadProps } from '../../../constructs/workload/schema';
import { present } from '../../../core/invariant';
import { inNamespace, inRange, podsWith } from '../../../core/kubernetes/network-policy';
import { KUBE_SYSTEM } from '../../../core/kubernetes/words';
import { nameInCluster } from '../../../core/names-in-cluster';

/** The node's own addresses, such as its metadata endpoint. */
export const LINK_LOCAL = '169.254.0.0/16';

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

/** The cluster's DNS, and its caches on the nodes. */
export const dnsOf = ({ dnsCaches }: Pick<CloudLookup, 'dnsCaches'>) => ({
  to: [inNamespace(KUBE_SYSTEM), ...dnsCaches.map(inRange)],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
});
