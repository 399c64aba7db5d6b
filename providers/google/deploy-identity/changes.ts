/** What a change of each property of a deploy identity does to what exists, on Google. */
import type { DeployIdentityProps } from '../../../constructs/deploy-identity';
import { changes as commonChanges } from '../../../constructs/deploy-identity/changes';
import { type ChangesOf, inPlace } from '../../../core/changes';

export const changes: ChangesOf<DeployIdentityProps> = {
  ...commonChanges,
  'from.terraformCloud.issuer': inPlace(
    'the identity enters by the provider of the other issuer, which its workspaces have to name',
  ),
};
