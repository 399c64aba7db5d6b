/** What a change of each property of a namespace does to what exists, inside a cluster, the same on every cloud. */
import type { NamespaceProps } from '../../../constructs/namespace/schema';
import { type ChangesOf, inPlace } from '../../../core/changes';

export const changes: ChangesOf<NamespaceProps> = {
  podSecurity: inPlace('running pods stay; new ones must comply'),
  'quota.cpu': inPlace('for new pods'),
  'quota.memory': inPlace('for new pods'),
  'quota.cpuLimit': inPlace('for new pods'),
  'quota.memoryLimit': inPlace('for new pods'),
  'quota.storage': inPlace('for new pods'),
  'quota.pods': inPlace('for new pods'),
  limitRange: inPlace('for new pods'),
  'limitRange.request.cpu': inPlace('for new pods'),
  'limitRange.request.memory': inPlace('for new pods'),
  'limitRange.request.disk': inPlace('for new pods'),
  'limitRange.limit.cpu': inPlace('for new pods'),
  'limitRange.limit.memory': inPlace('for new pods'),
  'limitRange.limit.disk': inPlace('for new pods'),
  'limitRange.max.cpu': inPlace('for new pods'),
  'limitRange.max.memory': inPlace('for new pods'),
  'limitRange.max.disk': inPlace('for new pods'),
  defaultDeny: inPlace('calls that no policy allows are refused at once'),
  labels: inPlace(),
};
