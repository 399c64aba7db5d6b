/**
 * The service account that may sign in to one server, and do nothing else. Memorystore and Cloud SQL know users and service
 * accounts only, and not the principals that workloads are: workloads sign in with tokens of this account, for which they
 * need a right on it. https://docs.cloud.google.com/memorystore/docs/valkey/about-iam-auth,
 * https://docs.cloud.google.com/sql/docs/postgres/iam-authentication
 */
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { ServiceAccount as GoogleServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { ServiceAccount, type ServiceAccountProps } from './service-account';

export interface SignInAccountProps extends Pick<ServiceAccountProps, 'purpose' | 'limit'> {
  /** The role that lets sign in. */
  readonly role: string;
  /** Servers have no policy of their own, so that a condition limits the role on the project to this one. */
  readonly condition: { readonly title: string; readonly expression: string };
}

export class SignInAccount extends Component<SignInAccountProps> {
  readonly account: GoogleServiceAccount;

  constructor(scope: Construct, id: string, props: SignInAccountProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { role, condition, ...account } = props;
    this.account = new ServiceAccount(this, 'Default', account, deps).account;
    const { project } = deps.foundation.target;
    this.create('connection', ProjectIamMember, { project, role, member: this.account.member, condition });
  }
}
