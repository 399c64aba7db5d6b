/** Alarms of one's own: on any metric that a cloud has, at one threshold, with the names that each cloud gives it. */
import { z } from 'zod';

import { forEach, type RulesFor } from '../../core/rules/rule';
import type { CloudName } from '../../core/words/clouds';
import { identifier, nonEmpty } from '../../core/words/words';
import { SEVERITIES } from './catalogue';
import { minutes } from './minutes';

const pairs = z.record(nonEmpty, z.string()).default({});

export const ownRule = z.strictObject({
  /** What it tells, as a sentence without its end: `Orders wait for more than five minutes`. */
  tells: nonEmpty,
  /** How much it matters, and with that whom it tells: `critical` or `warning`. */
  severity: z.enum(SEVERITIES).default('warning'),
  /** Minutes that it must last: 5, 15, 30 or 60. @default - `minutes` of its severity */
  minutes: minutes.optional(),
  /** On which side of the threshold it is raised. */
  raised: z.enum(['above', 'below']),
  /** In the metric's own unit. */
  threshold: z.number(),
  /** What is measured, by cloud: each has names of its own. */
  metric: z.strictObject({
    aws: z
      .strictObject({
        /** `AWS/SQS`, or one that an application writes to. */
        namespace: nonEmpty,
        name: nonEmpty,
        dimensions: pairs,
        /** `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount`, or a percentile such as `p95`. */
        statistic: z
          .string()
          .regex(/^(Average|Sum|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d+)?)$/, {
            error: 'must be Average, Sum, Minimum, Maximum, SampleCount, or a percentile such as "p95"',
          })
          .default('Average'),
        /** Minutes from one value to the next: 1 or 5, as the service tells it. */
        everyMinutes: z.union([z.literal(1), z.literal(5)]).default(1),
      })
      .optional(),
    google: z
      .strictObject({
        /** `pubsub.googleapis.com/subscription/oldest_unacked_message_age`. */
        type: nonEmpty,
        /** Type of the monitored resource: `pubsub_subscription`. */
        resource: nonEmpty,
        /** Labels of the metric. */
        labels: pairs,
        /** Labels of the resource. */
        resourceLabels: pairs,
        /** How the values of a minute become one: `ALIGN_MEAN`, `ALIGN_MAX`, `ALIGN_RATE`, … */
        aligner: z
          .string()
          .regex(/^ALIGN_[A-Z_0-9]+$/, { error: 'must be an aligner such as "ALIGN_MEAN"' })
          .default('ALIGN_MEAN'),
        /** How several series become one: `REDUCE_SUM`, … @default - each raises the alarm by itself */
        reducer: z
          .string()
          .regex(/^REDUCE_[A-Z_0-9]+$/, { error: 'must be a reducer such as "REDUCE_SUM"' })
          .optional(),
      })
      .optional(),
    azurerm: z
      .strictObject({
        /** Id of the resource that tells it, `/subscriptions/…`. */
        resourceId: z.string().regex(/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/.+/, {
          error: 'must be the id of a resource, "/subscriptions/…/resourceGroups/…/providers/…"',
        }),
        /** `Microsoft.ServiceBus/namespaces`. */
        namespace: nonEmpty,
        name: nonEmpty,
        aggregation: z.enum(['Average', 'Maximum', 'Minimum', 'Total', 'Count']).default('Average'),
        /** Which values of the metric's dimensions count, one for each. @default - all */
        dimensions: pairs,
      })
      .optional(),
  }),
});

export const ownRules = z.record(identifier, ownRule).default({});

export type OwnRule = z.output<typeof ownRule>;
export type MetricOf<C extends CloudName> = NonNullable<OwnRule['metric'][C]>;

/** Requires a metric of this cloud. */
export const metricRules = <C>(cloud: CloudName): RulesFor<{ readonly rules: Readonly<Record<string, OwnRule>> }, C> =>
  forEach(
    ({ rules }) => Object.entries(rules).map(([name, rule]) => [`rules.${name}`, rule] as const),
    [
      {
        code: 'rule-without-metric',
        property: 'metric',
        check: ({ metric }) =>
          metric[cloud] === undefined &&
          `must name a metric of each cloud of the environment: ${cloud} has none. Add one, or move the rule to differences of the clouds that measure it`,
      },
    ],
  );
