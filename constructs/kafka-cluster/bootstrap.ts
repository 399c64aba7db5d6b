/** KafkaCluster: brokers that keep streams of records, with their topics and users. */
import { nameInCluster } from '../../core/names-in-cluster';
import type { Environment } from '../environment/schema';
import { listenersOf } from './schema';

/** Where clients inside the cluster begin: `acme-events-kafka-bootstrap.data.svc:9093`. */
export function kafkaBootstrap(environment: Pick<Environment, 'system' | 'kafkaClusters'>, id: string): string {
  const props = environment.kafkaClusters[id]!;
  return `${nameInCluster(environment, id)}-kafka-bootstrap.${props.namespace}.svc:${listenersOf(props)[0]!.port}`;
}
