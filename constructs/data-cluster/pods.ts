/** Pods of Kafka, ClickHouse and OpenSearch clusters: their labels, who calls them, and on which ports. */
import { present } from '../../core/invariant';
import { nameInCluster } from '../../core/names-in-cluster';
import type { AddonKey } from '../addons/schema';
import type { Environment } from '../environment/schema';
import { listenersOf } from '../kafka-cluster/schema';
import { kafkaQueueOf } from '../workload/scaling';
import type { ClusterRecord } from './clusters';

type Labels = Readonly<Record<string, string>>;

/** Add-ons that call the clusters, in addition to `callers`: their operator, and KEDA, which reads Kafka's topics. */
export const OPERATORS = {
  kafkaClusters: ['strimzi', 'keda'],
  clickHouseClusters: ['clickHouseOperator'],
  searchClusters: ['openSearchOperator'],
} as const satisfies Readonly<Record<ClusterRecord, readonly AddonKey[]>>;

/** Kafka's ports for brokers, controllers and the operator: strimzi.io/docs/operators/latest/deploying */
export const KAFKA_PORTS = { operator: [9090, 9091, 8443], metrics: 9404 } as const;
/** ClickHouse's ports: for clients, HTTP and its own protocol; of keepers for servers, and for their probe; of backups. */
export const CLICK_HOUSE_PORTS = {
  clients: [8123, 9000],
  keeper: 2181,
  keeperControl: 9182,
  metrics: 9363,
  backups: 7171,
} as const;
export const SEARCH_PORTS = { http: 9200, dashboards: 5601, exporter: 9114 } as const;

/** Name of the job that asks servers of a ClickHouse cluster for backups, of its pods and of their service account. */
export const backupJobName = (name: string): string => `${name}-backup`;

/** Labels of a cluster's pods, by the cluster's name in Kubernetes. */
export const PODS = {
  kafka: (name: string): Labels => ({ 'strimzi.io/cluster': name }),
  clickHouse: (name: string): Labels => ({ 'app.kubernetes.io/name': name }),
  keepers: (name: string): Labels => ({ 'app.kubernetes.io/name': `${name}-keeper` }),
  /** Pods of the job that asks servers for backups. */
  backups: (name: string): Labels => ({ 'app.kubernetes.io/name': backupJobName(name) }),
  search: (name: string): Labels => ({ 'opster.io/opensearch-cluster': name }),
  dashboards: (name: string): Labels => ({ 'opensearch.cluster.dashboards': name }),
  searchExporter: (name: string): Labels => ({ 'app.kubernetes.io/name': `${name}-exporter` }),
  /** The operator gives the job that writes users no labels of its own; this one is Kubernetes'. */
  searchUsers: (name: string): Labels => ({ 'batch.kubernetes.io/job-name': `${name}-securityconfig-update` }),
};

/** Pods of a cluster that are called alike. */
export interface ClusterPods {
  readonly name: string;
  readonly pods: Labels;
  /** Ports of the cluster's `callers`. */
  readonly ports: readonly number[];
  /** Ports of add-ons. */
  readonly addons: readonly { readonly key: AddonKey; readonly ports: readonly number[] }[];
  /** Service accounts of the cluster's own pods, which may call every port. */
  readonly accounts: readonly string[];
  /** Jobs of the cluster that call some ports only, by their service accounts. @default - none */
  readonly jobs?: readonly { readonly account: string; readonly ports: readonly number[] }[];
}

/** Operators run all pods of these clusters as it, but for servers that write backups. */
const DEFAULT_ACCOUNT = ['default'];

type PodsOf = (name: string, id: string, environment: Environment) => ClusterPods[];

const KINDS: Readonly<Record<ClusterRecord, PodsOf>> = {
  kafkaClusters: (name, id, environment) => {
    const cluster = present(environment.kafkaClusters[id], `kafkaClusters.${id}`);
    const listeners = listenersOf(cluster).map(({ port }) => port);
    return [
      {
        name,
        pods: PODS.kafka(name),
        ports: listeners,
        addons: [
          { key: 'strimzi', ports: KAFKA_PORTS.operator },
          ...(isMeasured(environment, id) ? [{ key: 'keda' as const, ports: listeners }] : []),
          { key: 'monitoring', ports: [KAFKA_PORTS.metrics] },
        ],
        accounts: ['kafka', 'entity-operator', 'kafka-exporter'].map((part) => `${name}-${part}`),
      },
    ];
  },
  clickHouseClusters: (name, id, environment) => {
    const { clients, keeper, keeperControl, metrics, backups } = CLICK_HOUSE_PORTS;
    const monitoring = { key: 'monitoring', ports: [metrics] } as const;
    const hasBackups = environment.clickHouseClusters[id]?.backups !== undefined;
    const accounts = [...DEFAULT_ACCOUNT, ...(hasBackups ? [name] : [])];
    const job = backupJobName(name);
    return [
      {
        name,
        pods: PODS.clickHouse(name),
        ports: clients,
        addons: [{ key: 'clickHouseOperator', ports: clients }, monitoring],
        accounts,
        ...(hasBackups && { jobs: [{ account: job, ports: [backups] }] }),
      },
      {
        name: `${name}-keeper`,
        pods: PODS.keepers(name),
        ports: [],
        addons: [{ key: 'clickHouseOperator', ports: [keeper, keeperControl] }, monitoring],
        accounts,
      },
      ...(hasBackups ? [{ name: job, pods: PODS.backups(name), ports: [], addons: [], accounts: [job] }] : []),
    ];
  },
  searchClusters: (name, id, environment) => {
    const { http, dashboards, exporter } = SEARCH_PORTS;
    const hasSnapshots = environment.searchClusters[id]?.snapshots !== undefined;
    const accounts = [...DEFAULT_ACCOUNT, ...(hasSnapshots ? [name] : [])];
    const hasDashboards = environment.searchClusters[id]?.dashboards !== undefined;
    return [
      {
        name,
        pods: PODS.search(name),
        ports: [http],
        addons: [{ key: 'openSearchOperator', ports: [http] }],
        accounts,
      },
      { name: `${name}-users`, pods: PODS.searchUsers(name), ports: [], addons: [], accounts },
      ...(hasDashboards
        ? [{ name: `${name}-dashboards`, pods: PODS.dashboards(name), ports: [dashboards], addons: [], accounts }]
        : []),
      ...(environment.addons.monitoring
        ? [
            {
              name: `${name}-exporter`,
              pods: PODS.searchExporter(name),
              ports: [],
              addons: [{ key: 'monitoring' as const, ports: [exporter] }],
              accounts,
            },
          ]
        : []),
    ];
  },
};

/** Whether a workload scales by a topic of a Kafka cluster, which KEDA then reads. */
export const isMeasured = ({ workloads }: Pick<Environment, 'workloads'>, id: string): boolean =>
  Object.values(workloads).some((workload) => kafkaQueueOf(workload)?.cluster === id);

/** The pods of a cluster. */
export const clusterPods = (environment: Environment, record: ClusterRecord, id: string): ClusterPods[] =>
  KINDS[record](nameInCluster(environment, id), id, environment);
