/** What whoever runs Terraform must be allowed on AWS for accounts, and for whom they tell. */
import { need, type Needs } from '../../../core/rights/needs';
import { ec2, iam, of, passRoles, serviceRoles, useKeys } from './actions';

export const ofAccounts: Needs = {
  // Accounts
  aws_accessanalyzer_analyzer: need(of('access-analyzer', 'GetAnalyzer', 'ListTagsForResource'), [
    ...of('access-analyzer', 'CreateAnalyzer', 'UpdateAnalyzer', 'DeleteAnalyzer', 'TagResource', 'UntagResource'),
    ...serviceRoles,
  ]),
  aws_account_alternate_contact: need(
    of('account', 'GetAlternateContact'),
    of('account', 'PutAlternateContact', 'DeleteAlternateContact'),
  ),
  aws_budgets_budget: need(of('budgets', 'ViewBudget', 'ListTagsForResource'), [
    ...of('budgets', 'ModifyBudget', 'TagResource', 'UntagResource'),
  ]),
  aws_ce_anomaly_monitor: need(of('ce', 'GetAnomalyMonitors', 'ListTagsForResource'), [
    ...of('ce', 'CreateAnomalyMonitor', 'UpdateAnomalyMonitor', 'DeleteAnomalyMonitor', 'TagResource', 'UntagResource'),
  ]),
  aws_ce_anomaly_subscription: need(of('ce', 'GetAnomalySubscriptions', 'ListTagsForResource'), [
    ...of('ce', 'CreateAnomalySubscription', 'UpdateAnomalySubscription', 'DeleteAnomalySubscription'),
    ...of('ce', 'TagResource', 'UntagResource'),
  ]),
  aws_ce_cost_allocation_tag: need(of('ce', 'ListCostAllocationTags'), of('ce', 'UpdateCostAllocationTagsStatus')),
  aws_cloudtrail: need(
    of('cloudtrail', 'DescribeTrails', 'GetTrailStatus', 'ListTags', 'GetEventSelectors', 'GetInsightSelectors'),
    [
      ...of('cloudtrail', 'CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'),
      ...of('cloudtrail', 'PutEventSelectors', 'AddTags', 'RemoveTags'),
      ...passRoles,
    ],
  ),
  aws_cloudwatch_event_rule: need(of('events', 'DescribeRule', 'ListTagsForResource'), [
    ...of('events', 'PutRule', 'DeleteRule', 'TagResource', 'UntagResource'),
  ]),
  aws_cloudwatch_event_target: need(of('events', 'ListTargetsByRule'), of('events', 'PutTargets', 'RemoveTargets')),
  aws_cloudwatch_log_metric_filter: need(
    of('logs', 'DescribeMetricFilters'),
    of('logs', 'PutMetricFilter', 'DeleteMetricFilter'),
  ),
  aws_cloudwatch_dashboard: need(
    of('cloudwatch', 'GetDashboard'),
    of('cloudwatch', 'PutDashboard', 'DeleteDashboards'),
  ),
  aws_cloudwatch_metric_alarm: need(of('cloudwatch', 'DescribeAlarms', 'ListTagsForResource'), [
    ...of('cloudwatch', 'PutMetricAlarm', 'DeleteAlarms', 'TagResource', 'UntagResource'),
  ]),
  aws_config_configuration_recorder: need(of('config', 'DescribeConfigurationRecorders'), [
    ...of('config', 'PutConfigurationRecorder', 'DeleteConfigurationRecorder'),
    ...passRoles,
  ]),
  aws_config_configuration_recorder_status: need(
    of('config', 'DescribeConfigurationRecorderStatus'),
    of('config', 'StartConfigurationRecorder', 'StopConfigurationRecorder'),
  ),
  aws_config_conformance_pack: need(
    of('config', 'DescribeConformancePacks', 'DescribeConformancePackStatus', 'ListTagsForResource'),
    [...of('config', 'PutConformancePack', 'DeleteConformancePack', 'TagResource', 'UntagResource'), ...serviceRoles],
  ),
  aws_config_delivery_channel: need(
    of('config', 'DescribeDeliveryChannels'),
    of('config', 'PutDeliveryChannel', 'DeleteDeliveryChannel'),
  ),
  aws_ebs_encryption_by_default: need(ec2('GetEbsEncryptionByDefault'), [
    ...ec2('EnableEbsEncryptionByDefault', 'DisableEbsEncryptionByDefault'),
  ]),
  aws_ec2_instance_metadata_defaults: need(ec2('GetInstanceMetadataDefaults'), ec2('ModifyInstanceMetadataDefaults')),
  'data.aws_guardduty_detector': need(of('guardduty', 'ListDetectors', 'GetDetector')),
  aws_guardduty_detector: need(of('guardduty', 'GetDetector', 'ListTagsForResource'), [
    ...of('guardduty', 'CreateDetector', 'UpdateDetector', 'DeleteDetector', 'TagResource', 'UntagResource'),
    ...serviceRoles,
  ]),
  aws_guardduty_detector_feature: need(of('guardduty', 'GetDetector'), [
    ...of('guardduty', 'UpdateDetector'),
    ...serviceRoles,
  ]),
  aws_iam_account_password_policy: need(
    iam('GetAccountPasswordPolicy'),
    iam('UpdateAccountPasswordPolicy', 'DeleteAccountPasswordPolicy'),
  ),
  aws_iam_service_linked_role: need(iam('GetRole'), [
    ...iam('CreateServiceLinkedRole', 'UpdateRoleDescription', 'DeleteServiceLinkedRole'),
    ...iam('GetServiceLinkedRoleDeletionStatus', 'TagRole', 'UntagRole'),
  ]),
  aws_inspector2_enabler: need(of('inspector2', 'BatchGetAccountStatus'), [
    ...of('inspector2', 'Enable', 'Disable'),
    ...serviceRoles,
  ]),
  aws_s3_account_public_access_block: need(
    of('s3', 'GetAccountPublicAccessBlock'),
    of('s3', 'PutAccountPublicAccessBlock'),
  ),
  aws_securityhub_account: need(of('securityhub', 'DescribeHub', 'GetEnabledStandards'), [
    ...of('securityhub', 'EnableSecurityHub', 'UpdateSecurityHubConfiguration', 'DisableSecurityHub'),
    ...serviceRoles,
  ]),
  aws_securityhub_standards_subscription: need(of('securityhub', 'GetEnabledStandards'), [
    ...of('securityhub', 'BatchEnableStandards', 'BatchDisableStandards'),
  ]),

  // Notifications
  aws_sns_topic: need(of('sns', 'GetTopicAttributes', 'ListTagsForResource'), [
    ...of('sns', 'CreateTopic', 'SetTopicAttributes', 'DeleteTopic', 'TagResource', 'UntagResource'),
    ...useKeys,
  ]),
  aws_sns_topic_policy: need(of('sns', 'GetTopicAttributes'), of('sns', 'SetTopicAttributes')),
  aws_sns_topic_subscription: need(of('sns', 'GetSubscriptionAttributes'), [
    ...of('sns', 'Subscribe', 'Unsubscribe', 'SetSubscriptionAttributes'),
  ]),
};
