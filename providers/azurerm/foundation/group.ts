/** The part of the foundation that says where resources go: all that most of them need, and free of import cycles. */
import type { KeysProps } from '../../../constructs/encryption-key/schema';
import type { AzurermTarget, RegionRole } from '../../../constructs/environment/targets';
import type { WorkspaceActivation } from './workspace-activation';

export interface Group {
  readonly resourceGroupName: string;
  /** The Entra tenant of vaults and logins. */
  readonly tenantId: string;
  readonly target: AzurermTarget;
  readonly workspaceActivation: WorkspaceActivation;
  readonly props: { readonly keys: KeysProps };
  /** Azure's name of a region. @default - the primary one's */
  location(region?: RegionRole): string;
}
