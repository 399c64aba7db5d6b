/** DeployIdentity on AWS: an IAM role that runs of a pipeline assume by their tokens, with the rights of what they deploy. */
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import type { Construct } from 'constructs';

import type { Cluster } from '../../../constructs/cluster/contract';
import * as neutral from '../../../constructs/deploy-identity';
import type { Outputs } from '../../../core/cdktf/component';
import { present } from '../../../core/invariant';
import { groupNamed, POLICIES } from '../cluster/cluster-access';
import type { Foundation } from '../foundation/foundation';
import { Role } from '../iam/access';
import { allow, arnOf, type Statement } from '../iam/statement';
import type { ObjectStore } from '../object-store/object-store';
import { statementsFor } from '../rights/policies';
import { bucketStatements } from '../workload-identity/rights';
import { sizeFor } from './invalidation';
import { stateStatements } from './state';
import { providerArn, trustStatements } from './trust';

declare module '../../../constructs/deploy-identity/schema' {
  interface DeployIdentityOverrides {
    readonly aws?: {
      readonly role?: Partial<import('@cdktf/provider-aws/lib/iam-role').IamRoleConfig>;
      readonly policy?: Partial<import('@cdktf/provider-aws/lib/iam-role-policy').IamRolePolicyConfig>;
      readonly accessEntry?: Partial<import('@cdktf/provider-aws/lib/eks-access-entry').EksAccessEntryConfig>;
    };
  }
}

/** Resources of the identity itself, which its plan reads, too. */
const OWN = [
  ...['aws_iam_role', 'aws_iam_role_policy', 'aws_iam_policy', 'aws_iam_role_policy_attachment'],
  ...['aws_eks_access_entry', 'aws_eks_access_policy_association'],
];

export class DeployIdentity extends neutral.DeployIdentity {
  private role: Role | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.DeployIdentityProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
  }

  get identity(): string {
    return present(this.role, `role of ${this.node.id}`).arn;
  }

  allow(allowed: neutral.Allowed<ObjectStore>): void {
    const { foundation } = this.deps;
    const rights = this.props.upload.map((objectStore) => ({ objectStore, read: true, write: true }));
    // One of an account, which the account's stack makes: `targets.aws.issuers`.
    const provider = providerArn(foundation, this.trust.issuer);
    const role = new Role(
      this,
      'role',
      {
        purpose: this.node.id,
        service: { of: `runs at ${this.trust.issuer}`, statements: trustStatements(this.trust, provider) },
        policyArns: this.props.policies.aws ?? [],
        statements: [
          ...this.readStatements(allowed),
          ...stateStatements(this.stack.state, allowed.stacks, foundation),
          ...bucketStatements(rights, { foundation, stores: allowed.stores }),
          ...this.findStatements(allowed),
        ],
        reserved: sizeFor(this.props.invalidate.length),
      },
      this.deps,
    );
    this.role = role;
    if (allowed.cluster) this.admit(allowed.cluster, role);
  }

  override outputs(): Outputs {
    return { identity: this.identity };
  }

  private readStatements({ reads, stacks }: neutral.Allowed<ObjectStore>): Statement[] {
    const { project, environment } = this.stack.namespace;
    return statementsFor(reads(OWN), {
      run: 'plan',
      stack: stacks[0] ?? this.stack.node.id,
      prefix: `${project}-${environment}-`,
      path: `${project}/${environment}/`,
      target: this.deps.foundation.target,
      state: this.stack.state,
    });
  }

  /** Its address and certificate, by which `aws eks update-kubeconfig` configures kubectl. */
  private findStatements({ cluster }: neutral.Allowed<ObjectStore>): Statement[] {
    if (!cluster || !this.deploys) return [];
    return [allow('eks:DescribeCluster', arnOf(this.deps.foundation, 'eks', `cluster/${cluster.clusterName}`))];
  }

  /** An entry of its own, beside those of operators, whose roles are others. */
  private admit({ clusterName }: Cluster, { arn: principalArn, role }: Role): void {
    if (!this.plans('platform') && !this.deploys) return;
    const entry = this.create('accessEntry', EksAccessEntry, {
      clusterName,
      principalArn,
      type: 'STANDARD',
      ...(this.deploys && { kubernetesGroups: [groupNamed(this.node.id)] }),
    });
    if (!this.plans('platform')) return;
    const policy = this.applies('platform') ? POLICIES.admin : POLICIES.plan;
    this.create('accessPolicy', EksAccessPolicyAssociation, {
      clusterName,
      principalArn,
      policyArn: `arn:${this.deps.foundation.partition}:eks::aws:cluster-access-policy/${policy}`,
      accessScope: { type: 'cluster' },
      dependsOn: [entry, role],
    });
  }
}
