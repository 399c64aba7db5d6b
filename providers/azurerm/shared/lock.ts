/**
 * A lock on what must not be deleted. Azure's services know no deletion protection; a management lock makes Azure refuse, whoever
 * asks, and `prevent_destroy` makes Terraform refuse, which would otherwise take away the lock first. To delete, set
 * `deletionProtection` to false and apply.
 */
import { ManagementLock } from '@cdktf/provider-azurerm/lib/management-lock';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { names } from './names';

export interface LockProps {
  /** Id of what is locked, with all that is in it. */
  readonly resourceId: string;
  /** What is changed or taken away with the lock off only: it is put on after these, and taken off before. @default - nothing */
  readonly after?: readonly ITerraformDependable[];
}

export class Lock extends Component<LockProps> {
  readonly lock: ManagementLock;

  constructor(scope: Construct, id: string, props: LockProps) {
    super(scope, id, props);
    const { resourceId: scopeId, after = [] } = props;
    this.lock = this.createMain('lock', ManagementLock, {
      name: this.name(names.lock, ...this.node.path.split('/').slice(1)),
      scope: scopeId,
      lockLevel: 'CanNotDelete',
      notes: 'Set deletionProtection to false and apply before deleting',
      lifecycle: { preventDestroy: true },
      ...(after.length > 0 && { dependsOn: [...after] }),
    });
  }
}
