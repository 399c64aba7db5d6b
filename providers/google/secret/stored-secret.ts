/** Arguments that every secret in Secret Manager shares: its region, key and time to live. */
import type { SecretManagerSecretConfig } from '@cdktf/provider-google/lib/secret-manager-secret';
import type { ITerraformDependable } from 'cdktf';

import type { Foundation } from '../foundation/foundation';

export interface StoredSecretDeps {
  readonly foundation: Foundation;
  /** The key that encrypts it; undefined for Google's own. */
  readonly key: string | undefined;
  /** Resources that must exist before the key is used. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

export const storedSecret = (
  { foundation, key, dependsOn = [] }: StoredSecretDeps,
  secretId: string,
  { purpose, isProtected = false }: { readonly purpose: string; readonly isProtected?: boolean | undefined },
): SecretManagerSecretConfig => ({
  secretId,
  annotations: { purpose },
  // Only in the environment's region, because its key is regional.
  replication: {
    userManaged: {
      replicas: [
        {
          location: foundation.target.region,
          customerManagedEncryption: key === undefined ? undefined : { kmsKeyName: key },
        },
      ],
    },
  },
  // A destroyed version can be restored for as long as a destroyed key can.
  versionDestroyTtl: `${foundation.props.keys.deletionWindowDays * 86_400}s`,
  // The time to live is only for versions: a secret that is deleted is gone at once, with all of them.
  deletionProtection: isProtected,
  lifecycle: isProtected ? { preventDestroy: true } : undefined,
  dependsOn: [...foundation.dependsOn, ...dependsOn],
});
