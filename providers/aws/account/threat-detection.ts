/** Detection of attacks: GuardDuty, Inspector for images, Access Analyzer, and a rule that sends what they find. */
import { AccessanalyzerAnalyzer } from '@cdktf/provider-aws/lib/accessanalyzer-analyzer';
import { DataAwsGuarddutyDetector } from '@cdktf/provider-aws/lib/data-aws-guardduty-detector';
import { GuarddutyDetector } from '@cdktf/provider-aws/lib/guardduty-detector';
import { GuarddutyDetectorFeature } from '@cdktf/provider-aws/lib/guardduty-detector-feature';
import { Inspector2Enabler } from '@cdktf/provider-aws/lib/inspector2-enabler';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import { Component } from '../../../core/cdktf/component';
import { EventNotices } from '../notification/event-notices';
import { names } from '../shared/names';
import type { AwsTypes } from '../types';

export type ThreatDetectionProps = NonNullable<AccountProps['threatDetection']>;

/** GuardDuty's own names: docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html */
const FEATURES = {
  // Without RUNTIME_MONITORING: its agents take an endpoint in the network of each cluster, which GuardDuty makes and Terraform does
  // not know, so that the network could not be deleted: docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html
  kubernetes: 'EKS_AUDIT_LOGS',
  databases: 'RDS_LOGIN_EVENTS',
  objects: 'S3_DATA_EVENTS',
  malware: 'EBS_MALWARE_PROTECTION',
} as const;

/** From medium severity on: docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
const MIN_SEVERITY = 4;

export class ThreatDetection extends Component<ThreatDetectionProps> {
  constructor(
    scope: Construct,
    id: string,
    props: ThreatDetectionProps,
    private readonly deps: AccountDeps<AwsTypes>,
  ) {
    super(scope, id, props);
    this.createFeatures(this.detectorId());
    this.scanImages();
    this.analyzeAccess();
    if (props.notify.length > 0) this.sendFindings();
  }

  private has(word: (typeof this.deps.foundation.target.adopt)[number]): boolean {
    return this.deps.foundation.target.adopt.includes(word);
  }

  private detectorId(): string {
    return this.has('guardduty-detector')
      ? this.create('existingDetector', DataAwsGuarddutyDetector, {}).id
      : this.create('detector', GuarddutyDetector, { enable: true, findingPublishingFrequency: 'FIFTEEN_MINUTES' }).id;
  }

  /** Each is told to be off, too, because a new detector turns on what AWS chooses. */
  private createFeatures(detectorId: string): void {
    for (const [part, name] of Object.entries(FEATURES))
      this.createAs('feature', part, GuarddutyDetectorFeature, {
        detectorId,
        name,
        status: this.props[part as keyof typeof FEATURES] ? 'ENABLED' : 'DISABLED',
      });
  }

  private scanImages(): void {
    if (!this.props.registries || this.has('inspector')) return;
    const { account } = this.deps.foundation.target;
    this.create('inspector', Inspector2Enabler, { accountIds: [account], resourceTypes: ['ECR'] });
  }

  private analyzeAccess(): void {
    if (this.has('access-analyzer')) return;
    this.create('analyzer', AccessanalyzerAnalyzer, {
      analyzerName: this.name(names.analyzer, 'access'),
      type: 'ACCOUNT',
    });
  }

  private sendFindings(): void {
    const { notify } = this.props;
    const pattern = {
      $or: [
        { source: ['aws.guardduty'], detail: { severity: [{ numeric: ['>=', MIN_SEVERITY] }] } },
        { source: ['aws.inspector2'], detail: { severity: ['HIGH', 'CRITICAL'], status: ['ACTIVE'] } },
        { source: ['aws.access-analyzer'], detail: { status: ['ACTIVE'] } },
      ],
    };
    const description = 'What threat detection found, from medium severity on';
    new EventNotices(this, 'Default', { key: 'findings', word: 'findings', description, pattern, notify }, this.deps);
  }
}
