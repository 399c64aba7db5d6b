/** Alerts of Kafka, ClickHouse and OpenSearch clusters: what loses data, refuses writes, or falls behind. */
import { type Alert, none, percent, type Thresholds } from '../../../../constructs/addons/monitoring/alert';
import type { ClickHouseClusterProps } from '../../../../constructs/click-house-cluster/schema';
import { backupJobName } from '../../../../constructs/data-cluster/pods';
import type { Environment } from '../../../../constructs/environment/schema';
import type { SearchClusterProps } from '../../../../constructs/search-cluster/schema';
import { amount } from '../../../../core/kubernetes/words';
import { nameInCluster } from '../../../../core/names-in-cluster';
import { longestPause } from '../../../../core/words/cron';
import { type DataClusterSource, sourcesOf } from '../data-clusters';

export const dataClusterAlerts = (environment: Environment, thresholds: Thresholds): Alert[] => [
  ...sourcesOf(environment, 'kafkaClusters').flatMap((source) => kafkaAlerts(source, thresholds)),
  ...sourcesOf(environment, 'clickHouseClusters').flatMap((source) =>
    clickHouseAlerts(environment, source, thresholds),
  ),
  ...sourcesOf(environment, 'searchClusters').flatMap((source) => searchAlerts(environment, source, thresholds)),
];

/** Brokers' metrics by Strimzi's reporter, and those of its exporter of consumers. */
function kafkaAlerts({ id, metric }: DataClusterSource, t: Thresholds): Alert[] {
  const labels = { kafka: id };
  return [
    {
      name: 'KafkaUnavailable',
      severity: 'critical',
      query: none(metric('kafka_controller_kafkacontroller_activecontrollercount')),
      labels,
      summary: `Kafka ${id} has no active controller`,
      description: `Nobody leads the cluster "${id}": partitions get no new leader, and topics cannot be changed.`,
    },
    {
      name: 'KafkaPartitionsOffline',
      severity: 'critical',
      query: `max(${metric('kafka_controller_kafkacontroller_offlinepartitionscount')}) > 0`,
      labels,
      summary: `Kafka ${id} has {{ $value }} partitions without a leader`,
      description: `Nobody can write to them or read from them until a broker of "${id}" that has a copy is back.`,
    },
    {
      name: 'KafkaWritesRefused',
      severity: 'critical',
      query: `sum(${metric('kafka_server_replicamanager_underminisrpartitioncount')}) > 0`,
      labels,
      summary: `Kafka ${id} refuses writes to {{ $value }} partitions`,
      description: `Fewer copies than min.insync.replicas are up to date: brokers of "${id}" are missing or too slow.`,
    },
    {
      name: 'KafkaUnderReplicated',
      severity: 'warning',
      query: `sum(${metric('kafka_server_replicamanager_underreplicatedpartitions')}) > 0`,
      labels,
      summary: `Kafka ${id} has {{ $value }} partitions with copies that are behind`,
      description: `Another broker of "${id}" less may cost records or refuse writes.`,
    },
    ...(t.consumerLag === 0
      ? []
      : [
          {
            name: 'KafkaConsumerLag' as const,
            severity: 'warning' as const,
            query: `sum by (consumergroup, topic) (${metric('kafka_consumergroup_lag')}) > ${t.consumerLag}`,
            labels,
            summary: `Group {{ $labels.consumergroup }} is {{ $value | humanize }} records behind in {{ $labels.topic }}`,
            description: `Consumers of Kafka "${id}" should be at most ${t.consumerLag} records behind: they are missing, stuck or too few.`,
          },
        ]),
  ];
}

/** Servers' own metrics: clickhouse.com/docs/operations/system-tables/metrics and asynchronous_metrics */
function clickHouseAlerts(
  environment: Environment,
  { id, props, job, metric }: DataClusterSource & { readonly props: ClickHouseClusterProps },
  t: Thresholds,
): Alert[] {
  const labels = { clickhouse: id };
  return [
    {
      name: 'ClickHouseUnavailable',
      severity: 'critical',
      query: none(`up{job="${job}"}`),
      labels,
      summary: `ClickHouse ${id} does not answer`,
      description: `No server of "${id}" answers.`,
    },
    {
      name: 'ClickHouseReadOnly',
      severity: 'critical',
      query: `max by (pod) (${metric('ClickHouseMetrics_ReadonlyReplica')}) > 0`,
      labels,
      summary: `{{ $labels.pod }} has {{ $value }} tables that take no writes`,
      description: `The server has lost ClickHouse Keeper, or its copy differs from what Keeper knows: see the keepers of "${id}".`,
    },
    {
      name: 'ClickHouseManyParts',
      severity: 'warning',
      query: `max by (pod) (${metric('ClickHouseAsyncMetrics_MaxPartCountForPartition')}) > ${t.partsPerPartition}`,
      labels,
      summary: `{{ $labels.pod }} has {{ $value }} parts in a partition`,
      description: `Inserts are too small or too many for merges to follow: ClickHouse "${id}" slows them down, and then refuses them ("too many parts").`,
    },
    {
      name: 'ClickHouseHighMemory',
      severity: 'warning',
      query: `max by (pod) (${percent(metric('ClickHouseMetrics_MemoryTracking'), `${amount(props.resources.memory)}`)}) > ${t.memoryPercent}`,
      labels,
      summary: `{{ $labels.pod }} uses {{ $value | humanize }} % of its memory`,
      description: `At 90 % ClickHouse refuses queries. Limit those of "${id}", or give its servers more memory.`,
    },
    ...backupAlerts(environment, id, props),
  ];
}

