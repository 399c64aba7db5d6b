/** Lifecycle rules as storage accounts write them. */
import type { StorageManagementPolicyRule } from '@cdktf/provider-azurerm/lib/storage-management-policy';

import type { LifecycleRule } from '../../../constructs/object-store/schema';

/** Azure's names for the colder storage classes. */
const TIERS = { infrequent: 'Cool', cold: 'Cold', archive: 'Archive' } as const;

/** @param container the rule applies below this container's name */
export function lifecycleRule(name: string, rule: LifecycleRule, container: string): StorageManagementPolicyRule {
  const { prefix = '', transitions, expireAfterDays, expireOldVersionsAfterDays } = rule;
  const baseBlob = {
    ...Object.fromEntries(
      transitions.map(({ to, afterDays }) => [`tierTo${TIERS[to]}AfterDaysSinceModificationGreaterThan`, afterDays]),
    ),
    ...(expireAfterDays !== undefined && { deleteAfterDaysSinceModificationGreaterThan: expireAfterDays }),
  };
  return {
    name,
    enabled: true,
    filters: { blobTypes: ['blockBlob'], prefixMatch: [`${container}/${prefix}`] },
    actions: {
      ...(Object.keys(baseBlob).length > 0 && { baseBlob }),
      ...(expireOldVersionsAfterDays !== undefined && {
        version: { deleteAfterDaysSinceCreation: expireOldVersionsAfterDays },
      }),
    },
  };
}
