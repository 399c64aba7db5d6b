/** Parameters of a flexible server that follow from its props. */
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';

/** They win over the user's `parameters`. */
export function ownParameters({ logs, queryInsights }: ManagedPostgresProps): Record<string, string> {
  const connections = logs.connections ? 'on' : 'off';
  return {
    require_secure_transport: 'on',
    log_min_duration_statement: String(logs.slowStatementMs),
    log_connections: connections,
    log_disconnections: connections,
    'pg_qs.query_capture_mode': queryInsights ? 'top' : 'none',
    'pgms_wait_sampling.query_capture_mode': queryInsights ? 'all' : 'none',
  };
}
