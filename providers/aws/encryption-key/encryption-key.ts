/** Keys on AWS: rotated KMS keys, which the account's IAM policies let services and roles use. */
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/encryption-key';
import type { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { compact } from '../../../core/records';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { aliasOf } from './lookup';
import { policyOf } from './policy';

export class EncryptionKey extends neutral.EncryptionKey {
  readonly key: KmsKey;

  constructor(scope: Construct, id: string, props: neutral.EncryptionKeyProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { foundation } = deps;
    const region = foundation.region(props.region);
    this.key = this.createMain('key', KmsKey, {
      description: this.description,
      isEnabled: true,
      enableKeyRotation: true,
      rotationPeriodInDays: props.rotationDays,
      deletionWindowInDays: props.deletionWindowDays,
      policy: jsonencode(policyOf(props.kind, foundation)),
      region,
      // A key that is retired goes after everything has been told to do without it.
      lifecycle: { preventDestroy: props.deletionProtection, createBeforeDestroy: true },
    });
    this.create('alias', KmsAlias, {
      name: aliasOf(this.name(names.keyAlias, props.kind)),
      targetKeyId: this.key.keyId,
      region,
    });
  }

  /** The key's ARN. */
  get keyId(): string {
    return this.key.arn;
  }
}

export interface UsableKey {
  /** ARN of the key that encrypts; undefined for the one that AWS keeps. */
  readonly keyArn: string | undefined;
  /**
   * ARNs of all keys that something may be encrypted with, to which its readers need rights: the environment's key is
   * among them whatever the setting is, because it may have been `own` before.
   */
  readonly keyArns: readonly string[];
}

export class Keys extends neutral.Keys<EncryptionKey> {
  readonly keys: ReadonlyMap<string, EncryptionKey>;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.KeysProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.keys = neutral.createKeys(
      props,
      deps.foundation.target,
      (key, place) => new EncryptionKey(this, key, { ...props, ...place }, this.deps),
    );
  }

  /** The key that a construct asks for. */
  for(owner: Component, request: neutral.KeyRequest): UsableKey {
    const chosen = neutral.decideKey(owner, request, 'aws', this.props);
    const own = this.of(request)?.keyId;
    if (chosen === 'cloud') return { keyArn: undefined, keyArns: compact([own]) };
    if (chosen === 'own') return { keyArn: own, keyArns: compact([own]) };
    return { keyArn: chosen.existing, keyArns: compact([chosen.existing, own]) };
  }
}
