/** Values beyond which alarms are raised. */
import { z } from 'zod';

export const thresholds = z.strictObject({
  /** CPU use of a database server, in percent. @default - `addons.monitoring.thresholds.cpuPercent`, or 80 */
  cpuPercent: z.number().min(1).max(100).optional(),
  /** Memory use of a database server or cache, in percent. @default - `addons.monitoring.thresholds.memoryPercent`, or 80 */
  memoryPercent: z.number().min(1).max(100).optional(),
  /** Connections in use of a database server, in percent of its maximum. @default - `addons.monitoring.thresholds.connectionsPercent`, or 80 */
  connectionsPercent: z.number().min(1).max(100).optional(),
  /** Free disk space of a database server, in percent. @default - `addons.monitoring.thresholds.diskFreePercent`, or 20 */
  diskFreePercent: z.number().min(1).max(50).optional(),
  /** Seconds that a read replica is behind its primary. @default - 60 */
  replicaSeconds: z.int().min(1).max(86_400).optional(),
  /** Keys a minute that a cache drops because its memory is full. @default - 0 */
  evictions: z.int().min(0).max(1_000_000).optional(),
  /** Requests, in percent, that the load balancer answers with a server error (5xx). @default - `addons.monitoring.thresholds.errorPercent`, or 5 */
  errorPercent: z.number().min(0.1).max(100).optional(),
  /** Response time of requests to the load balancer at the 95th percentile, in milliseconds. @default - `addons.monitoring.thresholds.p95Ms`, or 500 */
  p95Ms: z.int().min(1).max(600_000).optional(),
  /** Requests per minute, below which the load balancer raises no alarms on errors and response times. @default - `addons.monitoring.thresholds.leastRequests`, or 6 */
  leastRequests: z.int().min(0).max(100_000).optional(),
});

type Given = z.output<typeof thresholds>;
export type Thresholds = { readonly [K in keyof Given]-?: NonNullable<Given[K]> };
