/** Tempo: traces of requests, kept in a bucket and read in Grafana. */
import { z } from 'zod';
import { STORAGE_CLASS } from '../platform';
import { identifier } from '../vocabulary';
import { common, type Addon, type AddonContext } from './addon';
import { namespaceOf } from './namespaces';
import { alloy, OWNERS } from './parts/alloy';
import { bucketAccess, bucketRules } from './parts/buckets';
import { callers } from './parts/callers';
import { dataSource } from './parts/data-source';
import { resources, spread, type ServiceAccount } from './parts/values';

interface Component {
  readonly replicas: number;
  readonly resources: object;
  readonly affinity: string | null;
  /** YAML, a template. */
  readonly topologySpreadConstraints: string;
  readonly podDisruptionBudget: { readonly enabled: boolean };
}

/** What is set of the chart's values: artifacthub.io/packages/helm/grafana-community/tempo-distributed */
export interface TempoValues {
  readonly fullnameOverride: string;
  readonly reportingEnabled: boolean;
  readonly tempo: { readonly podSecurityContext: object; readonly podLabels: Readonly<Record<string, string>> };
  readonly serviceAccount: ServiceAccount;
  readonly storage: { readonly trace: object };
  readonly traces: { readonly otlp: { readonly grpc: { readonly enabled: boolean } } };
  readonly distributor: Component;
  readonly ingester: Component & {
    readonly persistence: { readonly enabled: boolean; readonly size: string; readonly storageClass: string };
    readonly config: { readonly replication_factor: number };
  };
  readonly compactor: Component & { readonly config: { readonly compaction: { readonly block_retention: string } } };
  readonly querier: Component;
  readonly queryFrontend: Component;
  readonly memcached: Component & { readonly enabled: boolean; readonly extraArgs: readonly string[] };
  readonly cache: { readonly caches: readonly object[] };
  readonly metaMonitoring: { readonly serviceMonitor: { readonly enabled: boolean } };
}

export const tempoSchema = z.strictObject({
  ...common<TempoValues>(),
  /** Where traces are kept: a name in the environment's `objectStores`, for Tempo alone. */
  store: identifier,
  /** Days that traces are kept: 1–365. @default 7 */
  retentionDays: z.int().min(1).max(365).default(7),
  /** Disk of each ingester, in GiB, for what is not in the bucket yet: 1–1000. @default 10 */
  diskGiB: z.int().min(1).max(1000).default(10),
  /** Memory that keeps what was read from the bucket, in MiB: 64–65536, or 0 for none. @default - 256 with `highAvailability`, else 0 */
  cacheMiB: z.union([z.literal(0), z.int().min(64).max(65_536)]).optional(),
  /** Which part of the traces is kept, in percent: more than 0, at most 100. @default 100 */
  samplePercent: z.number().gt(0).max(100).default(100),
  /** Namespaces whose pods may send traces. @default - every one of the environment's `namespaces` */
  senders: z.array(identifier).optional(),
});
export type TempoProps = z.output<typeof tempoSchema>;

const NAME = 'tempo';
const COLLECTOR = 'trace-collector';
const PORT = 3200;
/** OpenTelemetry's own: gRPC and HTTP. */
const OTLP = { 'otlp-grpc': 4317, 'otlp-http': 4318 } as const;

/** Three copies of what is not in the bucket yet are what Tempo needs to lose one. */
const copies = (replicas: number): number => (replicas > 1 ? 3 : 1);

const component = (id: string, replicas: number, size: object): Component => ({
  replicas,
  resources: size,
  // The chart forbids two on a node, and waits for ever where nodes are fewer.
  affinity: null,
  topologySpreadConstraints: JSON.stringify(
    spread({ 'app.kubernetes.io/instance': NAME, 'app.kubernetes.io/component': id }),
  ),
  podDisruptionBudget: { enabled: replicas > 1 },
});

