/** Keys on Google: rotated Cloud KMS keys, and grants for the service agents that use them. */
import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/encryption-key';
import type { Component } from '../../../core/cdktf/component';
import { shortHash } from '../../../core/names';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { type Agent, agentsOf } from './agents';
import { KeyUsers } from './key-users';

const DAY = 86_400;

export class EncryptionKey extends neutral.EncryptionKey {
  readonly key: KmsCryptoKey;
  /** The agents' rights. Encrypted resources must depend on them. */
  readonly grants: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: neutral.EncryptionKeyProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { foundation } = deps;
    this.key = this.createMain('key', KmsCryptoKey, {
      name: this.name(names.key, props.kind),
      keyRing: foundation.keyRing(props.region).id,
      purpose: 'ENCRYPT_DECRYPT',
      rotationPeriod: `${props.rotationDays * DAY}s`,
      destroyScheduledDuration: `${props.deletionWindowDays * DAY}s`,
      versionTemplate: { algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION', protectionLevel: 'SOFTWARE' },
      lifecycle: {
        preventDestroy: props.deletionProtection,
        // A key that is retired goes after everything has been told to do without it.
        createBeforeDestroy: true,
        // Another window would replace the key, so a key keeps the one that it was created with.
        ignoreChanges: ['destroy_scheduled_duration'],
      },
    });
    this.grants = new KeyUsers(this, 'users', { keyId: this.key.id }, deps).admit(
      agentsOf(props, foundation.props.uses),
    );
  }

  /** `projects/…/locations/…/keyRings/…/cryptoKeys/…` */
  get keyId(): string {
    return this.key.id;
  }
}

export interface UsableKey {
  /** The key that encrypts; undefined for Google's own. */
  readonly keyId: string | undefined;
  /**
   * Rights that must exist before the key is used, and as long as something is encrypted with it: those on the
   * environment's key are among them whatever the setting is, because it may have been `own` before.
   */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** A request, with the agents that use the key if it is an existing one. */
export interface KeyRequest extends neutral.KeyRequest {
  readonly agents: readonly Agent[];
}

export class Keys extends neutral.Keys<EncryptionKey> {
  readonly keys: ReadonlyMap<string, EncryptionKey>;
  /** By the ids of existing keys. */
  private readonly users = new Map<string, KeyUsers>();

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
  for(owner: Component, request: KeyRequest): UsableKey {
    const chosen = neutral.decideKey(owner, request, 'google', this.props);
    const own = this.of(request);
    const grants = own?.grants ?? [];
    if (chosen === 'cloud') return { keyId: undefined, dependsOn: grants };
    if (chosen === 'own') return { keyId: own?.keyId, dependsOn: grants };
    const { existing: keyId } = chosen;
    return { keyId, dependsOn: [...this.usersOf(keyId).admit(request.agents), ...grants] };
  }

  /** The grants on an existing key, which everything shares that it encrypts, because an IAM member exists once. */
  private usersOf(keyId: string): KeyUsers {
    const title = this.stack.node.id;
    const users =
      this.users.get(keyId) ?? new KeyUsers(this, `existing-${shortHash(keyId)}`, { keyId, title }, this.deps);
    this.users.set(keyId, users);
    return users;
  }
}
