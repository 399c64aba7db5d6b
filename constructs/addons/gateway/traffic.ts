/** Traffic of the gateway: clients call its proxies, and these call pods, but nothing else. */
import type { NetworkPolicyIngressRule, NetworkPolicyPeer } from 'kubernetes-types/networking/v1';

import { inNamespaces, inRange, tcp } from '../../../core/kubernetes/network-policy';
import { POD_PORT, POD_PORTS } from '../../load-balancer/origin';
import type { AddonContext } from '../addon';
import { HBONE } from '../istio/mesh';
import type { Traffic } from '../parts/network-policy';
import { GATEWAY, hostsOf } from './routes';
import type { GatewayProps } from './schema';

/** Label of the proxies of a Gateway. */
export const PROXIES = 'gateway.envoyproxy.io/owning-gateway-name';

const METRICS = [19_001];

/** Namespaces to which routes lead, and that of the controller: webhooks and other add-ons are none of its business. */
function reachable({ environment, addonNamespaces, namespace, props }: AddonContext<GatewayProps>): NetworkPolicyPeer {
  const routed = hostsOf(environment, addonNamespaces).flatMap(([, namespaces]) => namespaces);
  return inNamespaces([...new Set([namespace, ...routed, ...props.namespaces])].sort());
}

/** Everybody, or the load balancer alone, where it is known by its addresses. */
function clients({ environment, cloud, mesh }: AddonContext<GatewayProps>): NetworkPolicyIngressRule {
  // Pods in the mesh that call a host of the gateway may be led to a proxy directly.
  const ports = [...POD_PORTS, ...(mesh.includes(GATEWAY.namespace) ? [HBONE] : [])];
  if (!environment.loadBalancer) return { ports: tcp(...ports) };
  const { sources } = cloud.entry();
  return { ports: tcp(POD_PORT), ...(sources.length > 0 && { from: sources.map(inRange) }) };
}

export const gatewayTraffic = (context: AddonContext<GatewayProps>): Traffic[] => [
  {
    part: 'proxies',
    pods: { matchLabels: { [PROXIES]: GATEWAY.name } },
    callsApis: false,
    metrics: METRICS,
    ingress: [clients(context)],
    egress: [{ to: [reachable(context)] }],
  },
  {
    pods: { matchExpressions: [{ key: PROXIES, operator: 'DoesNotExist' }] },
    metrics: METRICS,
  },
];
