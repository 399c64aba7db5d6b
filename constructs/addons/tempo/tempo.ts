/** Tempo: keeps traces of requests in a bucket, for Grafana. */
import { resources, spread } from '../../../core/kubernetes/chart-values';
import { priorityClass } from '../../../core/kubernetes/priority';
import { STORAGE_CLASS } from '../../../core/kubernetes/words';
import { tracedNamespaces } from '../../workload/traces';
import type { Addon, AddonContext, GuardedContext } from '../addon';
import { alloy, OWNERS } from '../parts/alloy';
import { collectorOf, OTLP, podsOfCollector, sendsToTempo } from '../parts/collector';
import { dataSource } from '../parts/data-source';
import { addonPolicy, type GuardedPods } from '../parts/network-policy';
import { bucketAccess, bucketRules } from '../parts/own-bucket';
import { namespaceListRule } from '../parts/rules';
import { type Component, tempoBase, type TempoProps, type TempoValues } from './schema';

const NAME = 'tempo';

const PORT = 3200;

/** Copies of traces that are not in the bucket yet. Tempo needs three to survive the loss of one. */
const copies = (replicas: number): number => (replicas > 1 ? 3 : 1);

const component = (id: string, replicas: number, size: object): Component => ({
  replicas,
  resources: size,
  // The chart's anti-affinity forbids two on one node, so that pods would stay pending on a small cluster.
  affinity: null,
  topologySpreadConstraints: JSON.stringify(
    spread({ 'app.kubernetes.io/instance': NAME, 'app.kubernetes.io/component': id }),
  ),
  podDisruptionBudget: { enabled: replicas > 1 },
});

function valuesOf({ props, cloud, replicas, installed }: AddonContext<TempoProps>): TempoValues {
  const { annotations, podLabels } = cloud.serviceAccount(NAME);
  const cacheMiB = props.cacheMiB ?? (replicas > 1 ? 256 : 0);
  return {
    fullnameOverride: NAME,
    reportingEnabled: false,
    tempo: { podSecurityContext: { fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } }, podLabels },
    serviceAccount: { name: NAME, annotations },
    storage: { trace: cloud.objectStorage(props.objectStore).tempo },
    traces: { otlp: { grpc: { enabled: true } } },
    distributor: component('distributor', replicas, resources('50m', '256Mi')),
    ingester: {
      ...component('ingester', copies(replicas), resources('100m', '512Mi', { memory: '1Gi' })),
      persistence: { enabled: true, size: `${props.diskGiB}Gi`, storageClass: STORAGE_CLASS },
      config: { replication_factor: copies(replicas) },
    },
    compactor: {
      ...component('compactor', replicas, resources('50m', '512Mi', { memory: '1Gi' })),
      config: { compaction: { block_retention: `${props.retentionDays * 24}h` } },
    },
    querier: component('querier', replicas, resources('50m', '256Mi', { memory: '1Gi' })),
    queryFrontend: component('query-frontend', replicas, resources('50m', '128Mi', { memory: '256Mi' })),
    memcached: {
      // memcached needs memory for connections in addition to the cache.
      ...component('memcached', 1, resources('50m', `${cacheMiB + 64}Mi`)),
      enabled: cacheMiB > 0,
      extraArgs: [`-m ${cacheMiB}`],
    },
    cache: { caches: [] },
    metaMonitoring: { serviceMonitor: { enabled: installed('monitoring') } },
  };
}

