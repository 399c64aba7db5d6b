/** An IAM role that an AWS service assumes, with no more rights than it needs. */
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Op, type TerraformResourceLifecycle, TerraformSelf } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import type { Statement } from './statement';
import { type Service, sourceCondition } from './trust';

export interface RoleProps {
  /** Purpose of the role: the last part of its name. */
  readonly purpose: string;
  /** The AWS service that assumes the role, for resources of the environment's own account alone. */
  readonly service: Service;
  /** Whether the service may set session tags too, as EKS clusters and Pod Identity require. @default false */
  readonly tagSession?: boolean;
  /** When the service may assume the role. @default - by what it says that it acts for: see `trust.ts` */
  readonly condition?: object;
  /** AWS's own policies, by name below `policy/`: `AmazonEKSClusterPolicy`. @default - none */
  readonly managedPolicies?: readonly string[];
  /** Statements of the role's inline policy. @default - none */
  readonly statements?: readonly Statement[];
}

/**
 * IAM cannot move a role. Another one would have the same name, which is taken, and for its ARN EKS would replace the cluster: so
 * the role keeps its path, and a plan with another is refused.
 */
const keepsPath = (path: string): TerraformResourceLifecycle => {
  const before = TerraformSelf.getString('path');
  return {
    ignoreChanges: ['path'],
    postcondition: [
      {
        condition: Op.eq(before, path),
        errorMessage: `targets.aws.rolePath is "${before}" and cannot become "${path}". IAM cannot move a role, and EKS would replace its cluster for another one. Keep the path; or make a second environment with the new one, move what runs, and destroy the first.`,
      },
    ],
  };
};

export class Role extends Component<RoleProps> {
  readonly role: IamRole;
  /** The role's rights. What a service does with the role depends on these, not on the role alone. */
  readonly grants: readonly (IamRolePolicyAttachment | IamRolePolicy)[];

  constructor(
    scope: Construct,
    id: string,
    props: RoleProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.role = this.createRole();
    this.grants = [...this.attachManagedPolicies(), ...this.createInlinePolicy()];
  }

  get arn(): string {
    return this.role.arn;
  }

  private createRole(): IamRole {
    const { purpose, service, tagSession = false } = this.props;
    const { permissionsBoundary, rolePath } = this.deps.foundation.target;
    const condition = this.props.condition ?? sourceCondition(service, this.deps.foundation);
    return this.createMain('role', IamRole, {
      name: this.name(names.role, purpose),
      path: rolePath,
      permissionsBoundary,
      description: `Assumed by ${service} for ${purpose}`,
      assumeRolePolicy: jsonencode({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: service },
            Action: ['sts:AssumeRole', ...(tagSession ? ['sts:TagSession'] : [])],
            ...(condition && { Condition: condition }),
          },
        ],
      }),
      lifecycle: keepsPath(this.overridden('role', { path: rolePath }).path),
    });
  }

  private attachManagedPolicies(): IamRolePolicyAttachment[] {
    const { managedPolicies = [] } = this.props;
    return managedPolicies.map((policy) =>
      this.createAs('policyAttachment', policy.replace(/^.*\//, ''), IamRolePolicyAttachment, {
        role: this.role.name,
        policyArn: `arn:${this.deps.foundation.partition}:iam::aws:policy/${policy}`,
      }),
    );
  }

  private createInlinePolicy(): IamRolePolicy[] {
    const { purpose, statements = [] } = this.props;
    if (statements.length === 0) return [];
    const policy = jsonencode({ Version: '2012-10-17', Statement: statements });
    return [this.create('policy', IamRolePolicy, { name: purpose, role: this.role.id, policy })];
  }
}
