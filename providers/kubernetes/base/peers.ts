/** Peers of network policies that are known from the environment. */
import type { NetworkPolicyEgressRule, NetworkPolicyPeer } from 'kubernetes-types/networking/v1';

import type { Environment } from '../../../constructs/environment/schema';
import type { WorkloadProps } from '../../../constructs/workload/schema';
import { present } from '../../../core/invariant';
import { inNamespace, inRange, podsWith, tcp } from '../../../core/kubernetes/network-policy';
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

/** The cluster's DNS. The address range is that of GKE's DNS cache on each node. */
export const DNS = {
  to: [inNamespace('kube-system'), inRange(LINK_LOCAL)],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

/** The clouds' APIs, which have addresses on the internet or a private endpoint inside the network. */
export const CLOUD_APIS: NetworkPolicyEgressRule = {
  to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [LINK_LOCAL] } }],
  ports: tcp(443),
};
