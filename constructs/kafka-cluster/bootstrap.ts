/** Address to which Kafka clients inside the cluster connect first. */
import { nameInCluster } from '../../core/names-in-cluster';
import type { Environment } from '../environment/schema';
import { listenersOf } from './schema';

/** `acme-events-kafka-bootstrap.data.svc:9093`. */
export function kafkaBootstrap(environment: Pick<Environment, 'system' | 'kafkaClusters'>, id: string): string {
  const props = environment.kafkaClusters[id];
  const listener = props && listenersOf(props)[0];
  if (!listener) throw new Error(`Kafka cluster "${id}" passed the rules without a listener`);
  return `${nameInCluster(environment, id)}-kafka-bootstrap.${props.namespace}.svc:${listener.port}`;
}
