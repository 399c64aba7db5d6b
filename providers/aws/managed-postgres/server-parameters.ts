/** Parameters of the server's RDS parameter group: TLS, what is logged, and over them those that the user sets. */
import type { DbParameterGroupParameter } from '@cdktf/provider-aws/lib/db-parameter-group';

import { auditLibraries, auditParameters } from '../../../constructs/managed-postgres/auditing';
import { parameterValue, takesRestart } from '../../../constructs/managed-postgres/parameters';
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';

/** RDS' own parameters that a running server takes: describe-db-parameters gives them as dynamic. */
const DYNAMIC: ReadonlySet<string> = new Set([
  'rds.accepted_password_auth_method',
  'rds.adaptive_autovacuum',
  'rds.enable_plan_management',
  'rds.force_admin_logging_level',
  'rds.force_autovacuum_logging_level',
  'rds.log_retention_period',
]);

/** As RDS gives them back. */
const SPELLING = { on: '1', off: '0' };

/** What RDS loads unless a parameter group says otherwise. */
const PRELOADED = 'pg_stat_statements';

export function serverParameters(props: ManagedPostgresProps): DbParameterGroupParameter[] {
  const { parameters, logs } = props;
  const connections = logs.connections ? SPELLING.on : SPELLING.off;
  const values = {
    'rds.force_ssl': '1',
    log_min_duration_statement: String(logs.slowStatementMs),
    log_connections: connections,
    log_disconnections: connections,
    ...parameters,
    ...auditLibraries(props, PRELOADED),
    ...auditParameters(props),
  };
  return Object.entries(values).map(([name, value]) => ({
    name,
    value: parameterValue(name, value, SPELLING),
    // RDS refuses to apply a static parameter at once; for a dynamic one it takes either.
    applyMethod: takesRestart(name) && !DYNAMIC.has(name) ? 'pending-reboot' : 'immediate',
  }));
}