/** How long a backup may be late. */
const LATE_MINUTES = 720;

/** Of a cluster that was never backed up, the time since it should have been counts. */
function backupAlerts(environment: Environment, id: string, { namespace, backups }: ClickHouseClusterProps): Alert[] {
  if (!backups) return [];
  const ofJob = `{namespace="${namespace}", cronjob="${backupJobName(nameInCluster(environment, id))}"}`;
  const last = `max(kube_cronjob_status_last_successful_time${ofJob} or kube_cronjob_created${ofJob})`;
  const minutes = longestPause(backups.cron) + LATE_MINUTES;
  return [
    {
      name: 'ClickHouseBackupMissing',
      severity: 'critical',
      query: `time() - ${last} > ${minutes * 60}`,
      labels: { clickhouse: id },
      summary: `The last backup of ClickHouse ${id} is {{ $value | humanizeDuration }} old`,
      description: `No backup of "${id}" has succeeded for ${minutes / 60} hours. See the last jobs of its CronJob, and the container "backup" of its servers.`,
    },
  ];
}

/** github.com/prometheus-community/elasticsearch_exporter */
function searchAlerts(
  environment: Environment,
  source: DataClusterSource & { readonly props: SearchClusterProps },
  t: Thresholds,
): Alert[] {
  const { id, props, metric } = source;
  const labels = { opensearch: id };
  const heap = (name: string): string => metric(name, 'area="heap"');
  const watermark = highWatermark(props);
  return [
    {
      name: 'SearchUnavailable',
      severity: 'critical',
      query: none(metric('elasticsearch_cluster_health_up')),
      labels,
      summary: `OpenSearch ${id} does not answer`,
      description: `The exporter of "${id}" cannot ask for the cluster's health, or is gone.`,
    },
    {
      name: 'SearchClusterRed',
      severity: 'critical',
      query: `max(${metric('elasticsearch_cluster_health_status', 'color="red"')}) == 1`,
      labels,
      summary: `OpenSearch ${id} is red`,
      description: `Primary shards of "${id}" are on no node: what they hold can be neither found nor changed.`,
    },
    {
      name: 'SearchClusterYellow',
      severity: 'warning',
      query: `max(${metric('elasticsearch_cluster_health_status', 'color="yellow"')}) == 1`,
      labels,
      summary: `OpenSearch ${id} is yellow`,
      description: `Copies of shards of "${id}" are on no node: another node less may cost data.`,
    },
    {
      name: 'SearchHeapFull',
      severity: 'warning',
      query: `max by (name) (${percent(heap('elasticsearch_jvm_memory_used_bytes'), heap('elasticsearch_jvm_memory_max_bytes'))}) > ${t.memoryPercent}`,
      labels,
      summary: `{{ $labels.name }} uses {{ $value | humanize }} % of its heap`,
      description: `Java collects garbage all the time, and OpenSearch "${id}" refuses requests before its heap is full.`,
    },
    ...(watermark === undefined
      ? []
      : [
          {
            name: 'SearchDiskWatermark' as const,
            severity: 'critical' as const,
            query: `min by (name) (${percent(metric('elasticsearch_filesystem_data_available_bytes'), metric('elasticsearch_filesystem_data_size_bytes'))}) < ${100 - watermark}`,
            labels,
            summary: `{{ $labels.name }} has {{ $value | humanize }} % of its disk free`,
            description: `Above ${watermark} % OpenSearch "${id}" moves shards to other nodes, and a little later makes indices read-only.`,
          },
        ]),
    ...snapshotAlerts(environment, source),
  ];
}

/** Until the first snapshot the time since there is an exporter counts. */
function snapshotAlerts(
  environment: Environment,
  { id, props: { namespace, snapshots }, metric }: DataClusterSource & { readonly props: SearchClusterProps },
): Alert[] {
  if (!snapshots) return [];
  const latest = metric('elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds', 'repository="snapshots"');
  const exporter = `{namespace="${namespace}", deployment="${nameInCluster(environment, id)}-exporter"}`;
  const minutes = longestPause(snapshots.cron) + LATE_MINUTES;
  return [
    {
      name: 'SearchSnapshotMissing',
      severity: 'critical',
      query: `time() - max(${latest} or kube_deployment_created${exporter}) > ${minutes * 60}`,
      labels: { opensearch: id },
      summary: `The last snapshot of OpenSearch ${id} is {{ $value | humanizeDuration }} old`,
      description: `No snapshot of "${id}" has been made for ${minutes / 60} hours. See its OpensearchSnapshotPolicy, and what OpenSearch says of the policy "snapshots".`,
    },
  ];
}

/** OpenSearch's default: opensearch.org/docs/latest/install-and-configure/configuring-opensearch/cluster-settings */
const HIGH_WATERMARK = '90%';

/** Use of a disk at which shards leave it, in percent; undefined where it is given in bytes. */
function highWatermark({ settings }: SearchClusterProps): number | undefined {
  const value = settings['cluster.routing.allocation.disk.watermark.high'] ?? HIGH_WATERMARK;
  const [, digits] = /^(\d+(?:\.\d+)?)%$/.exec(value) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
