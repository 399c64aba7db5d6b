/** Dashboards of databases and caches, from the metrics of their exporters. */
import type { InCluster } from '../../../../constructs/in-cluster';
import { nameInCluster } from '../../../../core/names-in-cluster';
import type { Choice, Dashboard, Panel } from '../dashboard';
import { exporterId } from '../exporter-workload';

/** A list of the databases or caches. In queries the name of the exporter stands for each. */
function choiceOf({ environment, exporters }: InCluster, kind: 'database' | 'cache'): Choice | undefined {
  const values = exporters
    .filter((exporter) => exporter.kind === kind)
    .map((exporter) => [exporter.id, nameInCluster(environment, exporterId(exporter))] as const);
  return values.length === 0 ? undefined : { name: kind, values: Object.fromEntries(values) };
}

const LEGEND = '{{job}}';
const WINDOW = '[$__rate_interval]';

/** PromQL for metrics of the selected servers. */
const metricsOf = (kind: string) => {
  const selected = `{job=~"$${kind}"}`;
  const by = (operator: string, query: string): string => `${operator} by (job) (${query})`;
  return {
    value: (metric: string, operator = 'max'): string => by(operator, `${metric}${selected}`),
    rate: (metric: string): string => by('sum', `rate(${metric}${selected}${WINDOW})`),
  };
};

const panel = (title: string, unit: string, query: string): Panel => ({ title, unit, queries: { [LEGEND]: query } });

export function databaseDashboard(deps: InCluster): Dashboard | undefined {
  const choice = choiceOf(deps, 'database');
  if (!choice) return undefined;
  const { value, rate } = metricsOf(choice.name);
  const hit = rate('pg_stat_database_blks_hit');
  return {
    id: 'databases',
    title: 'PostgreSQL',
    choice,
    panels: [
      {
        title: 'Connections',
        unit: 'short',
        queries: {
          [`${LEGEND} in use`]: value('pg_stat_database_numbackends', 'sum'),
          [`${LEGEND} at most`]: value('pg_settings_max_connections'),
        },
      },
      panel('Blocks found in memory', 'percent', `100 * ${hit} / (${hit} + ${rate('pg_stat_database_blks_read')})`),
      {
        title: 'Transactions',
        unit: 'ops',
        queries: {
          [`${LEGEND} committed`]: rate('pg_stat_database_xact_commit'),
          [`${LEGEND} rolled back`]: rate('pg_stat_database_xact_rollback'),
        },
      },
      panel('Size', 'bytes', value('pg_database_size_bytes', 'sum')),
      panel('Longest transaction', 's', value('pg_stat_activity_max_tx_duration')),
      panel('Deadlocks', 'ops', rate('pg_stat_database_deadlocks')),
      panel('Temporary files', 'Bps', rate('pg_stat_database_temp_bytes')),
      panel('Reachable', 'bool_on_off', value('pg_up')),
    ],
  };
}

export function cacheDashboard(deps: InCluster): Dashboard | undefined {
  const choice = choiceOf(deps, 'cache');
  if (!choice) return undefined;
  const { value, rate } = metricsOf(choice.name);
  const hits = rate('redis_keyspace_hits_total');
  return {
    id: 'caches',
    title: 'Redis',
    choice,
    panels: [
      {
        title: 'Memory',
        unit: 'bytes',
        queries: {
          [`${LEGEND} in use`]: value('redis_memory_used_bytes'),
          [`${LEGEND} at most`]: value('redis_memory_max_bytes'),
        },
      },
      panel('Reads with an answer', 'percent', `100 * ${hits} / (${hits} + ${rate('redis_keyspace_misses_total')})`),
      panel('Connections', 'short', value('redis_connected_clients')),
      panel('Commands', 'ops', rate('redis_commands_processed_total')),
      panel('Keys', 'short', value('redis_db_keys', 'sum')),
      panel('Evicted keys', 'ops', rate('redis_evicted_keys_total')),
      {
        title: 'Network',
        unit: 'Bps',
        queries: {
          [`${LEGEND} in`]: rate('redis_net_input_bytes_total'),
          [`${LEGEND} out`]: rate('redis_net_output_bytes_total'),
        },
      },
      panel('Reachable', 'bool_on_off', value('redis_up')),
    ],
  };
}
