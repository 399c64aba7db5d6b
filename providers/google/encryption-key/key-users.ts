/** KeyUsers: the rights of service agents to encrypt and decrypt with a key. */
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import type { Agent } from './agents';

export interface KeyUsersProps {
  readonly keyId: string;
  /**
   * Tells the grants of this environment from those of others on the same key. Two environments of a project have the
   * same agents, and one that is destroyed would take the right from the other. @default - the key has no others
   */
  readonly title?: string;
}

export class KeyUsers extends Component<KeyUsersProps> {
  private readonly grants = new Map<Agent, KmsCryptoKeyIamMember>();

  constructor(
    scope: Construct,
    id: string,
    props: KeyUsersProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
  }

  /** Grants the right to each agent that does not have it yet, and returns the grants of all of them. */
  admit(agents: readonly Agent[]): KmsCryptoKeyIamMember[] {
    return agents.map((agent) => {
      const grant = this.grants.get(agent) ?? this.createGrant(agent);
      this.grants.set(agent, grant);
      return grant;
    });
  }

  private createGrant(agent: Agent): KmsCryptoKeyIamMember {
    const { foundation } = this.deps;
    const { keyId: cryptoKeyId, title } = this.props;
    return this.createAs('keyUser', agent, KmsCryptoKeyIamMember, {
      cryptoKeyId,
      role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
      member: `serviceAccount:${foundation.agent(agent)}`,
      // Always true: grants with different conditions exist beside each other.
      condition:
        title === undefined ? undefined : { title, expression: 'resource.service == "cloudkms.googleapis.com"' },
      // A service agent exists only once its API is enabled.
      dependsOn: foundation.dependsOn,
      // A service that is told to do without the key needs the right until then.
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
