/**
 * Who may call pods of add-ons in the mesh. Their network policies open the tunnel to Prometheus and to clients of the gateway, and
 * with it every port behind it.
 */
import type { NetworkPolicyIngressRule, NetworkPolicyPort } from 'kubernetes-types/networking/v1';

import type { AddonContext } from '../addon';
import type { Traffic } from '../parts/network-policy';
import type { Authorization, Caller } from './authorization';
import { HBONE, namespacesNamed } from './mesh';
import type { IstioProps } from './schema';

/** A policy for the pods of each namespace of add-ons, and one for those that are called by others than they. */
export function addonAuthorizations(context: AddonContext<IstioProps>): Authorization[] {
  const { environment, mesh, trafficOf } = context;
  // In a namespace of the environment, pods have callers that no add-on knows.
  const own = mesh.filter((namespace) => environment.namespaces[namespace] === undefined);
  return own.flatMap((namespace) => {
    const traffic = trafficOf(namespace);
    const ofAll = traffic.filter((one) => labelsIn(one) === undefined);
    const policy = (name: string, pods: Authorization['pods'], some: readonly Traffic[]): Authorization => ({
      name,
      namespace,
      pods,
      callers: [{ namespaces: [namespace] }, ...some.flatMap((one) => callersOf(one, context))],
      // Callers from outside the mesh have no identity: network policies have seen the ports that they call.
      outsiders: true,
    });
    return [
      policy('traffic', {}, ofAll),
      ...traffic.flatMap((one) => {
        const pods = labelsIn(one);
        const isCalled = callersOf(one, context).length > 0;
        return pods && isCalled ? [policy(`${one.part ?? 'part'}-traffic`, pods, [one])] : [];
      }),
    ];
  });
}

/** The labels that its pods alone have; authorization knows no other selectors. */
const labelsIn = ({ pods }: Traffic): Readonly<Record<string, string>> | undefined =>
  pods?.matchExpressions === undefined ? pods?.matchLabels : undefined;

function callersOf(
  { metrics = [], ingress = [] }: Traffic,
  { environment, addonNamespaces: { monitoring } }: AddonContext<IstioProps>,
): Caller[] {
  return [
    ...(metrics.length > 0 && environment.addons.monitoring ? [{ namespaces: [monitoring], ports: metrics }] : []),
    ...ingress.map(callerOf),
  ];
}

const callerOf = ({ from, ports }: NetworkPolicyIngressRule): Caller => ({
  ...(from && { namespaces: from.flatMap(namespacesNamed) }),
  ...(ports && { ports: numbersOf(ports) }),
});

const numbersOf = (ports: readonly NetworkPolicyPort[]): number[] =>
  ports.flatMap(({ port }) => (typeof port === 'number' && port !== HBONE ? port : []));
