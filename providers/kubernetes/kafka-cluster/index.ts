import type { ClusterKit } from '../../../constructs/in-cluster';
import { changes } from './changes';
import { KafkaCluster } from './kafka-cluster';
import { parity } from './parity';

export const kafkaCluster = {
  create: KafkaCluster,
  volumes: true,
  parity,
  changes,
} satisfies ClusterKit<'kafkaCluster'>;
