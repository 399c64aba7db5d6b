/** Traffic of add-ons: their namespaces are closed, and open what each add-on needs. */
import type { NetworkPolicyIngressRule, NetworkPolicySpec } from 'kubernetes-types/networking/v1';

import { plan } from '../../../app/plan/plan';
import { providers } from '../../../providers';
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

describe('in Kubernetes’ own namespace', () => {
  const addons = { clusterAutoscaler: {}, monitoring: { exporters: false } };
  const more = { cluster: { nodePools: { main: { size: { vcpu: 2, memoryGiB: 8 }, min: 1, max: 3 } } } };
  const on = made(addons, more);
  const toAddress = (name: string) =>
    (specOf(on, name).egress ?? []).flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => ipBlock?.cidr ?? []));

  it('closes its own pods by their labels, and nothing else', () => {
    const closed = policiesIn(on, 'kube-system').filter((name) => !name.endsWith('-crds'));
    expect(closed).toEqual(['cluster-autoscaler-traffic', 'load-balancer-controller-traffic']);
    for (const [name, release] of [
      ['load-balancer-controller', 'aws-load-balancer-controller'],
      ['cluster-autoscaler', 'cluster-autoscaler'],
    ])
      expect(specOf(on, `${name}-traffic`)).toMatchObject({
        podSelector: { matchLabels: { 'app.kubernetes.io/instance': release } },
        policyTypes: ['Ingress', 'Egress'],
      });
  });

  it('knows no neighbours there', () => {
    for (const name of ['cluster-autoscaler-traffic', 'load-balancer-controller-traffic']) {
      const { ingress = [], egress = [] } = specOf(on, name);
      const peers = [...ingress.flatMap(({ from = [] }) => from), ...egress.flatMap(({ to = [] }) => to)];
      expect(peers.filter(({ podSelector }) => podSelector !== undefined)).toEqual([]);
    }
  });

  it('opens the control plane’s port, Prometheus’ and DNS, APIs and identity', () => {
    const { ingress, egress = [] } = specOf(on, 'load-balancer-controller-traffic');
    expect(ingress).toEqual([
      { ports: [{ protocol: 'TCP', port: 9443 }] },
      expect.objectContaining({ ports: [{ protocol: 'TCP', port: 8080 }] }),
    ]);
    expect(egress.map(({ ports = [] }) => ports.map(({ port }) => port))).toEqual([[53, 53], [443], [80]]);
    for (const name of ['cluster-autoscaler-traffic', 'load-balancer-controller-traffic'])
      expect(toAddress(name)).toEqual(['0.0.0.0/0', '169.254.170.23/32']);
  });

  it('lets the autoscaler act as its node where pods have no identities', () => {
    const nodes = platformOn(
      'aws',
      baseWith({ addons: { clusterAutoscaler: {} }, cluster: { ...more.cluster, workloadIdentity: false } }),
    );
    expect(JSON.stringify(specOf(nodes, 'cluster-autoscaler-traffic').egress)).toContain('169.254.169.254/32');
  });

  it('leaves a Metrics Server of the cluster alone, and lets its own measure nodes', () => {
    expect(policiesIn(made({ metricsServer: {} }), 'kube-system')).not.toContain('metrics-server-traffic');
    const inExisting = platformOn('aws', {
      ...baseWith({ addons: { metricsServer: {} } }),
      cluster: { existing: { aws: { name: 'shop' } } },
    });
    expect(specOf(inExisting, 'metrics-server-traffic')).toMatchObject({
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'metrics-server' } },
      ingress: [{ ports: [{ protocol: 'TCP', port: 10_250 }] }],
      egress: expect.arrayContaining([{ ports: [{ protocol: 'TCP', port: 10_250 }] }]),
    });
  });

  it('is closed to the gateway’s proxies, unless a route leads there', () => {
    const egressWith = (change: object) => specOf(made({ ...dns, ...change }), 'gateway-proxies-traffic').egress;
    const into = (...values: string[]) => ({
      to: [
        { namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }] } },
      ],
    });
    expect(egressWith({})).toContainEqual(into('gateway'));
    const grafana = { host: 'grafana.example.com', adminSecret: 'token' };
    expect(
      egressWith({ externalSecrets: {}, monitoring: { namespace: 'kube-system', exporters: false, grafana } }),
    ).toContainEqual(into('gateway', 'kube-system'));
  });

  it('warns of others, which stay open there', () => {
    const input = baseWith({ addons: { reloader: { namespace: 'kube-system' } } });
    expect(policiesIn(platformOn('google', input), 'kube-system')).toEqual([]);
    expect(plan([input], providers).warnings.map(({ code, path }) => `${code} ${path}`)).toContain(
      'reloader/open-in-kube-system addons.reloader.namespace',
    );
  });
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
