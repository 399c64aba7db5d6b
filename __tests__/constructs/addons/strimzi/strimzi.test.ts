/** Strimzi: its chart, leader election, the namespaces that it watches. */
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';

const addons = { strimzi: {} };

describe.each(CLOUDS)('Strimzi on %s', (cloud) => {
  const made = platformOn(cloud, baseWith({ addons }));

  it('creates a restricted namespace and a chart', () => {
    expect(made.addresses.filter((address) => address.includes('strimzi'))).toEqual([
      'helm_release.strimzi',
      'helm_release.strimzi_crds',
      'kubernetes_namespace_v1.namespace_strimzi',
      'kubernetes_network_policy_v1.namespace_strimzi_allow_dns',
      'kubernetes_network_policy_v1.namespace_strimzi_default_deny',
      'kubernetes_network_policy_v1.strimzi_traffic',
    ]);
    expect(made.manifest('Namespace', 'strimzi').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  it('pins its chart, runs twice and keeps its pods restricted', () => {
    expect(made.charts.strimzi).toMatchObject({
      repository: 'oci://quay.io/strimzi-helm',
      chart: 'strimzi-kafka-operator',
      version: '1.2.0',
      values: {
        replicas: 2,
        watchAnyNamespace: false,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        resources: { requests: { cpu: '200m', memory: '384Mi' }, limits: { cpu: '1', memory: '384Mi' } },
        extraEnvs: [{ name: 'STRIMZI_POD_SECURITY_PROVIDER_CLASS', value: 'restricted' }],
      },
    });
    expect(made.charts.strimzi!.values.topologySpreadConstraints).toHaveLength(2);
  });
});

it('runs once, without a budget, without high availability', () => {
  const { values } = platformOn('aws', baseWith({ addons, highAvailability: false })).charts.strimzi!;
  expect(values).toMatchObject({ replicas: 1, podDisruptionBudget: { enabled: false }, topologySpreadConstraints: [] });
});

it('is scraped by Prometheus when monitoring is installed', () => {
  const made = platformOn('aws', baseWith({ addons: { ...addons, externalSecrets: {}, monitoring: {} } }));
  expect(made.manifest('PodMonitor', 'strimzi-cluster-operator')).toMatchObject({
    metadata: { namespace: 'strimzi' },
    spec: { selector: { matchLabels: { name: 'strimzi-cluster-operator' } }, podMetricsEndpoints: [{ port: 'http' }] },
  });
});

it("prefers the user's version and values", () => {
  const { version, values } = platformOn(
    'google',
    baseWith({ addons: { strimzi: { version: '1.1.0', values: { replicas: 3 } } } }),
  ).charts.strimzi!;
  expect(version).toBe('1.1.0');
  expect(values).toMatchObject({ replicas: 3, watchAnyNamespace: false });
});
