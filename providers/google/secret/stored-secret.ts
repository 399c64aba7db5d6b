/** What every secret in Secret Manager has in common: where it is kept, by whose key, and for how long. */
import type { SecretManagerSecretConfig } from '@cdktf/provider-google/lib/secret-manager-secret';
import type { ITerraformDependable } from 'cdktf';
import type { Foundation } from '../foundation/foundation';

export interface StoredSecretDeps {
  readonly foundation: Foundation;
  /** The key that encrypts it; absent for Google's own. */
  readonly key: string | undefined;
  /** What must exist before the key is used, and before there is anything to keep. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

export const storedSecret = (
  { foundation, key, dependsOn = [] }: StoredSecretDeps,
  secretId: string,
  purpose: string,
): SecretManagerSecretConfig => ({
  secretId,
  annotations: { purpose },
  // In the environment's own region, not wherever Google likes: a key of that region can encrypt it.
  replication: {
    userManaged: {
      replicas: [
        {
          location: foundation.target.region,
          ...(key !== undefined && { customerManagedEncryption: { kmsKeyName: key } }),
        },
      ],
    },
  },
  // A version that Terraform destroys can be brought back for as long as a key can.
  versionDestroyTtl: `${foundation.props.keys.deletionWindowDays * 86_400}s`,
  deletionProtection: false,
  dependsOn: [...foundation.dependsOn, ...dependsOn],
});
