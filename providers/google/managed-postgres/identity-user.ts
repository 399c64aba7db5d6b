/** A user of Cloud SQL as whom identities sign in: a service account, and the role that Cloud SQL makes for it. */
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { SqlDatabaseInstance } from '@cdktf/provider-google/lib/sql-database-instance';
import { SqlUser } from '@cdktf/provider-google/lib/sql-user';
import type { Construct } from 'constructs';

import type { GoogleTarget } from '../../../constructs/environment/targets';
import { type DatabaseUserProps, secretIdOf } from '../../../constructs/managed-postgres';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { SignInAccount } from '../iam/sign-in-account';
import { names } from '../shared/names';

export interface IdentityUserProps {
  /** The account's purpose, which is also a part of its name. */
  readonly purpose: string;
  readonly instance: SqlDatabaseInstance;
  /** Names of the instance and of its replicas. */
  readonly instances: readonly string[];
}

/** The limit of the account's name. */
export const LOGIN_LIMIT = names.databaseAccount;

export const accountPurpose = (database: string, user: string, props: DatabaseUserProps): string =>
  `database-${database}-${secretIdOf(user, props)}`;

/** What Cloud SQL calls an account's role: docs.cloud.google.com/sql/docs/postgres/add-manage-iam-users */
export const loginOf = (account: string, { project }: GoogleTarget): string => `${account}@${project}.iam`;

export class IdentityUser extends Component<IdentityUserProps> {
  readonly account: ServiceAccount;

  constructor(scope: Construct, id: string, props: IdentityUserProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { purpose, instance } = props;
    const { target } = deps.foundation;
    const condition = { title: purpose, expression: this.onInstances(target) };
    const account = { purpose, limit: LOGIN_LIMIT, role: 'roles/cloudsql.instanceUser', condition };
    this.account = new SignInAccount(this, 'Default', account, deps).account;
    this.create('login', SqlUser, {
      name: loginOf(this.name(LOGIN_LIMIT, purpose), target),
      instance: instance.name,
      type: 'CLOUD_IAM_SERVICE_ACCOUNT',
      // Cloud SQL does not drop a role that has been given another. Without the account nobody is it.
      deletionPolicy: 'ABANDON',
      dependsOn: [this.account],
    });
  }

  /** docs.cloud.google.com/sql/docs/postgres/iam-conditions */
  private onInstances({ project }: GoogleTarget): string {
    const all = this.props.instances.map((name) => `resource.name == "projects/${project}/instances/${name}"`);
    const named = all.length > 1 ? `(${all.join(' || ')})` : all.join('');
    return `resource.type == "sqladmin.googleapis.com/Instance" && ${named}`;
  }
}
