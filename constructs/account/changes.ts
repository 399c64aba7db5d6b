/** What a change of each property of an account does to what exists, on every cloud alike. */
import { type ChangesOf, fixed, inPlace } from '../../core/changes';
import type { AccountProps } from './schema';

const LOCKED = 'records that are locked stay locked until their time is over; the lock itself can only be made longer';

export const changes: ChangesOf<AccountProps> = {
  'state.versionDays': inPlace(),
  'state.deletionProtection': inPlace(),
  'auditTrail.retentionDays': inPlace(LOCKED),
  'auditTrail.reads': inPlace(),
  'auditTrail.lock': fixed(
    LOCKED,
    'turn it on when you are sure, and make another trail beside a locked one',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
  ),
  'auditTrail.alerts': inPlace(),
  'auditTrail.deletionProtection': inPlace(),
  'compliance.frameworks': inPlace(),
  'compliance.regions': inPlace('what exists elsewhere stays'),
  'threatDetection.kubernetes': inPlace(),
  'threatDetection.registries': inPlace(),
  'threatDetection.databases': inPlace(),
  'threatDetection.objects': inPlace(),
  'threatDetection.malware': inPlace(),
  'threatDetection.notify': inPlace(),
  'contacts.security.email': inPlace(),
  'contacts.security.name': inPlace(),
  'contacts.security.title': inPlace(),
  'contacts.security.phone': inPlace(),
  'contacts.operations.email': inPlace(),
  'contacts.operations.name': inPlace(),
  'contacts.operations.title': inPlace(),
  'contacts.operations.phone': inPlace(),
  'contacts.billing.email': inPlace(),
  'contacts.billing.name': inPlace(),
  'contacts.billing.title': inPlace(),
  'contacts.billing.phone': inPlace(),
  defaults: inPlace('what exists stays as it is; what is made afterwards is held to them, or not'),
  costTags: inPlace('costs from the day on'),
  'costAnomalies.notify': inPlace(),
  'costAnomalies.minimum': inPlace(),
};
