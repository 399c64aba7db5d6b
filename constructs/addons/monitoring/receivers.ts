/** Receivers of alerts: channels, hours, grouping. */
import { z } from 'zod';

import { DAYS } from '../../../core/words/times';
import { nonEmpty, portNumber } from '../../../core/words/words';
import { entryOf } from '../../entry';

/** Severities of alerts. Alerts of `info` are shown in Grafana and notify nobody. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;

const timeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'must be a time of day, "HH:MM", at most "24:00"' });

/** A part of a secret in the cloud's secret store. */
export const secretPart = z.strictObject({
  /** A name in the environment's `secrets`. */
  from: entryOf('secrets'),
  /** Property of the secret. */
  key: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, { error: 'must be 1–100 letters, digits, - and _' })
    .default('password'),
});
export type SecretPart = z.output<typeof secretPart>;

const receiver = z.discriminatedUnion('kind', [
  z.strictObject({
    /** Channel: `pagerduty`, `slack`, `email` or `webhook`. */
    kind: z.literal('pagerduty'),
    /** PagerDuty: integration key of a service, of type Events API v2. */
    routingKey: secretPart,
  }),
  z.strictObject({
    kind: z.literal('slack'),
    /** Slack: address of an incoming webhook. Webhook: address to which alerts are posted. */
    url: secretPart,
    /** Slack: the channel. @default - the webhook's own */
    channel: nonEmpty.optional(),
  }),
  z.strictObject({
    kind: z.literal('email'),
    /** Email: recipient. Requires `smtp`. */
    to: z.email(),
  }),
  z.strictObject({
    kind: z.literal('webhook'),
    url: secretPart,
  }),
]);
export type Receiver = z.output<typeof receiver>;

export const receiverProperties = {
  /**
   * Receivers of alerts. Receivers with secrets require the add-on `externalSecrets`.
   * @default - none; alerts are shown in Grafana
   */
  receivers: z
    .strictObject({
      /** Receivers of critical alerts, notified immediately and around the clock. @default - none */
      critical: z.array(receiver).default([]),
      /** Receivers of warnings, notified in `businessHours`. @default - none */
      warning: z.array(receiver).default([]),
      /**
       * Dead man's switch: a service that is called as long as alerting works, and that raises an alarm when the calls
       * stop.
       * @default - none
       */
      watchdog: z
        .strictObject({
          /** Address to call. */
          url: secretPart,
          /** Minutes between calls. */
          everyMinutes: z.int().min(1).max(60).default(5),
        })
        .optional(),
    })
    .optional(),
  /** Mail server for receivers by email. Its connections always use TLS. @default - none */
  smtp: z
    .strictObject({
      /** Host name. */
      host: nonEmpty,
      /** Port. */
      port: portNumber.default(587),
      /** Address of the sender. */
      from: z.email(),
      /** User for authentication. Requires `password`. @default - none */
      username: nonEmpty.optional(),
      /** Password of `username`. @default - none */
      password: secretPart.optional(),
    })
    .optional(),
  /**
   * Hours in which warnings notify their receivers; warnings from outside these hours wait until they start. False for
   * around the clock.
   */
  businessHours: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Days of the week. @default - Monday to Friday */
        days: z
          .array(z.enum(DAYS))
          .min(1)
          .default([...DAYS.slice(0, 5)]),
        /** Start, as `HH:MM`. */
        start: timeOfDay.default('09:00'),
        /** End, as `HH:MM`, at most `24:00`. */
        end: timeOfDay.default('17:00'),
        /** IANA time zone of the hours, such as `Europe/Berlin`. */
        timeZone: nonEmpty.default('Etc/UTC'),
      }),
    ])
    .prefault({}),
  grouping: z
    .strictObject({
      /** Labels by which alerts are grouped into one notification. */
      by: z.array(nonEmpty).min(1).default(['alertname', 'namespace']),
      /** Seconds that a warning waits for others of its group. Critical alerts do not wait. */
      waitSeconds: z.int().min(0).max(3600).default(30),
      /** Minutes until new alerts of a group are notified. */
      everyMinutes: z.int().min(1).max(60).default(5),
      /** Hours after which an alert that still lasts is notified again. */
      repeatHours: z.int().min(1).max(168).default(4),
    })
    .prefault({}),
};
export type ReceiverProps = z.output<z.ZodObject<typeof receiverProperties>>;

export const allReceivers = ({ receivers }: ReceiverProps): readonly Receiver[] => [
  ...(receivers?.critical ?? []),
  ...(receivers?.warning ?? []),
];
