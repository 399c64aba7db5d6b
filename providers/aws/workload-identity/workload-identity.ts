/** WorkloadIdentity on AWS: an IAM role of one service account's own, given to its pods by EKS Pod Identity. */
import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/workload-identity';
import type { IdentityDeps } from '../../../constructs/cloud';
import type { Role } from '../iam/access';
import type { Foundation } from '../foundation/foundation';
import type { ObjectStore } from '../object-store/object-store';
import { podRole } from '../iam/pod-role';
import { statementsOf } from './rights';

export class WorkloadIdentity extends neutral.WorkloadIdentity {
  readonly role: Role;
  readonly association: EksPodIdentityAssociation;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.WorkloadIdentityProps,
    private readonly deps: IdentityDeps<Foundation, ObjectStore>,
  ) {
    super(scope, id, props);
    this.role = this.createRole();
    this.association = this.createAssociation();
  }

  get identity(): string {
    return this.role.arn;
  }

  private createRole(): Role {
    const { namespace, serviceAccount, rights } = this.props;
    const { cluster, foundation } = this.deps;
    return podRole(
      this,
      'role',
      {
        purpose: this.node.id,
        clusterName: cluster.clusterName,
        namespace,
        serviceAccount,
        statements: statementsOf(rights, this.deps),
      },
      foundation,
    );
  }

  private createAssociation(): EksPodIdentityAssociation {
    const { namespace, serviceAccount } = this.props;
    return this.createMain('association', EksPodIdentityAssociation, {
      clusterName: this.deps.cluster.clusterName,
      namespace,
      serviceAccount,
      roleArn: this.role.arn,
      // Pods ask for credentials as soon as they start: those must be worth something then.
      dependsOn: [...this.role.grants],
    });
  }
}
