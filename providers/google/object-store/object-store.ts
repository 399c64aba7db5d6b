/** ObjectStore on Google: a Cloud Storage bucket, one for its access logs, and a copy in the secondary region. */
import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account';
import {
  StorageBucket,
  type StorageBucketConfig,
  type StorageBucketLifecycleRule,
} from '@cdktf/provider-google/lib/storage-bucket';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/object-store';
import { BucketReplication } from './bucket-replication';
import { keyFor, type UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

declare module '../../../constructs/object-store/schema' {
  interface ObjectStoreOverrides {
    readonly google?: {
      readonly bucket?: Partial<import('@cdktf/provider-google/lib/storage-bucket').StorageBucketConfig>;
      readonly logBucket?: Partial<import('@cdktf/provider-google/lib/storage-bucket').StorageBucketConfig>;
      readonly replicaBucket?: Partial<import('@cdktf/provider-google/lib/storage-bucket').StorageBucketConfig>;
      readonly transferJob?: Partial<
        import('@cdktf/provider-google/lib/storage-transfer-job').StorageTransferJobConfig
      >;
    };
  }
}

/** Who writes access logs: cloud.google.com/storage/docs/access-logs#delivery */
const LOG_WRITER = 'group:cloud-storage-analytics@google.com';

const CLASSES: Record<neutral.StorageClass, string> = { infrequent: 'NEARLINE', cold: 'COLDLINE', archive: 'ARCHIVE' };

const DAY = 86_400;
/** Cloud Storage's own: deleted objects can be had back for so long. */
const SOFT_DELETE_SECONDS = 7 * DAY;

/** Never public; whose rights count is said on the bucket alone. */
const CLOSED = {
  storageClass: 'STANDARD',
  uniformBucketLevelAccess: true,
  publicAccessPrevention: 'enforced',
} as const;

export class ObjectStore extends neutral.ObjectStore {
  readonly storageBucket: StorageBucket;
  readonly logBucket: StorageBucket | undefined;
  readonly replication: BucketReplication | undefined;
  /** Cloud Storage's service agent. */
  private readonly agent: string;
  private readonly logging: { readonly bucket: StorageBucket; readonly dependsOn: ITerraformDependable[] } | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ObjectStoreProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    // Reading the agent makes it, and needs nothing, so that it is there before anything is applied.
    this.create('agent', DataGoogleStorageProjectServiceAccount, {});
    this.agent = deps.foundation.agent('gs-project-accounts');
    const key = this.key('primary');
    this.logging = this.createLogging(key);
    this.logBucket = this.logging?.bucket;
    this.storageBucket = this.createBucket(key);
    this.replication = this.createReplication();
  }

  get bucket(): string {
    return this.storageBucket.name;
  }

  get endpoint(): string {
    return `https://storage.googleapis.com/${this.bucket}`;
  }

  get replicaBucket(): string | undefined {
    return this.replication?.replica.name;
  }

  private key(place: 'primary' | 'secondary'): UsableKey | undefined {
    const purpose = `${place === 'primary' ? 'bucket' : 'replica of bucket'} "${this.node.id}"`;
    return keyFor(this, this.props.encryptionKey, purpose, this.deps.foundation, [this.agent], place);
  }

  private createBucket(key: UsableKey | undefined): StorageBucket {
    const { cors, retentionLock } = this.props;
    return this.createMain('bucket', StorageBucket, {
      ...this.keeping('primary', key),
      ...(cors.length > 0 && { cors: cors.map(corsRule) }),
      ...(retentionLock && {
        retentionPolicy: { retentionPeriod: retentionLock.days * DAY, isLocked: retentionLock.permanent },
      }),
    });
  }

  /** What the bucket and its replica have in common. */
  private keeping(place: 'primary' | 'secondary', key: UsableKey | undefined): StorageBucketConfig {
    const { versioning, deletionProtection } = this.props;
    const replica = place === 'secondary';
    return {
      ...CLOSED,
      name: this.name(names.bucket, this.node.id, ...(replica ? ['replica'] : [])),
      location: this.deps.foundation.region(place),
      versioning: { enabled: versioning },
      lifecycleRule: lifecycleRules(this.props),
      softDeletePolicy: { retentionDurationSeconds: deletionProtection ? SOFT_DELETE_SECONDS : 0 },
      forceDestroy: !deletionProtection,
      ...(key && { encryption: { defaultKmsKeyName: key.keyId } }),
      ...(this.logging && {
        logging: { logBucket: this.logging.bucket.name, logObjectPrefix: replica ? 'replica' : 'bucket' },
      }),
      dependsOn: [...this.deps.foundation.dependsOn, ...(key?.dependsOn ?? []), ...(this.logging?.dependsOn ?? [])],
    };
  }

  private createLogging(key: UsableKey | undefined): ObjectStore['logging'] {
    const { accessLogs, deletionProtection } = this.props;
    if (!accessLogs) return undefined;
    const bucket = this.create('logBucket', StorageBucket, {
      ...CLOSED,
      name: this.name(names.bucket, this.node.id, 'logs'),
      location: this.deps.foundation.region('primary'),
      versioning: { enabled: true },
      // Of any state: a log that expires as the current version is gone as the old one a day later.
      lifecycleRule: [
        { action: { type: 'Delete' }, condition: { age: accessLogs.retentionDays } },
        { action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: 1 } },
      ],
      softDeletePolicy: { retentionDurationSeconds: 0 },
      forceDestroy: !deletionProtection,
      ...(key && { encryption: { defaultKmsKeyName: key.keyId } }),
      dependsOn: [...this.deps.foundation.dependsOn, ...(key?.dependsOn ?? [])],
    });
    const grant = this.create('logWriter', StorageBucketIamMember, {
      bucket: bucket.name,
      role: 'roles/storage.objectCreator',
      member: LOG_WRITER,
    });
    return { bucket, dependsOn: [grant] };
  }

  private createReplication(): BucketReplication | undefined {
    if (!this.props.replication) return undefined;
    return new BucketReplication(
      this,
      'replication',
      {
        source: this.storageBucket,
        sink: this.keeping('secondary', this.key('secondary')),
        storageAgent: this.agent,
      },
      this.deps,
    );
  }
}

