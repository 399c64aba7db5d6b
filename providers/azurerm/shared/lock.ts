/**
 * A lock on a resource that must not be deleted. Azure's services have no deletion protection of their own: a
 * management lock makes Azure refuse every deletion, and `prevent_destroy` makes Terraform refuse, which would
 * otherwise remove the lock first. When the owner's entry goes, `prevent_destroy` goes with it; such a plan the stack's
 * `terraform_data.protected` refuses, so that the lock may be in the stack that it locks. To delete the resource, set
 * `deletionProtection` to false and apply.
 */
import { ManagementLock } from '@cdktf/provider-azurerm/lib/management-lock';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { names } from './names';

export interface LockProps {
  /** Id of the locked resource; the lock covers everything inside it too. */
  readonly resourceId: string;
  /**
   * Resources that cannot be changed or removed under the lock: the lock is put on after these and taken off before
   * them.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

export class Lock extends Component<LockProps> {
  readonly lock: ManagementLock;

  constructor(scope: Construct, id: string, props: LockProps) {
    super(scope, id, props);
    const { resourceId, after = [] } = props;
    this.lock = this.createMain('lock', ManagementLock, {
      name: this.nameByPath(names.lock),
      scope: resourceId,
      lockLevel: 'CanNotDelete',
      notes: 'Set deletionProtection to false and apply before deleting',
      lifecycle: { preventDestroy: true },
      ...(after.length > 0 && { dependsOn: [...after] }),
    });
  }
}
