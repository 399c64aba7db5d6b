/** The bucket of Terraform's state: its name is what `state` says, and its key has the name that `state` says. */
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import { Component } from '../../../core/cdktf/component';
import { present } from '../../../core/invariant';
import type { State } from '../../../core/words/state';
import type { Foundation } from '../foundation/foundation';
import { Bucket } from '../object-store/bucket';
import { AccountKey } from './account-key';
import { STATE_KEY } from './state-key';

export type StateBucketProps = NonNullable<AccountProps['state']>;

/** Days after which parts of an upload that was broken off are dropped. */
const ABORT_DAYS = 7;

export class StateBucket extends Component<StateBucketProps> {
  private readonly key: AccountKey;
  private readonly store: Bucket;

  constructor(scope: Construct, id: string, props: StateBucketProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { versionDays, deletionProtection: isProtected } = props;
    this.key = new AccountKey(this, 'key', { overrideKey: 'stateKey', purpose: STATE_KEY, isProtected }, deps);
    this.store = new Bucket(this, 'bucket', {
      overrideKey: 'stateBucket',
      resource: [STATE_KEY],
      knownAs: bucketOf(this.stack.state),
      versioning: true,
      keyArn: this.key.arn,
      lifecycle: [
        {
          id: 'old-versions',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrentVersionExpiration: [{ noncurrentDays: versionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_DAYS }],
        },
      ],
      forceDestroy: !isProtected,
      preventDestroy: isProtected,
      after: [this.key.resource],
    });
  }

  get bucket(): string {
    return this.store.bucket.bucket;
  }

  get keyArn(): string {
    return this.key.arn;
  }
}

const bucketOf = (state: State): string =>
  present(state.kind === 's3' ? state.bucket : undefined, 'bucket of the state');
