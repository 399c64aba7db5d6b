/**
 * Who reaches an EKS cluster: the private tier; and who administers it: whoever runs Terraform, so that what runs
 * inside can be deployed, and the named roles.
 */
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsIamSessionContext } from '@cdktf/provider-aws/lib/data-aws-iam-session-context';
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
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
  /** Ranges from which the private API may be called. */
  readonly clients: readonly string[];
  readonly workloadIdentity: boolean;
}

/** The part of an administrator's address that is its own: the name of the role or user. */
export const administratorId = (arn: string): string =>
  arn
    .split('/')
    .at(-1)!
    .replace(/[^A-Za-z0-9]+/g, '-');

export class ClusterAccess extends Component<ClusterAccessProps> {
  /** The OpenID provider that IAM roles may trust; absent without workload identity. */
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

  /** The group that EKS makes lets in the nodes alone. */
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
   * EKS refuses a second entry for one principal, so that a runner who is among the administrators gets none here. Who
   * runs it later does not move the entry: put every role that runs Terraform among the administrators.
   */
  private admitRunner(): void {
    const { administrators } = this.props;
    const caller = this.create('caller', DataAwsCallerIdentity, {});
    // An assumed role's session is no principal that EKS knows; the role is.
    const { issuerArn } = this.create('session', DataAwsIamSessionContext, { arn: caller.arn });
    const count =
      administrators.length > 0 ? Token.asNumber(Fn.conditional(Fn.contains([...administrators], issuerArn), 0, 1)) : 1;
    this.admit(issuerArn, 'runner', {
      count: TerraformCount.of(count),
      lifecycle: { ignoreChanges: ['principal_arn'] },
    });
  }

  private admit(principalArn: string, id: string, more: object = {}): void {
    const { cluster } = this.props;
    const entry = this.createAs('accessEntry', id, EksAccessEntry, {
      clusterName: cluster.name,
      principalArn,
      type: 'STANDARD',
      ...more,
    });
    this.createAs('accessPolicy', `${id}-policy`, EksAccessPolicyAssociation, {
      clusterName: cluster.name,
      principalArn,
      policyArn: `arn:${this.deps.foundation.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
      accessScope: { type: 'cluster' },
      dependsOn: [entry],
      ...more,
    });
  }

  /**
   * For what Pod Identity does not serve: roles of other accounts, and charts that know role annotations alone.
   */
  private createIdentityProvider(): IamOpenidConnectProvider {
    return this.create('identityProvider', IamOpenidConnectProvider, {
      url: this.props.cluster.identity.get(0).oidc.get(0).issuer,
      clientIdList: ['sts.amazonaws.com'],
    });
  }
}
