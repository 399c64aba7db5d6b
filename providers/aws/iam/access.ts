/** Access on AWS: IAM roles that services assume, with no more than they need. */
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

export interface RoleProps {
  /** What it is for: the last part of its name. */
  readonly purpose: string;
  /** The service that assumes it: `eks.amazonaws.com`. */
  readonly service: string;
  /** `sts:TagSession` too, as EKS clusters and Pod Identity need. @default false */
  readonly tagSession?: boolean;
  /** Conditions on who assumes it. @default - the account itself, against the confused deputy */
  readonly condition?: object | undefined;
  /** AWS's own policies, by name below `policy/`: `AmazonEKSClusterPolicy`. @default - none */
  readonly managedPolicies?: readonly string[];
  /** What it may do besides. @default - nothing */
  readonly statements?: readonly object[];
}

export class Role extends Component<RoleProps> {
  readonly role: IamRole;
  /** What must exist before a service uses the role: depend on these, not on the role alone. */
  readonly grants: readonly (IamRolePolicyAttachment | IamRolePolicy)[];

  constructor(scope: Construct, id: string, props: RoleProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const { service, tagSession = false, condition, managedPolicies = [], statements = [] } = props;
    this.role = this.createMain('role', IamRole, {
      name: this.name(names.role, props.purpose),
      description: `Assumed by ${service} for ${props.purpose}`,
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
    });
    this.grants = [
      ...managedPolicies.map((policy) =>
        this.createAs('policyAttachment', policy.split('/').at(-1)!, IamRolePolicyAttachment, {
          role: this.role.name,
          policyArn: `arn:${foundation.partition}:iam::aws:policy/${policy}`,
        }),
      ),
      ...(statements.length > 0
        ? [
            this.create('policy', IamRolePolicy, {
              name: props.purpose,
              role: this.role.id,
              policy: jsonencode({ Version: '2012-10-17', Statement: statements }),
            }),
          ]
        : []),
    ];
  }

  get arn(): string {
    return this.role.arn;
  }
}
