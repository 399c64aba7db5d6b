/**
 * The roles of whoever runs Terraform on the environment's vaults. They are granted on its resource group, which holds its
 * vaults and nobody else's: that reaches no more than grants on each vault, and takes effect while the vaults are still
 * being created.
 */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Operators } from '../../../core/words/principals';
import { Grant, Propagation } from '../iam/access';

/** Terraform creates keys with their rotation, and writes and reads back secrets. */
export const APPLY = { keys: 'Key Vault Crypto Officer', secrets: 'Key Vault Secrets Officer' };
/** A plan reads all of it. */
export const PLAN = { reader: 'Key Vault Reader', values: 'Key Vault Secrets User' };

export interface VaultOperatorsProps {
  readonly resourceGroupId: string;
  readonly operators: Operators;
}

export class VaultOperators extends Component<VaultOperatorsProps> {
  /** Resources that must exist before a key or a secret is created. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: VaultOperatorsProps) {
    super(scope, id, props);
    const { apply, plan } = props.operators;
    this.admit(plan, PLAN);
    const grants = this.admit(apply, APPLY);
    const { sleep } = new Propagation(this, 'Default', { grants });
    this.ready = [...Object.values(grants).map(({ assignment }) => assignment), sleep];
  }

  private admit(principals: readonly string[], roles: Readonly<Record<string, string>>): Record<string, Grant> {
    const { resourceGroupId: scope } = this.props;
    const grants = [...new Set(principals)].flatMap((principalId) =>
      Object.entries(roles).map(([name, role]): [string, Grant] => {
        const id = `${name}-${principalId}`;
        return [id, new Grant(this, id, { role, scope, principalId, service: false, outlivesUse: true })];
      }),
    );
    return Object.fromEntries(grants);
  }
}
