/** Loki: its chart with a bucket, the collector that needs only the API, the data source, its rights and rules. */
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { problemsOf, saidOf } from '../../../helpers/synth';

const withLoki = (loki: object = {}, more: object = {}) =>
  baseWith({ objectStores: { logs: {}, traces: {} }, addons: { loki: { objectStore: 'logs', ...loki } }, ...more });
const monitored = { certManager: { email: 'ops@example.com' }, monitoring: { exporters: false } };

/** A bucket in Loki's configuration, per cloud. */
const STORES = { aws: 's3', google: 'gcs', azurerm: 'azure' } as const;

describe.each(CLOUDS)('loki on %s', (cloud) => {
  const made = platformOn(cloud, withLoki());
  const { values, ...chart } = made.charts.loki!;
  const kind = STORES[cloud];

  it('creates a namespace, a storage class, Loki, a collector and network policies', () => {
    expect(made.addresses.filter((address) => /loki|monitoring|storage/.test(address))).toEqual([
      'helm_release.loki',
      'helm_release.loki_log_collector',
      'helm_release.loki_objects',
      'kubernetes_namespace_v1.namespace_monitoring',
      'kubernetes_network_policy_v1.loki_traffic',
      'kubernetes_network_policy_v1.namespace_monitoring_allow_dns',
      'kubernetes_network_policy_v1.namespace_monitoring_default_deny',
      'kubernetes_storage_class_v1.storage',
    ]);
    expect(made.manifest('Namespace', 'monitoring').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  it('pins its charts', () => {
    expect(chart).toMatchObject({
      repository: 'https://grafana-community.github.io/helm-charts',
      chart: 'loki',
      version: '18.11.0',
    });
    expect(made.charts['log-collector']).toMatchObject({
      repository: 'https://grafana.github.io/helm-charts',
      chart: 'alloy',
      version: '1.11.1',
    });
  });

  it('keeps three copies of logs that are not in the bucket yet', () => {
    expect(values).toMatchObject({
      deploymentMode: 'Monolithic',
      loki: { commonConfig: { replication_factor: 3 } },
      singleBinary: {
        replicas: 3,
        affinity: null,
        podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
        persistence: { size: '10Gi', storageClass: 'encrypted' },
      },
    });
    expect([values.read, values.write, values.backend]).toEqual([{ replicas: 0 }, { replicas: 0 }, { replicas: 0 }]);
  });

  it('writes to the bucket with its newer clients, in one schema', () => {
    const { storage, schemaConfig, compactor } = values.loki;
    expect(storage).toMatchObject({
      use_thanos_objstore: true,
      type: kind,
      bucketNames: { chunks: expect.stringContaining('logs') as string },
      object_store: { type: kind },
    });
    expect(schemaConfig.configs).toEqual([
      {
        from: '2024-04-01',
        store: 'tsdb',
        object_store: kind,
        schema: 'v13',
        index: { prefix: 'index_', period: '24h' },
      },
    ]);
    expect(compactor).toEqual({ retention_enabled: true, delete_request_store: kind });
  });

  it('keeps logs for thirty days', () => {
    expect(values.loki.limits_config).toMatchObject({ retention_period: '720h', ingestion_rate_mb: 16 });
  });

  it('may read and write only its bucket', () => {
    expect(resolve(environmentSchema.parse(withLoki()), cloud).identities.loki).toEqual({
      namespace: 'monitoring',
      serviceAccount: 'loki',
      rights: [{ objectStore: 'logs', read: true, write: true }],
    });
    expect(values.serviceAccount.name).toBe('loki');
  });

  it('passes on the identity where the cloud requires it', () => {
    const marked = cloud === 'azurerm';
    expect(Object.keys(values.serviceAccount.annotations as object)).toEqual(
      marked ? ['azure.workload.identity/client-id'] : [],
    );
    expect(values.loki.podLabels).toEqual(marked ? { 'azure.workload.identity/use': 'true' } : {});
  });

  it('collects through the API on every node, with rights only to pods and their logs', () => {
    const { values: collector } = made.charts['log-collector']!;
    expect(collector.controller).toMatchObject({ type: 'daemonset', tolerations: [{ operator: 'Exists' }] });
    expect(collector.rbac.rules).toEqual([
      { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list', 'watch'] },
    ]);
    expect(collector.alloy.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 473,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
    });
    expect(collector.alloy.mounts.extra).toEqual([{ name: 'storage', mountPath: '/var/lib/alloy' }]);
    expect(collector.alloy.configMap.content).toContain('field = "spec.nodeName=" + sys.env("K8S_NODE_NAME")');
    expect(collector.alloy.configMap.content).toContain('url = "http://loki.monitoring.svc:3100/loki/api/v1/push"');
  });

  it('can be called only from its own namespace', () => {
    expect(made.manifest('NetworkPolicy', 'loki').spec).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'loki' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: {} }] }],
    });
  });
});

