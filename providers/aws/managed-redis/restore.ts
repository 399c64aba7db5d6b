/** What an ElastiCache store begins with: nothing, a snapshot, or files. */
import type { ElasticacheReplicationGroupConfig } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import type { TerraformResourceLifecycle } from 'cdktf';

import type { ManagedRedisProps } from '../../../constructs/managed-redis';
import { backupOn } from '../../../constructs/restore';

/** Read at creation alone: afterwards ElastiCache would replace the store for them. */
const READ_ONCE = ['snapshot_name', 'snapshot_arns'];

export const beginning = (props: ManagedRedisProps) =>
  ({
    ...restoring(props),
    lifecycle: lifecycleOf(props),
  }) satisfies Partial<ElasticacheReplicationGroupConfig>;

function lifecycleOf({ restore, deletionProtection }: ManagedRedisProps): TerraformResourceLifecycle | undefined {
  // ElastiCache has no deletion protection, so Terraform refuses instead.
  const preventDestroy = deletionProtection ? true : undefined;
  if (restore === false) return preventDestroy && { preventDestroy };
  return { preventDestroy, ignoreChanges: READ_ONCE };
}

function restoring({ restore }: ManagedRedisProps): Partial<ElasticacheReplicationGroupConfig> {
  const backup = backupOn('aws', restore);
  if (!backup) return {};
  return 'snapshot' in backup ? { snapshotName: backup.snapshot } : { snapshotArns: backup.files };
}
