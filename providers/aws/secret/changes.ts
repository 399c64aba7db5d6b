/** What a change of each property of a secret does to what exists, on AWS. */
import type { AppSecretProps } from '../../../constructs/secret-store/schema';
import { type ChangesOf, inPlace } from '../../../core/changes';

export const changes: ChangesOf<AppSecretProps> = {
  description: inPlace(),
  username: inPlace('in the next generated password; what people put there stays until then'),
  rotationDays: inPlace('the next rotation counts from the last'),
  deletionProtection: inPlace(),
};