describe('loki', () => {
  const charts = (loki: object, more: object = {}) => platformOn('aws', withLoki(loki, more)).charts;

  it('runs once, without caches, without high availability', () => {
    const { values } = charts({}, { highAvailability: false }).loki!;
    expect(values.loki.commonConfig).toEqual({ replication_factor: 1 });
    expect(values.singleBinary).toMatchObject({ replicas: 1, podDisruptionBudget: { enabled: false } });
    expect([values.chunksCache, values.resultsCache]).toEqual([{ enabled: false }, { enabled: false }]);
  });

  it('has caches of the given size, or none', () => {
    const sizes = ({ chunksCache, resultsCache }: Record<string, { allocatedMemory?: number }>) => [
      chunksCache!.allocatedMemory,
      resultsCache!.allocatedMemory,
    ];
    expect(sizes(charts({}).loki!.values)).toEqual([1024, 256]);
    expect(sizes(charts({ cache: { chunksMiB: 4096 } }).loki!.values)).toEqual([4096, 256]);
    expect(sizes(charts({ cache: false }).loki!.values)).toEqual([undefined, undefined]);
  });

  it('follows its properties for retention, disk and ingestion rate', () => {
    const { values } = charts({ retentionDays: 7, diskGiB: 50, ingestMiBPerSecond: 40 }).loki!;
    expect(values.loki.limits_config).toEqual({
      retention_period: '168h',
      ingestion_rate_mb: 40,
      ingestion_burst_size_mb: 80,
    });
    expect(values.singleBinary.persistence.size).toBe('50Gi');
  });

  it('excludes namespaces, or collects nothing', () => {
    const { content } = charts({ collector: { excludeNamespaces: ['kube-system', 'istio-system'] } })['log-collector']!
      .values.alloy.configMap;
    expect(content).toMatch(/regex = "kube-system\|istio-system"\n {4}action = "drop"/);
    expect(charts({})['log-collector']!.values.alloy.configMap.content).not.toContain('drop');
    expect(charts({ collector: false })).not.toHaveProperty('log-collector');
  });

  it('is a data source of Grafana and is scraped when monitoring is installed', () => {
    const made = platformOn('google', withLoki({ namespace: 'logging' }, { addons: addonsWith(monitored) }));
    expect(made.charts.loki!.values.monitoring.serviceMonitor).toEqual({ enabled: true });
    expect(made.charts['log-collector']!.values.serviceMonitor).toEqual({ enabled: true });
    const { metadata, data } = made.manifest('ConfigMap', 'loki-data-source');
    expect(metadata).toEqual({
      name: 'loki-data-source',
      namespace: 'monitoring',
      labels: { grafana_datasource: '1' },
    });
    expect(JSON.parse(data['loki.yaml'] as string)).toMatchObject({
      datasources: [{ type: 'loki', url: 'http://loki.logging.svc:3100' }],
    });
    expect(made.manifest('NetworkPolicy', 'loki').spec.ingress[1].from[0].namespaceSelector).toEqual({
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['monitoring'] }],
    });
    expect(made.resource('helm_release.loki').depends_on).toContain('helm_release.monitoring_crds');
  });

  const addonsWith = (others: object) => ({ ...others, loki: { objectStore: 'logs', namespace: 'logging' } });

  it.each([
    [
      { objectStore: 'pictures' },
      {},
      'objectStore must name one of the environment\'s objectStores (files, logs, traces), got "pictures"',
    ],
    [
      {},
      { objectStores: { logs: { retentionLock: { days: 10 } } } },
      'objectStore must name an object store without retentionLock, because objects are rewritten and expired ones deleted, got "logs"',
    ],
  ])('refuses %j with %j', (loki, more, message) => {
    expect(problemsOf(withLoki(loki, more))).toContain(saidOf('acme/test: addons.loki', message));
  });

  it('refuses a shared bucket', () => {
    const addons = { loki: { objectStore: 'logs' }, velero: { objectStore: 'logs' } };
    expect(problemsOf(baseWith({ objectStores: { logs: {} }, addons }))).toEqual([
      'acme/test: addons.loki.objectStore must name an object store that nothing else uses, got "logs", which addons.velero uses. Add another to objectStores',
      'acme/test: addons.velero.objectStore must name an object store that nothing else uses, got "logs", which addons.loki uses. Add another to objectStores',
    ]);
  });
});
