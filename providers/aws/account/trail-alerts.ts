/** Alerts of what a trail should not show: a filter that counts events in its log group, and an alarm for the first. */
import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';

interface Alert {
  readonly says: string;
  readonly pattern: string;
}

const calls = (...names: string[]): string => names.map((name) => `($.eventName = ${name})`).join(' || ');
const of = (service: string, ...names: string[]): Alert['pattern'] =>
  `{ ($.eventSource = ${service}.amazonaws.com) && (${calls(...names)}) }`;
const any = (...names: string[]): Alert['pattern'] => `{ ${calls(...names)} }`;

/**
 * Section 4 of the CIS AWS Foundations Benchmark 1.4, in whose terms Security Hub looks for them:
 * docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
const ALERTS: Readonly<Record<string, Alert>> = {
  'refused-calls': {
    says: 'Calls were refused',
    pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  },
  'console-without-mfa': {
    says: 'Somebody signed in to the console without a second factor',
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  },
  'root-used': {
    says: 'The root user acted',
    pattern:
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  },
  'rights-changed': {
    says: 'Policies of IAM were changed',
    pattern: of(
      'iam',
      ...['DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy'],
      ...['PutUserPolicy', 'CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion'],
      ...['AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy'],
      ...['AttachGroupPolicy', 'DetachGroupPolicy'],
    ),
  },
  'trail-changed': {
    says: 'A trail was changed',
    pattern: any('CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'),
  },
  'console-failures': {
    says: 'Somebody failed to sign in to the console',
    pattern: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
  },
  'keys-disabled': {
    says: 'Keys were disabled, or are to be deleted',
    pattern: of('kms', 'DisableKey', 'ScheduleKeyDeletion'),
  },
  'buckets-changed': {
    says: 'Access to buckets was changed',
    pattern: of(
      's3',
      ...['PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication'],
      ...['DeleteBucketPolicy', 'DeleteBucketCors', 'DeleteBucketLifecycle', 'DeleteBucketReplication'],
    ),
  },
  'recorder-changed': {
    says: 'AWS Config was changed',
    pattern: of(
      'config',
      ...['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder'],
    ),
  },
  'security-groups-changed': {
    says: 'Security groups were changed',
    pattern: any(
      ...['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress'],
      ...['RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup'],
    ),
  },
  'access-lists-changed': {
    says: 'Network access lists were changed',
    pattern: any(
      ...['CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry'],
      ...['ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation'],
    ),
  },
  'gateways-changed': {
    says: 'Gateways of networks were changed',
    pattern: any(
      ...['CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway'],
      ...['DeleteInternetGateway', 'DetachInternetGateway'],
    ),
  },
  'routes-changed': {
    says: 'Route tables were changed',
    pattern: of(
      'ec2',
      ...['CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable'],
      ...['DeleteRoute', 'DisassociateRouteTable'],
    ),
  },
  'networks-changed': {
    says: 'Networks were changed',
    pattern: any(
      ...['CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection'],
      ...['DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection', 'AttachClassicLinkVpc', 'DetachClassicLinkVpc'],
      ...['DisableVpcClassicLink', 'EnableVpcClassicLink'],
    ),
  },
  'organization-changed': {
    says: 'The organization was changed',
    pattern: '{ $.eventSource = organizations.amazonaws.com && $.readOnly IS FALSE }',
  },
};

export interface TrailAlertsProps {
  readonly logGroup: string;
  /** ARNs of topics. */
  readonly channels: readonly string[];
}

const PERIOD_SECONDS = 300;

export class TrailAlerts extends Component<TrailAlertsProps> {
  constructor(scope: Construct, id: string, props: TrailAlertsProps) {
    super(scope, id, props);
    for (const [kind, alert] of Object.entries(ALERTS)) this.createAlert(kind, alert);
  }

  private createAlert(kind: string, { says, pattern }: Alert): void {
    const { logGroup: logGroupName, channels } = this.props;
    const name = this.name(names.alarm, kind);
    const namespace = this.name(names.alarm);
    this.createAs('filter', `${kind}-filter`, CloudwatchLogMetricFilter, {
      name,
      logGroupName,
      pattern,
      metricTransformation: { name: kind, namespace, value: '1' },
    });
    this.createAs('alarm', `${kind}-alarm`, CloudwatchMetricAlarm, {
      alarmName: name,
      alarmDescription: `${says}: look in the log group of the trail for who did it.`,
      namespace,
      metricName: kind,
      statistic: 'Sum',
      period: PERIOD_SECONDS,
      evaluationPeriods: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      // Without an event there is no value.
      treatMissingData: 'notBreaching',
      alarmActions: [...channels],
    });
  }
}
