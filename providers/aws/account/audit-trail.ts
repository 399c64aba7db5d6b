/**
 * The account's trail: CloudTrail of all regions, in a bucket that keeps it, and in a log group for alerts. Its events are of the
 * account, whichever environment they are about.
 */
import { Cloudtrail, type CloudtrailAdvancedEventSelector } from '@cdktf/provider-aws/lib/cloudtrail';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import { Component } from '../../../core/cdktf/component';
import { allowOnKey } from '../encryption-key/policy';
import { Role } from '../iam/access';
import { allow, arnOf } from '../iam/statement';
import { Bucket, keptFor } from '../object-store/bucket';
import { names } from '../shared/names';
import type { AwsTypes } from '../types';
import { AccountKey } from './account-key';
import { TrailAlerts } from './trail-alerts';

export type AuditTrailProps = NonNullable<AccountProps['auditTrail']>;

const TRAIL = 'trail';
const SERVICE = 'cloudtrail.amazonaws.com';

/** For alerts, and for whoever searches; the bucket keeps the rest. */
const SEARCHABLE_DAYS = 90;

export class AuditTrail extends Component<AuditTrailProps> {
  readonly logGroup: string;
  private readonly store: Bucket;
  private readonly trailName: string;

  constructor(
    scope: Construct,
    id: string,
    props: AuditTrailProps,
    private readonly deps: AccountDeps<AwsTypes>,
  ) {
    super(scope, id, props);
    this.trailName = this.name(names.trail, TRAIL);
    const key = this.createKey();
    this.store = this.createBucket(key);
    const logs = this.createLogs(key);
    this.logGroup = logs.name;
    this.createTrail(key, logs);
    if (props.alerts.length > 0) this.createAlerts();
  }

  get bucket(): string {
    return this.store.bucket.bucket;
  }

  private get trailArn(): string {
    return arnOf(this.deps.foundation, 'cloudtrail', `trail/${this.trailName}`);
  }

  /** Condition: the trail itself asks, so that no other account's can: the service is the same for all. */
  private get asTrail() {
    return { StringEquals: { 'aws:SourceArn': this.trailArn } };
  }

  private get groupName(): string {
    return `/aws/cloudtrail/${this.trailName}`;
  }

  private createKey(): AccountKey {
    const { foundation } = this.deps;
    const { region } = foundation.target;
    const logs = { Service: `logs.${region}.amazonaws.com` };
    const group = arnOf(foundation, 'logs', `log-group:${this.groupName}`);
    const statements = [
      allowOnKey({ Service: SERVICE }, ['kms:GenerateDataKey*', 'kms:DescribeKey'], this.asTrail),
      allowOnKey(logs, ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'], {
        ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': group },
      }),
    ];
    const { deletionProtection: isProtected } = this.props;
    return new AccountKey(this, 'key', { overrideKey: 'trailKey', purpose: TRAIL, isProtected, statements }, this.deps);
  }

  private createBucket(key: AccountKey): Bucket {
    const { retentionDays, lock, deletionProtection } = this.props;
    const { account } = this.deps.foundation.target;
    const principal = { Service: SERVICE };
    return new Bucket(this, 'bucket', {
      overrideKey: 'trailBucket',
      resource: [TRAIL],
      versioning: true,
      keyArn: key.arn,
      lifecycle: [keptFor(retentionDays, 1)],
      ...(lock && { retentionLock: { days: retentionDays, permanent: true } }),
      statements: (arn) => [
        allowIn('TrailChecks', principal, 's3:GetBucketAcl', arn, this.asTrail),
        allowIn('TrailWrites', principal, 's3:PutObject', `${arn}/AWSLogs/${account}/*`, {
          StringEquals: { ...this.asTrail.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' },
        }),
      ],
      forceDestroy: !deletionProtection,
      preventDestroy: deletionProtection,
      after: [key.resource],
    });
  }

  private createLogs(key: AccountKey): CloudwatchLogGroup {
    return this.create('trailLogs', CloudwatchLogGroup, {
      name: this.groupName,
      retentionInDays: SEARCHABLE_DAYS,
      kmsKeyId: key.arn,
    });
  }

  private createTrail(key: AccountKey, logs: CloudwatchLogGroup): void {
    const streams = `${logs.arn}:log-stream:${this.deps.foundation.target.account}_CloudTrail_*`;
    const role = new Role(
      this,
      'role',
      {
        purpose: TRAIL,
        service: SERVICE,
        statements: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], streams)],
      },
      this.deps,
    );
    this.createMain('trail', Cloudtrail, {
      name: this.trailName,
      s3BucketName: this.bucket,
      kmsKeyId: key.arn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${logs.arn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      advancedEventSelector: this.selectors(),
      dependsOn: [this.store.policy, ...this.store.lock, ...role.grants],
    });
  }

  /** Reads of secrets are management events, of which those of KMS are most, and can be left out. */
  private selectors(): CloudtrailAdvancedEventSelector[] {
    const reads = new Set(this.props.reads);
    const management = { field: 'eventCategory', equalTo: ['Management'] };
    const withoutKeys = { field: 'eventSource', notEquals: ['kms.amazonaws.com'] };
    const objects = [
      { field: 'eventCategory', equalTo: ['Data'] },
      { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
      // Its own writes would make events, which would be written, in turn.
      { field: 'resources.ARN', notStartsWith: [`${this.store.bucket.arn}/`] },
    ];
    return [
      { name: 'management', fieldSelector: reads.has('secrets') ? [management] : [management, withoutKeys] },
      ...(reads.has('objects') ? [{ name: 'objects', fieldSelector: objects }] : []),
    ];
  }

  private createAlerts(): void {
    const { notifications } = this.deps;
    const channels = this.props.alerts.flatMap((name) => notifications[name]?.channelId ?? []);
    new TrailAlerts(this, 'alerts', { logGroup: this.logGroup, channels });
  }
}

const allowIn = (Sid: string, Principal: object, Action: string, Resource: string, Condition: object) => ({
  Sid,
  Effect: 'Allow',
  Principal,
  Action,
  Resource,
  Condition,
});
