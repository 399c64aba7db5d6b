/** How many pods a workload has, and what that follows. */
import { z } from 'zod';
import { identifier, nonEmpty } from '../../core/words/words';

const queue = z.union([
  z.strictObject({
    kafka: z.strictObject({
      /** A name in the environment's `kafkaClusters`. */
      cluster: identifier,
      /** One of the cluster's topics. */
      topic: nonEmpty,
      /** The group of consumers that falls behind. */
      consumerGroup: nonEmpty,
      /** One of the cluster's users, which may read the topic; needed where clients sign in. @default - nobody signs in */
      user: identifier.optional(),
      /** Messages waiting for each replica. */
      lagPerReplica: z.int().min(1),
    }),
  }),
  z.strictObject({
    redis: z.strictObject({
      /** A name in the environment's `caches`. */
      cache: identifier,
      /** Name of the list. */
      list: nonEmpty,
      /** Elements waiting for each replica. */
      lengthPerReplica: z.int().min(1),
    }),
  }),
  z.strictObject({
    prometheus: z.strictObject({
      /** PromQL query of how much waits in all. Needs the add-on `monitoring`. */
      query: nonEmpty,
      /** How much for each replica. */
      perReplica: z.number().positive(),
    }),
  }),
]);
export type Queue = z.output<typeof queue>;

export const autoscaling = z.strictObject({
  /** Fewest replicas. */
  min: z.int().min(0).max(1000),
  /** Most replicas. */
  max: z.int().min(1).max(1000),
  /** Percent of the requested CPU in use that replicas are kept at: 1–100. @default - not scaled by CPU */
  cpu: z.int().min(1).max(100).optional(),
  /** Percent of the requested memory in use that replicas are kept at: 1–100. @default - not scaled by memory */
  memory: z.int().min(1).max(100).optional(),
  /** Requests a second for each replica. Needs the add-ons `keda` and `monitoring`. @default - not scaled by requests */
  requestsPerSecond: z.number().positive().optional(),
  /** By what waits in a queue. Needs the add-on `keda`. @default - not scaled by a queue */
  queue: queue.optional(),
  /** Seconds for which fewer replicas must have been enough before any goes: 0–3600. @default 300 */
  stabilizationSeconds: z.int().min(0).max(3600).default(300),
});
export type Autoscaling = z.output<typeof autoscaling>;

/** Of a workload, what says how many pods there are. */
interface Scaled {
  readonly replicas?: number | undefined;
  readonly autoscaling?: Autoscaling | undefined;
}

/** Pods at creation. */
export const replicasOf = ({ replicas, autoscaling }: Scaled): number => replicas ?? autoscaling?.min ?? 2;

/** The fewest and the most pods that there may be at a time. */
export const rangeOf = (props: Scaled): { min: number; max: number } =>
  props.autoscaling ?? { min: replicasOf(props), max: replicasOf(props) };

/** The cache whose list tells how many replicas there must be. */
export const queueCacheOf = ({ autoscaling }: Scaled): string | undefined =>
  autoscaling?.queue && 'redis' in autoscaling.queue ? autoscaling.queue.redis.cache : undefined;

/** Whether it goes by more than pods' own CPU and memory: Kubernetes' autoscaler knows nothing else. */
export const usesKeda = ({ requestsPerSecond, queue }: Autoscaling): boolean =>
  requestsPerSecond !== undefined || queue !== undefined;
