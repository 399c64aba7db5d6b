/** Properties of an UptimeCheck: a host that the cloud asks from many places of the world, and who is told when it does not answer. */
import { z } from 'zod';

import { overridesOf } from '../../core/words/overrides';
import { minutes } from '../alarms/minutes';
import { hostIn } from '../dns-zone/host';
import { entry, entryOf } from '../entry';

/** Arguments of a check's resources that may be overridden; each provider adds its own. */
export interface UptimeCheckOverrides {}

/** What any of the clouds offers. */
const seconds = z.union([10, 30, 60, 300, 600, 900].map((one) => z.literal(one)));

export const uptimeCheckSchema = z.strictObject({
  ...entry(),
  /** The host, a complete name or one in a zone, `{ zone: 'main', name: 'api' }`. It is asked by HTTPS at port 443. */
  host: hostIn(z.hostname()),
  /** Path that is asked for, with its query. It must answer with a status below 400: a redirect is not followed. */
  path: z
    .string()
    .max(255)
    .regex(/^\/[^\s#]*$/, { error: 'must begin with / and hold no space and no #' })
    .default('/'),
  /** Text that an answer must hold: 1–255 characters, on AWS among its first 5120 bytes. @default - any answer will do */
  contains: z.string().min(1).max(255).optional(),
  /**
   * Seconds between two requests from one place: 10 or 30 on AWS, 60, 300, 600 or 900 on Google, 300, 600 or 900 on Azure.
   * @default - AWS 30, Google 60, Azure 300
   */
  everySeconds: seconds.optional(),
  /** Minutes that the host must fail before anybody is told: 5, 15, 30 or 60. */
  minutes: minutes.default(5),
  /** Notifications that are told: 1–5 names in the environment's `notifications`. */
  notify: z.array(entryOf('notifications')).min(1).max(5),
  /** Arguments merged last into this check's resources. @default - none */
  overrides: overridesOf<UptimeCheckOverrides>().optional(),
});

export type UptimeCheckProps = z.output<typeof uptimeCheckSchema>;
