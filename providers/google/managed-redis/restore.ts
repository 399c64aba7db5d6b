/** What a store of Redis Cluster or Valkey begins with: nothing, a backup, or files. */
import type { MemorystoreInstanceConfig } from '@cdktf/provider-google/lib/memorystore-instance';
import type { RedisClusterConfig } from '@cdktf/provider-google/lib/redis-cluster';

import type { ManagedRedisProps } from '../../../constructs/managed-redis';
import { backupOn } from '../../../constructs/restore';

type Config = RedisClusterConfig & MemorystoreInstanceConfig;

/** Read at creation alone: afterwards Memorystore would replace the store for them. */
const READ_ONCE = ['managed_backup_source', 'gcs_source'];

export const beginning = (props: ManagedRedisProps) =>
  ({
    ...restoring(props),
    lifecycle: {
      // Memorystore's own refusal comes when a plan is applied: by then, what depends on the store has gone.
      preventDestroy: props.deletionProtection,
      ...(props.restore !== false && { ignoreChanges: READ_ONCE }),
    },
  }) satisfies Partial<Config>;

function restoring({ restore }: ManagedRedisProps): Pick<Config, 'managedBackupSource' | 'gcsSource'> {
  const backup = backupOn('google', restore);
  if (!backup) return {};
  return 'managedBackup' in backup
    ? { managedBackupSource: { backup: backup.managedBackup } }
    : { gcsSource: { uris: backup.files } };
}
