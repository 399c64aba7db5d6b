/** What an RDS instance begins with: nothing, another instance at a moment, a snapshot, or automated backups. */
import type { DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';

import type { ManagedPostgresProps } from '../../../constructs/managed-postgres';
import { originOn } from '../../../constructs/managed-postgres/restore';
import { sourceOf } from '../../../constructs/restore';

/** Read at creation alone: afterwards RDS would replace the instance for them. */
const READ_ONCE = ['snapshot_identifier', 'restore_to_point_in_time'];

/** @param nameOf the name of another server of the environment */
export const beginning = (props: ManagedPostgresProps, nameOf: (id: string) => string) =>
  ({
    // They come with the data.
    ...(props.restore === false && { dbName: props.database, username: props.owner }),
    // What is restored has the disk that it had, which may have grown, and cannot shrink.
    ...(sourceOf(props.restore) === undefined && { allocatedStorage: props.storage.sizeGiB }),
    ...restoring(props, nameOf),
    lifecycle: {
      preventDestroy: props.deletionProtection,
      ...(props.restore !== false && { ignoreChanges: READ_ONCE }),
    },
  }) satisfies Partial<DbInstanceConfig>;

function restoring({ restore }: ManagedPostgresProps, nameOf: (id: string) => string): Partial<DbInstanceConfig> {
  const from = originOn('aws', restore);
  if (!from) return {};
  if ('from' in from)
    return { restoreToPointInTime: { sourceDbInstanceIdentifier: nameOf(from.from), restoreTime: from.at } };
  const { backup } = from;
  if ('snapshot' in backup) return { snapshotIdentifier: backup.snapshot };
  const moment = backup.at === undefined ? { useLatestRestorableTime: true } : { restoreTime: backup.at };
  return { restoreToPointInTime: { sourceDbInstanceAutomatedBackupsArn: backup.automatedBackups, ...moment } };
}
