/** What a change of the properties that Kafka, ClickHouse and OpenSearch clusters share does to what exists. */
import type { DataClusterProps } from '../../../constructs/data-cluster/schema';
import { type ChangesOf, fixed, inPlace, restarts } from '../../../core/changes';

export const commonChanges: ChangesOf<DataClusterProps> = {
  namespace: fixed(
    'the cluster would be made again in the other namespace, without its data',
    'add a second one there, copy the data, and remove the first',
  ),
  'spread.zones': restarts('pods are restarted one by one; their volumes stay in their zones'),
  'spread.nodes': restarts('pods are restarted one by one; their volumes stay in their zones'),
  nodePool: restarts('pods are restarted one by one; their volumes stay in their zones'),
  'callers.*.workload': inPlace(),
  'callers.*.namespace': inPlace(),
  'callers.*.cidr': inPlace(),
  'callers.*.ports': inPlace(),
  deletionProtection: inPlace(),
};
