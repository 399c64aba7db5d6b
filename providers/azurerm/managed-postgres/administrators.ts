/** Who administers a server by Entra ID, and whether anybody signs in by it. */
import type { PostgresqlFlexibleServerConfig } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';
import type { PostgresqlFlexibleServerActiveDirectoryAdministratorConfig } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator';

import type { AzurermTarget } from '../../../constructs/environment/targets';
import { type ManagedPostgresProps, takesIdentities } from '../../../constructs/managed-postgres';
import type { Foundation } from '../foundation/foundation';

type Administrator = PostgresqlFlexibleServerActiveDirectoryAdministratorConfig;
type NamedAdministrator = [name: string, AzurermTarget['databaseAdministrators'][string]];

/** Those that the target names. */
export const administratorsIn = ({ target }: Foundation): NamedAdministrator[] =>
  Object.entries(target.databaseAdministrators);

/** An administrator of a server, by the name that its role gets. */
export const administratorOf = (
  serverName: string,
  { resourceGroupName, tenantId }: Foundation,
  [principalName, { id: objectId, type: principalType }]: NamedAdministrator,
): Administrator => ({ serverName, resourceGroupName, tenantId, objectId, principalName, principalType });

/** By password always; by Entra ID where there is somebody to administer its users, or to be one. */
export function loginsTo(
  props: ManagedPostgresProps,
  foundation: Foundation,
): PostgresqlFlexibleServerConfig['authentication'] {
  const isOff = administratorsIn(foundation).length === 0 && !takesIdentities(props);
  if (isOff) return { passwordAuthEnabled: true, activeDirectoryAuthEnabled: false };
  return { passwordAuthEnabled: true, activeDirectoryAuthEnabled: true, tenantId: foundation.tenantId };
}
