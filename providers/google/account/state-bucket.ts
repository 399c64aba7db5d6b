/** The bucket of Terraform's state: its name is what `state` says. */
import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account';
import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import { Component } from '../../../core/cdktf/component';
import { present } from '../../../core/invariant';
import { shortHash } from '../../../core/names';
import type { State } from '../../../core/words/state';
import type { Foundation } from '../foundation/foundation';
import { AccountKey, type AccountKeys } from './account-keys';
import { Apis } from './apis';

export type StateBucketProps = NonNullable<AccountProps['state']>;

const PURPOSE = 'state';

/** Cloud Storage's service agent. */
const AGENT = 'gs-project-accounts';

const DAY = 86_400;
/** How long deleted objects can be restored: Cloud Storage's default. */
const SOFT_DELETE_SECONDS = 7 * DAY;

/** Days after which parts of an upload that was broken off are dropped. */
const ABORT_DAYS = 7;

export class StateBucket extends Component<StateBucketProps> {
  private readonly store: StorageBucket;

  constructor(
    scope: Construct,
    id: string,
    props: StateBucketProps,
    private readonly deps: { readonly foundation: Foundation; readonly keys: AccountKeys },
  ) {
    super(scope, id, props);
    const { dependsOn } = new Apis(this, 'apis', { part: 'state' });
    // Reading the agent creates it.
    const agent = this.create('agent', DataGoogleStorageProjectServiceAccount, { dependsOn: [...dependsOn] });
    const key = new AccountKey(
      this,
      'key',
      {
        overrideKey: 'stateKey',
        purpose: PURPOSE,
        isProtected: props.deletionProtection,
        // The well-known name instead of the attribute, which would be unknown until the API is enabled.
        agent: deps.foundation.agent(AGENT),
        after: [agent],
      },
      deps,
    );
    this.store = this.createBucket(key);
    this.admitOperators();
  }

  get bucket(): string {
    return this.store.name;
  }

  private createBucket(key: AccountKey): StorageBucket {
    const { versionDays, deletionProtection } = this.props;
    return this.createMain('stateBucket', StorageBucket, {
      name: bucketOf(this.stack.state),
      location: this.deps.foundation.region('primary'),
      storageClass: 'STANDARD',
      uniformBucketLevelAccess: true,
      publicAccessPrevention: 'enforced',
      versioning: { enabled: true },
      lifecycleRule: [
        { action: { type: 'Delete' }, condition: { daysSinceNoncurrentTime: versionDays, withState: 'ARCHIVED' } },
        { action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: ABORT_DAYS } },
      ],
      softDeletePolicy: { retentionDurationSeconds: deletionProtection ? SOFT_DELETE_SECONDS : 0 },
      forceDestroy: !deletionProtection,
      encryption: { defaultKmsKeyName: key.id },
      lifecycle: { preventDestroy: deletionProtection },
      dependsOn: [...key.dependsOn],
    });
  }

  /** Who plans writes, too: the lock of a state is an object beside it. */
  private admitOperators(): void {
    const { apply, plan } = this.deps.foundation.target.operators;
    for (const member of new Set([...apply, ...plan]))
      this.createAs('operator', `operator-${shortHash(member)}`, StorageBucketIamMember, {
        bucket: this.store.name,
        role: 'roles/storage.objectAdmin',
        member,
      });
  }
}

const bucketOf = (state: State): string =>
  present(state.kind === 'gcs' ? state.bucket : undefined, 'bucket of the state');
