/** KEDA: its chart, its rights to scale, and ports that every control plane reaches. */
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';

const withKeda = (others: object = {}, more: object = {}) => baseWith({ addons: { ...others, keda: {} }, ...more });
const parts = ['operator', 'metricsServer', 'webhooks'] as const;

describe.each(CLOUDS)('keda on %s', (cloud) => {
  const made = platformOn(cloud, withKeda());
  const { values, ...chart } = made.charts.keda!;

  it('creates a restricted namespace and a chart', () => {
    expect(made.addresses.filter((address) => address.includes('keda'))).toEqual([
      'helm_release.keda',
      'kubernetes_namespace_v1.namespace_keda',
      'kubernetes_network_policy_v1.keda_traffic',
      'kubernetes_network_policy_v1.namespace_keda_allow_dns',
      'kubernetes_network_policy_v1.namespace_keda_default_deny',
    ]);
    expect(made.manifest('Namespace', 'keda').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(chart).toMatchObject({ repository: 'https://kedacore.github.io/charts', chart: 'keda', version: '2.20.2' });
  });

  it('runs every part twice on separate nodes, with a disruption budget', () => {
    expect(parts.map((part) => (values[part] as { replicaCount: number }).replicaCount)).toEqual([2, 2, 2]);
    expect(values.podDisruptionBudget).toEqual({
      operator: { minAvailable: 1 },
      metricServer: { minAvailable: 1 },
      webhooks: { minAvailable: 1 },
    });
    expect(values.topologySpreadConstraints.operator[0].labelSelector).toEqual({
      matchLabels: { app: 'keda-operator' },
    });
  });

  it('keeps its CRDs and their objects when it is removed', () => {
    expect(values.crds).toEqual({ additionalAnnotations: { 'helm.sh/resource-policy': 'keep' } });
  });

  it('listens on a port that every cloud’s control plane reaches', () => {
    expect([values.webhooks.port, values.service.portHttpsTarget]).toEqual([10_250, 10_250]);
  });
});

it('runs once without high availability', () => {
  const { values } = platformOn('aws', withKeda({}, { highAvailability: false })).charts.keda!;
  expect(parts.map((part) => (values[part] as { replicaCount: number }).replicaCount)).toEqual([1, 1, 1]);
  expect(values.podDisruptionBudget.operator).toEqual({});
});

it('may scale Rollouts when Argo Rollouts is installed, and no other custom kind', () => {
  const rbac = (others: object) => platformOn('aws', withKeda(others)).charts.keda!.values.rbac as object;
  expect(rbac({})).toMatchObject({ enabledCustomScaledRefKinds: false });
  expect(rbac({ argoRollouts: {} })).toEqual({
    enabledCustomScaledRefKinds: true,
    // The chart uses `kind` as the resource's name in RBAC.
    scaledRefKinds: [{ apiGroup: 'argoproj.io', kind: 'rollouts' }],
  });
});

it('is scraped by Prometheus when monitoring is installed', () => {
  const { prometheus } = platformOn('google', withKeda({ monitoring: { exporters: false } })).charts.keda!.values;
  expect(prometheus.operator).toEqual({ enabled: true, serviceMonitor: { enabled: true } });
});

describe('secrets of other namespaces', () => {
  const restricted = (more: object): unknown =>
    platformOn('aws', withKeda({ externalSecrets: {}, monitoring: {} }, more)).charts.keda!.values.permissions.operator
      .restrict.secret;
  const scaledBy = (autoscaling: object) => ({
    caches: { redis: { version: '7', size: 'medium' } },
    workloads: {
      worker: {
        namespace: 'shop',
        image: 'registry.example.com/worker:1.0.0',
        resources: { cpu: '100m', memory: '128Mi' },
        autoscaling: { min: 1, max: 3, ...autoscaling },
      },
    },
  });

  it('are none of its business where no queue needs credentials', () => {
    expect(restricted({})).toBe(true);
    expect(restricted(scaledBy({ queue: { prometheus: { query: 'sum(jobs)', perReplica: 10 } } }))).toBe(true);
  });

  it('may be read where one does', () => {
    expect(restricted(scaledBy({ queue: { redis: { cache: 'redis', list: 'jobs', lengthPerReplica: 10 } } }))).toBe(
      false,
    );
  });
});
