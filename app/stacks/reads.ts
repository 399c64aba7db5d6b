/** What a plan of stacks reads in the cloud, for identities that plan them. */
import { TerraformDataSource, TerraformResource, type TerraformStack } from 'cdktf';

import type { StackKind } from '../../constructs/environment/extension';
import { actionsFor, type Needs } from '../../core/rights/needs';

/** Types of what a stack has so far. */
export const typesMadeIn = (stack: TerraformStack): string[] => [
  ...new Set(
    stack.node.findAll().flatMap((element) => {
      if (element instanceof TerraformResource) return [element.terraformResourceType];
      return element instanceof TerraformDataSource ? [`data.${element.terraformResourceType}`] : [];
    }),
  ),
];

/** The platform stack makes nothing in the cloud: it finds things there, whatever they are. */
const isFound = (type: string): boolean => type.startsWith('data.') || type.startsWith('ephemeral.');

/**
 * Actions that read the stacks of these kinds; the account's are not known here.
 * @param types those of the infrastructure stack
 */
export function readsOf(stacks: readonly StackKind[], types: readonly string[], needs: Needs): string[] {
  const read = [
    ...(stacks.includes('infrastructure') ? types : []),
    ...(stacks.includes('infrastructure') || stacks.includes('platform') ? Object.keys(needs).filter(isFound) : []),
  ];
  return actionsFor(read, needs, 'plan');
}
