/** Receivers: who is told of alerts, by what means and when. */
import { z } from 'zod';
import type { RuleTable } from '../../../core/rules/rule';
import { DAYS, isTimeZone } from '../../../core/words/times';
import { identifier, portNumber, nonEmpty } from '../../../core/words/words';

/** What an alert is worth; `info` is shown, nobody is told. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;

const timeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'must be a time of day, "HH:MM", at most "24:00"' });

/** A part of a secret in the cloud's store. */
const stored = z.strictObject({
  /** A name in the environment's `secrets`. */
  from: identifier,
  /** Which part of the secret. @default 'password' */
  key: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, { error: 'must be 1–100 letters, digits, - and _' })
    .default('password'),
});
export type Stored = z.output<typeof stored>;

const receiver = z.discriminatedUnion('kind', [
  z.strictObject({
    /** By what means: `pagerduty`, `slack`, `email` or `webhook`. */
    kind: z.literal('pagerduty'),
    /** PagerDuty: the integration key of a service, type Events API v2. */
    routingKey: stored,
  }),
  z.strictObject({
    kind: z.literal('slack'),
    /** Slack: the address of an incoming webhook. Webhook: where alerts are posted. */
    url: stored,
    /** Slack: the channel. @default - the webhook's own */
    channel: nonEmpty.optional(),
  }),
  z.strictObject({
    kind: z.literal('email'),
    /** Email: whom to. Needs `smtp`. */
    to: z.email(),
  }),
  z.strictObject({
    kind: z.literal('webhook'),
    url: stored,
  }),
]);
export type Receiver = z.output<typeof receiver>;

export const receiverProperties = {
  /** Who is told of alerts. Needs the add-on `externalSecrets` where there are secrets. @default - nobody: alerts are seen in Grafana */
  receivers: z
    .strictObject({
      /** Told at once, at any hour. @default - nobody */
      critical: z.array(receiver).default([]),
      /** Told in `businessHours`. @default - nobody */
      warning: z.array(receiver).default([]),
      /** A dead man's switch: a service that is called as long as alerting works, and raises the alarm when it is not. @default - none */
      watchdog: z
        .strictObject({
          /** Where it is called. */
          url: stored,
          /** Minutes between calls: 1–60. @default 5 */
          everyMinutes: z.int().min(1).max(60).default(5),
        })
        .optional(),
    })
    .optional(),
  /** The mail server of receivers by email; TLS is required. @default - none */
  smtp: z
    .strictObject({
      /** Its name. */
      host: nonEmpty,
      /** Its port: 1–65535. @default 587 */
      port: portNumber.default(587),
      /** The sender. */
      from: z.email(),
      /** Who logs in. @default - nobody */
      username: nonEmpty.optional(),
      /** The password of `username`. @default - none */
      password: stored.optional(),
    })
    .optional(),
  /** When warnings are told, what came up before included; false for always. */
  businessHours: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Days of the week. @default Monday to Friday */
        days: z
          .array(z.enum(DAYS))
          .min(1)
          .default([...DAYS.slice(0, 5)]),
        /** From when. @default '09:00' */
        start: timeOfDay.default('09:00'),
        /** Until when. @default '17:00' */
        end: timeOfDay.default('17:00'),
        /** Time zone of both, `Europe/Berlin`. @default 'Etc/UTC' */
        timeZone: nonEmpty.default('Etc/UTC'),
      }),
    ])
    .prefault({}),
  grouping: z
    .strictObject({
      /** Alerts that share these labels are told together. @default ['alertname', 'namespace'] */
      by: z.array(nonEmpty).min(1).default(['alertname', 'namespace']),
      /** Seconds that warnings wait for others of their group: 0–3600; what is critical does not wait. @default 30 */
      waitSeconds: z.int().min(0).max(3600).default(30),
      /** Minutes after which what is new in a group is told: 1–60. @default 5 */
      everyMinutes: z.int().min(1).max(60).default(5),
      /** Hours after which what still lasts is told again: 1–168. @default 4 */
      repeatHours: z.int().min(1).max(168).default(4),
    })
    .prefault({}),
};
export type ReceiverProps = z.output<z.ZodObject<typeof receiverProperties>>;

const told = ({ receivers }: ReceiverProps): readonly Receiver[] => [
  ...(receivers?.critical ?? []),
  ...(receivers?.warning ?? []),
];

export const receiverRules: RuleTable<ReceiverProps, unknown> = [
  {
    code: 'receivers',
    property: 'receivers',
    check: (p) =>
      p.receivers !== undefined &&
      told(p).length === 0 &&
      'must name somebody in critical or warning; leave receivers out where nobody is to be told',
  },
  {
    code: 'smtp',
    property: 'smtp',
    check: (p) =>
      p.smtp === undefined &&
      told(p).some(({ kind }) => kind === 'email') &&
      'is required: receivers by email need a mail server',
  },
  {
    code: 'smtp-password',
    property: 'smtp.password',
    check: ({ smtp }) =>
      (smtp?.username === undefined) !== (smtp?.password === undefined) &&
      'is required together with smtp.username, or neither',
  },
  {
    code: 'business-hours-end',
    property: 'businessHours.end',
    check: ({ businessHours }) =>
      businessHours !== false &&
      businessHours.end <= businessHours.start &&
      `must be later than businessHours.start ${businessHours.start}, got ${businessHours.end}`,
  },
  {
    code: 'business-hours-time-zone',
    property: 'businessHours.timeZone',
    check: ({ businessHours }) =>
      businessHours !== false &&
      !isTimeZone(businessHours.timeZone) &&
      `must be a time zone of the IANA database, such as "Europe/Berlin", got "${businessHours.timeZone}"`,
  },
];
