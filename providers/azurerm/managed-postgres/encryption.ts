/** The arguments of a flexible server that encrypt it with a key. */
import type { PostgresqlFlexibleServerConfig } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';

import type { KeyAccess } from '../encryption-key/encryption-key';

/** @param backupKey encrypts copies of backups: a key, and an identity, of the region that they are sent to */
export function encryption(
  key: KeyAccess | undefined,
  backupKey?: KeyAccess,
): Pick<PostgresqlFlexibleServerConfig, 'identity' | 'customerManagedKey'> {
  if (!key) return {};
  return {
    identity: { type: 'UserAssigned', identityIds: [key.identityId, ...(backupKey ? [backupKey.identityId] : [])] },
    customerManagedKey: {
      keyVaultKeyId: key.keyId,
      primaryUserAssignedIdentityId: key.identityId,
      geoBackupKeyVaultKeyId: backupKey?.keyId,
      geoBackupUserAssignedIdentityId: backupKey?.identityId,
    },
  };
}
