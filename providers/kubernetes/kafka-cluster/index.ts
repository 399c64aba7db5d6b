import type { ClusterKit } from '../../../constructs/in-cluster';
import { KafkaCluster } from './kafka-cluster';
import { parity } from './parity';

export const kafkaCluster = { create: KafkaCluster, volumes: true, parity } satisfies ClusterKit<'kafkaCluster'>;
