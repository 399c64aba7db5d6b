/** Alerts of databases and caches: unreachable, out of connections, full, low hit rate. */
import { type Alert, none, percent, type Thresholds } from '../../../../constructs/addons/monitoring/alert';
import type { Exporter } from '../../../../constructs/addons/monitoring/exporters';
import type { InCluster } from '../../../../constructs/in-cluster';
import { type ManagedPostgresProps, storageLimit } from '../../../../constructs/managed-postgres/schema';
import { isFullOnPurpose } from '../../../../constructs/managed-redis/eviction';
import type { ManagedRedisProps } from '../../../../constructs/managed-redis/schema';
import { exporterSelector } from '../exporter-workload';

export const serverAlerts = ({ environment, exporters }: InCluster, thresholds: Thresholds): Alert[] =>
  exporters.flatMap((exporter) => {
    const metric = (name: string): string => `${name}{${exporterSelector(environment, exporter)}}`;
    return exporter.kind === 'database'
      ? databaseAlerts(exporter, metric, thresholds)
      : cacheAlerts(exporter, metric, thresholds);
  });

type Metric = (name: string) => string;

const GIB = 2 ** 30;

function databaseAlerts({ id, props }: Exporter<ManagedPostgresProps>, metric: Metric, t: Thresholds): Alert[] {
  const labels = { database: id };
  const full = 100 - t.diskFreePercent;
  return [
    {
      name: 'DatabaseUnavailable',
      severity: 'critical',
      query: none(metric('pg_up')),
      labels,
      summary: `Database ${id} cannot be reached`,
      description: `PostgreSQL server "${id}" refuses connections, cannot be reached from the cluster, or its exporter is gone.`,
    },
    {
      name: 'DatabaseConnectionsExhausted',
      severity: 'warning',
      query: `${percent(`sum(${metric('pg_stat_database_numbackends')})`, `max(${metric('pg_settings_max_connections')})`)} > ${t.connectionsPercent}`,
      labels,
      summary: `Database ${id} has {{ $value | humanize }} % of its connections in use`,
      description: `When none is left, PostgreSQL server "${id}" refuses whoever comes next. Look for connections that are not given back, or put a pool in between.`,
    },
    {
      name: 'DatabaseDiskFull',
      severity: 'warning',
      query: `${percent(`sum(${metric('pg_database_size_bytes')})`, `${storageLimit(props) * GIB}`)} > ${full}`,
      labels,
      summary: `Database ${id} fills {{ $value | humanize }} % of the disk that it may have`,
      description: `The databases of server "${id}" fill more than ${full} % of ${storageLimit(props)} GiB, where storage stops to grow. Write-ahead log and temporary files come on top.`,
    },
  ];
}

function cacheAlerts({ id, props }: Exporter<ManagedRedisProps>, metric: Metric, t: Thresholds): Alert[] {
  const labels = { cache: id };
  const hits = `sum(rate(${metric('redis_keyspace_hits_total')}[15m]))`;
  const misses = `sum(rate(${metric('redis_keyspace_misses_total')}[15m]))`;
  return [
    {
      name: 'CacheUnavailable',
      severity: 'critical',
      query: none(metric('redis_up')),
      labels,
      summary: `Cache ${id} cannot be reached`,
      description: `Store "${id}" refuses connections, cannot be reached from the cluster, or its exporter is gone.`,
    },
    {
      name: 'CacheConnectionsExhausted',
      severity: 'warning',
      query: `${percent(`max(${metric('redis_connected_clients')})`, `max(${metric('redis_max_clients')})`)} > ${t.connectionsPercent}`,
      labels,
      summary: `Cache ${id} has {{ $value | humanize }} % of its connections in use`,
      description: `When none is left, store "${id}" refuses whoever comes next.`,
    },
    ...(isFullOnPurpose(props)
      ? []
      : [
          {
            name: 'CacheMemoryFull' as const,
            severity: 'warning' as const,
            query: `${percent(`max(${metric('redis_memory_used_bytes')})`, `(max(${metric('redis_memory_max_bytes')}) > 0)`)} > ${t.memoryPercent}`,
            labels,
            summary: `Cache ${id} uses {{ $value | humanize }} % of its memory`,
            description: `With eviction policy "${props.evictionPolicy}", store "${id}" drops keys or refuses writes when its memory is full.`,
          },
        ]),
    ...(t.cacheHitPercent === 0
      ? []
      : [
          {
            name: 'CacheHitRateLow' as const,
            severity: 'warning' as const,
            query: `${percent(hits, `(${hits} + ${misses})`)} < ${t.cacheHitPercent}`,
            labels,
            summary: `Cache ${id} has an answer to only {{ $value | humanize }} % of reads`,
            description: `Keys of store "${id}" expire or are evicted before they are read again, or were never written.`,
          },
        ]),
  ];
}
