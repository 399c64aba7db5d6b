/** ProjectRole on Google: a role of the environment's own, for what Google's own roles give too much of. */
import { ProjectIamCustomRole } from '@cdktf/provider-google/lib/project-iam-custom-role';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

interface ProjectRoleProps {
  readonly description: string;
  readonly permissions: readonly string[];
}

const ROLES = {
  /** `roles/dns.admin` could also delete the zone, and give it to others. */
  'dns-records': {
    description: 'Writes the records of the zones that it is granted on',
    permissions: [
      'dns.changes.create',
      'dns.changes.get',
      'dns.managedZones.get',
      'dns.resourceRecordSets.create',
      'dns.resourceRecordSets.delete',
      'dns.resourceRecordSets.get',
      'dns.resourceRecordSets.list',
      'dns.resourceRecordSets.update',
    ],
  },
  /** External DNS finds its zones in the list of all: a right that there is on a project only. */
  'dns-zones': {
    description: 'Sees which zones there are, and not what is in them',
    permissions: ['dns.managedZones.list'],
  },
  /**
   * What Velero asks for: github.com/vmware-tanzu/velero-plugin-for-gcp#set-permissions-for-velero; and labels of disks, which
   * those of a restored volume are.
   */
  'volume-snapshots': {
    description: 'Makes snapshots of disks, and disks of snapshots',
    permissions: [
      'compute.disks.create',
      'compute.disks.createSnapshot',
      'compute.disks.get',
      'compute.disks.setLabels',
      'compute.projects.get',
      'compute.snapshots.create',
      'compute.snapshots.delete',
      'compute.snapshots.get',
      'compute.snapshots.setLabels',
      'compute.snapshots.useReadOnly',
      'compute.zones.get',
    ],
  },
} as const satisfies Record<string, ProjectRoleProps>;

class ProjectRole extends Component<ProjectRoleProps> {
  readonly role: ProjectIamCustomRole;

  constructor(scope: Construct, id: string, props: ProjectRoleProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const roleId = this.name(names.role, id.replace(/^role-/, ''));
    this.role = this.createMain('role', ProjectIamCustomRole, {
      project: foundation.target.project,
      roleId,
      title: roleId,
      description: props.description,
      permissions: [...props.permissions],
      dependsOn: foundation.dependsOn,
    });
  }
}

/** `projects/…/roles/…`, made when first asked for: one for all who are given it. */
export function projectRole(foundation: Foundation, name: keyof typeof ROLES): string {
  const id = `role-${name}`;
  const made = foundation.node.tryFindChild(id);
  const role = made instanceof ProjectRole ? made : new ProjectRole(foundation, id, ROLES[name], { foundation });
  return role.role.name;
}
