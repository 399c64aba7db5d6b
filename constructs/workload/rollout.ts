/** How a new version of a workload takes the place of the old: one pod after the other, all at once, or part by part. */
import { z } from 'zod';
import { identifier, nonEmpty } from '../../core/words/words';

const seconds = z.int().min(0).max(86_400);

/** What a rollout is judged by: it goes back by itself when a query's value leaves the range. */
const analysis = {
  /** PromQL queries by name. Needs the add-on `monitoring`. */
  queries: z.record(
    identifier,
    z.strictObject({
      /**
       * The query, which returns one value as a vector, not as a scalar; no value, as when nobody asked anything, is well.
       * `{{args.new}}` and `{{args.old}}` stand for the label `rollouts_pod_template_hash` of new and old pods' metrics.
       */
      query: nonEmpty,
      /** Least value that is well. @default - none */
      min: z.number().optional(),
      /** Greatest value that is well. @default - none */
      max: z.number().optional(),
    }),
  ),
  /** Seconds between measurements: 10–3600. @default 60 */
  everySeconds: z.int().min(10).max(3600).default(60),
  /** How many bad measurements end the rollout: 1–10. @default 2 */
  failures: z.int().min(1).max(10).default(2),
};
const judged = z.strictObject({ ...analysis });
export type Analysis = z.output<typeof judged>;

const percentOrNumber = z.union([
  z.int().min(0).max(1000),
  z.string().regex(/^\d{1,3}%$/, { error: 'must be a number of pods or a percentage such as "25%"' }),
]);

export const rollout = z.discriminatedUnion('strategy', [
  z.strictObject({
    /** New pods take over one after the other. */
    strategy: z.literal('rolling'),
    /** Pods beyond the number wanted while rolling. @default '25%' */
    maxSurge: percentOrNumber.default('25%'),
    /** Pods short of the number wanted while rolling. @default 0 */
    maxUnavailable: percentOrNumber.default(0),
  }),
  z.strictObject({
    /** All new pods start beside the old, then take over at once. Needs the add-on `argoRollouts`. */
    strategy: z.literal('blue-green'),
    /** Whether they take over by themselves once ready, instead of waiting for a person. @default true */
    automatic: z.boolean().default(true),
    /** Seconds that they must have been ready: 0–86400. @default 30 */
    previewSeconds: seconds.default(30),
    /** Seconds that the old pods stay, to go back at once: 30–86400. @default 600 */
    keepOldSeconds: z.int().min(30).max(86_400).default(600),
    /** Judged before they take over. @default - not judged */
    analysis: z
      .strictObject({
        ...analysis,
        /** How many measurements are taken before they take over: 1–100. @default 5 */
        measurements: z.int().min(1).max(100).default(5),
      })
      .optional(),
  }),
  z.strictObject({
    /** New pods get a growing part of the requests. Needs the add-on `argoRollouts`. */
    strategy: z.literal('canary'),
    /** One part after the other; then all. */
    steps: z
      .array(
        z.strictObject({
          /** Which part of the requests, or of the pods where nothing comes through the gateway: 1–99. */
          percent: z.int().min(1).max(99),
          /** For how long, 1–86400 seconds. @default - until a person goes on */
          seconds: z.int().min(1).max(86_400).optional(),
        }),
      )
      .min(1)
      .default([
        { percent: 10, seconds: 600 },
        { percent: 30, seconds: 600 },
        { percent: 60, seconds: 600 },
      ]),
    /** Judged all along. @default - not judged */
    analysis: judged.optional(),
  }),
]);
export type Rollout = z.output<typeof rollout>;
