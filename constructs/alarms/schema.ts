/** Properties of the Alarms: who is told when the cloud sees that something is not well, and from when on. */
import { z } from 'zod';

import { overridesOf } from '../../core/words/overrides';
import { entryOf } from '../entry';
import { ALARM_NAMES } from './catalogue';
import { minutes } from './minutes';
import { ownRules } from './own-rules';
import { thresholds } from './thresholds';

/** Arguments of alarms that may be overridden; each provider adds its own. */
export interface AlarmsOverrides {}

export const alarmsSchema = z.strictObject({
  /** Notifications that get critical alarms: names in the environment's `notifications`, of people who are called at once; at most 5, as AWS takes. */
  critical: z.array(entryOf('notifications')).max(5).default([]),
  /** Notifications that get the other alarms: names in the environment's `notifications`; at most 5, as AWS takes. */
  warning: z.array(entryOf('notifications')).max(5).default([]),
  /** Minutes that something must last before it raises an alarm, by severity. */
  minutes: z
    .strictObject({
      /** Minutes that something critical must last: 5, 15, 30 or 60. */
      critical: minutes.default(5),
      /** Minutes that anything else must last: 5, 15, 30 or 60. */
      warning: minutes.default(15),
    })
    .prefault({}),
  /** Values beyond which alarms are raised. */
  thresholds: thresholds.prefault({}),
  /** Alarms to do without, by name. @default - none: there is every alarm on what the environment has */
  off: z.array(z.enum(ALARM_NAMES)).default([]),
  /** Alarms of your own, by name, on any metric of the cloud. @default - none */
  rules: ownRules,
  /**
   * Notifications that get what the cloud tells of maintenance and other changes that it plans in the account and region: names in
   * the environment's `notifications`; at most 5, as AWS takes. Google writes to those alone who ask for it in its console.
   * @default - none
   */
  maintenanceNotices: z.array(entryOf('notifications')).max(5).default([]),
  /**
   * Whether there is a dashboard in the console of the cloud, with a chart for every alarm of what it measures, and one for every web
   * firewall of what it blocks, or counts.
   */
  dashboard: z.boolean().default(false),
  /** Arguments merged last into the alarms. @default - none */
  overrides: overridesOf<AlarmsOverrides>().optional(),
});

export type AlarmsProps = z.output<typeof alarmsSchema>;
