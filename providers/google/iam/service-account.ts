/** Service accounts on Google, which nodes and a few workloads run as, with roles on the project. */
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { ServiceAccount as GoogleServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { NameLimit } from '../../../core/names';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

export interface ServiceAccountProps {
  /** The last part of its name, also used in its description: `nodes`. */
  readonly purpose: string;
  /** The limit of its name. @default - what Google takes */
  readonly limit?: NameLimit;
  /** Roles on the project: `roles/logging.logWriter`. @default - none */
  readonly roles?: readonly string[];
  /** What must be there before. @default - the APIs of the environment */
  readonly after?: readonly ITerraformDependable[];
}

export class ServiceAccount extends Component<ServiceAccountProps> {
  readonly account: GoogleServiceAccount;
  /** The account's roles. Users of the account depend on these, not only on the account. */
  readonly grants: readonly ProjectIamMember[];

  constructor(scope: Construct, id: string, props: ServiceAccountProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const { purpose, limit = names.serviceAccount, roles = [], after = foundation.dependsOn } = props;
    const accountId = this.name(limit, purpose);
    this.account = this.createMain('serviceAccount', GoogleServiceAccount, {
      accountId,
      displayName: accountId,
      description: `Used by ${purpose}`,
      dependsOn: [...after],
    });
    this.grants = roles.map((role) =>
      this.createAs('projectRole', role.replace('roles/', ''), ProjectIamMember, {
        project: foundation.target.project,
        role,
        member: this.account.member,
      }),
    );
  }

  get email(): string {
    return this.account.email;
  }
}
