/** Where resources on AWS are. */
import type { Resource, Resources } from '../../../core/rights/resources';

/** The region that a resource names, or that of its provider. */
export const regionOf = (resource: Resource, resources: Resources): string =>
  String(resource.values['region'] ?? resources.settingsOf(resource)['region']);
