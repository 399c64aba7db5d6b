/** Account on Google: what there is one of in a project. */
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import type { Outputs } from '../../../core/cdktf/component';
import { chargedToProject } from '../shared/provider';
import type { GoogleTypes } from '../types';
import { AccountKeys } from './account-keys';
import { AuditTrail } from './audit-trail';
import { Compliance } from './compliance';
import { Contacts } from './contacts';
import { Guards } from './guards';
import { StateBucket } from './state-bucket';
import { ThreatDetection } from './threat-detection';

type Config<C> = Partial<C>;

declare module '../../../constructs/account/schema' {
  interface AccountOverrides {
    readonly google?: {
      readonly stateBucket?: Config<import('@cdktf/provider-google/lib/storage-bucket').StorageBucketConfig>;
      readonly stateKey?: Config<import('@cdktf/provider-google/lib/kms-crypto-key').KmsCryptoKeyConfig>;
      readonly trailBucket?: Config<
        import('@cdktf/provider-google/lib/logging-project-bucket-config').LoggingProjectBucketConfigConfig
      >;
      readonly trailKey?: Config<import('@cdktf/provider-google/lib/kms-crypto-key').KmsCryptoKeyConfig>;
      readonly trailSink?: Config<import('@cdktf/provider-google/lib/logging-project-sink').LoggingProjectSinkConfig>;
      readonly reads?: Config<
        import('@cdktf/provider-google/lib/project-iam-audit-config').ProjectIamAuditConfigConfig
      >;
      readonly alert?: Config<import('@cdktf/provider-google/lib/monitoring-alert-policy').MonitoringAlertPolicyConfig>;
      readonly policy?: Config<import('@cdktf/provider-google/lib/org-policy-policy').OrgPolicyPolicyConfig>;
      readonly findings?: Config<
        import('@cdktf/provider-google/lib/scc-v2-project-notification-config').SccV2ProjectNotificationConfigConfig
      >;
      readonly findingsTopic?: Config<import('@cdktf/provider-google/lib/pubsub-topic').PubsubTopicConfig>;
      readonly findingsAlert?: Config<
        import('@cdktf/provider-google/lib/monitoring-alert-policy').MonitoringAlertPolicyConfig
      >;
      readonly contact?: Config<
        import('@cdktf/provider-google/lib/essential-contacts-contact').EssentialContactsContactConfig
      >;
    };
  }
}

export class Account extends neutral.Account {
  readonly state: StateBucket | undefined;
  readonly trail: AuditTrail | undefined;
  readonly threats: ThreatDetection | undefined;

  constructor(scope: Construct, id: string, props: neutral.AccountProps, deps: AccountDeps<GoogleTypes>) {
    super(scope, id, props);
    const { state, auditTrail, compliance, threatDetection, contacts } = props;
    // Also without a part that is charged: Terraform destroys nothing whose provider has gone from the configuration.
    chargedToProject(this.stack, deps.foundation.target);
    const keys = new AccountKeys(this, 'keys', {}, deps);
    const guards = props.defaults ? new Guards(this, 'guards', {}, deps) : undefined;
    const after = guards?.dependsOn ?? [];
    this.state = state && new StateBucket(this, 'state', state, { ...deps, keys });
    this.trail = auditTrail && new AuditTrail(this, 'trail', auditTrail, { ...deps, keys, after });
    if (compliance) new Compliance(this, 'compliance', compliance, deps);
    this.threats = threatDetection && new ThreatDetection(this, 'threats', threatDetection, deps);
    if (contacts) new Contacts(this, 'contacts', contacts, deps);
  }

  override outputs(): Outputs {
    const { state, trail, threats } = this;
    return {
      ...(state && { state_bucket: state.bucket }),
      ...(trail && { trail_log_bucket: trail.logBucket }),
      ...(threats && { findings_topic: threats.findings }),
    };
  }
}
