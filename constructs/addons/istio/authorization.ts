/** AuthorizationPolicy: who may call which ports of pods in the mesh. Network policies see only the tunnel's port. */
import type { Manifest } from '../../../core/kubernetes/manifest';

/** Callers of the same kind; without any kind, everybody. */
export interface Caller {
  readonly principals?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly cidrs?: readonly string[];
  /** @default - all */
  readonly ports?: readonly number[];
}

export interface Authorization {
  readonly name: string;
  readonly namespace: string;
  /** Labels of the pods that are called; without any, all of the namespace. */
  readonly pods: Readonly<Record<string, string>>;
  /** Permitted callers; with none, nobody may call. */
  readonly callers: readonly Caller[];
  /** Whether callers without an identity are let through: network policies have seen the ports that they call. */
  readonly outsiders: boolean;
}

export const authorization = ({ name, namespace, pods, callers, outsiders }: Authorization): Manifest => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name, namespace },
  spec: {
    ...(Object.keys(pods).length > 0 && { selector: { matchLabels: { ...pods } } }),
    action: 'ALLOW',
    rules: [...callers.map(ruleOf), ...(outsiders ? [{ from: [{ source: { notPrincipals: ['*'] } }] }] : [])],
  },
});

function ruleOf({ principals, namespaces, cidrs, ports }: Caller): object {
  const source = {
    ...(principals && { principals }),
    ...(namespaces && { namespaces }),
    ...(cidrs && { ipBlocks: cidrs }),
  };
  return {
    ...(Object.keys(source).length > 0 && { from: [{ source }] }),
    ...(ports && { to: [{ operation: { ports: ports.map(String) } }] }),
  };
}
