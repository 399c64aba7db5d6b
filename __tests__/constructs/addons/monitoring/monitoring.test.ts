/** kube-prometheus-stack: its chart, its objects and permitted callers. */
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { type CloudName, CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { grafana, monitored, others, receivers, smtp } from './monitored';

describe.each(CLOUDS)('monitoring on %s', (cloud) => {
  const made = platformOn(cloud, monitored({ receivers, smtp, grafana }));
  const { values, ...chart } = made.charts.monitoring!;
  const single = platformOn(cloud, monitored({}, { highAvailability: false })).charts.monitoring!.values;

  it('creates a namespace, a chart, and the objects that the chart needs', () => {
    expect(made.addresses.filter((address) => /\.(namespace_)?monitoring/.test(address))).toEqual([
      'helm_release.monitoring',
      'helm_release.monitoring_before',
      'helm_release.monitoring_crds',
      'helm_release.monitoring_objects',
      'kubernetes_namespace_v1.namespace_monitoring',
      'kubernetes_network_policy_v1.monitoring_prometheus_traffic',
      'kubernetes_network_policy_v1.monitoring_traffic',
      'kubernetes_network_policy_v1.namespace_monitoring_allow_dns',
      'kubernetes_network_policy_v1.namespace_monitoring_default_deny',
    ]);
    expect(chart).toMatchObject({ chart: 'kube-prometheus-stack', version: '88.5.3', namespace: 'monitoring' });
  });

  it('runs only node exporters in a privileged namespace of their own', () => {
    const level = (name: string) =>
      made.manifest('Namespace', name).metadata.labels['pod-security.kubernetes.io/enforce'];
    expect([level('monitoring'), level('monitoring-nodes')]).toEqual(['restricted', 'privileged']);
    expect(values['prometheus-node-exporter'].namespaceOverride).toBe('monitoring-nodes');
  });

  it('keeps metrics for fifteen days, or fewer if the disk is nearly full, on encrypted disks', () => {
    expect(values.prometheus.prometheusSpec).toMatchObject({
      retention: '15d',
      retentionSize: '35GiB',
      storageSpec: {
        volumeClaimTemplate: { spec: { storageClassName: 'encrypted', resources: { requests: { storage: '50Gi' } } } },
      },
    });
    expect(made.addresses).toContain('kubernetes_storage_class_v1.storage');
  });

  it('runs two replicas on two nodes, or one without high availability', () => {
    const of = (some: typeof values) => [
      some.prometheus.prometheusSpec.replicas,
      some.prometheus.prometheusSpec.podAntiAffinity,
      some.prometheus.podDisruptionBudget.enabled,
      some.alertmanager.alertmanagerSpec.replicas,
      some.alertmanager.podDisruptionBudget.enabled,
    ];
    expect(of(values)).toEqual([2, 'hard', true, 2, true]);
    expect(of(single)).toEqual([1, 'soft', false, 1, false]);
  });

  it('selects monitors and rules of every namespace', () => {
    const { prometheusSpec } = values.prometheus;
    const selectors = Object.keys(prometheusSpec).filter((key) => key.endsWith('SelectorNilUsesHelmValues'));
    expect(selectors.map((key) => key.replace('SelectorNilUsesHelmValues', ''))).toEqual([
      'rule',
      'serviceMonitor',
      'podMonitor',
      'probe',
      'scrapeConfig',
    ]);
    expect(selectors.every((key) => prometheusSpec[key] === false)).toBe(true);
  });

  it('has no rules on hidden parts of the cloud, and keeps those on pods, jobs and scaling', () => {
    for (const part of ['kubeEtcd', 'kubeScheduler', 'kubeControllerManager', 'kubeProxy', 'coreDns'])
      expect(values[part]).toEqual({ enabled: false });
    const { rules, disabled } = values.defaultRules;
    expect(rules).toMatchObject({ etcd: false, kubeProxy: false, kubeSchedulerAlerting: false });
    for (const kept of ['general', 'kubernetesApps', 'alertmanager', 'prometheus', 'node'])
      expect(rules).not.toHaveProperty(kept);
    expect(Object.keys(disabled)).toEqual(['NodeCPUHighUsage', 'NodeMemoryHighUtilization']);
  });

  it('gives every container resources', () => {
    const parts = [
      values.prometheusOperator,
      values.prometheusOperator.prometheusConfigReloader,
      values.prometheusOperator.admissionWebhooks.patch,
      values.prometheus.prometheusSpec,
      values.alertmanager.alertmanagerSpec,
      values.grafana,
      values.grafana.sidecar,
      values['kube-state-metrics'],
      values['prometheus-node-exporter'],
    ];
    for (const { resources } of parts)
      expect(resources).toMatchObject({
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
  });

  it('grants no rights on secrets for metrics or dashboards', () => {
    expect(values['kube-state-metrics'].collectorsExclude).toEqual(['secrets']);
    expect(values.grafana.rbac).toEqual({ create: false });
    expect(made.manifest('ClusterRole', 'monitoring-grafana-dashboards').rules).toEqual([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'watch', 'list'] },
    ]);
    expect(made.manifest('ClusterRoleBinding', 'monitoring-grafana-dashboards').subjects).toEqual([
      { kind: 'ServiceAccount', name: 'monitoring-grafana', namespace: 'monitoring' },
    ]);
  });

  it('fetches secrets from the store and refers to them as files', () => {
    const services = (id: string) => made.manifest('ExternalSecret', id).spec;
    const { data, secretStoreRef } = services('alertmanager-receivers');
    expect(secretStoreRef).toEqual({ kind: 'ClusterSecretStore', name: 'cloud' });
    expect(data.map(({ secretKey }: { secretKey: string }) => secretKey)).toEqual([
      'pagerduty.password',
      'slack.url',
      'hook.password',
      'smtp.password',
    ]);
    expect(data[1].remoteRef).toEqual({ key: expect.stringContaining('slack'), property: 'url' });
    expect(values.alertmanager.alertmanagerSpec.secrets).toEqual(['alertmanager-receivers']);
    expect(values.grafana.admin).toEqual({
      existingSecret: 'grafana-admin',
      userKey: 'username',
      passwordKey: 'password',
    });
    expect(services('grafana-admin').data).toHaveLength(2);
  });

  it('exposes Grafana over HTTPS, only through the gateway', () => {
    expect(made.manifest('HTTPRoute', 'monitoring-grafana').spec).toMatchObject({
      hostnames: ['grafana.example.com'],
      rules: [{ backendRefs: [{ name: 'monitoring-grafana', port: 80 }] }],
    });
    expect(values.grafana['grafana.ini'].server.root_url).toBe('https://grafana.example.com');
    const [, outside] = made.manifest('NetworkPolicy', 'monitoring-grafana').spec.ingress;
    expect(outside).toEqual({ from: [{ namespaceSelector: inNamespaces('gateway') }], ports: [tcp(3000)] });
  });

  it('labels alerts with the environment and region', () => {
    expect(values.prometheus.prometheusSpec.externalLabels).toEqual({
      system: 'acme',
      environment: 'test',
      region: { aws: 'us-east-1', google: 'us-central1', azurerm: 'eastus' }[cloud],
    });
  });
});

const inNamespaces = (...values: string[]) => ({
  matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }],
});
const tcp = (port: number) => ({ protocol: 'TCP', port });

