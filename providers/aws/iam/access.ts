/** An IAM role that an AWS service, or a pipeline with a token, assumes, with no more rights than it needs. */
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Op, type TerraformResourceLifecycle, TerraformSelf } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { INLINE_SIZE, MAX_MANAGED, packedForRole, policyOf } from './packing';
import type { Statement } from './statement';
import { type Service, sourceCondition } from './trust';

/** Who assumes a role by a token of its own. */
export interface Federation {
  /** For the description: `runs of acme/shop`. */
  readonly of: string;
  /** Statements of the trust. */
  readonly statements: readonly object[];
}

export interface RoleProps {
  /** Purpose of the role: the last part of its name. */
  readonly purpose: string;
  /** The AWS service that assumes the role, for resources of the environment's own account alone. */
  readonly service: Service | Federation;
  /** Whether the service may set session tags too, as EKS clusters and Pod Identity require. @default false */
  readonly tagSession?: boolean;
  /** When the service may assume the role. @default - by what it says that it acts for: see `trust.ts` */
  readonly condition?: object;
  /** ARNs of other policies. @default - none */
  readonly policyArns?: readonly string[];
  /** AWS's own policies, by name below `policy/`: `AmazonEKSClusterPolicy`. @default - none */
  readonly managedPolicies?: readonly string[];
  /** Statements of the role's own policies. @default - none */
  readonly statements?: readonly Statement[];
  /** Characters of inline policies that other stacks give the role. @default - none do */
  readonly reserved?: number;
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
    this.grants = [...this.attachManagedPolicies(), ...this.createPolicies()];
  }

  get arn(): string {
    return this.role.arn;
  }

  private createRole(): IamRole {
    const { purpose, service, reserved = 0 } = this.props;
    const { permissionsBoundary, rolePath } = this.deps.foundation.target;
    return this.createMain('role', IamRole, {
      name: this.name(names.role, purpose),
      path: rolePath,
      permissionsBoundary,
      description: `Assumed by ${typeof service === 'string' ? service : service.of} for ${purpose}`,
      assumeRolePolicy: jsonencode({
        Version: '2012-10-17',
        Statement: typeof service === 'string' ? [this.trustIn(service)] : service.statements,
      }),
      // IAM deletes no role that has policies.
      ...(reserved > 0 && { forceDetachPolicies: true }),
      lifecycle: keepsPath(this.overridden('role', { path: rolePath }).path),
    });
  }

  private trustIn(service: Service): object {
    const { tagSession = false } = this.props;
    const condition = this.props.condition ?? sourceCondition(service, this.deps.foundation);
    return {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: ['sts:AssumeRole', ...(tagSession ? ['sts:TagSession'] : [])],
      ...(condition && { Condition: condition }),
    };
  }

  private attachManagedPolicies(): IamRolePolicyAttachment[] {
    const { managedPolicies = [], policyArns = [] } = this.props;
    const all = [
      ...managedPolicies.map((policy) => `arn:${this.deps.foundation.partition}:iam::aws:policy/${policy}`),
      ...policyArns,
    ];
    return all.map((policyArn) =>
      this.createAs('policyAttachment', policyArn.replace(/^.*\//, ''), IamRolePolicyAttachment, {
        role: this.role.name,
        policyArn,
      }),
    );
  }

  /**
   * An inline policy, and managed ones for what does not fit into it. Each depends on the next, so that what another one takes over
   * is there before it goes here; and a managed policy that is not needed any more goes after the one before it has taken over.
   */
  private createPolicies(): (IamRolePolicy | IamRolePolicyAttachment)[] {
    const { purpose, statements = [], reserved = 0 } = this.props;
    const [inline = [], ...more] = packedForRole(this, statements, INLINE_SIZE - reserved);
    if (inline.length === 0) return [];
    this.refuseExcess(more);
    const attached = more.reduceRight<IamRolePolicyAttachment[]>(
      (after, own, index) => [this.attachPolicy(own, index + 2, after.slice(0, 1)), ...after],
      [],
    );
    const policy = this.create('policy', IamRolePolicy, {
      name: purpose,
      role: this.role.id,
      policy: jsonencode(policyOf(inline)),
      ...(attached.length > 0 && { dependsOn: attached.slice(0, 1) }),
    });
    return [policy, ...attached];
  }

  private attachPolicy(
    statements: readonly Statement[],
    number: number,
    dependsOn: IamRolePolicyAttachment[],
  ): IamRolePolicyAttachment {
    const { purpose } = this.props;
    const { rolePath: path } = this.deps.foundation.target;
    const policy = this.createAs('managedPolicy', `policy-${number}`, IamPolicy, {
      name: this.name(names.policy, purpose, String(number)),
      path,
      policy: jsonencode(policyOf(statements)),
      ...(dependsOn.length > 0 && { dependsOn }),
      // A path changes with that of the role, which refuses it.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['path'] },
    });
    return this.createAs('policyAttachment', `policy-${number}-attachment`, IamRolePolicyAttachment, {
      role: this.role.name,
      policyArn: policy.arn,
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private refuseExcess(managed: readonly (readonly Statement[])[]): void {
    const { purpose, statements = [], managedPolicies = [], policyArns = [] } = this.props;
    const max = MAX_MANAGED - managedPolicies.length - policyArns.length;
    if (managed.length <= max) return;
    const resources = statements.flatMap(({ Resource }) => Resource).length;
    this.refuse({
      code: 'environment/role-full',
      message: `gives the IAM role ${this.name(names.role, purpose)} rights to ${resources} resources, which fill ${managed.length} managed policies; IAM takes at most ${max}. Let it read fewer secrets and buckets: keep several values in one secret, or run a part in another environment`,
    });
  }
}
