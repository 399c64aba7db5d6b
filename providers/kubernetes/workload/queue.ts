/** KEDA's trigger for the length of a workload's queue, and the credentials that it needs for that. */
import { prometheusUrl } from '../../../constructs/addons/monitoring/monitoring';
import { firstListener, kafkaBootstrap } from '../../../constructs/kafka-cluster/bootstrap';
import {
  type KafkaQueue,
  kafkaQueueOf,
  type Queue,
  type RedisQueue,
  redisQueueOf,
} from '../../../constructs/workload/scaling';
import type { SecretValue } from '../../../constructs/workload/secrets';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { nameInCluster } from '../../../core/names-in-cluster';
import { secretWith } from '../base/secret';
import { metadataOf, partName, type WorkloadContext } from './context';

/** Parameters of KEDA's sign-in. */
interface Credentials {
  /** Values from the cloud's secret store. */
  readonly stored: Readonly<Record<string, SecretValue>>;
  /** Keys of Secrets that exist in the namespace already. */
  readonly existing: readonly SecretTarget[];
}

interface SecretTarget {
  readonly parameter: string;
  readonly name: string;
  readonly key: string;
}

const NO_CREDENTIALS: Credentials = { stored: {}, existing: [] };

const queueName = (workload: WorkloadContext): string => partName(workload, 'queue');

export const prometheusTrigger = ({ addonNamespaces }: WorkloadContext, query: string, threshold: number) => ({
  type: 'prometheus',
  metadata: { serverAddress: prometheusUrl(addonNamespaces), query, threshold: String(threshold) },
});

export function queueTrigger(workload: WorkloadContext, queue: Queue): object {
  if ('prometheus' in queue) return prometheusTrigger(workload, queue.prometheus.query, queue.prometheus.perReplica);
  const trigger = 'redis' in queue ? redisTrigger(workload, queue.redis) : kafkaTrigger(workload, queue.kafka);
  const signsIn = targetsOf(workload).length > 0;
  return { ...trigger, ...(signsIn && { authenticationRef: { name: queueName(workload) } }) };
}

/** The Secret with KEDA's credentials and the object that names them; neither where the queue needs no sign-in. */
export function queueAccess(workload: WorkloadContext): {
  readonly secrets?: Manifest;
  readonly authentication?: Manifest;
} {
  const name = queueName(workload);
  const { stored } = credentialsOf(workload);
  const secretTargetRef = targetsOf(workload);
  if (secretTargetRef.length === 0) return {};
  return {
    ...(Object.keys(stored).length > 0 && { secrets: secretWith(workload, metadataOf(workload, name), stored) }),
    authentication: {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'TriggerAuthentication',
      metadata: metadataOf(workload, name),
      spec: { secretTargetRef },
    },
  };
}

/** Location of each of KEDA's credentials. */
function targetsOf(workload: WorkloadContext): SecretTarget[] {
  const { stored, existing } = credentialsOf(workload);
  const name = queueName(workload);
  return [...Object.keys(stored).map((key) => ({ parameter: key, name, key })), ...existing];
}

function credentialsOf(workload: WorkloadContext): Credentials {
  const redis = redisQueueOf(workload.props);
  const kafka = kafkaQueueOf(workload.props);
  if (redis) return redisCredentials(workload, redis);
  return kafka ? kafkaCredentials(workload, kafka) : NO_CREDENTIALS;
}

const redisTrigger = ({ environment }: WorkloadContext, { cache, list, lengthPerReplica }: RedisQueue) => ({
  type: (environment.caches[cache]?.shards ?? 1) > 1 ? 'redis-cluster' : 'redis',
  metadata: { listName: list, listLength: String(lengthPerReplica), enableTLS: 'true' },
});

function redisCredentials({ environment }: WorkloadContext, { cache: from }: RedisQueue): Credentials {
  const signsIn = environment.caches[from]?.authentication === 'token';
  const keys = ['host', 'port', 'ca', ...(signsIn ? ['username', 'password'] : [])];
  return { ...NO_CREDENTIALS, stored: Object.fromEntries(keys.map((key) => [key, { from, key }])) };
}

function kafkaTrigger(workload: WorkloadContext, queue: KafkaQueue) {
  const { tls, authentication } = firstListener(workload.environment, queue.cluster).listener;
  return {
    type: 'kafka',
    metadata: {
      bootstrapServers: kafkaBootstrap(workload.environment, queue.cluster),
      topic: queue.topic,
      consumerGroup: queue.consumerGroup,
      lagThreshold: String(queue.lagPerReplica),
      ...(authentication === 'scram-sha-512' && { sasl: 'scram_sha512' }),
      ...(tls && { tls: 'enable' }),
    },
  };
}

/** Certificates are in Secrets that Strimzi creates: strimzi.io/docs/operators/latest/deploying#con-certificates */
function kafkaCredentials(workload: WorkloadContext, queue: KafkaQueue): Credentials {
  const { cluster, listener } = firstListener(workload.environment, queue.cluster);
  const { user } = queue;
  const authority = `${nameInCluster(workload.environment, queue.cluster)}-cluster-ca-cert`;
  const ca = listener.tls ? [{ parameter: 'ca', name: authority, key: 'ca.crt' }] : [];
  if (user === undefined || listener.authentication === 'none') return { stored: {}, existing: ca };
  if (listener.authentication === 'tls') {
    const certificate = { parameter: 'cert', name: user, key: 'user.crt' };
    const key = { parameter: 'key', name: user, key: 'user.key' };
    return { stored: {}, existing: [...ca, certificate, key] };
  }
  const from = cluster.users[user]?.secret;
  const keys = from === undefined ? [] : ['username', 'password'].map((key) => [key, { from, key }] as const);
  return { stored: Object.fromEntries(keys), existing: ca };
}
