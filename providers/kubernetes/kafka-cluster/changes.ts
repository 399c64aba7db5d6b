/** What a change of each property of a Kafka cluster does to what exists, inside a cluster, the same on every cloud. */
import type { KafkaClusterProps } from '../../../constructs/kafka-cluster/schema';
import { type ChangesOf, fixed, inPlace, restarts } from '../../../core/changes';
import { commonChanges } from '../data-cluster/changes';

export const changes: ChangesOf<KafkaClusterProps> = {
  ...commonChanges,
  version: restarts('pods are restarted one by one; never back'),
  brokers: inPlace('more get partitions only when they are moved there; fewer must hold none'),
  'resources.cpu': restarts('pods are restarted one by one'),
  'resources.memory': restarts('pods are restarted one by one'),
  'resources.cpuLimit': restarts('pods are restarted one by one'),
  'storage.sizeGiB': inPlace('volumes grow, and never shrink'),
  'controllers.replicas': fixed(
    'from none to some, or back, Kafka’s metadata would have to move',
    'decide at creation',
  ),
  'controllers.resources.cpu': restarts('pods are restarted one by one'),
  'controllers.resources.memory': restarts('pods are restarted one by one'),
  'controllers.resources.cpuLimit': restarts('pods are restarted one by one'),
  'controllers.storageGiB': inPlace('volumes grow, and never shrink'),
  replicationFactor: restarts('pods are restarted one by one'),
  minInSyncReplicas: restarts('pods are restarted one by one'),
  'listeners.plain.authentication': restarts('pods are restarted one by one'),
  'listeners.tls.authentication': restarts('pods are restarted one by one'),
  'listeners.mutualTls': restarts('pods are restarted one by one'),
  'topics.*.partitions': inPlace('more, never fewer; keys go to other partitions'),
  'topics.*.replicas': fixed(
    'Strimzi does not move copies without Cruise Control',
    'reassign partitions with Kafka’s own tools',
    'https://strimzi.io/docs/operators/latest/deploying',
  ),
  'topics.*.cleanup': inPlace(),
  'topics.*.retentionHours': inPlace(),
  'topics.*.config': inPlace(),
  'users.*.secret': inPlace('clients need the new password'),
  'users.*.produce': inPlace(),
  'users.*.consume': inPlace(),
  'users.*.groups': inPlace(),
  config: restarts('pods are restarted one by one'),
};
