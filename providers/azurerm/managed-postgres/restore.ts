/** What a flexible server begins with: nothing, or another server at a moment, of the region or of the paired one; or follows. */
import type { PostgresqlFlexibleServerConfig } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';

import type { ManagedPostgresProps } from '../../../constructs/managed-postgres';
import { followedBy, originOn } from '../../../constructs/managed-postgres/restore';
import { sourceOf } from '../../../constructs/restore';
import { present } from '../../../core/invariant';
import type { Foundation } from '../foundation/foundation';
import type { Secret } from '../secret/secret';

/** Read at creation alone: afterwards Azure would replace the server for them. */
const READ_ONCE = ['create_mode', 'source_server_id', 'point_in_time_restore_time_in_utc', 'administrator_login'];

/** Arguments of a restored server that Terraform leaves as they were. */
export const readOnce = ({ restore }: ManagedPostgresProps): readonly string[] => (restore === false ? [] : READ_ONCE);

/**
 * @param credentials of the owner: Azure takes none for what it restores, which has the backup's until `restore` is done
 * @param nameOf the name of another server of the environment
 */
export function beginning(
  { restore, owner }: ManagedPostgresProps,
  credentials: Pick<Secret, 'password' | 'revision'>,
  foundation: Foundation,
  nameOf: (id: string) => string,
): Partial<PostgresqlFlexibleServerConfig> {
  if (sourceOf(restore) === undefined)
    return {
      administratorLogin: owner,
      administratorPasswordWo: credentials.password,
      administratorPasswordWoVersion: credentials.revision,
      ...(restore === 'promoted' && { replicationRole: 'None' }),
    };
  const followed = followedBy(restore)?.azurerm;
  if (followed) return { createMode: 'Replica', sourceServerId: followed.server };
  const from = originOn('azurerm', restore);
  if (!from) return {};
  if ('from' in from)
    return {
      createMode: 'PointInTimeRestore',
      sourceServerId: idOf(foundation, nameOf(from.from)),
      pointInTimeRestoreTimeInUtc: from.at,
    };
  const { server, at, fromPairedRegion } = from.backup;
  return {
    createMode: fromPairedRegion ? 'GeoRestore' : 'PointInTimeRestore',
    sourceServerId: server,
    pointInTimeRestoreTimeInUtc: at,
  };
}

function idOf({ subscriptionId, resourceGroup }: Foundation, server: string): string {
  const group = present(resourceGroup.nameInput, 'name of the resource group');
  return serverIn(`${subscriptionId}/resourceGroups/${group}`, server);
}

/** Id of a server in a resource group. */
export const serverIn = (resourceGroupId: string, server: string): string =>
  `${resourceGroupId}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${server}`;