it('lets the clients of Prometheus in', () => {
  const made = platformOn('aws', baseWith({ addons: { ...others, keda: {}, monitoring: { clients: ['shop'] } } }));
  const [own, outside] = made.manifest('NetworkPolicy', 'monitoring-prometheus').spec.ingress;
  expect(own).toEqual({ from: [{ podSelector: {} }] });
  expect(outside).toEqual({ from: [{ namespaceSelector: inNamespaces('keda', 'shop') }], ports: [tcp(9090)] });
  expect(made.manifest('NetworkPolicy', 'monitoring-alertmanager').spec.ingress).toEqual([own]);
});

it('runs without Grafana', () => {
  const made = platformOn('aws', monitored({ grafana: false }));
  expect(made.charts.monitoring!.values.grafana).toEqual({ enabled: false });
  expect(made.addresses.some((address) => address.includes('dashboard'))).toBe(false);
  expect(made.manifests.map(({ metadata }) => metadata.name)).not.toContain('monitoring-grafana-dashboards');
});

it('follows its properties', () => {
  const { values } = platformOn(
    'aws',
    monitored({
      retentionDays: 30,
      storageGiB: 100,
      scrapeSeconds: 15,
      prometheus: { cpu: '1', memory: '8Gi' },
      thresholds: { diskFreePercent: 10 },
    }),
  ).charts.monitoring!;
  expect(values.prometheus.prometheusSpec).toMatchObject({
    retention: '30d',
    retentionSize: '80GiB',
    scrapeInterval: '15s',
    resources: { requests: { cpu: '1', memory: '8Gi' }, limits: { memory: '8Gi' } },
  });
});

it('uses the secrets of receivers, Grafana and exporters', () => {
  const used = (monitoring: object, cloud: CloudName = 'aws') =>
    resolve(environmentSchema.parse(monitored(monitoring)), cloud).secrets.used.map(
      ({ secret, user = '' }) => `${secret}${user && ` as ${user}`}`,
    );
  const all = (cache: string) => ['grafana', 'hook', 'pagerduty', 'postgres as exporter', cache, 'slack', 'smtp'];
  expect(used({ receivers, smtp, grafana })).toEqual(all('redis as exporter'));
  // Caches of Google and Azure know one user.
  for (const cloud of ['google', 'azurerm'] as const)
    expect(used({ receivers, smtp, grafana }, cloud)).toEqual(all('redis'));
  expect(used({ exporters: false })).toEqual([]);
});
