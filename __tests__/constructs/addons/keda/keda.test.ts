/** KEDA: its chart, twice, with rights on what it scales and ports that every control plane reaches. */
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';

const withKeda = (others: object = {}, more: object = {}) => baseWith({ addons: { ...others, keda: {} }, ...more });
const parts = ['operator', 'metricsServer', 'webhooks'] as const;

describe.each(CLOUDS)('keda on %s', (cloud) => {
  const made = platformOn(cloud, withKeda());
  const { values, ...chart } = made.charts.keda!;

  it('is a restricted namespace and a chart', () => {
    expect(made.addresses.filter((address) => address.includes('keda'))).toEqual([
      'helm_release.keda',
      'kubernetes_namespace_v1.namespace_keda',
    ]);
    expect(made.manifest('Namespace', 'keda').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(chart).toMatchObject({ repository: 'https://kedacore.github.io/charts', chart: 'keda', version: '2.20.2' });
  });

  it('runs every part twice, apart, with a budget', () => {
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

  it('leaves its CRDs, and what is scaled by them, when it goes', () => {
    expect(values.crds).toEqual({ additionalAnnotations: { 'helm.sh/resource-policy': 'keep' } });
  });

  it('listens where the control plane of every cloud reaches it', () => {
    expect([values.webhooks.port, values.service.portHttpsTarget]).toEqual([10_250, 10_250]);
  });
});

it('runs once where nothing has to survive a node', () => {
  const { values } = platformOn('aws', withKeda({}, { highAvailability: false })).charts.keda!;
  expect(parts.map((part) => (values[part] as { replicaCount: number }).replicaCount)).toEqual([1, 1, 1]);
  expect(values.podDisruptionBudget.operator).toEqual({});
});

it('may scale rollouts where there are some, and no other custom kind', () => {
  const rbac = (others: object) => platformOn('aws', withKeda(others)).charts.keda!.values.rbac as object;
  expect(rbac({})).toMatchObject({ enabledCustomScaledRefKinds: false });
  expect(rbac({ argoRollouts: {} })).toEqual({
    enabledCustomScaledRefKinds: true,
    // As RBAC names the resource: the chart hands it on as it is.
    scaledRefKinds: [{ apiGroup: 'argoproj.io', kind: 'rollouts' }],
  });
});

it('is measured where there is monitoring', () => {
  const { prometheus } = platformOn('google', withKeda({ monitoring: { exporters: false } })).charts.keda!.values;
  expect(prometheus.operator).toEqual({ enabled: true, serviceMonitor: { enabled: true } });
});
