/** Account on AWS: what there is one of in an account, or in one of its regions. */
import { CeCostAllocationTag } from '@cdktf/provider-aws/lib/ce-cost-allocation-tag';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import type { Outputs } from '../../../core/cdktf/component';
import { kebab } from '../../../core/text';
import type { AwsTypes } from '../types';
import { AuditTrail } from './audit-trail';
import { Compliance } from './compliance';
import { Contacts } from './contacts';
import { CostAnomalies } from './cost-anomalies';
import { Guards } from './guards';
import { Issuers } from './issuers';
import { StateBucket } from './state-bucket';
import { ThreatDetection } from './threat-detection';

type Config<C> = Partial<C>;

declare module '../../../constructs/account/schema' {
  interface AccountOverrides {
    readonly aws?: {
      readonly stateBucket?: Config<import('@cdktf/provider-aws/lib/s3-bucket').S3BucketConfig>;
      readonly stateKey?: Config<import('@cdktf/provider-aws/lib/kms-key').KmsKeyConfig>;
      readonly trail?: Config<import('@cdktf/provider-aws/lib/cloudtrail').CloudtrailConfig>;
      readonly trailBucket?: Config<import('@cdktf/provider-aws/lib/s3-bucket').S3BucketConfig>;
      readonly trailKey?: Config<import('@cdktf/provider-aws/lib/kms-key').KmsKeyConfig>;
      readonly trailLogs?: Config<import('@cdktf/provider-aws/lib/cloudwatch-log-group').CloudwatchLogGroupConfig>;
      readonly filter?: Config<
        import('@cdktf/provider-aws/lib/cloudwatch-log-metric-filter').CloudwatchLogMetricFilterConfig
      >;
      readonly alarm?: Config<import('@cdktf/provider-aws/lib/cloudwatch-metric-alarm').CloudwatchMetricAlarmConfig>;
      readonly recorder?: Config<
        import('@cdktf/provider-aws/lib/config-configuration-recorder').ConfigConfigurationRecorderConfig
      >;
      readonly recordsBucket?: Config<import('@cdktf/provider-aws/lib/s3-bucket').S3BucketConfig>;
      readonly pack?: Config<import('@cdktf/provider-aws/lib/config-conformance-pack').ConfigConformancePackConfig>;
      readonly hub?: Config<import('@cdktf/provider-aws/lib/securityhub-account').SecurityhubAccountConfig>;
      readonly detector?: Config<import('@cdktf/provider-aws/lib/guardduty-detector').GuarddutyDetectorConfig>;
      readonly findings?: Config<import('@cdktf/provider-aws/lib/cloudwatch-event-rule').CloudwatchEventRuleConfig>;
      readonly costMonitor?: Config<import('@cdktf/provider-aws/lib/ce-anomaly-monitor').CeAnomalyMonitorConfig>;
      readonly costAlerts?: Config<
        import('@cdktf/provider-aws/lib/ce-anomaly-subscription').CeAnomalySubscriptionConfig
      >;
      readonly issuer?: Config<
        import('@cdktf/provider-aws/lib/iam-openid-connect-provider').IamOpenidConnectProviderConfig
      >;
      readonly passwordPolicy?: Config<
        import('@cdktf/provider-aws/lib/iam-account-password-policy').IamAccountPasswordPolicyConfig
      >;
      readonly metadataDefaults?: Config<
        import('@cdktf/provider-aws/lib/ec2-instance-metadata-defaults').Ec2InstanceMetadataDefaultsConfig
      >;
    };
  }
}

export class Account extends neutral.Account {
  readonly state: StateBucket | undefined;
  readonly trail: AuditTrail | undefined;

  constructor(scope: Construct, id: string, props: neutral.AccountProps, deps: AccountDeps<AwsTypes>) {
    super(scope, id, props);
    const { state, auditTrail, compliance, threatDetection, contacts } = props;
    if (props.defaults) new Guards(this, 'guards', {}, deps);
    this.state = state && new StateBucket(this, 'state', state, deps);
    this.trail = auditTrail && new AuditTrail(this, 'trail', auditTrail, deps);
    if (compliance) new Compliance(this, 'compliance', compliance, deps);
    if (threatDetection) new ThreatDetection(this, 'threats', threatDetection, deps);
    if (contacts) new Contacts(this, 'contacts', contacts, deps);
    if (deps.foundation.target.issuers.length > 0) new Issuers(this, 'issuers', {}, deps);
    if (props.costTags) this.activateTags();
    if (props.costAnomalies) new CostAnomalies(this, 'anomalies', props.costAnomalies, deps);
  }

  override outputs(): Outputs {
    const { state, trail } = this;
    return {
      ...(state && { state_bucket: state.bucket, state_key: state.keyArn }),
      ...(trail && { trail_bucket: trail.bucket, trail_log_group: trail.logGroup }),
    };
  }

  /** Tags of environments, which every environment of the system has. */
  private activateTags(): void {
    for (const tag of Object.keys(this.stack.tags))
      this.createAs('costTag', `cost-tag-${kebab(tag).replace(/^-/, '')}`, CeCostAllocationTag, {
        tagKey: tag,
        status: 'Active',
      });
  }
}
