/** The evaluator of reach: each rule of network policies and of the mesh, alone. */
import type { Manifest } from '../../core/kubernetes/manifest';
import { API_SERVER, type End, KUBELET, type Pod, Reach } from './reach';

const ambient = { 'istio.io/dataplane-mode': 'ambient' };
const namespace = (name: string, labels = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});
const policy = (spec: object): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'one', namespace: 'shop' },
  spec,
});
const into = (...ingress: object[]) =>
  policy({ podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Ingress'], ingress });
const outOf = (...egress: object[]) => policy({ podSelector: {}, policyTypes: ['Egress'], egress });
const mutual = (mode: string): Manifest => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace: 'shop' },
  spec: { mtls: { mode } },
});
const authorized = (...rules: object[]): Manifest => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'api' } }, action: 'ALLOW', rules },
});

const api: Pod = { name: 'api', namespace: 'shop', labels: { app: 'api' }, account: 'api', ports: { http: 8080 } };
const web: Pod = { name: 'web', namespace: 'shop', labels: { app: 'web' }, account: 'web' };
const tool: Pod = { name: 'tool', namespace: 'tools', labels: { app: 'web' } };
const address = (text: string): End => ({ address: text });
const tools = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'tools' } } };
const within = (cidr: string, except: string[] = []) => ({ ipBlock: { cidr, except } });
const tunnel = { namespaceSelector: { matchLabels: ambient } };

const closed = [namespace('shop'), namespace('tools')];
const joined = [namespace('shop', ambient), namespace('tools', ambient)];
const half = [namespace('shop', ambient), namespace('tools')];

it.each<[what: string, manifests: Manifest[], from: End, to: End, port: number, may: boolean]>([
  ['no policy', closed, tool, api, 8080, true],
  ['a policy without rules', [...closed, into()], web, api, 8080, false],
  ['a policy for other pods', [...closed, into()], api, web, 8080, true],
  ['no peers: everybody', [...closed, into({ ports: [{ port: 8080 }] })], API_SERVER, api, 8080, true],
  ['another port', [...closed, into({ ports: [{ port: 8080 }] })], web, api, 8081, false],
  ['another protocol', [...closed, into({ ports: [{ protocol: 'UDP', port: 8080 }] })], web, api, 8080, false],
  ['a range of ports', [...closed, into({ ports: [{ port: 8000, endPort: 8100 }] })], web, api, 8080, true],
  ['a named port', [...closed, into({ ports: [{ port: 'http' }] })], web, api, 8080, true],
  ['pods of the own namespace', [...closed, into({ from: [{ podSelector: {} }] })], web, api, 8080, true],
  ['pods of another', [...closed, into({ from: [{ podSelector: {} }] })], tool, api, 8080, false],
  ['a namespace', [...closed, into({ from: [tools] })], tool, api, 8080, true],
  ['the control plane, which is no pod', [...closed, into({ from: [tools] })], API_SERVER, api, 8080, false],
  ['an expression', [...closed, into({ from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] } }] })], web, api, 8080, false],
  ['kubelet, which no policy keeps out', [...closed, into()], KUBELET, api, 8080, true],
  ['an address', [...closed, outOf({ to: [within('10.0.0.0/8')] })], api, address('10.1.2.3'), 5432, true],
  ['an exception', [...closed, outOf({ to: [within('0.0.0.0/0', ['169.254.0.0/16'])] })], api, address('169.254.169.254'), 80, false],
  ['calls out that nothing allows', [...closed, outOf()], web, api, 8080, false],
  ['a joined caller at a port that hides in the tunnel', [...joined, into({ from: [tools], ports: [{ port: 8080 }] })], tool, api, 8080, false],
  ['a joined caller by the tunnel', [...joined, into({ from: [tunnel], ports: [{ port: 15008 }] })], tool, api, 8080, true],
  ['a caller outside the mesh', [...half, into({ from: [tools], ports: [{ port: 8080 }] })], tool, api, 8080, true],
  ['mutual TLS, which refuses it', [...half, mutual('STRICT')], tool, api, 8080, false],
  ['mutual TLS, which is optional', [...half, mutual('PERMISSIVE')], tool, api, 8080, true],
  ['probes in the mesh', [...joined, into({ from: [tunnel], ports: [{ port: 15008 }] })], KUBELET, api, 8080, false],
  ['probes that are let in', [...joined, into({ from: [within('169.254.7.127/32')] }), mutual('STRICT')], KUBELET, api, 8080, true],
  ['an authorized identity', [...joined, authorized({ from: [{ source: { principals: ['cluster.local/ns/tools/sa/default'] } }] })], tool, api, 8080, true],
  ['another identity', [...joined, authorized({ from: [{ source: { principals: ['cluster.local/ns/tools/sa/default'] } }] })], web, api, 8080, false],
  ['an authorized namespace at its port', [...joined, authorized({ from: [{ source: { namespaces: ['tools'] } }], to: [{ operation: { ports: ['8080'] } }] })], tool, api, 8080, true],
  ['an authorized namespace at another port', [...joined, authorized({ from: [{ source: { namespaces: ['tools'] } }], to: [{ operation: { ports: ['8080'] } }] })], tool, api, 9090, false],
  ['no rule: nobody', [...joined, authorized()], tool, api, 8080, false],
  ['callers without an identity', [...half, authorized({ from: [{ source: { notPrincipals: ['*'] } }] })], tool, api, 8080, true],
  ['callers with an identity', [...joined, authorized({ from: [{ source: { notPrincipals: ['*'] } }] })], tool, api, 8080, false],
])('%s', (_, manifests, from, to, port, may) => {
  expect(new Reach(manifests).may(from, to, port)).toBe(may);
}); // prettier-ignore
