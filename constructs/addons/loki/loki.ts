/** Loki: keeps the logs of every container in a bucket, for Grafana. */
import { resources, spread } from '../../../core/kubernetes/chart-values';
import { priorityClass } from '../../../core/kubernetes/priority';
import { STORAGE_CLASS } from '../../../core/kubernetes/words';
import type { Addon, AddonContext, GuardedContext } from '../addon';
import { alloy, NAMESPACES } from '../parts/alloy';
import { dataSource } from '../parts/data-source';
import { addonPolicy, type GuardedPods } from '../parts/network-policy';
import { bucketAccess, bucketRules } from '../parts/own-bucket';
import { type Cache, lokiBase, type LokiProps, type LokiValues } from './schema';

const NAME = 'loki';

const COLLECTOR = 'log-collector';

const PORT = 3100;

/**
 * Copies of logs that are not in the bucket yet. Loki needs three to survive the loss of one: with two, it accepts no
 * logs while one is down.
 */
const copies = (replicas: number): number => (replicas > 1 ? 3 : 1);

const DEFAULT_CACHE = { chunksMiB: 1024, resultsMiB: 256 };

const urlOf = (namespace: string): string => `http://${NAME}.${namespace}.svc:${PORT}`;

function valuesOf({ props, cloud, replicas, installed }: AddonContext<LokiProps>): LokiValues {
  const { loki, lokiKind } = cloud.objectStorage(props.objectStore);
  const { annotations, podLabels } = cloud.serviceAccount(NAME);
  const cache = props.cache ?? (replicas > 1 ? DEFAULT_CACHE : false);
  return {
    deploymentMode: 'Monolithic',
    fullnameOverride: NAME,
    loki: {
      auth_enabled: false,
      commonConfig: { replication_factor: copies(replicas) },
      // The newer of Loki's two kinds of storage clients, because the older one is deprecated.
      storage: { use_thanos_objstore: true, type: lokiKind, ...loki },
      schemaConfig: {
        configs: [
          {
            // First day of this schema. It must never change; any day before the first log will do.
            from: '2024-04-01',
            store: 'tsdb',
            object_store: lokiKind,
            schema: 'v13',
            index: { prefix: 'index_', period: '24h' },
          },
        ],
      },
      limits_config: {
        retention_period: `${props.retentionDays * 24}h`,
        ingestion_rate_mb: props.ingestMiBPerSecond,
        ingestion_burst_size_mb: props.ingestMiBPerSecond * 2,
      },
      compactor: { retention_enabled: true, delete_request_store: lokiKind },
      analytics: { reporting_enabled: false },
      podLabels,
    },
    serviceAccount: { name: NAME, annotations },
    singleBinary: {
      replicas: copies(replicas),
      resources: resources('250m', '1Gi', { memory: '2Gi' }),
      // The chart's anti-affinity forbids two on one node, so that pods would stay pending on a small cluster.
      affinity: null,
      topologySpreadConstraints: spread({
        'app.kubernetes.io/instance': NAME,
        'app.kubernetes.io/component': 'single-binary',
      }),
      podDisruptionBudget: { enabled: replicas > 1, maxUnavailable: 1 },
      persistence: { size: `${props.diskGiB}Gi`, storageClass: STORAGE_CLASS },
    },
    read: { replicas: 0 },
    write: { replicas: 0 },
    backend: { replicas: 0 },
    chunksCache: cacheOf(cache ? cache.chunksMiB : 0),
    resultsCache: cacheOf(cache ? cache.resultsMiB : 0),
    memcachedExporter: { enabled: installed('monitoring'), resources: resources('10m', '32Mi') },
    // Cluster-wide rights would only be for rules in ConfigMaps, which are not read.
    rbac: { namespaced: true },
    gateway: { enabled: false },
    ruler: { enabled: false },
    sidecar: { rules: { enabled: false } },
    lokiCanary: { enabled: false },
    test: { enabled: false },
    monitoring: { serviceMonitor: { enabled: installed('monitoring') } },
  };
}

const cacheOf = (mib: number): Cache =>
  mib === 0 ? { enabled: false } : { enabled: true, allocatedMemory: mib, allocatedCPU: '100m' };

const NAMESPACE_LABEL = { source_labels: ['__meta_kubernetes_namespace'] };

/** Alloy configuration of the collectors. Each reads the logs of its own node's pods through the Kubernetes API. */
const collecting = (url: string, excluded: readonly string[]): string => `
discovery.kubernetes "pods" {
  role = "pod"
  selectors {
    role  = "pod"
    field = "spec.nodeName=" + sys.env("K8S_NODE_NAME")
  }
}

discovery.relabel "pods" {
  targets = discovery.kubernetes.pods.targets
${excluded.length > 0 ? rule({ ...NAMESPACE_LABEL, regex: excluded.join('|'), action: 'drop' }) : ''}
${rule({ ...NAMESPACE_LABEL, target_label: 'namespace' })}
${rule({ source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' })}
${rule({ source_labels: ['__meta_kubernetes_pod_container_name'], target_label: 'container' })}
${rule({ source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_name'], target_label: 'app' })}
}

loki.source.kubernetes "pods" {
  targets    = discovery.relabel.pods.output
  forward_to = [loki.write.loki.receiver]
}

loki.write "loki" {
  endpoint {
    url = "${url}/loki/api/v1/push"
  }
}
`;

const rule = (fields: Readonly<Record<string, string | readonly string[]>>): string =>
  ['  rule {', ...Object.entries(fields).map(([key, value]) => `    ${key} = ${JSON.stringify(value)}`), '  }'].join(
    '\n',
  );

const source = ({ namespace, addonNamespaces: { monitoring } }: AddonContext<LokiProps>) =>
  dataSource({ id: NAME, namespace: monitoring, title: 'Loki', type: 'loki', url: urlOf(namespace) });

const guardedPods = ({ namespace, addonNamespaces }: GuardedContext<LokiProps>): GuardedPods[] => [
  {
    metadata: { name: NAME, namespace },
    pods: { 'app.kubernetes.io/instance': NAME },
    from: [addonNamespaces.monitoring].filter((other) => other !== namespace),
  },
];

export const loki: Addon<LokiProps> = {
  ...lokiBase,
  id: NAME,
  title: 'Loki',
  podSecurity: 'restricted',
  volumes: true,
  // Its ServiceMonitors use Prometheus' CRDs, and its data source is in the namespace of Grafana.
  after: ['monitoring'],
  rights: ({ objectStore }) => bucketAccess(objectStore),
  rules: bucketRules('loki'),
  releases: (context) => {
    const { props, environment, namespace, installed } = context;
    return [
      {
        name: NAME,
        chart: { repository: 'https://grafana-community.github.io/helm-charts', name: 'loki', version: '18.11.0' },
        values: valuesOf(context),
      },
      ...(props.collector === false
        ? []
        : [
            alloy({
              name: COLLECTOR,
              configuration: collecting(urlOf(namespace), props.collector.excludeNamespaces),
              reads: { pods: ['pods', 'pods/log'], others: NAMESPACES },
              cpu: '50m',
              memory: '256Mi',
              monitored: installed('monitoring'),
              priorityClassName: priorityClass(environment, 'node'),
            }),
          ]),
    ];
  },
  guarded: guardedPods,
  objects: (context) => [
    ...guardedPods(context).map(addonPolicy),
    ...(context.installed('monitoring') ? [source(context)] : []),
  ],
};
