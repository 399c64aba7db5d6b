/**
 * The role of backups on the disks of volumes: create snapshots, and create disks from them. Azure's built-in roles for
 * this can read keys of storage accounts too.
 */
import { RoleDefinition } from '@cdktf/provider-azurerm/lib/role-definition';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';

/** https://github.com/vmware-tanzu/velero-plugin-for-microsoft-azure#specify-role */
const ACTIONS = [
  'Microsoft.Compute/disks/read',
  'Microsoft.Compute/disks/write',
  'Microsoft.Compute/disks/beginGetAccess/action',
  'Microsoft.Compute/disks/endGetAccess/action',
  'Microsoft.Compute/snapshots/read',
  'Microsoft.Compute/snapshots/write',
  'Microsoft.Compute/snapshots/delete',
];

export interface SnapshotRoleProps {
  /** The identity that the role is for: the last part of the role's name. */
  readonly purpose: string;
  /** Ids of the resource groups on which the role may be granted; the first one holds its definition. */
  readonly groups: readonly [string, ...string[]];
}

export class SnapshotRole extends Component<SnapshotRoleProps> {
  readonly definition: RoleDefinition;

  constructor(scope: Construct, id: string, props: SnapshotRoleProps) {
    super(scope, id, props);
    this.definition = this.createMain('role', RoleDefinition, {
      name: this.name(names.role, props.purpose, 'snapshots'),
      description: 'Snapshots of disks, and disks of snapshots',
      scope: props.groups[0],
      assignableScopes: [...props.groups],
      permissions: [{ actions: ACTIONS }],
    });
  }

  get roleId(): string {
    return this.definition.roleDefinitionResourceId;
  }
}
