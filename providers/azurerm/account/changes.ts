/** What a change of each property of an account does to what exists, on Azure. */
import type { AccountProps } from '../../../constructs/account';
import { changes as commonChanges } from '../../../constructs/account/changes';
import { type ChangesOf, fixed, inPlace, unavailable } from '../../../core/changes';

export const changes: ChangesOf<AccountProps> = {
  ...commonChanges,
  'auditTrail.retentionDays': inPlace('of a locked trail, more days alone, and five times'),
  'auditTrail.lock': fixed(
    'on is in place, and for good',
    'turn it on when you are sure',
    'https://learn.microsoft.com/azure/storage/blobs/immutable-time-based-retention-policy-overview',
  ),
  'contacts.security.name': unavailable,
  'contacts.security.title': unavailable,
  costTags: unavailable,
  'costAnomalies.minimum': unavailable,
};
