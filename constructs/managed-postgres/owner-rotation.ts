/**
 * Replacing the owner's password: by Terraform, or by the cloud itself. The latter looks once a day how old the stored password is,
 * so that what has failed is tried again the next day. It sets the new one in the server before it stores it: as long as the server
 * has not taken it, nothing has happened, and the stored one keeps its age.
 */
import type { SecretProps } from '../secret/contract';
import type { ManagedPostgresProps } from './schema';

type Owned = Pick<ManagedPostgresProps, 'credentials' | 'maintenanceWindow'>;

const SECONDS_OF_DAY = 86_400;
/** The clock is not exact: what is due an hour later is due now, and not a day later. */
const EARLY_SECONDS = 3600;

export interface ScheduledRotation {
  /** Time of day at which the password's age is looked at. */
  readonly start: string;
  /** Age from which the password is replaced. */
  readonly afterSeconds: number;
}

/** How the cloud replaces the password; undefined where it does not. */
export function scheduledRotation({ credentials, maintenanceWindow }: Owned): ScheduledRotation | undefined {
  const { rotation, rotationDays } = credentials;
  if (rotation !== 'scheduled' || rotationDays === undefined) return undefined;
  return { start: maintenanceWindow.start, afterSeconds: rotationDays * SECONDS_OF_DAY - EARLY_SECONDS };
}

/** What the owner's secret is made from. */
export const ownerSecretOf = (
  purpose: string,
  { owner, credentials: { rotation, rotationDays } }: Pick<ManagedPostgresProps, 'owner' | 'credentials'>,
): SecretProps => ({
  purpose,
  username: owner,
  ...(rotation === 'scheduled' ? { isReplacedByCloud: true } : { rotationDays }),
});
