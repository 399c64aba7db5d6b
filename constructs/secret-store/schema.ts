/** Properties of a secret that people fill in. */
import { z } from 'zod';

export const secretSchema = z.strictObject({
  /** What it is for, in the store's own list. @default - its name */
  description: z.string().min(1).max(200).optional(),
  /**
   * The user name that goes with the generated password. A secret holds `{ "username", "password" }` with a random password
   * until somebody puts another JSON object in its place; Terraform then leaves that alone.
   * @default - the secret's name
   */
  username: z.string().min(1).max(63).optional(),
  /** Days after which the password is generated anew: 1–365. What people put there is lost then. @default - never */
  rotationDays: z.int().min(1).max(365).optional(),
});

export type AppSecretProps = z.output<typeof secretSchema>;
