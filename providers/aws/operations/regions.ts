/** Where resources on AWS are, and what is beside them. */
import type { Resource, Resources } from '../../../core/rights/resources';

export const regionOf = (resource: Resource, resources: Resources): string =>
  String(resource.values['region'] ?? resources.settingsOf(resource)['region']);

/** Resources of a type that name another one. */
export const beside = (
  type: string,
  argument: string,
  { address }: Resource,
  resources: Resources,
): readonly Resource[] =>
  resources.of(type).filter(({ values }) => resources.at(values[argument])?.address === address);
