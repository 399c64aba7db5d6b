import type { ClusterKit } from '../../../constructs/platform';
import { KafkaCluster } from './kafka-cluster';
import { parity } from './parity';

export const kafkaCluster = { create: KafkaCluster, parity } satisfies ClusterKit<'kafkaCluster'>;
