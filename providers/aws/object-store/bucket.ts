/** A bucket that is closed to everyone outside the account, accepts TLS only and encrypts its objects. */
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { ITerraformDependable, TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

import type { ObjectStoreProps } from '../../../constructs/object-store/schema';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { names } from '../shared/names';

export interface BucketProps {
  /** Key by which overrides name the bucket: `bucket`, `replica`, `logs`. */
  readonly overrideKey: string;
  /** The last parts of the bucket's name. */
  readonly resource: readonly string[];
  /** The whole name, where something else knows it. @default - made of the environment's and `resource` */
  readonly knownAs?: string;
  /** Provider of the bucket's region; absent for the environment's own. */
  readonly provider?: TerraformProvider | undefined;
  readonly versioning: boolean;
  /** ARN of the key that encrypts objects; absent for the key that S3 keeps. */
  readonly keyArn?: string | undefined;
  readonly lifecycle: readonly S3BucketLifecycleConfigurationRule[];
  readonly retentionLock?: ObjectStoreProps['retentionLock'];
  /** Further statements of the bucket's policy, from its ARN. @default - none */
  readonly statements?: (arn: string) => readonly object[];
  /** Whether Terraform empties the bucket to delete it. */
  readonly forceDestroy: boolean;
  /** Whether Terraform refuses to replace it, by another name. @default - the name is the environment's own, and stays */
  readonly preventDestroy?: boolean;
  /** What must not go before the bucket has: the key that its objects, or older ones, are encrypted with. */
  readonly after: readonly ITerraformDependable[];
}

/** Objects go after so many days, and what was deleted or overwritten so many later: for records. */
export const keptFor = (days: number, deletedDays: number): S3BucketLifecycleConfigurationRule => ({
  id: 'retention',
  status: 'Enabled',
  filter: [{ prefix: '' }],
  expiration: [{ days }],
  noncurrentVersionExpiration: [{ noncurrentDays: deletedDays }],
});

/** Days for which deleted records of requests can be restored. */
export const DELETED_LOG_DAYS = 30;

export class Bucket extends Component<BucketProps> {
  readonly bucket: S3Bucket;
  readonly versioning: S3BucketVersioningA;
  readonly policy: S3BucketPolicy;
  /** The retention lock, if there is one. */
  readonly lock: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id, props);
    const { provider, forceDestroy, preventDestroy, after } = props;
    this.bucket = this.createMain(props.overrideKey, S3Bucket, {
      bucket: props.knownAs ?? this.name(names.bucket, ...props.resource),
      forceDestroy,
      provider,
      ...(preventDestroy !== undefined && { lifecycle: { preventDestroy } }),
      dependsOn: [...after],
    });
    const ownership = this.create('ownership', S3BucketOwnershipControls, {
      ...this.target,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    this.policy = this.createPolicy(ownership);
    this.versioning = this.create('versioning', S3BucketVersioningA, {
      ...this.target,
      // "Disabled" is for buckets that never had versions: no bucket can return to it.
      versioningConfiguration: { status: props.versioning ? 'Enabled' : 'Suspended' },
    });
    this.createEncryption();
    this.createLifecycle();
    this.lock = this.createLock();
  }

  /** Arguments of every resource that configures the bucket. */
  private get target() {
    return { bucket: this.bucket.id, provider: this.props.provider };
  }

  /** S3 accepts one change of a bucket's access at a time, so each waits for the one before. */
  private createPolicy(ownership: ITerraformDependable): S3BucketPolicy {
    const block = this.create('publicAccessBlock', S3BucketPublicAccessBlock, {
      ...this.target,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
      dependsOn: [ownership],
    });
    const { arn } = this.bucket;
    const deny = (Sid: string, Condition: object) => ({
      Sid,
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition,
    });
    return this.createAs('bucketPolicy', 'policy', S3BucketPolicy, {
      ...this.target,
      policy: jsonencode({
        Version: '2012-10-17',
        Statement: [
          deny('TlsOnly', { Bool: { 'aws:SecureTransport': 'false' } }),
          deny('NoOldTls', { NumericLessThan: { 's3:TlsVersion': '1.2' } }),
          ...(this.props.statements?.(arn) ?? []),
        ],
      }),
      dependsOn: [block],
    });
  }

  private createEncryption(): void {
    const { keyArn } = this.props;
    const sseAlgorithm = keyArn === undefined ? 'AES256' : 'aws:kms';
    const bucketKeyEnabled = keyArn === undefined ? undefined : true;
    this.create('encryption', S3BucketServerSideEncryptionConfigurationA, {
      ...this.target,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId: keyArn }, bucketKeyEnabled }],
    });
  }

  private createLifecycle(): void {
    this.create('lifecycle', S3BucketLifecycleConfiguration, {
      ...this.target,
      rule: [...this.props.lifecycle],
      dependsOn: [this.versioning],
    });
  }

  /** A resource of its own, because the lock among the bucket's own arguments would replace a bucket without one. */
  private createLock(): ITerraformDependable[] {
    const { retentionLock } = this.props;
    if (!retentionLock) return [];
    const { days, permanent } = retentionLock;
    return [
      this.create('retentionLock', S3BucketObjectLockConfigurationA, {
        ...this.target,
        objectLockEnabled: 'Enabled',
        rule: { defaultRetention: { mode: permanent ? 'COMPLIANCE' : 'GOVERNANCE', days } },
        dependsOn: [this.versioning],
      }),
    ];
  }
}
