import type { AccountProps } from '../../../constructs/account';
import { emulated, except, native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<AccountProps> = {
  'state.versionDays': native('aws_s3_bucket_lifecycle_configuration.rule.noncurrent_version_expiration'),
  'state.deletionProtection': native(
    'terraform_data.protected, aws_s3_bucket.force_destroy, aws_s3_bucket.lifecycle.prevent_destroy',
  ),
  'auditTrail.retentionDays': native('aws_s3_bucket_lifecycle_configuration.rule.expiration'),
  'auditTrail.reads': native(
    'aws_cloudtrail.advanced_event_selector; nothing to do for statements, which the log group of each audited server has',
  ),
  'auditTrail.lock': native('aws_s3_bucket_object_lock_configuration'),
  'auditTrail.alerts': native('aws_cloudwatch_log_metric_filter, aws_cloudwatch_metric_alarm'),
  'auditTrail.deletionProtection': native(
    'terraform_data.protected, aws_s3_bucket.force_destroy, aws_s3_bucket.lifecycle.prevent_destroy',
  ),
  'compliance.frameworks': native('aws_securityhub_standards_subscription, aws_config_conformance_pack'),
  'compliance.regions': native(
    'nothing to do for any',
    except<string>(
      'targets',
      (regions) => regions === 'targets',
      'an account cannot close regions to itself',
      'take any here, and a service control policy of the organization, which its owner makes',
    ),
  ),
  'threatDetection.kubernetes': emulated(
    'aws_guardduty_detector_feature: EKS_AUDIT_LOGS',
    "GuardDuty reads the API's audit logs, and of nodes their flows and names, as of every machine; it has no agent on them",
  ),
  'threatDetection.registries': native('aws_inspector2_enabler: ECR'),
  'threatDetection.databases': native('aws_guardduty_detector_feature: RDS_LOGIN_EVENTS'),
  'threatDetection.objects': native('aws_guardduty_detector_feature: S3_DATA_EVENTS'),
  'threatDetection.malware': native('aws_guardduty_detector_feature: EBS_MALWARE_PROTECTION'),
  'threatDetection.notify': native('aws_cloudwatch_event_rule, aws_cloudwatch_event_target'),
  'contacts.security.email': native('aws_account_alternate_contact.email_address'),
  'contacts.security.name': native('aws_account_alternate_contact.name'),
  'contacts.security.title': native('aws_account_alternate_contact.title'),
  'contacts.security.phone': native('aws_account_alternate_contact.phone_number'),
  'contacts.operations.email': native('aws_account_alternate_contact.email_address'),
  'contacts.operations.name': native('aws_account_alternate_contact.name'),
  'contacts.operations.title': native('aws_account_alternate_contact.title'),
  'contacts.operations.phone': native('aws_account_alternate_contact.phone_number'),
  'contacts.billing.email': native('aws_account_alternate_contact.email_address'),
  'contacts.billing.name': native('aws_account_alternate_contact.name'),
  'contacts.billing.title': native('aws_account_alternate_contact.title'),
  'contacts.billing.phone': native('aws_account_alternate_contact.phone_number'),
  defaults: native(
    'aws_s3_account_public_access_block, aws_ebs_encryption_by_default, aws_ec2_instance_metadata_defaults, aws_iam_account_password_policy, aws_iam_service_linked_role',
  ),
  costTags: native('aws_ce_cost_allocation_tag'),
  'costAnomalies.notify': native('aws_ce_anomaly_monitor, aws_ce_anomaly_subscription.subscriber'),
  'costAnomalies.minimum': native('aws_ce_anomaly_subscription.threshold_expression'),
};
