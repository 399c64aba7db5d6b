/** Synthesizes one construct for Azure: each helper takes changes to the smallest environment. */
import { plan } from '../../../app/plan/plan';
import type { Clouds } from '../../../constructs/cloud';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { describeWithoutCode } from '../../../core/rules/problem';
import { azurerm } from '../../../providers/azurerm';
import { kubernetes } from '../../../providers/kubernetes';
import * as whole from './environment';

const environment = (...changes: object[]): EnvironmentInput =>
  changes.reduce<EnvironmentInput>((input, change) => whole.changed(change, input), whole.base);

export const problemsOf = (...changes: object[]): string[] => whole.problemsOf(environment(...changes));
export const warningsOf = (...changes: object[]): string[] =>
  plan([environment(...changes)], { clouds: { azurerm } as unknown as Clouds, inCluster: kubernetes }).warnings.map(
    describeWithoutCode,
  );

export interface Part {
  /** Sorted `type.id` of the resources whose id is the construct's or starts with it. */
  addresses(construct: string): string[];
  resource(address: string): whole.Attributes;
  data(address: string): whole.Attributes;
  readonly outputs: whole.Attributes;
}

export function synth(...changes: object[]): Part {
  const { json, addresses, resource } = whole.synth(environment(...changes));
  return {
    addresses: (construct) => addresses.filter((address) => `${address.split('.')[1]}_`.startsWith(`${construct}_`)),
    resource,
    data: (address) => {
      const [type, id] = address.split('.') as [string, string];
      return json.data[type][id];
    },
    outputs: Object.fromEntries(
      Object.entries(json.output as whole.Attributes).map(([name, { value }]) => [name, value]),
    ),
  };
}
