/** Addresses: what Terraform calls each element of a stack. */
import {
  TerraformBackend,
  TerraformDataSource,
  type TerraformElement,
  TerraformLocal,
  TerraformModule,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformVariable,
} from 'cdktf';

import { Ephemeral } from './ephemeral';

/** The kinds of elements of which a stack can hold only one of a name. */
const KINDS: readonly (readonly [is: (element: TerraformElement) => boolean, prefix: string])[] = [
  [(element) => TerraformOutput.isTerraformOutput(element), 'output'],
  [(element) => element instanceof TerraformModule, 'module'],
  [(element) => element instanceof TerraformVariable, 'var'],
  [(element) => element instanceof TerraformLocal, 'local'],
];

/** `aws_sqs_queue.audit`, `data.aws_vpc.main`; undefined for an element that nothing can refer to. */
export function addressOf(element: TerraformResource | TerraformDataSource): string;
export function addressOf(element: TerraformElement): string | undefined;
export function addressOf(element: TerraformElement): string | undefined {
  const { friendlyUniqueId: id } = element;
  if (element instanceof Ephemeral) return element.address;
  if (TerraformResource.isTerraformResource(element)) return `${element.terraformResourceType}.${id}`;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}.${id}`;
  if (TerraformProvider.isTerraformProvider(element))
    return ['provider', element.terraformResourceType, ...(element.alias ? [element.alias] : [])].join('.');
  if (TerraformBackend.isBackend(element)) return 'terraform.backend';
  const [, prefix] = KINDS.find(([is]) => is(element)) ?? [];
  return prefix && `${prefix}.${id}`;
}

/** Elements by address; more than one where CDKTF would silently merge them. */
export function byAddress(elements: readonly TerraformElement[]): Map<string, TerraformElement[]> {
  const found = new Map<string, TerraformElement[]>();
  for (const element of elements) {
    const address = addressOf(element);
    if (address !== undefined) found.set(address, [...(found.get(address) ?? []), element]);
  }
  return found;
}
