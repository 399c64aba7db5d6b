/** Jobs of a workload: runs of its image, by schedule or once per version. */
import { z } from 'zod';

import { bytes, cpu } from '../../core/kubernetes/words';
import { cron } from '../../core/words/cron';
import { nonEmpty } from '../../core/words/words';
import { entry } from '../entry';
import { secretValue, variable } from './secrets';

export const job = z.strictObject({
  ...entry(),
  /** When the job runs: by schedule, or once per version of the workload, before or after its rollout. */
  when: z.union([
    z.enum(['before-rollout', 'after-rollout']),
    z.strictObject({
      /** The five fields of cron: `0 3 * * *`. */
      schedule: cron,
      /** Time zone of the schedule. */
      timeZone: nonEmpty.default('Etc/UTC'),
      /** Behavior when the previous run has not ended: `allow` runs both, `replace` ends the previous one. */
      overlap: z.enum(['allow', 'skip', 'replace']).default('skip'),
    }),
  ]),
  /** Another image, with a tag or digest. @default - the workload's */
  image: nonEmpty.optional(),
  /** The command, instead of the image's entry point. @default - the image's */
  command: z.array(nonEmpty).optional(),
  /** Arguments of the command. @default - none */
  args: z.array(nonEmpty).optional(),
  /**
   * Variables from the cloud's secret store that this job has besides the workload's, or in place of those of the same name.
   * Requires the add-on `externalSecrets`.
   * @default - none
   * @example
   * // The workload signs in to the database as a user, its migrations as the owner.
   * secretEnv: { PGUSER: { from: 'orders', key: 'username' }, PGPASSWORD: { from: 'orders', key: 'password' } }
   */
  secretEnv: z.record(variable, secretValue).default({}),
  /** CPU request; the limit is twice as much. @default - the workload's */
  cpu: cpu.optional(),
  /** Memory request, which is also the limit. @default - the workload's */
  memory: bytes.optional(),
  /** Number of retries after a failure. */
  retries: z.int().min(0).max(10).default(3),
  /** Seconds after which the job has failed, retries included. */
  deadlineSeconds: z.int().min(10).max(86_400).default(600),
});
export type Job = z.output<typeof job>;
