/**
 * ObjectStore on AWS: an S3 bucket with its key, a bucket for its access logs and a replica in the secondary region.
 */
import type { S3BucketConfig } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration';
import type {
  S3BucketLifecycleConfigurationConfig,
  S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import {
  S3BucketReplicationConfigurationA,
  type S3BucketReplicationConfigurationAConfig,
} from '@cdktf/provider-aws/lib/s3-bucket-replication-configuration';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/object-store';
import { Role } from '../iam/access';
import { Bucket, type BucketProps } from './bucket';
import { keyFor } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import type { AwsNetwork } from '../network/network';
import { secondaryProvider } from '../shared/provider';

declare module '../../../constructs/object-store/schema' {
  interface ObjectStoreOverrides {
    readonly aws?: {
      readonly bucket?: S3BucketConfig;
      readonly replica?: S3BucketConfig;
      readonly logs?: S3BucketConfig;
      readonly lifecycle?: S3BucketLifecycleConfigurationConfig;
      readonly replication?: S3BucketReplicationConfigurationAConfig;
    };
  }
}

/** S3's names of the neutral classes: read monthly, quarterly, yearly. */
const STORAGE_CLASSES: Readonly<Record<neutral.StorageClass, string>> = {
  infrequent: 'STANDARD_IA',
  cold: 'GLACIER_IR',
  archive: 'DEEP_ARCHIVE',
};

/** Where records begin; S3 adds date and a random part. */
const LOG_PREFIX = 'access/';
/** Days that records which somebody deleted or overwrote can still be brought back. */
const DELETED_LOG_DAYS = 30;

export class ObjectStore extends neutral.ObjectStore {
  readonly store: Bucket;
  readonly replica: Bucket | undefined;
  /** Key of what is stored; absent for the one that S3 keeps. */
  readonly keyArn: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ObjectStoreProps,
    private readonly deps: { foundation: Foundation; network: AwsNetwork },
  ) {
    super(scope, id, props);
    this.keyArn = keyFor(this, props.encryptionKey, this.purpose, deps.foundation);
    this.store = this.createBucket('Default', { word: 'bucket', resource: [id], keyArn: this.keyArn });
    this.replica = props.replication ? this.createReplica() : undefined;
    this.createCors();
    this.createAccessLogs();
  }

  get bucket(): string {
    return this.store.bucket.bucket;
  }

  get endpoint(): string {
    return `https://${this.store.bucket.bucketRegionalDomainName}`;
  }

  get replicaBucket(): string | undefined {
    return this.replica?.bucket.bucket;
  }

  private get purpose(): string {
    return `object store ${this.node.id}`;
  }

  /** The bucket and its replica: alike, since S3 copies neither lifecycle nor lock. */
  private createBucket(
    id: string,
    { word, resource, keyArn, provider }: Pick<BucketProps, 'word' | 'resource' | 'keyArn' | 'provider'>,
  ): Bucket {
    const { versioning, deletionProtection, retentionLock } = this.props;
    return new Bucket(this, id, {
      word,
      resource,
      provider,
      keyArn,
      versioning,
      retentionLock,
      lifecycle: lifecycleOf(this.props),
      forceDestroy: !deletionProtection,
    });
  }

  private createReplica(): Bucket {
    const { foundation } = this.deps;
    const keyArn = keyFor(this, this.props.encryptionKey, `copy of ${this.purpose}`, foundation, [], 'secondary');
    const provider = secondaryProvider(this.stack, foundation.target);
    const replica = this.createBucket('replica', {
      word: 'replica',
      resource: [this.node.id, 'replica'],
      keyArn,
      provider,
    });
    const role = this.createReplicationRole(replica, keyArn);
    this.create('replication', S3BucketReplicationConfigurationA, {
      bucket: this.store.bucket.id,
      role: role.arn,
      rule: [
        {
          id: 'everything',
          status: 'Enabled',
          priority: 0,
          filter: { prefix: '' },
          deleteMarkerReplication: { status: 'Enabled' },
          ...(keyArn !== undefined && { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } } }),
          destination: {
            bucket: replica.bucket.arn,
            ...(keyArn !== undefined && { encryptionConfiguration: { replicaKmsKeyId: keyArn } }),
          },
        },
      ],
      // S3 copies between versioned buckets only, and out of a locked one into a locked one only.
      dependsOn: [this.store.versioning, replica.versioning, ...this.store.lock, ...replica.lock, ...role.grants],
    });
    return replica;
  }

  private createReplicationRole({ bucket: { arn: to } }: Bucket, replicaKey: string | undefined): Role {
    const { foundation } = this.deps;
    const { arn: from } = this.store.bucket;
    const via = (region: string) => ({ StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } });
    return new Role(this, 'replication-role', {
      purpose: `${this.node.id}-replication`,
      service: 's3.amazonaws.com',
      statements: [
        { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: from },
        {
          Effect: 'Allow',
          Action: [
            's3:GetObjectVersionForReplication',
            's3:GetObjectVersionAcl',
            's3:GetObjectVersionTagging',
            ...(this.props.retentionLock ? ['s3:GetObjectRetention', 's3:GetObjectLegalHold'] : []),
          ],
          Resource: `${from}/*`,
        },
        { Effect: 'Allow', Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], Resource: `${to}/*` },
        ...(this.keyArn !== undefined && replicaKey !== undefined
          ? [
              { Effect: 'Allow', Action: 'kms:Decrypt', Resource: this.keyArn, Condition: via(foundation.regionName('primary')) },
              { Effect: 'Allow', Action: ['kms:Encrypt', 'kms:GenerateDataKey'], Resource: replicaKey, Condition: via(foundation.regionName('secondary')) },
            ]
          : []),
      ],
    }, this.deps); // prettier-ignore
  }

  private createCors(): void {
    const { cors } = this.props;
    if (cors.length === 0) return;
    this.create('cors', S3BucketCorsConfiguration, {
      bucket: this.store.bucket.id,
      corsRule: cors.map(({ origins, methods, headers, exposeHeaders, maxAgeSeconds }) => ({
        allowedOrigins: origins,
        allowedMethods: methods,
        allowedHeaders: headers,
        exposeHeaders,
        maxAgeSeconds,
      })),
    });
  }

  private createAccessLogs(): void {
    const { accessLogs, deletionProtection } = this.props;
    if (!accessLogs) return;
    const { account } = this.deps.foundation.target;
    const logs = new Bucket(this, 'logs', {
      word: 'logs',
      resource: [this.node.id, 'logs'],
      versioning: true,
      // No key: S3 delivers its logs to buckets that it holds the key of, and to no others.
      lifecycle: [
        {
          id: 'retention',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: accessLogs.retentionDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: DELETED_LOG_DAYS }],
        },
        abortUploads(this.props.abortUploadsAfterDays),
      ],
      statements: (arn) => [
        {
          Sid: 'LogDelivery',
          Effect: 'Allow',
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: `${arn}/${LOG_PREFIX}*`,
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnEquals: { 'aws:SourceArn': this.store.bucket.arn },
          },
        },
      ],
      forceDestroy: !deletionProtection,
    });
    this.create('logging', S3BucketLoggingA, {
      bucket: this.store.bucket.id,
      targetBucket: logs.bucket.id,
      targetPrefix: LOG_PREFIX,
      dependsOn: [logs.policy],
    });
  }
}

const abortUploads = (daysAfterInitiation: number): S3BucketLifecycleConfigurationRule => ({
  // With capitals, which the names of a user's rules have not.
  id: 'AbortUploads',
  status: 'Enabled',
  filter: [{ prefix: '' }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation }],
});

function lifecycleOf({
  lifecycle,
  abortUploadsAfterDays,
}: neutral.ObjectStoreProps): S3BucketLifecycleConfigurationRule[] {
  const own = Object.entries(lifecycle).map(
    ([
      id,
      { prefix = '', transitions, expireAfterDays, expireOldVersionsAfterDays },
    ]): S3BucketLifecycleConfigurationRule => ({
      id,
      status: 'Enabled',
      filter: [{ prefix }],
      ...(transitions.length > 0 && {
        transition: transitions.map(({ afterDays: days, to }) => ({ days, storageClass: STORAGE_CLASSES[to] })),
      }),
      ...(expireAfterDays !== undefined && { expiration: [{ days: expireAfterDays }] }),
      ...(expireOldVersionsAfterDays !== undefined && {
        noncurrentVersionExpiration: [{ noncurrentDays: expireOldVersionsAfterDays }],
      }),
    }),
  );
  return [...own, abortUploads(abortUploadsAfterDays)];
}
