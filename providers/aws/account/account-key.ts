/** A key for something of the account, which services of AWS use in their own name under a condition. */
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { aliasOf } from '../encryption-key/lookup';
import { allowOnKey } from '../encryption-key/policy';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

export interface AccountKeyProps {
  /** Key by which overrides name it. */
  readonly overrideKey: string;
  /** What it encrypts: the last part of its name. */
  readonly purpose: string;
  readonly isProtected: boolean;
  /** Statements for services. @default - none */
  readonly statements?: readonly object[];
}

export class AccountKey extends Component<AccountKeyProps> {
  private readonly key: KmsKey;

  constructor(scope: Construct, id: string, props: AccountKeyProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const { rotationDays, deletionWindowDays } = foundation.props.keys;
    this.key = this.createMain(props.overrideKey, KmsKey, {
      description: `Encrypts ${props.purpose} of the account`,
      isEnabled: true,
      enableKeyRotation: true,
      rotationPeriodInDays: rotationDays,
      deletionWindowInDays: deletionWindowDays,
      policy: jsonencode({
        Version: '2012-10-17',
        Statement: [allowOnKey({ AWS: foundation.accountPrincipal }, 'kms:*'), ...(props.statements ?? [])],
      }),
      lifecycle: { preventDestroy: props.isProtected },
    });
    this.create('alias', KmsAlias, {
      name: aliasOf(this.name(names.keyAlias, props.purpose)),
      targetKeyId: this.key.keyId,
    });
  }

  get arn(): string {
    return this.key.arn;
  }

  get resource(): KmsKey {
    return this.key;
  }
}
