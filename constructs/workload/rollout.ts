/** How a new version of a workload replaces the old one: pod by pod, all at once, or step by step. */
import { z } from 'zod';

import { identifier, nonEmpty } from '../../core/words/words';

/** The queries that judge a rollout. It goes back automatically when too many of their values leave the range. */
const analysis = {
  /** PromQL queries by name. Requires the add-on `monitoring`. */
  queries: z.record(
    identifier,
    z.strictObject({
      /**
       * The query. It must return an instant vector of one value, not a scalar. An empty result, as without traffic,
       * counts as healthy. `{{args.new}}` and `{{args.old}}` stand for the label `rollouts_pod_template_hash` that
       * metrics of new and of old pods have.
       */
      query: nonEmpty,
      /** Lowest healthy value. @default - none */
      min: z.number().optional(),
      /** Highest healthy value. @default - none */
      max: z.number().optional(),
    }),
  ),
  /** Seconds between measurements. */
  everySeconds: z.int().min(10).max(3600).default(60),
  /** Number of unhealthy measurements that ends the rollout. */
  failures: z.int().min(1).max(10).default(2),
};
const canaryAnalysis = z.strictObject({ ...analysis });

const podsOrPercent = z.union([
  z.int().min(0).max(1000),
  z.string().regex(/^\d{1,3}%$/, { error: 'must be a number of pods or a percentage such as "25%"' }),
]);

export const rollout = z.discriminatedUnion('strategy', [
  z.strictObject({
    /**
     * `rolling` replaces pods a few at a time, `blue-green` switches from all old pods to all new ones at once,
     * `canary` gives new pods a growing share of the requests. The last two require the add-on `argoRollouts`.
     */
    strategy: z.literal('rolling'),
    /** Pods above the wanted number during the rollout, as a number or percentage. */
    maxSurge: podsOrPercent.default('25%'),
    /** Pods below the wanted number during the rollout, as a number or percentage. */
    maxUnavailable: podsOrPercent.default(0),
    /**
     * Whether a rollout that is not complete in time goes back to the old pods, and a first one is removed. Otherwise its
     * pods stay for you to look at, next to the old ones. Either way the apply fails, and the next plan shows the change
     * again.
     */
    goesBack: z.boolean().default(true),
  }),
  z.strictObject({
    /** All new pods start next to the old ones, then take over at once. */
    strategy: z.literal('blue-green'),
    /** Whether new pods take over automatically when they are ready; otherwise a person promotes them. */
    automatic: z.boolean().default(true),
    /** Seconds that new pods must have been ready before they take over. */
    previewSeconds: z.int().min(0).max(86_400).default(30),
    /** Seconds that old pods stay afterwards, so that going back is instant. */
    keepOldSeconds: z.int().min(30).max(86_400).default(600),
    /** The analysis of new pods: before they take over with `blue-green`, throughout with `canary`. @default - none */
    analysis: z
      .strictObject({
        ...analysis,
        /** Number of measurements before new pods take over. */
        measurements: z.int().min(1).max(100).default(5),
      })
      .optional(),
  }),
  z.strictObject({
    /** New pods get a growing share of the requests. */
    strategy: z.literal('canary'),
    /** The shares, one after the other; new pods get everything after the last. */
    steps: z
      .array(
        z.strictObject({
          /** Percent of the requests that new pods get; without `routes`, their percent of the pods. */
          percent: z.int().min(1).max(99),
          /** Seconds that the step lasts. @default - until a person promotes it */
          seconds: z.int().min(1).max(86_400).optional(),
        }),
      )
      .min(1)
      .default([
        { percent: 10, seconds: 600 },
        { percent: 30, seconds: 600 },
        { percent: 60, seconds: 600 },
      ]),
    /** The analysis of new pods throughout the rollout. @default - none */
    analysis: canaryAnalysis.optional(),
  }),
]);
export type Rollout = z.output<typeof rollout>;

/** The analysis of either strategy that has one. */
export type Analysis = NonNullable<Exclude<Rollout, { strategy: 'rolling' }>['analysis']>;
