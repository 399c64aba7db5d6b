/** Features that a server requires of its size. */
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres';
import type { Feature } from '../../../core/sizing/catalogue';

/** Azure gives burstable servers neither a standby nor replicas. */
export function needsOf({ highAvailability, readReplicas }: ManagedPostgresProps): Feature[] {
  const needs: Feature[] = [];
  if (highAvailability) needs.push('highAvailability');
  if (Object.keys(readReplicas).length > 0) needs.push('readReplicas');
  return needs;
}
