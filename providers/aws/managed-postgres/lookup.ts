/** Decisions about a database that both stacks must make in the same way. */
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres';

/** Whether RDS itself keeps and rotates the password, which it refuses if there are read replicas. */
export const isKeptByRds = ({ readReplicas }: Pick<ManagedPostgresProps, 'readReplicas'>): boolean =>
  Object.keys(readReplicas).length === 0;
