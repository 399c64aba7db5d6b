/**
 * A lock on a resource that must not be deleted. Azure's services have no deletion protection of their own: under a
 * management lock, Azure refuses every deletion, also by people and other tools. Terraform would remove the lock first;
 * it is stopped by `prevent_destroy` of the resource, and by the stack's `terraform_data.protected`.
 *
 * A lock covers everything inside the resource, down to roles on it
 * (https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources). What changes there is a part of the
 * lock, which is taken off before a part goes and put on again after that.
 */
import { ManagementLock } from '@cdktf/provider-azurerm/lib/management-lock';
import { Fn, type TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import { addressOf } from '../../../core/cdktf/addresses';
import { Component } from '../../../core/cdktf/component';
import { TerraformData } from '../../../core/cdktf/terraform-data';
import { names } from './names';

export interface LockProps {
  /** Id of the locked resource. */
  readonly resourceId: string;
  /** Resources inside the locked one that Terraform may have to delete while it is locked. */
  readonly parts: readonly TerraformResource[];
}

export class Lock extends Component<LockProps> {
  private readonly lock: ManagementLock;
  private readonly contents: TerraformData;
  private readonly parts: TerraformResource[] = [];

  constructor(scope: Construct, id: string, props: LockProps) {
    super(scope, id, props);
    this.contents = this.create('contents', TerraformData, {});
    this.lock = this.createMain('lock', ManagementLock, {
      name: this.nameByPath(names.lock),
      scope: props.resourceId,
      lockLevel: 'CanNotDelete',
      notes: 'Set deletionProtection to false and apply before deleting',
      lifecycle: { replaceTriggeredBy: [addressOf(this.contents)] },
    });
    this.include(...props.parts);
  }

  /**
   * Adds parts. Terraform destroys a part after the lock, which depends on it, and creates the lock again after that: it
   * remembers what the lock depended on.
   */
  include(...parts: readonly TerraformResource[]): void {
    this.parts.push(...parts);
    this.lock.dependsOn = this.parts.map((part) => addressOf(part));
    // By ids and sorted, so that neither another name nor another order takes the lock off.
    const ids = Fn.sort(this.parts.map((part) => part.getStringAttribute('id')));
    this.contents.input = { parts: Fn.join(',', ids) };
  }
}
