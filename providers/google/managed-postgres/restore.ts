/** What a Cloud SQL instance begins with: nothing, another instance at a moment, or a backup; or follows. */
import type { SqlDatabaseInstanceConfig } from '@cdktf/provider-google/lib/sql-database-instance';

import type { ManagedPostgresProps } from '../../../constructs/managed-postgres';
import { followedBy, originOn } from '../../../constructs/managed-postgres/restore';
import { present } from '../../../core/invariant';

/** Read at creation alone: afterwards the provider would write another backup over the data. */
const READ_ONCE = ['clone', 'restore_backup_context'];

const BACKUP_RUN = /^projects\/(?<project>[^/]+)\/instances\/(?<instanceId>[^/]+)\/backupRuns\/(?<id>\d+)$/;

/**
 * @param allocatedIpRange in which the server gets its address
 * @param nameOf the name of another server of the environment
 */
export const beginning = (
  props: ManagedPostgresProps,
  allocatedIpRange: string | undefined,
  nameOf: (id: string) => string,
) =>
  ({
    ...restoring(props, allocatedIpRange, nameOf),
    lifecycle: {
      preventDestroy: props.deletionProtection,
      ...(props.restore !== false && { ignoreChanges: READ_ONCE }),
    },
  }) satisfies Partial<SqlDatabaseInstanceConfig>;

function restoring(
  { restore }: ManagedPostgresProps,
  allocatedIpRange: string | undefined,
  nameOf: (id: string) => string,
): Partial<SqlDatabaseInstanceConfig> {
  // Said of nothing else, because every other instance has it without a word.
  if (restore === 'promoted') return { instanceType: 'CLOUD_SQL_INSTANCE' };
  const followed = followedBy(restore)?.google;
  if (followed) return { masterInstanceName: followed.instance };
  const from = originOn('google', restore);
  if (!from) return {};
  if ('from' in from)
    return { clone: { sourceInstanceName: nameOf(from.from), pointInTime: from.at, allocatedIpRange } };
  const { project, instanceId, id } = present(BACKUP_RUN.exec(from.backup.backupRun)?.groups, 'parts of a backup');
  return { restoreBackupContext: { project, instanceId, backupRunId: Number(id) } };
}
