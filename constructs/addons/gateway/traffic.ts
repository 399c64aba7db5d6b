/** Traffic of the gateway: clients call its proxies, and these call pods, but nothing else. */
import type { NetworkPolicyPeer } from 'kubernetes-types/networking/v1';

import { inNamespaces, tcp } from '../../../core/kubernetes/network-policy';
import type { AddonContext } from '../addon';
import { HBONE } from '../istio/mesh';
import type { Traffic } from '../parts/network-policy';
import { GATEWAY, hostsOf } from './routes';
import type { GatewayProps } from './schema';

/** Label of the proxies of a Gateway. */
export const PROXIES = 'gateway.envoyproxy.io/owning-gateway-name';

/** Proxies do not run as root, so that Envoy Gateway adds 10000 to the ports of listeners. */
const LISTENERS = [10_080, 10_443];
const METRICS = [19_001];

/** Namespaces to which routes lead, and that of the controller: webhooks and other add-ons are none of its business. */
function reachable({ environment, addonNamespaces, namespace, props }: AddonContext<GatewayProps>): NetworkPolicyPeer {
  const routed = hostsOf(environment, addonNamespaces).flatMap(([, namespaces]) => namespaces);
  return inNamespaces([...new Set([namespace, ...routed, ...props.namespaces])].sort());
}

export const gatewayTraffic = (context: AddonContext<GatewayProps>): Traffic[] => [
  {
    part: 'proxies',
    pods: { matchLabels: { [PROXIES]: GATEWAY.name } },
    callsApis: false,
    metrics: METRICS,
    // Pods in the mesh that call a host of the gateway may be led to a proxy directly.
    ingress: [{ ports: tcp(...LISTENERS, ...(context.mesh.includes(GATEWAY.namespace) ? [HBONE] : [])) }],
    egress: [{ to: [reachable(context)] }],
  },
  {
    pods: { matchExpressions: [{ key: PROXIES, operator: 'DoesNotExist' }] },
    metrics: METRICS,
  },
];
