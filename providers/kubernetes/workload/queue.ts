/** Queue: what KEDA asks how much waits for a workload, and what it must know to be answered. */
import { prometheusUrl } from '../../../constructs/addons/monitoring/monitoring';
import { kafkaBootstrap } from '../../../constructs/kafka-cluster/bootstrap';
import { listenersOf } from '../../../constructs/kafka-cluster/schema';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { nameInCluster } from '../../../core/names-in-cluster';
import type { Queue } from '../../../constructs/workload/scaling';
import type { SecretValue } from '../../../constructs/workload/secrets';
import { metadataOf, partName, type Described } from './described';
import { secretWith } from './secrets';

/** What signs KEDA in. */
interface Access {
  /** Parameters out of the cloud's secret store. */
  readonly stored: Readonly<Record<string, SecretValue>>;
  /** Parameters out of Secrets that are in the namespace already. */
  readonly there: readonly { readonly parameter: string; readonly name: string; readonly key: string }[];
}

type Of<K extends string> = Extract<Queue, Record<K, unknown>>[K & keyof Extract<Queue, Record<K, unknown>>];

const queueName = (workload: Described): string => partName(workload, 'queue');

export const prometheusTrigger = ({ environment }: Described, query: string, threshold: number) => ({
  type: 'prometheus',
  metadata: { serverAddress: prometheusUrl(environment), query, threshold: String(threshold) },
});

export function queueTrigger(workload: Described, queue: Queue): object {
  if ('prometheus' in queue) return prometheusTrigger(workload, queue.prometheus.query, queue.prometheus.perReplica);
  const trigger = 'redis' in queue ? redisTrigger(workload, queue.redis) : kafkaTrigger(workload, queue.kafka);
  return { ...trigger, ...(isOpen(accessOf(workload)) ? {} : { authenticationRef: { name: queueName(workload) } }) };
}

/** The Secret that is made for KEDA, and what it takes out of which; none where nobody has to sign in. */
export function queueAccess(workload: Described): { readonly secrets?: Manifest; readonly authentication?: Manifest } {
  const name = queueName(workload);
  const { stored, there } = accessOf(workload);
  const made = Object.keys(stored).map((key) => ({ parameter: key, name, key }));
  if (made.length + there.length === 0) return {};
  return {
    ...(made.length > 0 && { secrets: secretWith(workload, name, stored) }),
    authentication: {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'TriggerAuthentication',
      metadata: metadataOf(workload, name),
      spec: { secretTargetRef: [...made, ...there] },
    },
  };
}

const isOpen = ({ stored, there }: Access): boolean => Object.keys(stored).length + there.length === 0;

function accessOf(workload: Described): Access {
  const queue = workload.props.autoscaling?.queue;
  if (queue !== undefined && 'redis' in queue) return redisAccess(workload, queue.redis);
  if (queue !== undefined && 'kafka' in queue) return kafkaAccess(workload, queue.kafka);
  return { stored: {}, there: [] };
}

const redisTrigger = ({ environment }: Described, { cache, list, lengthPerReplica }: Of<'redis'>) => ({
  type: environment.caches[cache]!.shards > 1 ? 'redis-cluster' : 'redis',
  metadata: { listName: list, listLength: String(lengthPerReplica), enableTLS: 'true' },
});

function redisAccess({ environment }: Described, { cache: from }: Of<'redis'>): Access {
  const signsIn = environment.caches[from]!.authentication === 'token';
  const keys = ['host', 'port', 'ca', ...(signsIn ? ['username', 'password'] : [])];
  return { stored: Object.fromEntries(keys.map((key) => [key, { from, key }])), there: [] };
}

const listenerOf = ({ environment }: Described, cluster: string) =>
  listenersOf(environment.kafkaClusters[cluster]!)[0]!;

function kafkaTrigger(workload: Described, { cluster, topic, consumerGroup, lagPerReplica }: Of<'kafka'>) {
  const { tls, authentication } = listenerOf(workload, cluster);
  return {
    type: 'kafka',
    metadata: {
      bootstrapServers: kafkaBootstrap(workload.environment, cluster),
      topic,
      consumerGroup,
      lagThreshold: String(lagPerReplica),
      ...(authentication === 'scram-sha-512' && { sasl: 'scram_sha512' }),
      ...(tls && { tls: 'enable' }),
    },
  };
}

/** Certificates are in Secrets that Strimzi makes beside the cluster: strimzi.io/docs/operators/latest/deploying#con-certificates */
function kafkaAccess(workload: Described, { cluster, user }: Of<'kafka'>): Access {
  const { tls, authentication } = listenerOf(workload, cluster);
  const secret = user === undefined ? undefined : workload.environment.kafkaClusters[cluster]!.users[user]?.secret;
  const certificates = `${nameInCluster(workload.environment, cluster)}-cluster-ca-cert`;
  return {
    stored:
      authentication === 'scram-sha-512' && secret !== undefined
        ? Object.fromEntries(['username', 'password'].map((key) => [key, { from: secret, key }]))
        : {},
    there: [
      ...(tls ? [{ parameter: 'ca', name: certificates, key: 'ca.crt' }] : []),
      ...(authentication === 'tls' && user !== undefined
        ? [
            { parameter: 'cert', name: user, key: 'user.crt' },
            { parameter: 'key', name: user, key: 'user.key' },
          ]
        : []),
    ],
  };
}
