/** Properties of a secret that people fill in. */
import { z } from 'zod';

import { entry } from '../entry';

export const secretSchema = z.strictObject({
  ...entry(),
  /** Description in the store's own list. @default - the secret's name */
  description: z.string().min(1).max(200).optional(),
  /**
   * The user name next to the generated password. A secret holds `{ "username", "password" }` with a random password
   * until you replace it by another JSON object, which Terraform then does not change.
   * @default - the secret's name
   */
  username: z.string().min(1).max(63).optional(),
  /**
   * Days after which the next apply generates the password again. Content that people put there is lost then. Requires the
   * add-on `reloader` where something in the cluster reads it.
   * @default - never
   */
  rotationDays: z.int().min(1).max(365).optional(),
  /**
   * Whether the plan refuses to lose the secret when it is removed from the environment or gets another name, and on Google
   * Secret Manager to delete it.
   */
  deletionProtection: z.boolean().default(true),
});

export type AppSecretProps = z.output<typeof secretSchema>;
