/**
 * The roles by which Terraform creates keys, with their rotation, and writes and reads back secrets. They are granted on
 * the environment's resource group, which holds its vaults and nobody else's: that reaches no more than grants on each
 * vault, and takes effect while the vaults are still being created.
 */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { mapValues } from '../../../core/records';
import { Grant, Propagation } from '../iam/access';

const ROLES = { keys: 'Key Vault Crypto Officer', secrets: 'Key Vault Secrets Officer' };

export interface VaultOperatorProps {
  readonly resourceGroupId: string;
  /** Object id of the identity that runs Terraform. */
  readonly principalId: string;
}

export class VaultOperator extends Component<VaultOperatorProps> {
  /** Resources that must exist before a key or a secret is created. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: VaultOperatorProps) {
    super(scope, id, props);
    const { resourceGroupId, principalId } = props;
    const grants = mapValues(ROLES, (name, role) => {
      return new Grant(this, name, { role, scope: resourceGroupId, principalId, service: false, outlivesUse: true });
    });
    const { sleep } = new Propagation(this, 'Default', { grants });
    this.ready = [...Object.values(grants).map(({ assignment }) => assignment), sleep];
  }
}
