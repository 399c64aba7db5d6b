/**
 * Access to an EKS cluster: its private API admits the private tier, and the cluster itself those who are named, whoever plans
 * or applies.
 */
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Construct } from 'constructs';

import { type Holder, holderName } from '../../../constructs/cluster';
import { Component } from '../../../core/cdktf/component';
import type { Operators } from '../../../core/words/principals';
import type { Foundation } from '../foundation/foundation';

/** What people and pipelines may do in the cluster. The first also reads Secrets, as Helm does when it plans. */
export const POLICIES = { plan: 'AmazonEKSAdminViewPolicy', admin: 'AmazonEKSClusterAdminPolicy' };

/** The cluster's own group of the holders of a role. EKS keeps `system:`, `eks:`, `aws:`, `amazon:` and `iam:` for itself. */
export const groupNamed = (name: string): string => `triptych:${name}`;

export const groupOf = (holder: Holder): string => groupNamed(holderName(holder));

export interface ClusterAccessProps {
  /** ARNs of IAM roles or users. */
  readonly administrators: readonly string[];
  /** Who runs Terraform, which deploys what runs inside. */
  readonly operators: Operators;
  /** Names of entries of `access` by the ARNs that they name. */
  readonly access: ReadonlyMap<string, readonly string[]>;
  readonly cluster: EksCluster;
  /** Ranges that may call the private API. */
  readonly clients: readonly string[];
  readonly workloadIdentity: boolean;
}

/** A principal's part of resource ids: the name of the role or user, without its path. */
export const principalName = (arn: string): string => arn.replace(/^.*\//, '').replace(/[^A-Za-z0-9]+/g, '-');

export class ClusterAccess extends Component<ClusterAccessProps> {
  /** The OpenID Connect provider that IAM roles may trust; absent without workload identity. */
  readonly identityProvider: IamOpenidConnectProvider | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: ClusterAccessProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.openToClients();
    this.admitPeople();
    this.identityProvider = props.workloadIdentity ? this.createIdentityProvider() : undefined;
  }

  /** The security group that EKS creates admits only the nodes. */
  private openToClients(): void {
    const { cluster, clients } = this.props;
    clients.forEach((cidrIpv4, index) => {
      this.createAs('apiRule', `api-${index + 1}`, VpcSecurityGroupIngressRule, {
        securityGroupId: cluster.vpcConfig.clusterSecurityGroupId,
        description: 'Kubernetes API from the private tier',
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
        cidrIpv4,
      });
    });
  }

  /** EKS refuses a second entry for one principal: who plans and has access, too, has both by one. */
  private admitPeople(): void {
    const { administrators, operators, access } = this.props;
    for (const arn of new Set([...administrators, ...operators.apply])) this.admit('admin', arn);
    for (const arn of new Set(operators.plan)) this.admit('plan', arn);
    for (const arn of access.keys()) if (!operators.plan.includes(arn)) this.enter('access', arn);
  }

  /** Bindings in the cluster say what groups may do. */
  private enter(kind: 'access' | keyof typeof POLICIES, principalArn: string): EksAccessEntry {
    const { cluster, access } = this.props;
    const groups = (access.get(principalArn) ?? []).map((name) => groupOf({ access: name }));
    return this.createAs('accessEntry', `${kind}-${principalName(principalArn)}`, EksAccessEntry, {
      clusterName: cluster.name,
      principalArn,
      type: 'STANDARD',
      ...(groups.length > 0 && { kubernetesGroups: groups }),
    });
  }

  private admit(kind: keyof typeof POLICIES, principalArn: string): void {
    const { cluster } = this.props;
    const id = `${kind}-${principalName(principalArn)}`;
    const entry = this.enter(kind, principalArn);
    this.createAs('accessPolicy', `${id}-policy`, EksAccessPolicyAssociation, {
      clusterName: cluster.name,
      principalArn,
      policyArn: `arn:${this.deps.foundation.partition}:eks::aws:cluster-access-policy/${POLICIES[kind]}`,
      accessScope: { type: 'cluster' },
      dependsOn: [entry],
    });
  }

  /** For what Pod Identity does not serve: roles of other accounts, and charts that know only role annotations. */
  private createIdentityProvider(): IamOpenidConnectProvider {
    return this.create('identityProvider', IamOpenidConnectProvider, {
      url: this.props.cluster.identity.get(0).oidc.get(0).issuer,
      clientIdList: ['sts.amazonaws.com'],
    });
  }
}
