/** Namespace: its standard, quota, limits and policies, and what is refused. */
import { CLOUDS } from '../../../helpers/environments';
import { mistakes, shopOn } from '../../../helpers/shop';
import type { Attributes } from '../../../helpers/synth';

const inShop = (shop: object) => ({ workloads: null, addons: null, namespaces: { shop } });

describe.each(CLOUDS)('a namespace on %s', (cloud) => {
  it('is restricted, limited and closed by default', () => {
    const made = shopOn(cloud, {}, inShop({}));
    expect(made.addresses.filter((address) => address.includes('namespace_shop'))).toEqual([
      'kubernetes_limit_range_v1.namespace_shop_limits',
      'kubernetes_namespace_v1.namespace_shop',
      'kubernetes_network_policy_v1.namespace_shop_allow_dns',
      'kubernetes_network_policy_v1.namespace_shop_default_deny',
    ]);
    expect(made.manifest('Namespace', 'shop').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
    // Its pods may take long to end, and load balancers to be taken down.
    expect(made.resource('kubernetes_namespace_v1.namespace_shop').timeouts).toEqual({ delete: '20m' });
    expect(made.manifest('LimitRange', 'limits').spec.limits).toEqual([
      {
        type: 'Container',
        default: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' },
        defaultRequest: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '128Mi' },
        max: { 'ephemeral-storage': '10Gi' },
      },
    ]);
    expect(made.manifest('NetworkPolicy', 'default-deny').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  it('has the quota that is set', () => {
    const quota = { cpu: '20', memory: '64Gi', cpuLimit: '40', memoryLimit: '80Gi', storage: '1Ti', pods: 100 };
    const made = shopOn(cloud, {}, inShop({ quota }));
    expect(made.manifest('ResourceQuota', 'quota').spec.hard).toEqual({
      'requests.cpu': '20',
      'requests.memory': '64Gi',
      'limits.cpu': '40',
      'limits.memory': '80Gi',
      'requests.storage': '1Ti',
      pods: '100',
    });
  });
});

describe.each(CLOUDS)('the highest limit of the disk on %s', (cloud) => {
  const max = (shop: object, web: object = {}) =>
    (
      shopOn(cloud, web, { addons: null, namespaces: { shop } }).manifest('LimitRange', 'limits').spec
        .limits as Attributes[]
    )[0]!.max as unknown;

  it('is that of the workload with the highest, if it is above the usual', () => {
    expect(max({})).toEqual({ 'ephemeral-storage': '10Gi' });
    expect(max({}, { resources: { disk: '2Gi', diskLimit: '30Gi' } })).toEqual({ 'ephemeral-storage': '30Gi' });
    expect(max({}, { writable: { '/cache': '20Gi' } })).toEqual({ 'ephemeral-storage': '21Gi' });
  });

  it('is what is written, beside others or alone', () => {
    expect(max({ limitRange: { max: { cpu: '4', memory: '8Gi' } } })).toEqual({
      cpu: '4',
      memory: '8Gi',
      'ephemeral-storage': '10Gi',
    });
    expect(max({ limitRange: { max: { disk: '50Gi' } } })).toEqual({ 'ephemeral-storage': '50Gi' });
  });
});

it('is open and without limits if asked for', () => {
  const made = shopOn('aws', {}, inShop({ defaultDeny: false, limitRange: false, labels: { team: 'shop' } }));
  expect(made.addresses.filter((address) => address.includes('namespace_shop'))).toEqual([
    'kubernetes_namespace_v1.namespace_shop',
  ]);
  expect(made.manifest('Namespace', 'shop').metadata.labels).toMatchObject({ team: 'shop' });
});

it('accepts patches of each of its objects', () => {
  const overrides = {
    namespace: { metadata: { labels: { a: 'b' } } },
    quota: { spec: { hard: { pods: '7' } } },
    limitRange: { metadata: { labels: { a: 'b' } } },
    defaultDeny: { metadata: { labels: { a: 'b' } } },
    allowDns: { metadata: { labels: { a: 'b' } } },
    reloader: { metadata: { labels: { a: 'b' } } },
  };
  const made = shopOn('google', {}, { ...inShop({ quota: { pods: 5 }, overrides }), addons: { reloader: {} } });
  expect(made.manifest('ResourceQuota', 'quota').spec.hard).toEqual({ pods: '7' });
  const isIn = ({ name, namespace = name }: { name: string; namespace?: string }) => namespace === 'shop';
  for (const [kind, name] of [
    ['Namespace', 'shop'],
    ['LimitRange', 'limits'],
    ['NetworkPolicy', 'default-deny'],
    ['NetworkPolicy', 'allow-dns'],
    ['RoleBinding', 'reloader'],
  ] as const)
    expect(
      made.manifests.filter((one) => one.kind === kind && one.metadata.name === name && isIn(one.metadata)),
    ).toMatchObject([{ metadata: { labels: { a: 'b' } } }]);
});

it.each([
  [
    'a name that Kubernetes keeps',
    { 'kube-shop': {} },
    'namespaces.kube-shop must have another name, got "kube-shop", which Kubernetes reserves',
  ],
  [
    'a quota where pods would say nothing',
    { shop: { limitRange: false, quota: { cpu: '1' } } },
    'namespaces.shop.limitRange is required with a quota of CPU or memory, got false: Kubernetes would refuse pods without requests and limits',
  ],
  [
    'a request above the limit',
    { shop: { limitRange: { request: { cpu: '2', memory: '1Gi' }, limit: { cpu: '1', memory: '1Gi' } } } },
    'namespaces.shop.limitRange.request.cpu must be at most limitRange.limit.cpu 1, got 2',
  ],
  [
    'a default limit above the highest',
    { shop: { limitRange: { limit: { cpu: '1', memory: '2Gi' }, max: { cpu: '2', memory: '1Gi' } } } },
    'namespaces.shop.limitRange.limit.memory must be at most limitRange.max.memory 1Gi, got 2Gi: set a lower default, or a higher limitRange.max.memory',
  ],
  [
    'a highest limit below the default that nobody wrote',
    { shop: { limitRange: { max: { cpu: '200m', memory: '1Gi', disk: '500Mi' } } } },
    'namespaces.shop.limitRange.limit.cpu must be at most limitRange.max.cpu 200m, got 500m: set a lower default, or a higher limitRange.max.cpu',
  ],
  [
    'a highest limit of the disk below the default',
    { shop: { limitRange: { max: { cpu: '2', memory: '1Gi', disk: '500Mi' } } } },
    'namespaces.shop.limitRange.limit.disk must be at most limitRange.max.disk 500Mi, got 1Gi: set a lower default, or a higher limitRange.max.disk',
  ],
])('refuses %s', (_, namespaces, message) => {
  for (const said of Object.values(mistakes({}, { workloads: null, namespaces }))) expect(said).toContain(message);
});
