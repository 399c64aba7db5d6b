/** DeployIdentity on Google: a service account as which runs of a pipeline act by their tokens, with the rights of what they deploy. */
import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import { ProjectIamCustomRole } from '@cdktf/provider-google/lib/project-iam-custom-role';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { ServiceAccount as GoogleServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import type { Construct } from 'constructs';

import type { Cluster } from '../../../constructs/cluster/contract';
import * as neutral from '../../../constructs/deploy-identity';
import type { Outputs } from '../../../core/cdktf/component';
import { present } from '../../../core/invariant';
import { admissions, thisClusterAlone } from '../cluster/cluster-access';
import type { Foundation } from '../foundation/foundation';
import { ServiceAccount } from '../iam/service-account';
import type { ObjectStore } from '../object-store/object-store';
import { names } from '../shared/names';
import { bucketRoles } from '../workload-identity/bucket-roles';
import { deployPool } from './pool';
import { stateCondition, WRITE_STATE } from './state';
import { ATTRIBUTE, ownTrust } from './trust';

declare module '../../../constructs/deploy-identity/schema' {
  interface DeployIdentityOverrides {
    readonly google?: {
      readonly provider?: Partial<
        import('@cdktf/provider-google/lib/iam-workload-identity-pool-provider').IamWorkloadIdentityPoolProviderConfig
      >;
      readonly serviceAccount?: Partial<import('@cdktf/provider-google/lib/service-account').ServiceAccountConfig>;
      readonly readRole?: Partial<
        import('@cdktf/provider-google/lib/project-iam-custom-role').ProjectIamCustomRoleConfig
      >;
    };
  }
}

/** Resources of the identity itself, which its plan reads, too. */
const OWN = [
  ...['google_iam_workload_identity_pool_provider', 'google_project_iam_custom_role', 'google_project_iam_member'],
  ...['google_service_account_iam_member', 'google_storage_bucket_iam_member'],
];

export class DeployIdentity extends neutral.DeployIdentity {
  private readonly account: GoogleServiceAccount;
  private provider: IamWorkloadIdentityPoolProvider | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.DeployIdentityProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.account = new ServiceAccount(this, 'account', { purpose: id }, deps).account;
    if (this.sharesProvider) deployPool(deps.foundation).announce(id, this.trust);
    else this.enterBy(this.createProvider());
  }

  get identity(): string {
    return this.account.email;
  }

  override outputs(): Outputs {
    return { identity: this.identity, provider: present(this.provider, `provider of ${this.node.id}`).name };
  }

  allow(allowed: neutral.Allowed<ObjectStore>): void {
    if (this.sharesProvider) this.enterBy(deployPool(this.deps.foundation).sharedProvider(this.trust.issuer));
    this.allowReading(allowed);
    for (const role of this.props.policies.google ?? [])
      this.grant('policy', `policy-${role.replace(/^.*\//, '')}`, role);
    for (const id of this.props.upload) this.allowUploads(id, present(allowed.stores[id], `objectStores.${id}`));
    this.openState(allowed.stacks);
    if (allowed.cluster) this.admit(allowed.cluster);
  }

  /** A workspace of Terraform Cloud names one provider, and an identity for each phase. */
  private get sharesProvider(): boolean {
    return this.trust.kind === 'terraformCloud';
  }

  private createProvider(): IamWorkloadIdentityPoolProvider {
    const { subjects, issuer: issuerUri } = this.trust;
    return this.create('provider', IamWorkloadIdentityPoolProvider, {
      project: this.deps.foundation.target.project,
      workloadIdentityPoolId: deployPool(this.deps.foundation).pool.workloadIdentityPoolId,
      workloadIdentityPoolProviderId: this.name(names.identityProvider, this.node.id),
      description: `Runs that act as ${this.node.id}`,
      ...ownTrust({ identity: this.node.id, subjects }),
      // Without audiences, tokens are made for the provider by its name.
      oidc: { issuerUri },
    });
  }

  private enterBy(provider: IamWorkloadIdentityPoolProvider): void {
    const { name } = deployPool(this.deps.foundation).pool;
    this.provider = provider;
    this.create('impersonation', ServiceAccountIamMember, {
      serviceAccountId: this.account.name,
      role: 'roles/iam.workloadIdentityUser',
      member: `principalSet://iam.googleapis.com/${name}/attribute.${ATTRIBUTE}/${this.node.id}`,
      dependsOn: [provider],
    });
  }

  private allowReading({ reads }: neutral.Allowed<ObjectStore>): void {
    const permissions = [...reads(OWN)];
    if (permissions.length === 0) return;
    const roleId = this.name(names.role, ...this.node.id.split('-'), 'reads');
    const role = this.create('readRole', ProjectIamCustomRole, {
      project: this.deps.foundation.target.project,
      roleId,
      title: roleId,
      description: 'Reads what Terraform reads when it plans',
      permissions,
    });
    this.grant('read', 'read', role.name);
  }

  private grant(key: string, id: string, role: string, config: object = {}): void {
    const { project } = this.deps.foundation.target;
    this.createAs(key, id, ProjectIamMember, { project, role, member: this.account.member, ...config });
  }

  private allowUploads(id: string, { bucket }: ObjectStore): void {
    for (const role of bucketRoles(true, true))
      this.createAs('upload', `upload-${id}-${role}`, StorageBucketIamMember, {
        bucket,
        role: `roles/storage.${role}`,
        member: this.account.member,
      });
  }

  private openState(stacks: readonly string[]): void {
    const { state } = this.stack;
    if (state.kind !== 'gcs' || stacks.length === 0) return;
    this.create('state', StorageBucketIamMember, {
      bucket: state.bucket,
      role: WRITE_STATE,
      member: this.account.member,
      condition: stateCondition(state, stacks),
    });
  }

  private admit({ clusterName }: Cluster): void {
    const { foundation } = this.deps;
    const own = [this.account.member];
    const operators = {
      apply: this.applies('platform') ? own : [],
      plan: this.plans('platform') && !this.applies('platform') ? own : [],
    };
    for (const { purpose, role } of admissions(foundation, [], operators, this.deploys ? own : []))
      this.grant('administrator', purpose, role, { condition: thisClusterAlone(foundation, clusterName) });
  }
}
