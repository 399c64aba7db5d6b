/** How many pods a workload has, and by what they scale. */
import { z } from 'zod';

import { type Choice, choice } from '../../core/decision';
import { identifier, nonEmpty } from '../../core/words/words';
import { entryOf, entryOfSibling } from '../entry';

const queue = z.union([
  z.strictObject({
    kafka: z.strictObject({
      /** A name in the environment's `kafkaClusters`. */
      cluster: entryOf('kafkaClusters'),
      /** One of the cluster's topics. */
      topic: entryOfSibling('cluster', 'kafkaClusters', 'topics', nonEmpty),
      /** The consumer group whose lag is measured. */
      consumerGroup: nonEmpty,
      /** One of the cluster's users, who may read the topic. Required where clients sign in. @default - none */
      user: entryOfSibling('cluster', 'kafkaClusters', 'users', identifier).optional(),
      /** Waiting messages per replica. */
      lagPerReplica: z.int().min(1),
    }),
  }),
  z.strictObject({
    redis: z.strictObject({
      /** A name in the environment's `caches`. */
      cache: entryOf('caches'),
      /** Name of the list. */
      list: nonEmpty,
      /** Waiting elements per replica. */
      lengthPerReplica: z.int().min(1),
    }),
  }),
  z.strictObject({
    prometheus: z.strictObject({
      /** PromQL query of the total backlog. Requires the add-on `monitoring`. */
      query: nonEmpty,
      /** Backlog per replica. */
      perReplica: z.number().positive(),
    }),
  }),
]);
export type Queue = z.output<typeof queue>;
export type KafkaQueue = Extract<Queue, { kafka: unknown }>['kafka'];
export type RedisQueue = Extract<Queue, { redis: unknown }>['redis'];

export const autoscaling = z.strictObject({
  /** Lowest number of replicas. 0 requires `queue`. */
  min: z.int().min(0).max(1000),
  /** Highest number of replicas. */
  max: z.int().min(1).max(1000),
  /** Target use of the requested CPU, in percent. @default - not scaled by CPU */
  cpu: z.int().min(1).max(100).optional(),
  /** Target use of the requested memory, in percent. @default - not scaled by memory */
  memory: z.int().min(1).max(100).optional(),
  /**
   * Requests per second per replica. Requires the add-ons `keda` and `monitoring`.
   * @default - not scaled by requests
   */
  requestsPerSecond: z.number().positive().optional(),
  /**
   * The queue whose backlog determines the number of replicas. Requires the add-on `keda`.
   * @default - not scaled by a queue
   */
  queue: queue.optional(),
  /** Seconds of lower load before scaling in. */
  stabilizationSeconds: z.int().min(0).max(3600).default(300),
});
export type Autoscaling = z.output<typeof autoscaling>;

/** The workload properties that determine its number of pods. */
interface ScalingProps {
  readonly replicas?: number | undefined;
  readonly autoscaling?: Autoscaling | undefined;
}

/** The number of pods at creation. */
export function chooseReplicas({ replicas, autoscaling }: ScalingProps): Choice<number> {
  if (replicas !== undefined) return choice(replicas, String(replicas), 'as written');
  if (autoscaling) return choice(autoscaling.min, String(autoscaling.min), 'at first: `autoscaling.min`');
  return choice(2, '2', 'so that one can be replaced while the other answers');
}

export const replicasOf = (props: ScalingProps): number => chooseReplicas(props).value;

/** The lowest and highest number of pods. */
export const rangeOf = (props: ScalingProps): { min: number; max: number } =>
  props.autoscaling ?? { min: replicasOf(props), max: replicasOf(props) };

/** The Kafka topic by which the workload scales. */
export const kafkaQueueOf = ({ autoscaling }: ScalingProps): KafkaQueue | undefined =>
  autoscaling?.queue && 'kafka' in autoscaling.queue ? autoscaling.queue.kafka : undefined;

/** The Redis list by which the workload scales. */
export const redisQueueOf = ({ autoscaling }: ScalingProps): RedisQueue | undefined =>
  autoscaling?.queue && 'redis' in autoscaling.queue ? autoscaling.queue.redis : undefined;

/** The cache of that list. */
export const queueCacheOf = (props: ScalingProps): string | undefined => redisQueueOf(props)?.cache;

/** Whether it scales by more than CPU and memory: Kubernetes' own autoscaler knows nothing else. */
export const usesKeda = ({ requestsPerSecond, queue }: Autoscaling): boolean =>
  requestsPerSecond !== undefined || queue !== undefined;
