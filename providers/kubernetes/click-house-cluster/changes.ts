/** What a change of each property of a ClickHouse cluster does to what exists, inside a cluster, the same on every cloud. */
import type { ClickHouseClusterProps } from '../../../constructs/click-house-cluster/schema';
import { type ChangesOf, inPlace, restarts } from '../../../core/changes';
import { commonChanges } from '../data-cluster/changes';

export const changes: ChangesOf<ClickHouseClusterProps> = {
  ...commonChanges,
  version: restarts('pods are restarted one by one; never back'),
  shards: inPlace('data does not move to new ones, and that of removed ones is no longer found'),
  replicas: inPlace('new ones copy replicated tables'),
  'resources.cpu': restarts('pods are restarted one by one'),
  'resources.memory': restarts('pods are restarted one by one'),
  'resources.cpuLimit': restarts('pods are restarted one by one'),
  'storage.sizeGiB': inPlace('volumes grow, and never shrink'),
  'keeper.replicas': restarts('keepers elect a leader again'),
  'keeper.resources.cpu': restarts('pods are restarted one by one'),
  'keeper.resources.memory': restarts('pods are restarted one by one'),
  'keeper.resources.cpuLimit': restarts('pods are restarted one by one'),
  'keeper.storageGiB': inPlace('volumes grow, and never shrink'),
  'users.*.secret': inPlace('within a minute, without a restart'),
  'users.*.readOnly': inPlace('within a minute, without a restart'),
  'users.*.databases': inPlace('within a minute, without a restart'),
  'backups.store': restarts(
    'pods are restarted one by one; what is in the old one stays there, and is no longer deleted',
  ),
  'backups.cron': inPlace(),
  'backups.fullEvery': inPlace(),
  'backups.retentionDays': inPlace('what is older goes after the next backup'),
  settings: restarts('pods are restarted one by one'),
};
