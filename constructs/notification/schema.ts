/** Properties of a Notification: where messages about an environment and its account go. */
import { z } from 'zod';

import { overridesOf } from '../../core/words/overrides';
import { entry } from '../entry';

/** Arguments of a channel's resources that may be overridden; each provider adds its own. */
export interface NotificationOverrides {}

export const notificationSchema = z
  .strictObject({
    ...entry(),
    /**
     * Address of an e-mail. PagerDuty and Opsgenie take e-mails too, at the address of an integration. On AWS a message with a link
     * arrives there first, and nothing after it until somebody follows the link.
     */
    email: z.email().optional(),
    /** A call of an address, with a message in the cloud's own JSON, instead of an e-mail. */
    webhook: z
      .strictObject({
        /** The address. */
        url: z.url({ protocol: /^https$/, error: 'must be an address that begins with https://' }),
        /** Says that you know: everybody who can read Terraform's state can read the address, and a key that it holds. */
        addressInState: z.literal(true),
      })
      .optional(),
    /** Arguments merged last into this channel's resources. @default - none */
    overrides: overridesOf<NotificationOverrides>().optional(),
  })
  .refine(({ email, webhook }) => (email === undefined) !== (webhook === undefined), {
    error: 'must have either email or webhook',
  });

export type NotificationProps = z.output<typeof notificationSchema>;
