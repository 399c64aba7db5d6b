/** WorkloadIdentity on AWS: an IAM role for one service account, which its pods assume through EKS Pod Identity. */
import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import type { Construct } from 'constructs';

import type { IdentityDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/workload-identity';
import type { DnsZone } from '../dns-zone/dns-zone';
import type { Foundation } from '../foundation/foundation';
import type { Role } from '../iam/access';
import { podRole } from '../iam/pod-role';
import type { ManagedPostgres } from '../managed-postgres/managed-postgres';
import type { ManagedRedis } from '../managed-redis/managed-redis';
import type { ObjectStore } from '../object-store/object-store';
import { statementsOf } from './rights';

export class WorkloadIdentity extends neutral.WorkloadIdentity {
  readonly role: Role;
  readonly association: EksPodIdentityAssociation;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.WorkloadIdentityProps,
    private readonly deps: IdentityDeps<Foundation, ObjectStore, ManagedPostgres, ManagedRedis, DnsZone>,
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
    const props = {
      purpose: this.node.id,
      clusterName: this.deps.cluster.clusterName,
      namespace,
      serviceAccount,
      statements: statementsOf(rights, this.deps),
    };
    return podRole(this, 'role', props, this.deps);
  }

  private createAssociation(): EksPodIdentityAssociation {
    const { namespace, serviceAccount } = this.props;
    return this.createMain('association', EksPodIdentityAssociation, {
      clusterName: this.deps.cluster.clusterName,
      namespace,
      serviceAccount,
      roleArn: this.role.arn,
      // Pods fetch credentials as soon as they start, so the rights must exist before.
      dependsOn: [...this.role.grants],
    });
  }
}
