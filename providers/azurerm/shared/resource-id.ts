/** Resource ids of Azure: what is known of a resource by its id, and the ids of what an environment makes. */
import type { Maker } from '../../../constructs/cloud';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { present } from '../../../core/invariant';
import { names } from './names';

const PARTS = /\/resourceGroups\/(?<resourceGroupName>[^/]+)\/.*\/(?<name>[^/]+)$/;

/** The group and the name of something, by its resource id. */
export function partsOf(id: string): { readonly resourceGroupName: string; readonly name: string } {
  const { resourceGroupName, name } = present(PARTS.exec(id)?.groups, `parts of ${id}`);
  return { resourceGroupName: present(resourceGroupName, id), name: present(name, id) };
}

/** Resource id of the group that an environment makes. */
export const groupOf = ({ infrastructure, target: { subscription } }: Maker<AzurermTarget>): string =>
  `/subscriptions/${subscription}/resourceGroups/${infrastructure.name(names.resourceGroup)}`;
