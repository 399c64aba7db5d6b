/** Reads PromQL far enough to check that brackets and quotes are closed and that every metric exists. */

/** Prefixes of the metrics of kube-state-metrics, node exporter, kubelet, Envoy and the exporters. */
const SOURCES = ['kube_', 'node_', 'container_', 'kubelet_', 'envoy_', 'pg_', 'redis_'];

/**
 * Metrics of others, each found in the source of the version that is installed: External Secrets 2.9.0, External DNS 0.21.0,
 * cert-manager 1.21.1, Cluster Autoscaler 1.36, Strimzi 1.2.0 and its list of what brokers report, kafka_exporter, ClickHouse 26.3,
 * elasticsearch_exporter 1.10.0, OpenCost, Actions Runner Controller 0.14.2, Trivy operator 0.32.0, Argo Rollouts, and Prometheus itself.
 */
const METRICS = new Set([
  'externalsecret_status_condition', 'externalsecret_sync_calls_total', 'externalsecret_sync_calls_error',
  'clustersecretstore_status_condition',
  'external_dns_registry_errors_total', 'external_dns_source_errors_total', 'external_dns_source_records',
  'external_dns_registry_records', 'external_dns_controller_last_sync_timestamp_seconds',
  'certmanager_certificate_ready_status', 'certmanager_certificate_expiration_timestamp_seconds',
  'cluster_autoscaler_cluster_safe_to_autoscale', 'cluster_autoscaler_failed_scale_ups_total',
  'cluster_autoscaler_nodes_count', 'cluster_autoscaler_scaled_up_nodes_total', 'cluster_autoscaler_scaled_down_nodes_total',
  'kafka_controller_kafkacontroller_activecontrollercount', 'kafka_controller_kafkacontroller_offlinepartitionscount',
  'kafka_server_replicamanager_underminisrpartitioncount', 'kafka_server_replicamanager_underreplicatedpartitions',
  'kafka_server_brokertopicmetrics_messagesinpersec_total', 'kafka_server_brokertopicmetrics_bytesinpersec_total',
  'kafka_server_brokertopicmetrics_bytesoutpersec_total', 'kafka_log_log_size', 'kafka_consumergroup_lag',
  'ClickHouseMetrics_ReadonlyReplica', 'ClickHouseMetrics_MemoryTracking', 'ClickHouseMetrics_Query',
  'ClickHouseMetrics_TCPConnection', 'ClickHouseMetrics_HTTPConnection', 'ClickHouseMetrics_Merge',
  'ClickHouseMetrics_DelayedInserts', 'ClickHouseAsyncMetrics_MaxPartCountForPartition',
  'ClickHouseAsyncMetrics_ReplicasMaxAbsoluteDelay', 'ClickHouseAsyncMetrics_TotalBytesOfMergeTreeTables',
  'elasticsearch_cluster_health_up', 'elasticsearch_cluster_health_status', 'elasticsearch_cluster_health_active_shards',
  'elasticsearch_cluster_health_unassigned_shards', 'elasticsearch_cluster_health_relocating_shards',
  'elasticsearch_jvm_memory_used_bytes', 'elasticsearch_jvm_memory_max_bytes',
  'elasticsearch_filesystem_data_available_bytes', 'elasticsearch_filesystem_data_size_bytes',
  'elasticsearch_indices_search_query_total', 'elasticsearch_indices_indexing_index_total', 'elasticsearch_indices_docs',
  'elasticsearch_process_cpu_percent', 'elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds',
  'rollout_info',
  'gha_controller_running_listeners', 'gha_controller_failed_ephemeral_runners',
  'pod_pvc_allocation', 'pv_hourly_cost',
  'trivy_image_vulnerabilities',
  'up',
]); // prettier-ignore
const KEYWORDS = new Set([
  'sum', 'min', 'max', 'avg', 'count', 'rate', 'increase', 'histogram_quantile', 'vector', 'time',
  'by', 'on', 'and', 'or', 'unless', 'group_left', 'group_right', 'bool',
]); // prettier-ignore
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Problems of a query, one line each. */
export function promqlProblems(name: string, query: string, more: readonly string[] = []): string[] {
  const bare = query.replace(/"(\\.|[^"\\])*"/g, '""');
  const open: string[] = [];
  for (const sign of bare.replace(/[^()[\]{}"]/g, '').replaceAll('""', '')) {
    if (!(sign in CLOSING)) open.push(sign);
    else if (open.pop() !== CLOSING[sign]) return [`${name}: ${sign} closes nothing in ${query}`];
  }
  if (open.length > 0) return [`${name}: ${open.join(' ')} is left open in ${query}`];
  const sources = [...SOURCES, ...more];
  const names = bare
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(/\b(by|on|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .match(/[a-zA-Z_][a-zA-Z0-9_]*/g);
  return [...new Set(names ?? [])]
    .filter((word) => !KEYWORDS.has(word) && !METRICS.has(word) && !sources.some((source) => word.startsWith(source)))
    .map((word) => `${name}: ${word} is no metric that is known here, in ${query}`);
}
