/** Parameters of the server's RDS parameter group: TLS, what is logged, and over them those that the user sets. */
import type { DbParameterGroupParameter } from '@cdktf/provider-aws/lib/db-parameter-group';

import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';

/** Parameters that take effect only when the server restarts. */
const STATIC_PARAMETERS = new Set([
  'autovacuum_max_workers',
  'huge_pages',
  'max_connections',
  'max_locks_per_transaction',
  'max_prepared_transactions',
  'max_replication_slots',
  'max_wal_senders',
  'max_worker_processes',
  'rds.force_ssl',
  'rds.logical_replication',
  'shared_buffers',
  'shared_preload_libraries',
  'track_activity_query_size',
  'wal_buffers',
]);

export function serverParameters({ parameters, logs }: ManagedPostgresProps): DbParameterGroupParameter[] {
  const connections = logs.connections ? '1' : '0';
  const values = {
    'rds.force_ssl': '1',
    log_min_duration_statement: String(logs.slowStatementMs),
    log_connections: connections,
    log_disconnections: connections,
    ...parameters,
  };
  return Object.entries(values).map(([name, value]) => ({
    name,
    value,
    applyMethod: STATIC_PARAMETERS.has(name) ? 'pending-reboot' : 'immediate',
  }));
}
