/** Parameters of a flexible server. */
import type { PostgresqlFlexibleServerConfiguration as Configuration } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-configuration';

import { auditLibraries, auditParameters, withWord } from '../../../constructs/managed-postgres/auditing';
import { parameterValue } from '../../../constructs/managed-postgres/parameters';
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { mapValues } from '../../../core/records';

const BOOLEANS = { on: 'on', off: 'off' };

/**
 * Parameters of which a replica must never have less than its primary, or it stops:
 * https://learn.microsoft.com/azure/postgresql/read-replica/concepts-read-replicas#server-parameters
 */
const REPLICAS_FIRST: readonly string[] = [
  'max_connections',
  'max_prepared_transactions',
  'max_locks_per_transaction',
  'max_wal_senders',
  'max_worker_processes',
];

/** Whether the replicas' value must change before the primary's, which holds for raising it. */
export const goesToReplicasFirst = (name: string): boolean => REPLICAS_FIRST.includes(name);

/**
 * Whether the server keeps statistics of queries. Azure advises against it on burstable servers, which it slows down:
 * https://learn.microsoft.com/azure/postgresql/monitor/concepts-query-store
 */
export const recordsQueries = ({ queryInsights }: Pick<ManagedPostgresProps, 'queryInsights'>, sku: string): boolean =>
  queryInsights && !isBurstable(sku);

export const isBurstable = (sku: string): boolean => sku.startsWith('B_');

/** Parameters that follow from other properties; they win over the user's. */
export function ownParameters(props: Pick<ManagedPostgresProps, 'logs' | 'queryInsights'>, sku: string) {
  const { logs } = props;
  const connections = logs.connections ? 'on' : 'off';
  const insights = recordsQueries(props, sku);
  return {
    require_secure_transport: 'on',
    log_min_duration_statement: String(logs.slowStatementMs),
    log_connections: connections,
    log_disconnections: connections,
    'pg_qs.query_capture_mode': insights ? 'top' : 'none',
    'pgms_wait_sampling.query_capture_mode': insights ? 'all' : 'none',
  };
}

type Parameter = readonly [name: string, value: string];

/** What Azure loads unless a parameter says otherwise: https://learn.microsoft.com/azure/postgresql/server-parameters/ */
const PRELOADED = 'pg_cron,pg_stat_statements';
/** The extension, as the list of those that may be made spells it. */
const EXTENSION = 'PGAUDIT';

/** Parameters by which a server records statements: in this order, as the library brings the last. */
const auditing = (props: Pick<ManagedPostgresProps, 'auditing' | 'parameters'>): Record<string, string> =>
  props.auditing === false
    ? {}
    : {
        'azure.extensions': withWord(props.parameters['azure.extensions'] ?? '', EXTENSION),
        ...auditLibraries(props, PRELOADED),
        ...auditParameters(props),
      };

/** Whether a parameter is one of a library, which must be loaded before. */
const isOfLibrary = (name: string): boolean => name.startsWith('pgaudit.');

/** The parameter that loads libraries. */
const LIBRARIES = 'shared_preload_libraries';

/**
 * Makes parameters one by one.
 * @param make gets what must be there before: of a library's parameter, the one that loads libraries
 */
export const inOrder = (
  parameters: readonly Parameter[],
  make: (parameter: Parameter, loaded: readonly Configuration[]) => Configuration,
): Configuration[] =>
  parameters.reduce<Configuration[]>((made, parameter) => {
    const loaded = made.filter((_, index) => isOfLibrary(parameter[0]) && parameters[index]?.[0] === LIBRARIES);
    return [...made, make(parameter, loaded)];
  }, []);

/** All parameters of a server, as Azure spells them. */
export function parametersOf(props: ManagedPostgresProps, sku: string): [name: string, value: string][] {
  const all = Object.entries({
    ...mapValues(props.parameters, (name, value) => parameterValue(name, value, BOOLEANS)),
    ...ownParameters(props, sku),
    ...auditing(props),
  });
  return [...all.filter(([name]) => !isOfLibrary(name)), ...all.filter(([name]) => isOfLibrary(name))];
}
