/** Features that a server requires of its size. */
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres';
import { isFollower } from '../../../constructs/managed-postgres/restore';
import type { Feature } from '../../../core/sizing/catalogue';

/** Azure gives burstable servers neither a standby nor replicas. */
export function needsOf(props: ManagedPostgresProps): Feature[] {
  const needs: Feature[] = [];
  if (props.highAvailability) needs.push('highAvailability');
  if (Object.keys(props.readReplicas).length > 0 || isFollower(props)) needs.push('readReplicas');
  return needs;
}
