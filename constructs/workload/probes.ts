/** Probes: how Kubernetes checks the health of a workload's pods. */
import { z } from 'zod';

import { nonEmpty } from '../../core/words/words';
import { portName } from './ports';

const probe = z.strictObject({
  /**
   * HTTP path to request.
   * @default - none: a TCP connection is enough, or on a gRPC port a healthy answer of the health service
   */
  path: z.string().startsWith('/').optional(),
  /** Command to run in the container instead; exit status 0 is a success. @default - none */
  command: z.array(nonEmpty).min(1).optional(),
  /** Name of the port. @default - the first port */
  port: portName.optional(),
  /** Seconds before the first probe. */
  delaySeconds: z.int().min(0).max(86_400).default(0),
  /** Seconds between probes. */
  everySeconds: z.int().min(1).max(300).default(10),
  /** Seconds after which a missing answer is a failure. */
  timeoutSeconds: z.int().min(1).max(60).default(3),
  /** Consecutive failures that make the probe fail. */
  failures: z.int().min(1).max(100).default(3),
});
export type Probe = z.output<typeof probe>;

export const probes = z.strictObject({
  /** Whether the pod may get requests. Required where a port has a service. @default - none */
  readiness: probe.optional(),
  /**
   * Whether the container keeps running: it restarts when the probe fails. Must ask for less than `readiness`.
   * @default - none
   */
  liveness: probe.optional(),
  /** Whether the container has started; the other probes begin afterwards. @default - none */
  startup: probe.optional(),
});
