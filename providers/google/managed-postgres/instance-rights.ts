/** Rights of workflows on single instances: conditions know them by their names. docs.cloud.google.com/sql/docs/postgres/iam-conditions */
import type { ProjectIamMemberConfig } from '@cdktf/provider-google/lib/project-iam-member';

import type { Foundation } from '../foundation/foundation';
import { projectRole } from '../iam/project-role';

type Right = Omit<ProjectIamMemberConfig, 'member'>;

/** On what a condition tells of an instance, by its name in the API. */
const CONDITIONS = {
  instance: (name: string) => `resource.type == "sqladmin.googleapis.com/Instance" && resource.name == "${name}"`,
  /** The right to ask for a backup is one on the instance. */
  backups: (name: string) => `resource.name == "${name}" || resource.name.startsWith("${name}/backupRuns/")`,
  /** Of instances that are called so, and something more. */
  named: (name: string) =>
    `resource.type == "sqladmin.googleapis.com/Instance" && resource.name.startsWith("${name}-")`,
} as const;

interface OnInstance {
  readonly role: Parameters<typeof projectRole>[1];
  readonly on: keyof typeof CONDITIONS;
  /** The instance's name, as a text. */
  readonly instance: string;
  /** What it is for. */
  readonly title: string;
}

export const rightOn = (foundation: Foundation, { role, on, instance, title }: OnInstance): Right => ({
  project: foundation.target.project,
  role: projectRole(foundation, role),
  condition: {
    title,
    expression: CONDITIONS[on](`projects/${foundation.target.project}/instances/${instance}`),
  },
});

/** To see whether a change is done: operations are the project's. */
export const seeOperations = (foundation: Foundation): Right => ({
  project: foundation.target.project,
  role: projectRole(foundation, 'database-operations'),
});
