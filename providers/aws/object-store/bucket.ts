/** A bucket that nobody outside the account reaches, that takes TLS alone and encrypts what it holds. */
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
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { ObjectStoreProps } from '../../../constructs/object-store/schema';
import { names } from '../shared/names';

export interface BucketProps {
  /** What overrides call it: `bucket`, `replica`, `logs`. */
  readonly word: string;
  /** The parts of its name that are its own. */
  readonly resource: readonly string[];
  /** Absent for the environment's own region. */
  readonly provider?: TerraformProvider | undefined;
  readonly versioning: boolean;
  /** Key ARN; absent for keys that S3 keeps. */
  readonly keyArn?: string | undefined;
  readonly lifecycle: readonly S3BucketLifecycleConfigurationRule[];
  readonly retentionLock?: ObjectStoreProps['retentionLock'];
  /** What else its policy says, about its own ARN. @default - nothing */
  readonly statements?: (arn: string) => readonly object[];
  readonly forceDestroy: boolean;
}

export class Bucket extends Component<BucketProps> {
  readonly bucket: S3Bucket;
  readonly versioning: S3BucketVersioningA;
  readonly policy: S3BucketPolicy;
  readonly lock: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id, props);
    const { provider, forceDestroy } = props;
    this.bucket = this.createMain(props.word, S3Bucket, {
      bucket: this.name(names.bucket, ...props.resource),
      forceDestroy,
      provider,
    });
    const ownership = this.create('ownership', S3BucketOwnershipControls, {
      ...this.here,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    this.policy = this.createPolicy(ownership);
    this.versioning = this.create('versioning', S3BucketVersioningA, {
      ...this.here,
      // "Disabled" is for buckets that never were versioned: none goes back to it.
      versioningConfiguration: { status: props.versioning ? 'Enabled' : 'Suspended' },
    });
    this.createEncryption();
    this.createLifecycle();
    this.lock = this.createLock();
  }

  private get here() {
    return { bucket: this.bucket.id, provider: this.props.provider };
  }

  /** S3 takes one change of a bucket's access at a time: each waits for the one before. */
  private createPolicy(ownership: ITerraformDependable): S3BucketPolicy {
    const block = this.create('publicAccessBlock', S3BucketPublicAccessBlock, {
      ...this.here,
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
      ...this.here,
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
    this.create('encryption', S3BucketServerSideEncryptionConfigurationA, {
      ...this.here,
      rule: [
        keyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
          : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
              bucketKeyEnabled: true,
            },
      ],
    });
  }

  private createLifecycle(): void {
    this.create('lifecycle', S3BucketLifecycleConfiguration, {
      ...this.here,
      rule: [...this.props.lifecycle],
      dependsOn: [this.versioning],
    });
  }

  /** On the bucket as it is: asking for it in the bucket's own arguments would replace a bucket that came without. */
  private createLock(): ITerraformDependable[] {
    const { retentionLock } = this.props;
    if (!retentionLock) return [];
    const { days, permanent } = retentionLock;
    return [
      this.create('retentionLock', S3BucketObjectLockConfigurationA, {
        ...this.here,
        objectLockEnabled: 'Enabled',
        rule: { defaultRetention: { mode: permanent ? 'COMPLIANCE' : 'GOVERNANCE', days } },
        dependsOn: [this.versioning],
      }),
    ];
  }
}
