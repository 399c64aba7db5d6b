/** Kubernetes objects that each property of a ClickHouse cluster changes, the same on every cloud. */
import type { ClickHouseClusterProps } from '../../../constructs/click-house-cluster/schema';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<ClickHouseClusterProps> = {
  namespace: native('metadata.namespace'),
  'spread.zones': native('ClickHouseInstallation.spec.templates.podTemplates.spec.topologySpreadConstraints'),
  'spread.nodes': native('ClickHouseInstallation.spec.templates.podTemplates.spec.topologySpreadConstraints'),
  nodePool: native('ClickHouseInstallation.spec.templates.podTemplates.spec.nodeSelector, tolerations'),
  'callers.*.workload': native('NetworkPolicy.spec.ingress'),
  'callers.*.namespace': native('NetworkPolicy.spec.ingress'),
  'callers.*.cidr': native('NetworkPolicy.spec.ingress'),
  'callers.*.ports': native('NetworkPolicy.spec.ingress'),
  deletionProtection: native(
    'ClickHouseInstallation.spec.templates.volumeClaimTemplates.reclaimPolicy, helm.sh/resource-policy',
  ),
  version: native('ClickHouseInstallation.spec.templates.podTemplates.spec.containers.image'),
  shards: native('ClickHouseInstallation.spec.configuration.clusters.layout.shardsCount'),
  replicas: native('ClickHouseInstallation.spec.configuration.clusters.layout.replicasCount'),
  'resources.cpu': native('ClickHouseInstallation.spec.templates.podTemplates.spec.containers.resources.requests.cpu'),
  'resources.memory': native(
    'ClickHouseInstallation.spec.templates.podTemplates.spec.containers.resources.requests.memory, limits.memory',
  ),
  'resources.cpuLimit': native(
    'ClickHouseInstallation.spec.templates.podTemplates.spec.containers.resources.limits.cpu',
  ),
  'storage.sizeGiB': native('ClickHouseInstallation.spec.templates.volumeClaimTemplates.spec.resources'),
  'keeper.replicas': native('ClickHouseKeeperInstallation.spec.configuration.clusters.layout.replicasCount'),
  'keeper.resources.cpu': native(
    'ClickHouseKeeperInstallation.spec.templates.podTemplates.spec.containers.resources.requests.cpu',
  ),
  'keeper.resources.memory': native(
    'ClickHouseKeeperInstallation.spec.templates.podTemplates.spec.containers.resources.requests.memory, limits.memory',
  ),
  'keeper.resources.cpuLimit': native(
    'ClickHouseKeeperInstallation.spec.templates.podTemplates.spec.containers.resources.limits.cpu',
  ),
  'keeper.storageGiB': native('ClickHouseKeeperInstallation.spec.templates.volumeClaimTemplates.spec.resources'),
  'users.*.secret': native('ClickHouseInstallation.spec.configuration.users, ExternalSecret'),
  'users.*.readOnly': native('ClickHouseInstallation.spec.configuration.users'),
  'users.*.databases': native('ClickHouseInstallation.spec.configuration.users'),
  'backups.store': native(
    'ClickHouseInstallation.spec.templates.podTemplates.spec.containers.env, the identity of the ServiceAccount',
  ),
  'backups.cron': native('CronJob.spec.schedule'),
  'backups.fullEvery': native('CronJob.spec.jobTemplate.spec.template.spec.containers.env'),
  'backups.retentionDays': native('CronJob.spec.jobTemplate.spec.template.spec.containers.env'),
  settings: native('ClickHouseInstallation.spec.configuration.settings'),
};
