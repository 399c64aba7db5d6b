/**
 * Replacing passwords: by Terraform, or by the cloud itself. The latter looks once a day how old the stored password is, so that
 * what has failed is tried again the next day. The owner's is set in the server before it is stored: as long as the server has
 * not taken it, nothing has happened, and the stored one keeps its age. That of a user is stored, and a pod sets it.
 */
import type { SecretProps } from '../secret/contract';
import type { ManagedPostgresProps } from './schema';

type Credentials = ManagedPostgresProps['credentials'];

const SECONDS_OF_DAY = 86_400;
/** The clock is not exact: what is due an hour later is due now, and not a day later. */
const EARLY_SECONDS = 3600;

export interface ScheduledRotation {
  /** Time of day at which the password's age is looked at. */
  readonly start: string;
  /** Age from which the password is replaced. */
  readonly afterSeconds: number;
}

/** How the cloud replaces a password; undefined where it does not. */
export function scheduledRotation(
  { rotation, rotationDays }: Credentials,
  { maintenanceWindow }: Pick<ManagedPostgresProps, 'maintenanceWindow'>,
): ScheduledRotation | undefined {
  if (rotation !== 'scheduled' || rotationDays === undefined) return undefined;
  return { start: maintenanceWindow.start, afterSeconds: rotationDays * SECONDS_OF_DAY - EARLY_SECONDS };
}

/** What the secret of the owner or of a user is made from. */
export const secretOf = (purpose: string, username: string, { rotation, rotationDays }: Credentials): SecretProps => ({
  purpose,
  username,
  ...(rotation === 'scheduled' ? { isReplacedByCloud: true } : { rotationDays }),
});
