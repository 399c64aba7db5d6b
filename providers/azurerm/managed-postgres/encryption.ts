/** The arguments of a flexible server that encrypt it with a key. */
import type { PostgresqlFlexibleServerConfig } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';

import type { KeyAccess } from '../encryption-key/encryption-key';

/** @param backup encrypts copies of backups: a key, and an identity, of the region that they are sent to */
export const encryption = (
  { key, identityId }: KeyAccess,
  backup?: KeyAccess,
): Pick<PostgresqlFlexibleServerConfig, 'identity' | 'customerManagedKey'> => ({
  identity: { type: 'UserAssigned', identityIds: [identityId, ...(backup ? [backup.identityId] : [])] },
  ...(key && {
    customerManagedKey: {
      keyVaultKeyId: key.keyId,
      primaryUserAssignedIdentityId: identityId,
      geoBackupKeyVaultKeyId: backup?.key?.keyId,
      geoBackupUserAssignedIdentityId: backup?.identityId,
    },
  }),
});
