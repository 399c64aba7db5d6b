/** Checks of what the account holds: a recorder of Config, which standards of Security Hub and packs of rules judge. */
import { ConfigConfigurationRecorder } from '@cdktf/provider-aws/lib/config-configuration-recorder';
import { ConfigConfigurationRecorderStatus } from '@cdktf/provider-aws/lib/config-configuration-recorder-status';
import { ConfigConformancePack } from '@cdktf/provider-aws/lib/config-conformance-pack';
import { ConfigDeliveryChannel } from '@cdktf/provider-aws/lib/config-delivery-channel';
import { IamServiceLinkedRole } from '@cdktf/provider-aws/lib/iam-service-linked-role';
import { SecurityhubAccount } from '@cdktf/provider-aws/lib/securityhub-account';
import { SecurityhubStandardsSubscription } from '@cdktf/provider-aws/lib/securityhub-standards-subscription';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { AccountProps, Framework } from '../../../constructs/account';
import type { Infrastructure } from '../../../constructs/infrastructure';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Foundation } from '../foundation/foundation';
import { sourceAccount } from '../iam/statement';
import { Bucket, keptFor } from '../object-store/bucket';
import { names } from '../shared/names';
import { packOf, STANDARDS } from './frameworks';

export type ComplianceProps = NonNullable<AccountProps['compliance']>;

const SERVICE = 'config.amazonaws.com';

/** For how long Config itself keeps what it records, unless it is told otherwise. */
const HISTORY_DAYS = 2557;

export class Compliance extends Component<ComplianceProps> {
  constructor(
    scope: Construct,
    id: string,
    props: ComplianceProps,
    private readonly deps: { foundation: Foundation; infrastructure: Infrastructure },
  ) {
    super(scope, id, props);
    const recording = this.has('config-recorder') ? [] : [this.record()];
    const standards = props.frameworks.filter((one) => STANDARDS[one] !== undefined);
    if (standards.length > 0) this.subscribe(standards, recording);
    for (const one of props.frameworks) if (STANDARDS[one] === undefined) this.createPack(one, recording);
  }

  private has(word: (typeof this.deps.foundation.target.adopt)[number]): boolean {
    return this.deps.foundation.target.adopt.includes(word);
  }

  /** The recorder, then where it delivers, then its start: AWS takes no other order. */
  private record(): ITerraformDependable {
    const { highAvailability } = this.deps.infrastructure.environment;
    const recorder = this.create('recorder', ConfigConfigurationRecorder, {
      name: this.name(names.recorder, 'recorder'),
      roleArn: this.roleArn(),
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      // Each item is paid for: where environments do without high availability, clusters make and delete machines all day.
      recordingMode: { recordingFrequency: highAvailability ? 'CONTINUOUS' : 'DAILY' },
    });
    const store = this.createBucket();
    const channel = this.create('channel', ConfigDeliveryChannel, {
      name: this.name(names.recorder, 'channel'),
      s3BucketName: store.bucket.bucket,
      dependsOn: [recorder, store.policy],
    });
    return this.create('recording', ConfigConfigurationRecorderStatus, {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
  }

  private roleArn(): string {
    const { partition, target } = this.deps.foundation;
    return this.has('role-config')
      ? `arn:${partition}:iam::${target.account}:role/aws-service-role/${SERVICE}/AWSServiceRoleForConfig`
      : this.create('serviceRole', IamServiceLinkedRole, { awsServiceName: SERVICE }).arn;
  }

  private createBucket(): Bucket {
    const { foundation } = this.deps;
    const may = (Sid: string, Action: string, Resource: string, condition: object) => ({
      Sid,
      Effect: 'Allow',
      Principal: { Service: SERVICE },
      Action,
      Resource,
      Condition: { StringEquals: { ...sourceAccount(foundation).StringEquals, ...condition } },
    });
    return new Bucket(this, 'records', {
      overrideKey: 'recordsBucket',
      resource: ['records'],
      versioning: true,
      lifecycle: [keptFor(HISTORY_DAYS, 1)],
      statements: (arn) => [
        may('ConfigChecks', 's3:GetBucketAcl', arn, {}),
        may('ConfigLists', 's3:ListBucket', arn, {}),
        may('ConfigWrites', 's3:PutObject', `${arn}/AWSLogs/${foundation.target.account}/Config/*`, {
          's3:x-amz-acl': 'bucket-owner-full-control',
        }),
      ],
      // Config makes what is in it again; what matters of it is in Config itself.
      forceDestroy: true,
      after: [],
    });
  }

  private subscribe(frameworks: readonly Framework[], recording: readonly ITerraformDependable[]): void {
    const { partition, target } = this.deps.foundation;
    const hub = this.has('security-hub')
      ? []
      : [this.create('hub', SecurityhubAccount, { enableDefaultStandards: false, autoEnableControls: true })];
    for (const framework of frameworks)
      this.createAs('standard', framework, SecurityhubStandardsSubscription, {
        standardsArn: `arn:${partition}:securityhub:${target.region}::standards/${STANDARDS[framework]}`,
        dependsOn: [...hub, ...recording],
      });
  }

  private createPack(framework: Framework, recording: readonly ITerraformDependable[]): void {
    this.createAs('pack', framework, ConfigConformancePack, {
      name: this.name(names.conformancePack, framework),
      templateBody: jsonencode(packOf(framework)),
      dependsOn: [...recording],
    });
  }
}
