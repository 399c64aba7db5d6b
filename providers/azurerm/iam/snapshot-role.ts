/**
 * What a backup may do with the disks of volumes: take snapshots of them, and make disks of these again. Azure's own roles for
 * it read keys of storage accounts too.
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
  /** Whose role it is: the last part of its name. */
  readonly purpose: string;
  /** Ids of the resource groups that it may be given on. */
  readonly groups: readonly string[];
}

export class SnapshotRole extends Component<SnapshotRoleProps> {
  readonly definition: RoleDefinition;

  constructor(scope: Construct, id: string, props: SnapshotRoleProps) {
    super(scope, id, props);
    this.definition = this.createMain('role', RoleDefinition, {
      name: this.name(names.role, props.purpose, 'snapshots'),
      description: 'Snapshots of disks, and disks of snapshots',
      scope: props.groups[0]!,
      assignableScopes: [...props.groups],
      permissions: [{ actions: ACTIONS }],
    });
  }

  get roleId(): string {
    return this.definition.roleDefinitionResourceId;
  }
}
