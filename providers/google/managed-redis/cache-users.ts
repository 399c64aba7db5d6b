/**
 * The service account that may sign in to one store of Memorystore, and do nothing else. Memorystore knows users and service
 * accounts only, and not the principals that workloads are: workloads sign in with tokens of this account, for which they
 * need a right on it. https://docs.cloud.google.com/memorystore/docs/valkey/about-iam-auth
 */
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { ServiceAccount as GoogleServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { ServiceAccount } from '../iam/service-account';

export interface CacheUsersProps {
  /** The store's name in the environment. */
  readonly store: string;
  /** The role that lets sign in. */
  readonly role: string;
  /** The store's full name. */
  readonly resourceName: string;
}

/** Purpose of a store's service account, which is also a part of its name. */
export const purposeOf = (store: string): string => `cache-${store}`;

export class CacheUsers extends Component<CacheUsersProps> {
  readonly account: GoogleServiceAccount;

  constructor(scope: Construct, id: string, props: CacheUsersProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    this.account = new ServiceAccount(this, 'Default', { purpose: purposeOf(props.store) }, deps).account;
    this.grantConnection(deps.foundation);
  }

  /** Stores have no policy of their own, so that a condition limits the role on the project to this one. */
  private grantConnection({ target: { project } }: Foundation): void {
    const { store, role, resourceName } = this.props;
    this.create('connection', ProjectIamMember, {
      project,
      role,
      member: this.account.member,
      condition: {
        title: `cache ${store}`,
        // Without the project, which is written by its id or by its number.
        expression: `resource.name.endsWith("${resourceName.replace(/^projects\/[^/]+/, '')}")`,
      },
    });
  }
}
