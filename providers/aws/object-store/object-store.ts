/** ObjectStore on AWS: an S3 bucket with its key, one for its access logs, and a replica in the secondary region. */
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
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

import type { RegionRole } from '../../../constructs/environment/targets';
import * as neutral from '../../../constructs/object-store';
import { chosen } from '../../../core/decision';
import type { Protectable } from '../../../core/protection';
import { compact } from '../../../core/records';
import type { Keys, UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { Role, type RoleProps } from '../iam/access';
import { allow, allowKeys, ofDistributions, sourceAccount, viaService } from '../iam/statement';
import type { AwsNetwork } from '../network/network';
import { secondaryProvider } from '../shared/provider';
import { Bucket, type BucketProps, DELETED_LOG_DAYS, keptFor } from './bucket';

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

/** S3's storage classes: for objects that are read monthly, quarterly, yearly. */
const STORAGE_CLASSES: Readonly<Record<neutral.StorageClass, string>> = {
  infrequent: 'STANDARD_IA',
  cold: 'GLACIER_IR',
  archive: 'DEEP_ARCHIVE',
};

/** Prefix of access logs, to which S3 adds the date and a random part. */
const LOG_PREFIX = 'access/';

export class ObjectStore extends neutral.ObjectStore {
  readonly store: Bucket;
  readonly replica: Bucket | undefined;
  /** The key that encrypts new objects, and all that older ones may be encrypted with. */
  readonly key: UsableKey;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ObjectStoreProps,
    private readonly deps: { foundation: Foundation; keys: Keys; network: AwsNetwork },
  ) {
    super(scope, id, props);
    this.decide(
      'storage',
      '',
      chosen('STANDARD', 'read at any time, copied to three zones; `lifecycle` moves what is read rarely'),
    );
    this.key = this.keyIn('primary');
    const { keyArn } = this.key;
    this.store = this.createBucket('Default', {
      overrideKey: 'bucket',
      resource: [id],
      keyArn,
      after: this.keysIn('primary'),
    });
    this.replica = props.replication ? this.createReplication() : undefined;
    this.createCors();
    this.createAccessLogs();
  }

  /** The bucket of the access logs is protected like the one that they are about. */
  override get protectables(): readonly Protectable[] {
    const { accessLogs, deletionProtection: isProtected } = this.props;
    return [...super.protectables, ...(accessLogs ? [{ part: 'accessLogs', isProtected }] : [])];
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

  private keyIn(region: RegionRole): UsableKey {
    return this.deps.keys.for(this, { kind: 'stores', setting: this.props.encryptionKey, region });
  }

  private keysIn(region: RegionRole): KmsKey[] {
    return compact([this.deps.keys.of({ kind: 'stores', region })?.key]);
  }

  /** The bucket and its replica have the same configuration, because S3 replicates neither lifecycle nor lock. */
  private createBucket(
    id: string,
    own: Pick<BucketProps, 'overrideKey' | 'resource' | 'keyArn' | 'provider' | 'after'>,
  ): Bucket {
    const { versioning, deletionProtection, retentionLock, public: isPublic } = this.props;
    return new Bucket(this, id, {
      ...own,
      ...(isPublic && id === 'Default' && { statements: (arn) => this.letInDistributions(arn) }),
      versioning,
      retentionLock,
      lifecycle: lifecycleOf(this.props),
      forceDestroy: !deletionProtection,
    });
  }

  /** CloudFront reads objects, and learns of those that are not there, for which it needs to list them. */
  private letInDistributions(arn: string): object[] {
    const letIn = (Sid: string, Action: string, Resource: string) => ({
      Sid,
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action,
      Resource,
      Condition: ofDistributions(this.deps.foundation),
    });
    return [letIn('DistributionsRead', 's3:GetObject', `${arn}/*`), letIn('DistributionsMiss', 's3:ListBucket', arn)];
  }

  private createReplication(): Bucket {
    const { foundation } = this.deps;
    const key = this.keyIn('secondary');
    const { keyArn } = key;
    const provider = secondaryProvider(this.stack, foundation.target);
    const replica = this.createBucket('replica', {
      overrideKey: 'replica',
      resource: [this.node.id, 'replica'],
      keyArn,
      provider,
      after: this.keysIn('secondary'),
    });
    const role = this.createReplicationRole(replica, key);
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
          sourceSelectionCriteria: keyArn === undefined ? undefined : { sseKmsEncryptedObjects: { status: 'Enabled' } },
          destination: {
            bucket: replica.bucket.arn,
            encryptionConfiguration: keyArn === undefined ? undefined : { replicaKmsKeyId: keyArn },
          },
        },
      ],
      // S3 replicates between versioned buckets only, and from a locked one to a locked one only.
      dependsOn: [this.store.versioning, replica.versioning, ...this.store.lock, ...replica.lock, ...role.grants],
    });
    return replica;
  }

  private createReplicationRole({ bucket: replica }: Bucket, replicaKey: UsableKey): Role {
    const { foundation } = this.deps;
    const { bucket } = this.store;
    const via = (region: RegionRole) => viaService('s3', foundation, foundation.regionName(region));
    const readVersions = [
      's3:GetObjectVersionForReplication',
      's3:GetObjectVersionAcl',
      's3:GetObjectVersionTagging',
      ...(this.props.retentionLock ? ['s3:GetObjectRetention', 's3:GetObjectLegalHold'] : []),
    ];
    const useKeys = [
      ...allowKeys('kms:Decrypt', this.key.keyArns, via('primary')),
      ...allowKeys(['kms:Encrypt', 'kms:GenerateDataKey'], replicaKey.keyArns, via('secondary')),
    ];
    const props: RoleProps = {
      purpose: `${this.node.id}-replication`,
      service: 's3.amazonaws.com',
      statements: [
        allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], bucket.arn),
        allow(readVersions, `${bucket.arn}/*`),
        allow(['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], `${replica.arn}/*`),
        ...useKeys,
      ],
    };
    return new Role(this, 'replication-role', props, this.deps);
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
    const { foundation } = this.deps;
    const logs = new Bucket(this, 'logs', {
      overrideKey: 'logs',
      resource: [this.node.id, 'logs'],
      versioning: true,
      // Without a key, because S3 delivers access logs only to buckets whose key it keeps itself.
      lifecycle: [keptFor(accessLogs.retentionDays, DELETED_LOG_DAYS), abortUploads(this.props.abortUploadsAfterDays)],
      statements: (arn) => [
        {
          Sid: 'LogDelivery',
          Effect: 'Allow',
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: `${arn}/${LOG_PREFIX}*`,
          Condition: { ...sourceAccount(foundation), ArnEquals: { 'aws:SourceArn': this.store.bucket.arn } },
        },
      ],
      forceDestroy: !deletionProtection,
      after: this.keysIn('primary'),
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
  // With capitals, so that it never collides with the names of the user's rules, which have none.
  id: 'AbortUploads',
  status: 'Enabled',
  filter: [{ prefix: '' }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation }],
});

function lifecycleOf(props: neutral.ObjectStoreProps): S3BucketLifecycleConfigurationRule[] {
  const rules = Object.entries(props.lifecycle).map(([id, rule]): S3BucketLifecycleConfigurationRule => {
    const { prefix = '', transitions, expireAfterDays, expireOldVersionsAfterDays } = rule;
    return {
      id,
      status: 'Enabled',
      filter: [{ prefix }],
      ...(transitions.length > 0 && {
        transition: transitions.map(({ afterDays, to }) => ({ days: afterDays, storageClass: STORAGE_CLASSES[to] })),
      }),
      expiration: expireAfterDays === undefined ? undefined : [{ days: expireAfterDays }],
      noncurrentVersionExpiration:
        expireOldVersionsAfterDays === undefined ? undefined : [{ noncurrentDays: expireOldVersionsAfterDays }],
    };
  });
  return [...rules, abortUploads(props.abortUploadsAfterDays)];
}
