/** Keys of what the account keeps, in a key ring of its own: one for Terraform's state, one for the trail. */
import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key';
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { KEY_RING } from '../encryption-key/lookup';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { Apis } from './apis';

const DAY = 86_400;

export class AccountKeys extends Component {
  private created: KmsKeyRing | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: object,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
  }

  /** Created on first use: a key ring can never be deleted. */
  get ring(): KmsKeyRing {
    return (this.created ??= this.createMain('keyRing', KmsKeyRing, {
      name: this.name(names.keyRing, KEY_RING),
      location: this.deps.foundation.region('primary'),
      dependsOn: [...new Apis(this, 'apis', { part: 'keys' }).dependsOn],
    }));
  }
}

export interface AccountKeyProps {
  /** Key by which overrides name it. */
  readonly overrideKey: string;
  /** What it encrypts: the last part of its name. */
  readonly purpose: string;
  readonly isProtected: boolean;
  /** Email of the service agent that uses it. */
  readonly agent: string;
  /** What must be there before the agent is. */
  readonly after: readonly ITerraformDependable[];
}

export class AccountKey extends Component<AccountKeyProps> {
  private readonly key: KmsCryptoKey;
  private readonly grant: KmsCryptoKeyIamMember;

  constructor(
    scope: Construct,
    id: string,
    props: AccountKeyProps,
    deps: { readonly foundation: Foundation; readonly keys: AccountKeys },
  ) {
    super(scope, id, props);
    const { rotationDays, deletionWindowDays } = deps.foundation.props.keys;
    this.key = this.createMain(props.overrideKey, KmsCryptoKey, {
      name: this.name(names.key, props.purpose),
      keyRing: deps.keys.ring.id,
      purpose: 'ENCRYPT_DECRYPT',
      rotationPeriod: `${rotationDays * DAY}s`,
      destroyScheduledDuration: `${deletionWindowDays * DAY}s`,
      versionTemplate: { algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION', protectionLevel: 'SOFTWARE' },
      // Another window would replace the key, so a key keeps the one that it was created with.
      lifecycle: { preventDestroy: props.isProtected, ignoreChanges: ['destroy_scheduled_duration'] },
    });
    this.grant = this.create('keyUser', KmsCryptoKeyIamMember, {
      cryptoKeyId: this.key.id,
      role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
      member: `serviceAccount:${props.agent}`,
      dependsOn: [...props.after],
    });
  }

  get id(): string {
    return this.key.id;
  }

  /** What must exist before something is encrypted with it. */
  get dependsOn(): readonly ITerraformDependable[] {
    return [this.grant];
  }
}
