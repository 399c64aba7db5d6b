/** What a change of each property of an OpenSearch cluster does to what exists, inside a cluster, the same on every cloud. */
import type { SearchClusterProps } from '../../../constructs/search-cluster/schema';
import { type ChangesOf, inPlace, restarts } from '../../../core/changes';
import { commonChanges } from '../data-cluster/changes';

export const changes: ChangesOf<SearchClusterProps> = {
  ...commonChanges,
  version: restarts('pods are restarted one by one; never back'),
  'nodes.*.roles': restarts('pods are restarted one by one'),
  'nodes.*.replicas': inPlace('shards move; fewer wait until theirs have moved'),
  'nodes.*.resources.cpu': restarts('pods are restarted one by one'),
  'nodes.*.resources.memory': restarts('pods are restarted one by one'),
  'nodes.*.resources.cpuLimit': restarts('pods are restarted one by one'),
  'nodes.*.storageGiB': inPlace('volumes grow, and never shrink'),
  'nodes.*.nodePool': restarts('pods are restarted one by one; their volumes stay in their zones'),
  'admin.secret': restarts('the security plugin reads its users again'),
  'dashboards.secret': inPlace(),
  'dashboards.replicas': inPlace(),
  'dashboards.resources.cpu': restarts('pods are restarted one by one'),
  'dashboards.resources.memory': restarts('pods are restarted one by one'),
  'dashboards.resources.cpuLimit': restarts('pods are restarted one by one'),
  'snapshots.store': restarts(
    'the first snapshots, and the last, restart pods one by one, because nodes install a plug-in; snapshots in another bucket begin anew, and those in the old one stay',
  ),
  'snapshots.cron': inPlace(),
  'snapshots.retentionDays': inPlace('what is older goes with the next snapshot'),
  settings: restarts('pods are restarted one by one'),
};
