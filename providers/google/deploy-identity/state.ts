/** A condition that limits a role on the bucket of state to the states of single stacks. */
import { stateFolder } from '../../../core/cdktf/state';

interface Place {
  readonly bucket: string;
  readonly prefix: string;
}

/** Who plans writes, too: the lock of a state is an object beside it. */
export const WRITE_STATE = 'roles/storage.objectAdmin';

/** Terraform lists the bucket to find workspaces, a right on the bucket itself. */
export function stateCondition(place: Place, stacks: readonly string[]) {
  const bucket = `projects/_/buckets/${place.bucket}`;
  const folders = stacks.map((stack) => `resource.name.startsWith("${bucket}/objects/${stateFolder(place, stack)}/")`);
  return {
    title: 'states of its stacks',
    expression: [`resource.name == "${bucket}"`, ...folders].join(' || '),
  };
}
