import type { AccountProps } from '../../../constructs/account';
import { emulated, native, type ParityOf, unsupported } from '../../../core/parity';

const category =
  'google_essential_contacts_contact.notification_category_subscriptions, google_essential_contacts_contact.email';
const addressAlone = unsupported(
  'Google knows contacts by their e-mail addresses alone',
  'leave it out, or give it to the other clouds in `differences`',
);
const filtered = (of: string) =>
  emulated(
    'google_scc_v2_project_notification_config.streaming_config.filter',
    `Security Command Center, which is turned on by hand, finds attacks of every kind; findings ${of} are left out where it is off`,
  );

const anomaliesAnyway = unsupported(
  'Google looks for unusual costs of every project by itself, and tells the billing account of them',
  'leave it out, or give it to the other clouds in `differences`',
);

export const parity: ParityOf<AccountProps> = {
  'state.versionDays': native('google_storage_bucket.lifecycle_rule.condition.days_since_noncurrent_time'),
  'state.deletionProtection': native('google_storage_bucket.force_destroy, terraform_data.protected'),
  'auditTrail.retentionDays': native('google_logging_project_bucket_config.retention_days'),
  'auditTrail.reads': native(
    'google_project_iam_audit_config.audit_log_config, for statements that of cloudsql.googleapis.com',
  ),
  'auditTrail.lock': native('google_logging_project_bucket_config.locked'),
  'auditTrail.alerts': native('google_monitoring_alert_policy.notification_channels'),
  'auditTrail.deletionProtection': native(
    'google_logging_project_bucket_config.lifecycle.prevent_destroy, terraform_data.protected',
  ),
  'compliance.frameworks': native('google_org_policy_policy.spec'),
  'compliance.regions': native('google_org_policy_policy.spec.rules.values.allowed_values'),
  'threatDetection.kubernetes': filtered('about clusters'),
  'threatDetection.registries': native('google_project_service: containerscanning.googleapis.com'),
  'threatDetection.databases': filtered('about database servers'),
  'threatDetection.objects': filtered('about buckets'),
  'threatDetection.malware': filtered('of malware'),
  'threatDetection.notify': emulated(
    'google_monitoring_alert_policy.notification_channels',
    'an alert on the messages of the topic to which findings go',
  ),
  'contacts.security.email': native(category),
  'contacts.security.name': addressAlone,
  'contacts.security.title': addressAlone,
  'contacts.security.phone': addressAlone,
  'contacts.operations.email': native(category),
  'contacts.operations.name': addressAlone,
  'contacts.operations.title': addressAlone,
  'contacts.operations.phone': addressAlone,
  'contacts.billing.email': native(category),
  'contacts.billing.name': addressAlone,
  'contacts.billing.title': addressAlone,
  'contacts.billing.phone': addressAlone,
  defaults: native('google_project_iam_member_remove, terraform_data.provisioner'),
  costTags: unsupported('exports of Google bills have every label', 'leave it out'),
  'costAnomalies.notify': anomaliesAnyway,
  'costAnomalies.minimum': anomaliesAnyway,
};
