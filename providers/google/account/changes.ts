/** What a change of each property of an account does to what exists, on Google. */
import type { AccountProps } from '../../../constructs/account';
import { changes as commonChanges } from '../../../constructs/account/changes';
import { type ChangesOf, fixed, inPlace, replaced, unavailable } from '../../../core/changes';

const email = replaced(
  'the new address is told from then on',
  'github.com/hashicorp/terraform-provider-google, v6.50.0, google/services/essentialcontacts',
);

export const changes: ChangesOf<AccountProps> = {
  ...commonChanges,
  'auditTrail.retentionDays': inPlace('Google refuses every other value once the log bucket is locked'),
  'auditTrail.lock': fixed(
    'Google unlocks no log bucket, and deletes a locked one when it is empty',
    'turn it on when you are sure, and make another trail beside a locked one',
    'docs.cloud.google.com/logging/docs/reference/v2/rest/v2/locations.buckets',
  ),
  'threatDetection.registries': inPlace('images that are there are scanned when they are pushed again'),
  'contacts.security.email': email,
  'contacts.security.name': unavailable,
  'contacts.security.title': unavailable,
  'contacts.security.phone': unavailable,
  'contacts.operations.email': email,
  'contacts.operations.name': unavailable,
  'contacts.operations.title': unavailable,
  'contacts.operations.phone': unavailable,
  'contacts.billing.email': email,
  'contacts.billing.name': unavailable,
  'contacts.billing.title': unavailable,
  'contacts.billing.phone': unavailable,
  defaults: inPlace('off gives no rights back; on takes those that default accounts have'),
  costTags: unavailable,
  'costAnomalies.notify': unavailable,
  'costAnomalies.minimum': unavailable,
};
