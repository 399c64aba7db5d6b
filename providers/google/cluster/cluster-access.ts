/** Access to a GKE cluster: whom it admits, and with which roles of the project. */
import type { Operators } from '../../../core/words/principals';
import type { Foundation } from '../foundation/foundation';
import { projectRole } from '../iam/project-role';

/** A condition on a role of the project, which the cluster has no policy for. */
export function thisClusterAlone({ target: { project, region } }: Foundation, name: string) {
  const resource = `projects/${project}/locations/${region}/clusters/${name}`;
  return {
    title: name,
    description: 'This cluster alone',
    expression: `resource.name == "${resource}" || resource.name.startsWith("${resource}/")`,
  };
}

/** One role of one principal. */
export interface Admission {
  /** Part of a resource's id. */
  readonly purpose: string;
  readonly member: string;
  readonly role: string;
}

/**
 * Who may do what in the cluster. Who plans needs to read Secrets too, because Helm keeps its releases in them, and no
 * predefined role reads them and does not write.
 * @param entering who finds the cluster, and no more: bindings in the cluster say what they may do
 */
export function admissions(
  foundation: Foundation,
  administrators: readonly string[],
  { apply, plan }: Operators,
  entering: Iterable<string> = [],
): Admission[] {
  const readers = [...new Set(plan)];
  return [
    ...[...new Set([...administrators, ...apply])].map((member) => ({
      purpose: 'administrator',
      member,
      role: 'roles/container.admin',
    })),
    ...readers.flatMap((member) => [
      { purpose: 'planner', member, role: 'roles/container.viewer' },
      { purpose: 'planner-secrets', member, role: projectRole(foundation, 'cluster-secrets') },
    ]),
    ...[...entering].map((member) => ({
      purpose: 'access',
      member,
      role: projectRole(foundation, 'cluster-entry'),
    })),
  ];
}
