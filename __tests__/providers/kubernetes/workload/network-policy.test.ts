/** Network policies of a workload: its allowed callers and destinations. */
import { CLOUDS } from '../../../helpers/environments';
import { shopOn, web } from '../../../helpers/shop';
import type { Attributes } from '../../../helpers/synth';

const namespaced = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const pods = (name: string) => ({
  ...namespaced('shop'),
  podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
});
const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));
const policy = (made: ReturnType<typeof shopOn>, name = 'acme-web') =>
  made.manifest('NetworkPolicy', name).spec as Attributes;

it('denies everything but DNS by default', () => {
  const spec = policy(shopOn('aws'));
  expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
  expect(spec).not.toHaveProperty('ingress');
  expect(spec.egress).toEqual([
    expect.objectContaining({
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    }),
  ]);
});

it.each([
  ['calls', { calls: [{ workload: 'api' }] }, {}],
  ['is called by', {}, { callers: [{ workload: 'web' }] }],
])('opens both ends where one says that it %s the other', (_, change, other) => {
  const made = shopOn('google', change, { workloads: { api: { ...web, ...other, ports: { rpc: { port: 9000 } } } } });
  expect(policy(made).egress).toContainEqual({ to: [pods('acme-api')], ports: tcp(9000) });
  expect(policy(made, 'acme-api').ingress).toEqual([{ from: [pods('acme-web')], ports: tcp(9000) }]);
});

it('lets in whole namespaces and ranges, at this end only', () => {
  const callers = [{ namespace: 'shop' }, { cidr: '10.9.0.0/16' }, { cidr: '10.8.0.0/16', ports: [9] }];
  expect(policy(shopOn('azurerm', { callers })).ingress).toEqual([
    { from: [namespaced('shop')], ports: tcp(8080) },
    { from: [{ ipBlock: { cidr: '10.9.0.0/16' } }], ports: tcp(8080) },
    { from: [{ ipBlock: { cidr: '10.8.0.0/16' } }], ports: tcp(9) },
  ]);
});

it('lets the gateway call routed ports, Prometheus the metrics, jobs every port', () => {
  const spec = policy(
    shopOn('aws', {
      ports: { http: { port: 8080 }, metrics: { port: 9090, service: false } },
      routes: [{ host: 'shop.example.com' }],
      metrics: { port: 'metrics' },
      jobs: { smoke: { when: 'after-rollout' } },
    }),
  );
  const job = { matchLabels: { 'app.kubernetes.io/name': 'acme-web', 'app.kubernetes.io/component': 'job' } };
  expect(spec.ingress).toEqual([
    { from: [namespaced('gateway')], ports: tcp(8080) },
    { from: [namespaced('monitoring')], ports: tcp(9090) },
    { from: [{ podSelector: job }], ports: tcp(8080, 9090) },
  ]);
});

it('lets jobs call the serving pods, and nobody call jobs', () => {
  const spec = policy(shopOn('google', { jobs: { smoke: { when: 'after-rollout' } } }), 'acme-web-jobs');
  const app = { matchLabels: { 'app.kubernetes.io/name': 'acme-web', 'app.kubernetes.io/component': 'app' } };
  expect(spec).not.toHaveProperty('ingress');
  expect(spec.egress).toContainEqual({ to: [{ podSelector: app }], ports: tcp(8080) });
});

it('allows calls of the internet over HTTPS, but not of private ranges', () => {
  expect(policy(shopOn('aws', { calls: ['internet'] })).egress).toContainEqual({
    to: [
      {
        ipBlock: {
          cidr: '0.0.0.0/0',
          except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'],
        },
      },
    ],
    ports: tcp(443),
  });
});

it.each(CLOUDS)(
  'allows calls of the databases and caches of its secrets, on the same ports on %s as elsewhere',
  (cloud) => {
    const secretEnv = { A: { from: 'postgres', key: 'host' }, B: { from: 'redis', key: 'host' } };
    const spec = policy(shopOn(cloud, { secretEnv }));
    const rule = (spec.egress as Attributes[]).at(-1)!;
    expect(rule.ports).toEqual(tcp(5432, 6379, 6378, 10_000));
    expect((rule.to as Attributes[]).length).toBeGreaterThan(0);
    expect((rule.to as Attributes[]).every(({ ipBlock }) => /^10\./.test(ipBlock.cidr as string))).toBe(true);
  },
);

it('allows calls of every shard of a cache', () => {
  const change = { secretEnv: { B: { from: 'redis', key: 'host' } } };
  const made = shopOn('aws', change, { caches: { redis: { shards: 3 } } });
  expect((policy(made).egress as Attributes[]).at(-1)!.ports).toContainEqual({
    protocol: 'TCP',
    port: 8500,
    endPort: 8599,
  });
});

it.each([
  ['aws', [], ['169.254.170.23/32']],
  ['google', ['169.254.20.10/32'], ['169.254.169.254/32', '169.254.169.252/32']],
  ['azurerm', ['169.254.10.10/32', '169.254.10.11/32'], []],
] as const)('asks the node on %s for names, and for its identity when it has rights', (cloud, caches, endpoints) => {
  const asked = (change: object) =>
    (policy(shopOn(cloud, change)).egress as Attributes[])
      .flatMap(({ to }) => to as Attributes[])
      .map(({ ipBlock }) => ipBlock?.cidr as string | undefined)
      .filter((cidr) => cidr?.startsWith('169.254.'));
  expect(asked({ access: [{ objectStore: 'files', read: true }] })).toEqual([...caches, ...endpoints]);
  expect(asked({})).toEqual(caches);
});

describe.each(CLOUDS)('traces on %s', (cloud) => {
  const tempo = {
    objectStores: { traces: {} },
    addons: { tempo: { objectStore: 'traces', namespace: 'telemetry', senders: [] } },
  };
  const made = shopOn(cloud, { traces: { protocol: 'grpc' }, jobs: { smoke: { when: 'after-rollout' } } }, tempo);
  const collector = { 'app.kubernetes.io/instance': 'trace-collector' };

  it.each(['acme-web', 'acme-web-jobs'])('may leave the pods of %s for the collector', (name) => {
    expect(policy(made, name).egress).toContainEqual({
      to: [{ ...namespaced('telemetry'), podSelector: { matchLabels: collector } }],
      ports: tcp(4317, 4318),
    });
  });

  it('may enter the collector, whichever other senders there are', () => {
    const { podSelector, ingress } = policy(made, 'trace-collector');
    expect(podSelector).toEqual({ matchLabels: collector });
    expect(ingress[1].from[0].namespaceSelector.matchExpressions[0].values).toEqual(['shop']);
  });

  it('stay where nobody asked for them', () => {
    expect(JSON.stringify(policy(shopOn(cloud, {}, tempo)))).not.toContain('trace-collector');
  });
});