const corsRule = ({
  origins,
  methods,
  headers,
  exposeHeaders,
  maxAgeSeconds,
}: neutral.ObjectStoreProps['cors'][number]) => ({
  origin: origins,
  method: methods,
  // One list: what requests may carry, and what scripts may read.
  responseHeader: [...new Set([...headers, ...exposeHeaders])],
  maxAgeSeconds,
});

/** Rules by object: what is current, what is old, and uploads that were never finished. */
export function lifecycleRules({
  lifecycle,
  abortUploadsAfterDays,
}: neutral.ObjectStoreProps): StorageBucketLifecycleRule[] {
  return [
    ...Object.values(lifecycle).flatMap(({ prefix, transitions, expireAfterDays, expireOldVersionsAfterDays }) => {
      const only = prefix === undefined ? {} : { matchesPrefix: [prefix] };
      // Without the word LIVE, age would take old versions along with the current one.
      const current = (age: number) => ({ age, withState: 'LIVE', ...only });
      return [
        ...transitions.map(({ afterDays, to }) => ({
          action: { type: 'SetStorageClass', storageClass: CLASSES[to] },
          condition: current(afterDays),
        })),
        ...(expireAfterDays === undefined ? [] : [{ action: { type: 'Delete' }, condition: current(expireAfterDays) }]),
        ...(expireOldVersionsAfterDays === undefined
          ? []
          : [
              {
                action: { type: 'Delete' },
                condition: { daysSinceNoncurrentTime: expireOldVersionsAfterDays, withState: 'ARCHIVED', ...only },
              },
            ]),
      ];
    }),
    { action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: abortUploadsAfterDays } },
  ];
}
