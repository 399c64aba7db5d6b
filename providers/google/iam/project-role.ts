/** ProjectRole on Google: custom roles, where Google's predefined roles grant too much. */
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
  /** `roles/dns.admin` could also delete the zone and change its permissions. */
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
  /** External DNS finds its zones in the list of all zones, a permission that exists on projects only. */
  'dns-zones': {
    description: 'Sees which zones there are, and not what is in them',
    permissions: ['dns.managedZones.list'],
  },
  /** Google's roles that change passwords also change, restart and delete servers. */
  'database-passwords': {
    description: 'Changes the passwords of users of the servers that it is granted on',
    permissions: ['cloudsql.users.update'],
  },
  /** Whether a password has been changed is an operation, and those are the project's. */
  'database-operations': {
    description: 'Sees servers and what is being done to them, and not what is in them',
    permissions: ['cloudsql.instances.get'],
  },
  /** Google's roles that make backups also change servers. */
  'database-backups': {
    description: 'Makes and deletes backups of the servers that it is granted on',
    permissions: [
      'cloudsql.backupRuns.create',
      'cloudsql.backupRuns.delete',
      'cloudsql.backupRuns.get',
      'cloudsql.backupRuns.list',
    ],
  },
  /** Google's roles that read backups read all of a project's. */
  'database-backups-read': {
    description: 'Sees and restores backups of the servers that it is granted on',
    permissions: ['cloudsql.backupRuns.get', 'cloudsql.backupRuns.list'],
  },
  /** Google's roles that copy servers also delete them. */
  'database-copies': {
    description: 'Copies the servers that it is granted on',
    permissions: ['cloudsql.instances.clone'],
  },
  /** For servers that are copies, by their names. */
  'database-tests': {
    description: 'Makes and deletes the servers that it is granted on',
    permissions: [
      'cloudsql.instances.clone',
      'cloudsql.instances.create',
      'cloudsql.instances.delete',
      'cloudsql.instances.get',
      'cloudsql.instances.restoreBackup',
      'cloudsql.instances.update',
    ],
  },
  /** Google's viewer of clusters sees everything in them but these. */
  'cluster-secrets': {
    description: 'Reads Secrets of the clusters that it is granted on',
    permissions: ['container.secrets.get', 'container.secrets.list'],
  },
  /** Google's viewers of clusters may see what is in them, too, or may not call an API by its name. */
  'cluster-entry': {
    description: 'Finds and calls the clusters that it is granted on, and sees nothing in them',
    permissions: ['container.clusters.connect', 'container.clusters.get'],
  },
  /**
   * The permissions that Velero's plugin documents
   * (github.com/vmware-tanzu/velero-plugin-for-gcp#set-permissions-for-velero), and `compute.disks.setLabels`, because
   * the disks of restored volumes have labels.
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

/** Returns a role as `projects/…/roles/…`, created on first use and shared by everyone who gets it. */
export function projectRole(foundation: Foundation, name: keyof typeof ROLES): string {
  const id = `role-${name}`;
  const existing = foundation.node.tryFindChild(id);
  const role =
    existing instanceof ProjectRole ? existing : new ProjectRole(foundation, id, ROLES[name], { foundation });
  return role.role.name;
}
