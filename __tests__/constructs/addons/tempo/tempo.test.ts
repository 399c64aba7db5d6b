/** Tempo: its chart with a bucket, the collector and its senders, the data source, its rights and rules. */
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { problemsOf, saidOf } from '../../../helpers/synth';

const withTempo = (tempo: object = {}, more: object = {}) =>
  baseWith({ objectStores: { traces: {} }, addons: { tempo: { objectStore: 'traces', ...tempo } }, ...more });

const BACKENDS = { aws: 's3', google: 'gcs', azurerm: 'azure' } as const;

describe.each(CLOUDS)('tempo on %s', (cloud) => {
  const made = platformOn(cloud, withTempo());
  const { values, ...chart } = made.charts.tempo!;

  it('creates a namespace, a storage class, Tempo, a collector and network policies', () => {
    expect(made.addresses.filter((address) => /tempo|monitoring|storage/.test(address))).toEqual([
      'helm_release.tempo',
      'helm_release.tempo_objects',
      'helm_release.tempo_trace_collector',
      'kubernetes_namespace_v1.namespace_monitoring',
      'kubernetes_network_policy_v1.namespace_monitoring_allow_dns',
      'kubernetes_network_policy_v1.namespace_monitoring_default_deny',
      'kubernetes_network_policy_v1.tempo_traffic',
      'kubernetes_storage_class_v1.storage',
    ]);
  });

  it('pins its charts', () => {
    expect(chart).toMatchObject({
      repository: 'https://grafana-community.github.io/helm-charts',
      chart: 'tempo-distributed',
      version: '2.26.2',
    });
    expect(made.charts['trace-collector']).toMatchObject({ chart: 'alloy', version: '1.11.1' });
  });

  it('runs two of everything, and three ingesters', () => {
    const parts = ['distributor', 'compactor', 'querier', 'queryFrontend', 'ingester'];
    expect(parts.map((part) => (values[part] as { replicas: number }).replicas)).toEqual([2, 2, 2, 2, 3]);
    expect(values.ingester).toMatchObject({
      persistence: { enabled: true, size: '10Gi', storageClass: 'encrypted' },
      config: { replication_factor: 3 },
      podDisruptionBudget: { enabled: true },
    });
    expect(values.memcached).toMatchObject({ enabled: true, extraArgs: ['-m 256'] });
  });

  it('writes to its bucket and keeps traces for seven days', () => {
    const kind = BACKENDS[cloud];
    expect(values.storage.trace.backend).toBe(kind);
    expect(JSON.stringify(values.storage.trace[kind])).toContain('traces');
    expect(values.compactor.config).toEqual({ compaction: { block_retention: '168h' } });
  });

  it('may read and write only its bucket', () => {
    expect(resolve(environmentSchema.parse(withTempo()), cloud).identities.tempo).toEqual({
      namespace: 'monitoring',
      serviceAccount: 'tempo',
      rights: [{ objectStore: 'traces', read: true, write: true }],
    });
    expect(values.serviceAccount.name).toBe('tempo');
    expect(values.tempo.podLabels).toEqual(cloud === 'azurerm' ? { 'azure.workload.identity/use': 'true' } : {});
  });

  it('sets the seccomp profile that the restricted standard requires', () => {
    expect(values.tempo.podSecurityContext.seccompProfile).toEqual({ type: 'RuntimeDefault' });
  });

  it('receives both protocols of OpenTelemetry, runs twice, and forwards to Tempo', () => {
    const { alloy, controller, rbac } = made.charts['trace-collector']!.values;
    expect(controller).toMatchObject({ type: 'deployment', replicas: 2, podDisruptionBudget: { enabled: true } });
    expect(alloy.extraPorts).toEqual([
      { name: 'otlp-grpc', port: 4317, targetPort: 4317, protocol: 'TCP' },
      { name: 'otlp-http', port: 4318, targetPort: 4318, protocol: 'TCP' },
    ]);
    expect(alloy.configMap.content).toContain('endpoint = "tempo-distributor.monitoring.svc:4317"');
    expect(alloy.configMap.content).not.toContain('probabilistic_sampler');
    expect(rbac.rules[0].resources).toEqual(['pods']);
  });

  it('lets the environment’s namespaces send to those ports only, and nobody read', () => {
    expect(made.manifest('NetworkPolicy', 'trace-collector').spec.ingress).toEqual([
      { from: [{ podSelector: {} }] },
      {
        from: [
          {
            namespaceSelector: {
              matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }],
            },
          },
        ],
        ports: [
          { protocol: 'TCP', port: 4317 },
          { protocol: 'TCP', port: 4318 },
        ],
      },
    ]);
    expect(made.manifest('NetworkPolicy', 'tempo').spec.ingress).toEqual([{ from: [{ podSelector: {} }] }]);
  });
});

describe('tempo', () => {
  const made = (tempo: object, more: object = {}) => platformOn('aws', withTempo(tempo, more));

  it('runs once, without a cache, without high availability', () => {
    const { values } = made({}, { highAvailability: false }).charts.tempo!;
    expect([values.ingester.replicas, values.ingester.config.replication_factor]).toEqual([1, 1]);
    expect(values.querier).toMatchObject({ replicas: 1, podDisruptionBudget: { enabled: false } });
    expect(values.memcached.enabled).toBe(false);
  });

  it('follows its properties for retention, disk and cache', () => {
    const { values } = made({ retentionDays: 30, diskGiB: 40, cacheMiB: 1000 }).charts.tempo!;
    expect(values.compactor.config.compaction.block_retention).toBe('720h');
    expect(values.ingester.persistence.size).toBe('40Gi');
    expect(values.memcached).toMatchObject({ extraArgs: ['-m 1000'], resources: { limits: { memory: '1064Mi' } } });
  });

  it('keeps a share of the traces', () => {
    const { content } = made({ samplePercent: 12.5 }).charts['trace-collector']!.values.alloy.configMap;
    expect(content).toContain('sampling_percentage = 12.5');
    expect(content).toContain('traces = [otelcol.processor.probabilistic_sampler.traces.input]');
  });

  it('lets only the named namespaces send', () => {
    const { spec } = made({ senders: [] }).manifest('NetworkPolicy', 'trace-collector');
    expect(spec.ingress).toEqual([{ from: [{ podSelector: {} }] }]);
  });

  it('is a data source of Grafana when monitoring is installed', () => {
    const monitored = platformOn(
      'google',
      withTempo({}, { addons: { monitoring: { exporters: false }, tempo: { objectStore: 'traces' } } }),
    );
    expect(monitored.charts.tempo!.values.metaMonitoring.serviceMonitor).toEqual({ enabled: true });
    const { data } = monitored.manifest('ConfigMap', 'tempo-data-source');
    expect(JSON.parse(data['tempo.yaml'] as string)).toMatchObject({
      datasources: [{ type: 'tempo', url: 'http://tempo-query-frontend.monitoring.svc:3200' }],
    });
  });

  it.each([
    [
      { objectStore: 'logs' },
      'objectStore must name one of the environment\'s objectStores (files, traces), got "logs"',
    ],
    [{ senders: ['shop', 'office'] }, 'senders.1 must name one of the environment\'s namespaces (shop), got "office"'],
  ])('refuses %j', (tempo, message) => {
    expect(problemsOf(withTempo(tempo))).toContain(saidOf('acme/test: addons.tempo', message));
  });

  it.each([0, 101])('refuses a share of %d percent', (samplePercent) => {
    expect(problemsOf(withTempo({ samplePercent }))[0]).toContain('addons.tempo.samplePercent');
  });
});
