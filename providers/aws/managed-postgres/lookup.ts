/** What both stacks must decide alike of a database. */
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres';

/** Whether RDS itself keeps and rotates the password; it refuses to where there are read replicas. */
export const isKeptByRds = ({ readReplicas }: Pick<ManagedPostgresProps, 'readReplicas'>): boolean =>
  Object.keys(readReplicas).length === 0;
