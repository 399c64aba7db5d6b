/** Properties of a drill: when people are told to rehearse the recovery, and who is. */
import { z } from 'zod';

import { cron } from '../../core/words/cron';
import { entryOf } from '../entry';

export const drillSchema = z.strictObject({
  /**
   * When somebody is told: a cron expression of five fields, in UTC, once a day at most. On AWS the message comes within the hour
   * after. The default is the first day of every quarter.
   */
  cron: cron.default('0 6 1 */3 *'),
  /** Notifications that are told: 1–5 names in the environment's `notifications`. */
  notify: z.array(entryOf('notifications')).min(1).max(5),
});

export type DrillProps = z.output<typeof drillSchema>;
