/** Traffic of add-ons: their namespaces are closed, and open what each add-on needs. */
import type { NetworkPolicyIngressRule, NetworkPolicySpec } from 'kubernetes-types/networking/v1';

import { CLOUDS } from '../../helpers/environments';
import { baseWith, platformOn } from '../../helpers/platform';
import { web } from '../../helpers/shop';

const made = (addons: object, more: object = {}, cloud: (typeof CLOUDS)[number] = 'aws') =>
  platformOn(cloud, baseWith({ addons: { loadBalancerController: {}, ...addons }, ...more }));
type Made = ReturnType<typeof made>;
const specOf = (on: Made, name: string) => on.manifest('NetworkPolicy', name).spec as NetworkPolicySpec;
const policiesIn = (on: Made, namespace: string): string[] =>
  on.manifests
    .filter(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.namespace === namespace)
    .map(({ metadata }) => metadata.name)
    .sort();
const portsOf = ({ ingress = [] }: NetworkPolicySpec, isRule: (rule: NetworkPolicyIngressRule) => boolean) =>
  ingress.filter(isRule).flatMap(({ ports = [] }) => ports.map(({ port }) => port));

const dns = { certManager: { email: 'ops@example.com' }, externalDns: {}, gateway: {} };

describe.each(CLOUDS)('an add-on on %s', (cloud) => {
  const on = made({ ...dns, reloader: {}, externalSecrets: {} }, {}, cloud);

  it.each(['cert-manager', 'external-dns', 'external-secrets', 'reloader'])(
    'closes %s, and opens what it needs',
    (id) => {
      expect(policiesIn(on, id)).toEqual(['allow-dns', 'default-deny', `${id}-traffic`].sort());
      expect(specOf(on, `${id}-traffic`)).toMatchObject({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    },
  );

  it('gets an identity only if it has rights', () => {
    const nodeAddresses = (id: string) =>
      (specOf(on, `${id}-traffic`).egress ?? [])
        .flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => ipBlock?.cidr ?? []))
        .filter((cidr) => cidr.startsWith('169.254.'));
    const identity = { aws: ['169.254.170.23/32'], google: ['169.254.169.254/32', '169.254.169.252/32'], azurerm: [] };
    expect(nodeAddresses('external-secrets')).toEqual(identity[cloud]);
    expect(nodeAddresses('reloader')).toEqual([]);
  });

  it('never reaches the metadata of nodes', () => {
    for (const { kind, spec } of on.manifests)
      if (kind === 'NetworkPolicy')
        for (const { to = [] } of (spec as NetworkPolicySpec).egress ?? [])
          for (const { ipBlock } of to)
            if (ipBlock?.cidr === '0.0.0.0/0') expect(ipBlock.except).toContain('169.254.0.0/16');
  });
});

it('is called by the control plane from anywhere, and by Prometheus if there is one', () => {
  const ofAll = ({ from }: NetworkPolicyIngressRule) => from === undefined;
  const ofMonitoring = ({ from = [] }: NetworkPolicyIngressRule) =>
    from.some(({ namespaceSelector }) => Object.values(namespaceSelector?.matchLabels ?? {}).includes('monitoring'));
  const webhook = specOf(made({ externalSecrets: {} }), 'external-secrets-traffic');
  expect([portsOf(webhook, ofAll), portsOf(webhook, ofMonitoring)]).toEqual([[10_250], []]);
  const scraped = specOf(made({ externalSecrets: {}, monitoring: {} }), 'external-secrets-traffic');
  expect([portsOf(scraped, ofAll), portsOf(scraped, ofMonitoring)]).toEqual([[10_250], [8080]]);
});

it('lets nobody in, nor out, in a namespace that is open because the environment says so', () => {
  const open = made({ reloader: {} }, { namespaces: { reloader: { defaultDeny: false } } });
  expect(policiesIn(open, 'reloader')).toEqual([]);
});

it('shares a namespace with workloads, without giving them what it may', () => {
  const together = made({ reloader: { namespace: 'shop' } }, { workloads: { api: web } });
  expect(policiesIn(together, 'shop')).toContain('reloader-traffic');
  expect(specOf(together, 'reloader-traffic').podSelector).toEqual({
    matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'NotIn', values: ['acme-api'] }],
  });
});

it('leaves Kubernetes’ own namespace alone', () => {
  expect(policiesIn(made({}), 'kube-system').filter((name) => !name.endsWith('-crds'))).toEqual([]);
});

it('reaches the ports that its addresses name', () => {
  const argoCd = {
    repositories: { code: { url: 'https://git.example.com:8443/code.git', secret: 'token' } },
    applications: { shop: { repoUrl: 'ssh://git@git.example.org:2222/shop.git', path: '.', namespace: 'shop' } },
  };
  const { egress = [] } = specOf(made({ externalSecrets: {}, argoCd }), 'argo-cd-traffic');
  expect(egress.flatMap(({ ports = [] }) => ports.map(({ port }) => port))).toEqual([443, 22, 8443, 2222]);
  const smtp = { host: 'mail.example.com', port: 2525, from: 'ops@example.com' };
  const mail = specOf(made({ externalSecrets: {}, monitoring: { exporters: false, smtp, receivers: { critical: [{ kind: 'email', to: 'ops@example.com' }] } } }), 'monitoring-traffic'); // prettier-ignore
  expect(mail.egress?.flatMap(({ ports = [] }) => ports.map(({ port }) => port))).toContain(2525);
});
