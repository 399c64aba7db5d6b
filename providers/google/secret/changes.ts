/** What a change of each property of a secret does to what exists, on Google. */
import type { AppSecretProps } from '../../../constructs/secret-store/schema';
import { type ChangesOf, inPlace } from '../../../core/changes';

export const changes: ChangesOf<AppSecretProps> = {
  description: inPlace(),
  username: inPlace('where the password is generated again; what people put there stays'),
  rotationDays: inPlace('the next rotation counts from the last'),
  deletionProtection: inPlace(),
};
