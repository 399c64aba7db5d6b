/** Dashboards of Kafka, ClickHouse and OpenSearch clusters. */
import type { ClusterRecord } from '../../../../constructs/data-cluster/clusters';
import type { Environment } from '../../../../constructs/environment/schema';
import type { Dashboard, Panel } from '../dashboard';
import { sourcesOf } from '../data-clusters';

const WINDOW = '[$__rate_interval]';
/** The selected clusters, each by the job of its metrics. */
const SELECTED = 'job=~"$cluster"';

const value = (operator: string, labels: string, metric: string, more = ''): string =>
  `${operator} by (${labels}) (${metric}{${SELECTED}${more}})`;
const rate = (labels: string, metric: string, more = ''): string =>
  `sum by (${labels}) (rate(${metric}{${SELECTED}${more}}${WINDOW}))`;
const panel = (title: string, unit: string, queries: Panel['queries']): Panel => ({ title, unit, queries });

interface Kind {
  readonly record: ClusterRecord;
  readonly id: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

const KINDS: readonly Kind[] = [
  {
    record: 'kafkaClusters',
    id: 'kafka',
    title: 'Kafka',
    panels: [
      panel('Records in', 'ops', {
        '{{topic}}': rate('topic', 'kafka_server_brokertopicmetrics_messagesinpersec_total', ', topic!=""'),
      }),
      panel('Traffic', 'Bps', {
        '{{job}} in': rate('job', 'kafka_server_brokertopicmetrics_bytesinpersec_total', ', topic!=""'),
        '{{job}} out': rate('job', 'kafka_server_brokertopicmetrics_bytesoutpersec_total', ', topic!=""'),
      }),
      panel('Records that consumers are behind', 'short', {
        '{{consumergroup}} in {{topic}}': value('sum', 'consumergroup, topic', 'kafka_consumergroup_lag'),
      }),
      panel('Size of topics', 'bytes', { '{{topic}}': value('sum', 'topic', 'kafka_log_log_size') }),
      panel('Partitions in trouble', 'short', {
        '{{job}} without a leader': value('max', 'job', 'kafka_controller_kafkacontroller_offlinepartitionscount'),
        '{{job}} refusing writes': value('sum', 'job', 'kafka_server_replicamanager_underminisrpartitioncount'),
        '{{job}} with copies behind': value('sum', 'job', 'kafka_server_replicamanager_underreplicatedpartitions'),
      }),
      panel('Active controllers', 'short', {
        '{{job}}': value('sum', 'job', 'kafka_controller_kafkacontroller_activecontrollercount'),
      }),
    ],
  },
  {
    record: 'clickHouseClusters',
    id: 'click-house',
    title: 'ClickHouse',
    panels: [
      panel('Memory', 'bytes', { '{{pod}}': value('max', 'pod', 'ClickHouseMetrics_MemoryTracking') }),
      panel('Queries', 'short', { '{{pod}}': value('sum', 'pod', 'ClickHouseMetrics_Query') }),
      panel('Connections', 'short', {
        '{{pod}} native': value('sum', 'pod', 'ClickHouseMetrics_TCPConnection'),
        '{{pod}} HTTP': value('sum', 'pod', 'ClickHouseMetrics_HTTPConnection'),
      }),
      panel('Parts in the fullest partition', 'short', {
        '{{pod}}': value('max', 'pod', 'ClickHouseAsyncMetrics_MaxPartCountForPartition'),
      }),
      panel('Merges, and inserts that wait for them', 'short', {
        '{{pod}} merges': value('sum', 'pod', 'ClickHouseMetrics_Merge'),
        '{{pod}} inserts': value('sum', 'pod', 'ClickHouseMetrics_DelayedInserts'),
      }),
      panel('Replicas are behind by', 's', {
        '{{pod}}': value('max', 'pod', 'ClickHouseAsyncMetrics_ReplicasMaxAbsoluteDelay'),
      }),
      panel('Tables that take no writes', 'short', {
        '{{pod}}': value('max', 'pod', 'ClickHouseMetrics_ReadonlyReplica'),
      }),
      panel('Data', 'bytes', { '{{pod}}': value('max', 'pod', 'ClickHouseAsyncMetrics_TotalBytesOfMergeTreeTables') }),
    ],
  },
  {
    record: 'searchClusters',
    id: 'open-search',
    title: 'OpenSearch',
    panels: [
      panel('Status', 'short', {
        '{{job}} {{color}}': value('max', 'job, color', 'elasticsearch_cluster_health_status'),
      }),
      panel('Shards', 'short', {
        '{{job}} in use': value('max', 'job', 'elasticsearch_cluster_health_active_shards'),
        '{{job}} on no node': value('max', 'job', 'elasticsearch_cluster_health_unassigned_shards'),
        '{{job}} on the move': value('max', 'job', 'elasticsearch_cluster_health_relocating_shards'),
      }),
      panel('Searches', 'ops', { '{{name}}': rate('name', 'elasticsearch_indices_search_query_total') }),
      panel('Documents indexed', 'ops', { '{{name}}': rate('name', 'elasticsearch_indices_indexing_index_total') }),
      panel('Heap, of its size', 'percent', {
        '{{name}}': `100 * ${value('max', 'name', 'elasticsearch_jvm_memory_used_bytes', ', area="heap"')} / ${value('max', 'name', 'elasticsearch_jvm_memory_max_bytes', ', area="heap"')}`,
      }),
      panel('Disk, free', 'percent', {
        '{{name}}': `100 * ${value('min', 'name', 'elasticsearch_filesystem_data_available_bytes')} / ${value('min', 'name', 'elasticsearch_filesystem_data_size_bytes')}`,
      }),
      panel('CPU', 'percent', { '{{name}}': value('max', 'name', 'elasticsearch_process_cpu_percent') }),
      panel('Documents', 'short', { '{{name}}': value('max', 'name', 'elasticsearch_indices_docs') }),
    ],
  },
];

/** One for each kind of which the environment has clusters. */
export const dataClusterDashboards = (environment: Environment): Dashboard[] =>
  KINDS.flatMap(({ record, id, title, panels }) => {
    const sources = sourcesOf(environment, record);
    const values = Object.fromEntries(sources.map((source) => [source.id, source.job]));
    return sources.length === 0 ? [] : [{ id, title, choice: { name: 'cluster', values }, panels }];
  });
