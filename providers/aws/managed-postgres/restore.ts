/** What an RDS instance begins with: nothing, another instance at a moment, a snapshot, or automated backups; or follows. */
import type { DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';

import type { ManagedPostgresProps } from '../../../constructs/managed-postgres';
import { followedBy, originOn } from '../../../constructs/managed-postgres/restore';
import { sourceOf } from '../../../constructs/restore';
import type { Secret } from '../secret/secret';

/** Read at creation alone: afterwards RDS would replace the instance for them. */
const READ_ONCE = ['snapshot_identifier', 'restore_to_point_in_time'];

/**
 * @param credentials of the owner: a replica has its primary's until it is promoted
 * @param nameOf the name of another server of the environment
 */
export const beginning = (
  props: ManagedPostgresProps,
  credentials: Pick<Secret, 'password' | 'revision'>,
  nameOf: (id: string) => string,
) =>
  ({
    // They come with the data.
    ...(props.restore === false && { dbName: props.database, username: props.owner }),
    // What is restored has the disk that it had, which may have grown, and cannot shrink.
    ...(sourceOf(props.restore) === undefined && { allocatedStorage: props.storage.sizeGiB }),
    ...(followedBy(props.restore)
      ? following(props)
      : {
          passwordWo: credentials.password,
          passwordWoVersion: credentials.revision,
          skipFinalSnapshot: !props.finalSnapshot,
          ...restoring(props, nameOf),
        }),
    lifecycle: {
      preventDestroy: props.deletionProtection,
      ...(props.restore !== false && { ignoreChanges: READ_ONCE }),
    },
  }) satisfies Partial<DbInstanceConfig>;

/** Removing what it replicates promotes it, before anything else of it changes. RDS takes no last snapshot of a replica. */
const following = ({ restore }: ManagedPostgresProps) =>
  ({
    replicateSourceDb: followedBy(restore)?.aws?.instance,
    skipFinalSnapshot: true,
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