/** Alloy configuration of the collector: adds the pod's names to spans, and buffers them while Tempo is down. */
const collecting = (namespace: string, samplePercent: number): string => {
  const sampled = samplePercent < 100;
  return `
otelcol.receiver.otlp "pods" {
  grpc {
    endpoint = "0.0.0.0:${OTLP.grpc}"
  }
  http {
    endpoint = "0.0.0.0:${OTLP.http}"
  }
  output {
    traces = [otelcol.processor.memory_limiter.traces.input]
  }
}

otelcol.processor.memory_limiter "traces" {
  check_interval         = "1s"
  limit_percentage       = 80
  spike_limit_percentage = 20
  output {
    traces = [otelcol.processor.k8sattributes.traces.input]
  }
}

otelcol.processor.k8sattributes "traces" {
  extract {
    metadata = ["k8s.namespace.name", "k8s.deployment.name", "k8s.pod.name", "k8s.node.name"]
  }
  pod_association {
    source {
      from = "connection"
    }
  }
  output {
    traces = [otelcol.processor.${sampled ? 'probabilistic_sampler' : 'batch'}.traces.input]
  }
}
${
  sampled
    ? `
otelcol.processor.probabilistic_sampler "traces" {
  sampling_percentage = ${samplePercent}
  output {
    traces = [otelcol.processor.batch.traces.input]
  }
}
`
    : ''
}
otelcol.processor.batch "traces" {
  output {
    traces = [otelcol.exporter.otlp.tempo.input]
  }
}

otelcol.exporter.otlp "tempo" {
  client {
    endpoint = "${NAME}-distributor.${namespace}.svc:${OTLP.grpc}"
    tls {
      insecure = true
    }
  }
}
`;
};

const source = ({ namespace, addonNamespaces: { monitoring } }: AddonContext<TempoProps>) =>
  dataSource({
    id: NAME,
    namespace: monitoring,
    title: 'Tempo',
    type: 'tempo',
    url: `http://${NAME}-query-frontend.${namespace}.svc:${PORT}`,
  });

function guardedPods({
  props: { senders },
  environment,
  namespace,
  addonNamespaces,
}: GuardedContext<TempoProps>): GuardedPods[] {
  const { addons, namespaces } = environment;
  const collector = collectorOf(NAME, addonNamespaces);
  // Workloads send to the collector of `telemetry` instead, where there is one.
  const traced = addons.telemetry ? [] : tracedNamespaces(environment);
  const others = sendsToTempo(addons) ? [addonNamespaces.telemetry] : [];
  const sending = new Set([...(senders ?? Object.keys(namespaces)), ...traced, ...others]);
  return [
    {
      metadata: { name: NAME, namespace },
      pods: { 'app.kubernetes.io/instance': NAME },
      from: [addonNamespaces.monitoring].filter((other) => other !== namespace),
    },
    {
      metadata: { name: collector.name, namespace },
      pods: podsOfCollector(collector),
      from: [...sending].filter((sender) => sender !== namespace),
      ports: Object.values(OTLP),
    },
  ];
}

export const tempo: Addon<TempoProps> = {
  ...tempoBase,
  id: NAME,
  title: 'Tempo',
  podSecurity: 'restricted',
  volumes: true,
  // Its ServiceMonitors use Prometheus' CRDs, and its data source is in the namespace of Grafana.
  after: ['monitoring'],
  rights: ({ objectStore }) => bucketAccess(objectStore),
  rules: [...bucketRules<TempoProps>('tempo'), namespaceListRule('senders', ({ senders = [] }) => senders)],
  releases: (context) => {
    const { props, environment, namespace, replicas, installed, addonNamespaces } = context;
    return [
      {
        name: NAME,
        // Later charts run Tempo 3, which needs a Kafka cluster to run more than one replica of any component.
        chart: {
          repository: 'https://grafana-community.github.io/helm-charts',
          name: 'tempo-distributed',
          version: '2.26.2',
        },
        values: valuesOf(context),
      },
      alloy({
        name: collectorOf(NAME, addonNamespaces).name,
        configuration: collecting(namespace, props.samplePercent),
        replicas,
        ports: { 'otlp-grpc': OTLP.grpc, 'otlp-http': OTLP.http },
        reads: { pods: ['pods'], others: OWNERS },
        cpu: '50m',
        memory: '256Mi',
        monitored: installed('monitoring'),
        priorityClassName: priorityClass(environment, 'platform'),
      }),
    ];
  },
  guarded: guardedPods,
  objects: (context) => [
    ...guardedPods(context).map(addonPolicy),
    ...(context.installed('monitoring') ? [source(context)] : []),
  ],
};
