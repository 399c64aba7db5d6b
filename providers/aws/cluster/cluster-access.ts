/**
 * Access to an EKS cluster: its private API admits the private tier. Its administrators are the named roles, and the
 * role that runs Terraform, which deploys what runs inside.
 */
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsIamSessionContext } from '@cdktf/provider-aws/lib/data-aws-iam-session-context';
import { EksAccessEntry, type EksAccessEntryConfig } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Fn, TerraformCount, Token } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';

export interface ClusterAccessProps {
  /** ARNs of IAM roles or users. */
  readonly administrators: readonly string[];
  readonly cluster: EksCluster;
  /** Ranges that may call the private API. */
  readonly clients: readonly string[];
  readonly workloadIdentity: boolean;
}

/** An administrator's part of resource ids: the name of the role or user, without its path. */
export const administratorId = (arn: string): string => arn.replace(/^.*\//, '').replace(/[^A-Za-z0-9]+/g, '-');

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
    this.admitRunner();
    for (const arn of props.administrators) this.admit(arn, `admin-${administratorId(arn)}`);
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

  /**
   * EKS refuses a second entry for one principal, so a runner who is among the administrators gets none here. The entry
   * stays with the first runner: every other role that runs Terraform belongs among the administrators.
   */
  private admitRunner(): void {
    const { administrators } = this.props;
    const caller = this.create('caller', DataAwsCallerIdentity, {});
    // EKS does not accept the session of an assumed role as a principal, but the role.
    const { issuerArn } = this.create('session', DataAwsIamSessionContext, { arn: caller.arn });
    const count =
      administrators.length > 0 ? Token.asNumber(Fn.conditional(Fn.contains([...administrators], issuerArn), 0, 1)) : 1;
    this.admit(issuerArn, 'runner', {
      count: TerraformCount.of(count),
      lifecycle: { ignoreChanges: ['principal_arn'] },
    });
  }

  private admit(principalArn: string, id: string, meta: Pick<EksAccessEntryConfig, 'count' | 'lifecycle'> = {}): void {
    const { cluster } = this.props;
    const entry = this.createAs('accessEntry', id, EksAccessEntry, {
      clusterName: cluster.name,
      principalArn,
      type: 'STANDARD',
      ...meta,
    });
    this.createAs('accessPolicy', `${id}-policy`, EksAccessPolicyAssociation, {
      clusterName: cluster.name,
      principalArn,
      policyArn: `arn:${this.deps.foundation.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
      accessScope: { type: 'cluster' },
      dependsOn: [entry],
      ...meta,
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
