/** Categories of a flexible server's logs, each with the table that stores it. */
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { recordsQueries } from './server-parameters';

const LOGS = { PostgreSQLLogs: 'PGSQLServerLogs', PostgreSQLFlexSessions: 'PGSQLPgStatActivitySessions' };
const INSIGHTS = {
  PostgreSQLFlexQueryStoreRuntime: 'PGSQLQueryStoreRuntime',
  PostgreSQLFlexQueryStoreWaitStats: 'PGSQLQueryStoreWaits',
};

export const logCategories = (props: ManagedPostgresProps, sku: string): Record<string, string> => ({
  ...LOGS,
  ...(recordsQueries(props, sku) && INSIGHTS),
});
