/** ObjectStore on Google: a Cloud Storage bucket, one for its access logs, and a replica in the secondary region. */
import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account';
import {
  StorageBucket,
  type StorageBucketConfig,
  type StorageBucketLifecycleRule,
} from '@cdktf/provider-google/lib/storage-bucket';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import * as neutral from '../../../constructs/object-store';
import { chosen } from '../../../core/decision';
import type { Protectable } from '../../../core/protection';
import type { Keys, UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { BucketReplication } from './bucket-replication';

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

/** Cloud Storage's service agent. */
const AGENT = 'gs-project-accounts';

/** The group that writes access logs: cloud.google.com/storage/docs/access-logs#delivery */
const LOG_WRITER = 'group:cloud-storage-analytics@google.com';

const CLASSES: Record<neutral.StorageClass, string> = { infrequent: 'NEARLINE', cold: 'COLDLINE', archive: 'ARCHIVE' };

const DAY = 86_400;
/** How long deleted objects can be restored: Cloud Storage's default. */
const SOFT_DELETE_SECONDS = 7 * DAY;

/** Closed to the public, with permissions only on the bucket and not on objects. */
const PRIVATE = {
  storageClass: 'STANDARD',
  uniformBucketLevelAccess: true,
  publicAccessPrevention: 'enforced',
} as const;

/** What is turned off goes after the bucket that still writes to it has been told. */
const OUTLIVES_ITS_USE = { lifecycle: { createBeforeDestroy: true } } as const;

interface AccessLogs {
  readonly bucket: StorageBucket;
  /** Resources that must exist before logs can be written: the grant of their writer. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export class ObjectStore extends neutral.ObjectStore {
  readonly storageBucket: StorageBucket;
  readonly logBucket: StorageBucket | undefined;
  readonly replicaLogBucket: StorageBucket | undefined;
  readonly replication: BucketReplication | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ObjectStoreProps,
    private readonly deps: { foundation: Foundation; keys: Keys },
  ) {
    super(scope, id, props);
    // Reading the agent creates it. It depends on nothing, so that Terraform reads it when planning.
    this.create('agent', DataGoogleStorageProjectServiceAccount, {});
    this.decide(
      'storage',
      '',
      chosen(
        PRIVATE.storageClass,
        'read at any time, copied to several zones of the region; `lifecycle` moves what is read rarely',
      ),
    );
    const key = this.keyIn('primary');
    const accessLogs = this.createAccessLogs('primary', key);
    this.logBucket = accessLogs?.bucket;
    this.storageBucket = this.createBucket(key, accessLogs);
    if (props.public) this.letEverybodyRead();
    if (!props.replication) return;
    const replicaKey = this.keyIn('secondary');
    const replicaLogs = this.createAccessLogs('secondary', replicaKey);
    this.replicaLogBucket = replicaLogs?.bucket;
    this.replication = this.createReplication(replicaKey, replicaLogs);
  }

  /** The bucket of the access logs is protected like the one that they are about. */
  override get protectables(): readonly Protectable[] {
    const { accessLogs, deletionProtection: isProtected } = this.props;
    return [...super.protectables, ...(accessLogs ? [{ part: 'accessLogs', isProtected }] : [])];
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

  private keyIn(region: RegionRole): UsableKey {
    return this.deps.keys.for(this, { kind: 'stores', setting: this.props.encryptionKey, region, agents: [AGENT] });
  }

  private createBucket(key: UsableKey, accessLogs: AccessLogs | undefined): StorageBucket {
    const { cors, retentionLock, public: isPublic } = this.props;
    return this.createMain('bucket', StorageBucket, {
      ...this.common('primary', key, accessLogs),
      ...(isPublic && { publicAccessPrevention: 'inherited' }),
      cors: cors.length > 0 ? cors.map(corsRule) : undefined,
      retentionPolicy: retentionLock && {
        retentionPeriod: retentionLock.days * DAY,
        isLocked: retentionLock.permanent,
      },
    });
  }

  /** Objects by their names: nobody may list them. */
  private letEverybodyRead(): void {
    this.create('everybody', StorageBucketIamMember, {
      bucket: this.storageBucket.name,
      role: 'roles/storage.legacyObjectReader',
      member: 'allUsers',
    });
  }

  /** Arguments that the bucket and its replica share. */
  private common(
    region: RegionRole,
    { keyId, dependsOn }: UsableKey,
    accessLogs: AccessLogs | undefined,
  ): StorageBucketConfig {
    const { versioning, deletionProtection } = this.props;
    const isReplica = region === 'secondary';
    return {
      ...PRIVATE,
      name: this.name(names.bucket, this.node.id, ...(isReplica ? ['replica'] : [])),
      location: this.deps.foundation.region(region),
      versioning: { enabled: versioning },
      lifecycleRule: lifecycleRules(this.props),
      softDeletePolicy: { retentionDurationSeconds: deletionProtection ? SOFT_DELETE_SECONDS : 0 },
      forceDestroy: !deletionProtection,
      encryption: encryptionWith(keyId),
      logging: accessLogs && {
        logBucket: accessLogs.bucket.name,
        logObjectPrefix: isReplica ? 'replica' : 'bucket',
      },
      dependsOn: [...this.deps.foundation.dependsOn, ...dependsOn, ...(accessLogs?.dependsOn ?? [])],
    };
  }

  /** A bucket for logs in each region, because Cloud Storage delivers none to another location. */
  private createAccessLogs(region: RegionRole, { keyId, dependsOn }: UsableKey): AccessLogs | undefined {
    const { accessLogs, deletionProtection } = this.props;
    if (!accessLogs) return undefined;
    const isReplica = region === 'secondary';
    const bucket = this.createAs('logBucket', isReplica ? 'replica-log-bucket' : 'log-bucket', StorageBucket, {
      ...PRIVATE,
      name: this.name(names.bucket, this.node.id, ...(isReplica ? ['replica'] : []), 'logs'),
      location: this.deps.foundation.region(region),
      versioning: { enabled: true },
      // Without a state, the age applies to old versions as well: an expired log is gone for good a day later.
      lifecycleRule: [
        { action: { type: 'Delete' }, condition: { age: accessLogs.retentionDays } },
        { action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: 1 } },
      ],
      softDeletePolicy: { retentionDurationSeconds: 0 },
      forceDestroy: !deletionProtection,
      encryption: encryptionWith(keyId),
      dependsOn: [...this.deps.foundation.dependsOn, ...dependsOn],
      ...OUTLIVES_ITS_USE,
    });
    const grant = this.createAs('logWriter', isReplica ? 'replica-log-writer' : 'log-writer', StorageBucketIamMember, {
      bucket: bucket.name,
      role: 'roles/storage.objectCreator',
      member: LOG_WRITER,
      ...OUTLIVES_ITS_USE,
    });
    return { bucket, dependsOn: [grant] };
  }

  private createReplication(key: UsableKey, accessLogs: AccessLogs | undefined): BucketReplication {
    const sink = this.common('secondary', key, accessLogs);
    const props = { source: this.storageBucket, sink, storageAgent: this.deps.foundation.agent(AGENT) };
    return new BucketReplication(this, 'replication', props, this.deps);
  }
}

const encryptionWith = (keyId: string | undefined) => (keyId === undefined ? undefined : { defaultKmsKeyName: keyId });

const corsRule = ({
  origins,
  methods,
  headers,
  exposeHeaders,
  maxAgeSeconds,
}: neutral.ObjectStoreProps['cors'][number]) => ({
  origin: origins,
  method: methods,
  // Cloud Storage has one list for headers of requests and for headers that scripts may read.
  responseHeader: [...new Set([...headers, ...exposeHeaders])],
  maxAgeSeconds,
});

/** Rules for current versions, old versions and unfinished uploads. */
export function lifecycleRules({
  lifecycle,
  abortUploadsAfterDays,
}: neutral.ObjectStoreProps): StorageBucketLifecycleRule[] {
  return [
    ...Object.values(lifecycle).flatMap(agingRules),
    { action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: abortUploadsAfterDays } },
  ];
}

function agingRules({
  prefix,
  transitions,
  expireAfterDays,
  expireOldVersionsAfterDays,
}: neutral.ObjectStoreProps['lifecycle'][string]): StorageBucketLifecycleRule[] {
  const matching = prefix === undefined ? {} : { matchesPrefix: [prefix] };
  // Without LIVE, the age would apply to old versions as well.
  const current = (age: number) => ({ age, withState: 'LIVE', ...matching });
  const rules: StorageBucketLifecycleRule[] = transitions.map(({ afterDays, to }) => ({
    action: { type: 'SetStorageClass', storageClass: CLASSES[to] },
    condition: current(afterDays),
  }));
  if (expireAfterDays !== undefined) rules.push({ action: { type: 'Delete' }, condition: current(expireAfterDays) });
  if (expireOldVersionsAfterDays !== undefined)
    rules.push({
      action: { type: 'Delete' },
      condition: { daysSinceNoncurrentTime: expireOldVersionsAfterDays, withState: 'ARCHIVED', ...matching },
    });
  return rules;
}
