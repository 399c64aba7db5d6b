/** Address to which Kafka clients inside the cluster connect first. */
import { present } from '../../core/invariant';
import { nameInCluster } from '../../core/names-in-cluster';
import type { Environment } from '../environment/schema';
import { listenersOf } from './schema';

/** `acme-events-kafka-bootstrap.data.svc:9093`. */
export function kafkaBootstrap(environment: Pick<Environment, 'system' | 'kafkaClusters'>, id: string): string {
  const { cluster, listener } = firstListener(environment, id);
  return `${nameInCluster(environment, id)}-kafka-bootstrap.${cluster.namespace}.svc:${listener.port}`;
}

/** A cluster of the environment, whose name the rules have let through, with the listener that clients call. */
export function firstListener({ kafkaClusters }: Pick<Environment, 'kafkaClusters'>, id: string) {
  const cluster = present(kafkaClusters[id], `kafkaClusters.${id}`);
  return { cluster, listener: present(listenersOf(cluster)[0], `listener of kafkaClusters.${id}`) };
}
