/** Parameters of a PostgreSQL server, as an RDS parameter group takes them. */
import type { DbParameterGroupParameter } from '@cdktf/provider-aws/lib/db-parameter-group';
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';

/** Parameters that RDS takes up only when the server restarts. */
const STATIC_PARAMETERS = [
  'rds.force_ssl', 'rds.logical_replication', 'shared_preload_libraries', 'max_connections', 'shared_buffers', 'wal_buffers',
  'max_worker_processes', 'max_wal_senders', 'max_replication_slots', 'huge_pages', 'track_activity_query_size',
  'autovacuum_max_workers', 'max_locks_per_transaction', 'max_prepared_transactions',
]; // prettier-ignore

/** TLS, what is logged, and what the user asks for. */
export function serverParameters(
  parameters: Readonly<Record<string, string>>,
  { slowStatementMs, connections }: ManagedPostgresProps['logs'],
): DbParameterGroupParameter[] {
  const logged = connections ? '1' : '0';
  const all = {
    'rds.force_ssl': '1',
    log_min_duration_statement: String(slowStatementMs),
    log_connections: logged,
    log_disconnections: logged,
    ...parameters,
  };
  return Object.entries(all).map(([name, value]) => ({
    name,
    value,
    applyMethod: STATIC_PARAMETERS.includes(name) ? 'pending-reboot' : 'immediate',
  }));
}
