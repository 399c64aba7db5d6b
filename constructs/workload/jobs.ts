/** Jobs of a workload: what runs of its image by itself, by schedule or once with every new version. */
import { z } from 'zod';
import { bytes, cpu } from '../../core/kubernetes/words';
import { cron } from '../../core/words/times';
import { nonEmpty } from '../../core/words/words';

export const job = z.strictObject({
  /** When it runs: by schedule, or once with every new version of the workload, before or after it is rolled out. */
  when: z.union([
    z.enum(['before-rollout', 'after-rollout']),
    z.strictObject({
      /** Five fields as of cron, `0 3 * * *`. */
      schedule: cron,
      /** Zone of the schedule's times. @default 'Etc/UTC' */
      timeZone: nonEmpty.default('Etc/UTC'),
      /** What happens when a run is still going at the time of the next. @default 'skip' */
      overlap: z.enum(['allow', 'skip', 'replace']).default('skip'),
    }),
  ]),
  /** Another image, with a tag or digest. @default - the workload's */
  image: nonEmpty.optional(),
  /** What runs instead of the image's entry point. @default - the image's own */
  command: z.array(nonEmpty).optional(),
  /** Its arguments. @default - none */
  args: z.array(nonEmpty).optional(),
  /** CPU requested; twice as much may be used. @default - the workload's */
  cpu: cpu.optional(),
  /** Memory requested, which is also the limit. @default - the workload's */
  memory: bytes.optional(),
  /** How often it is tried again: 0–10. @default 3 */
  retries: z.int().min(0).max(10).default(3),
  /** Seconds after which it is given up: 10–86400. @default 600 */
  deadlineSeconds: z.int().min(10).max(86_400).default(600),
});
export type Job = z.output<typeof job>;