function valuesOf({ props, cloud, replicas, on }: AddonContext<TempoProps>): TempoValues {
  const { annotations, podLabels } = cloud.serviceAccount(NAME);
  const cacheMiB = props.cacheMiB ?? (replicas > 1 ? 256 : 0);
  return {
    fullnameOverride: NAME,
    reportingEnabled: false,
    tempo: { podSecurityContext: { fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } }, podLabels },
    serviceAccount: { name: NAME, annotations },
    storage: { trace: cloud.objectStorage(props.store).tempo },
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
      // Beside the cache it needs room for its connections.
      ...component('memcached', 1, resources('50m', `${cacheMiB + 64}Mi`)),
      enabled: cacheMiB > 0,
      extraArgs: [`-m ${cacheMiB}`],
    },
    cache: { caches: [] },
    metaMonitoring: { serviceMonitor: { enabled: on('monitoring') } },
  };
}

/** Spans get to know which pod they are from, and wait here while Tempo is away. */
const collecting = (namespace: string, samplePercent: number): string => {
  const sampled = samplePercent < 100;
  return `
otelcol.receiver.otlp "pods" {
  grpc {
    endpoint = "0.0.0.0:${OTLP['otlp-grpc']}"
  }
  http {
    endpoint = "0.0.0.0:${OTLP['otlp-http']}"
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
    endpoint = "${NAME}-distributor.${namespace}.svc:${OTLP['otlp-grpc']}"
    tls {
      insecure = true
    }
  }
}
`;
};

export const tempo: Addon<TempoProps> = {
  id: NAME,
  title: 'Tempo',
  podSecurity: 'restricted',
  volumes: true,
  // What Prometheus looks at, and what Grafana asks, are objects of its own.
  after: ['monitoring'],
  rights: ({ store }) => bucketAccess(store),
  rules: [
    ...bucketRules<TempoProps>('tempo'),
    {
      property: 'senders',
      when: ({ senders = [] }, { environment }) => senders.some((name) => !(name in environment.namespaces)),
      say: ({ senders = [] }, { environment }) =>
        `must be names in namespaces (${Object.keys(environment.namespaces).join(', ') || 'none'}), got ${senders.filter((name) => !(name in environment.namespaces)).join(', ')}`,
    },
  ],
  releases: (context) => {
    const { props, namespace, replicas, on } = context;
    return [
      {
        name: NAME,
        // Later charts run Tempo 3, which takes a Kafka cluster of its own to have more than one of anything.
        chart: {
          repository: 'https://grafana-community.github.io/helm-charts',
          name: 'tempo-distributed',
          version: '2.26.2',
        },
        values: valuesOf(context),
      },
      alloy({
        name: COLLECTOR,
        configuration: collecting(namespace, props.samplePercent),
        replicas,
        ports: OTLP,
        reads: { pods: ['pods'], others: OWNERS },
        cpu: '50m',
        memory: '256Mi',
        monitored: on('monitoring'),
      }),
    ];
  },
  objects: ({ props, environment, namespace, on }) => {
    const monitoring = [namespaceOf(environment, 'monitoring')].filter((other) => other !== namespace);
    const senders = props.senders ?? Object.keys(environment.namespaces);
    return [
      callers({
        metadata: { name: NAME, namespace },
        pods: { 'app.kubernetes.io/instance': NAME },
        from: monitoring,
      }),
      callers({
        metadata: { name: COLLECTOR, namespace },
        pods: { 'app.kubernetes.io/instance': COLLECTOR },
        from: senders.filter((sender) => sender !== namespace),
        ports: Object.values(OTLP),
      }),
      ...(on('monitoring')
        ? [
            dataSource(environment, {
              id: NAME,
              title: 'Tempo',
              type: 'tempo',
              url: `http://${NAME}-query-frontend.${namespace}.svc:${PORT}`,
            }),
          ]
        : []),
    ];
  },
};
