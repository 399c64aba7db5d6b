/**
 * What the AWS Load Balancer Controller does, as its project publishes it for version 3.5.0:
 * github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json
 * With one thing less: what must have the controller's tag there must have it with this cluster's name here.
 */
import type { Foundation } from '../foundation/foundation';
import { allow, type Statement } from '../iam/statement';

const TAG = 'elbv2.k8s.aws/cluster';

const LOOK = [
  ...[
    'DescribeAccountAttributes',
    'DescribeAddresses',
    'DescribeAvailabilityZones',
    'DescribeInternetGateways',
    'DescribeVpcs',
    'DescribeVpcPeeringConnections',
    'DescribeSubnets',
    'DescribeSecurityGroups',
    'DescribeInstances',
    'DescribeNetworkInterfaces',
    'DescribeTags',
    'GetCoipPoolUsage',
    'DescribeCoipPools',
    'GetSecurityGroupsForVpc',
    'DescribeIpamPools',
    'DescribeRouteTables',
  ].map((action) => `ec2:${action}`),
  ...[
    'LoadBalancers',
    'LoadBalancerAttributes',
    'Listeners',
    'ListenerCertificates',
    'SSLPolicies',
    'Rules',
    'TargetGroups',
    'TargetGroupAttributes',
    'TargetHealth',
    'Tags',
    'TrustStores',
    'ListenerAttributes',
    'CapacityReservation',
  ].map((what) => `elasticloadbalancing:Describe${what}`),
];

/** Certificates, firewalls and sign-in before a load balancer. */
const IN_FRONT = [
  'cognito-idp:DescribeUserPoolClient',
  'acm:ListCertificates',
  'acm:DescribeCertificate',
  'iam:ListServerCertificates',
  'iam:GetServerCertificate',
  ...['waf-regional', 'wafv2'].flatMap((waf) =>
    ['GetWebACL', 'GetWebACLForResource', 'AssociateWebACL', 'DisassociateWebACL'].map((action) => `${waf}:${action}`),
  ),
  'shield:GetSubscriptionState',
  'shield:DescribeProtection',
  'shield:CreateProtection',
  'shield:DeleteProtection',
];

const elb = (...actions: string[]): string[] => actions.map((action) => `elasticloadbalancing:${action}`);

export function loadBalancerStatements({ partition, target }: Foundation, clusterName: string): Statement[] {
  const own = (service: string, what: string) =>
    `arn:${partition}:${service}:${target.region}:${target.account}:${what}`;
  const groups = own('ec2', 'security-group/*');
  const targets = own('elasticloadbalancing', 'targetgroup/*/*');
  const balancers = ['net', 'app'].map((kind) => own('elasticloadbalancing', `loadbalancer/${kind}/*/*`));
  const listeners = ['listener', 'listener-rule'].flatMap((what) =>
    ['net', 'app'].map((kind) => own('elasticloadbalancing', `${what}/${kind}/*/*/*`)),
  );
  const mine = { [`aws:ResourceTag/${TAG}`]: clusterName };
  const toBeMine = { [`aws:RequestTag/${TAG}`]: clusterName };
  /** Its own things, whose owner stays who it is. */
  const tagged = { Null: { [`aws:RequestTag/${TAG}`]: 'true' }, StringEquals: mine };
  return [
    allow('iam:CreateServiceLinkedRole', '*', {
      StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' },
    }),
    allow([...LOOK, ...IN_FRONT], '*'),
    // Of the nodes' group too, which has no tag of the controller's.
    allow(['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress', 'ec2:CreateSecurityGroup'], '*'),
    allow('ec2:CreateTags', groups, {
      StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup', ...toBeMine },
    }),
    allow(['ec2:CreateTags', 'ec2:DeleteTags'], groups, tagged),
    allow('ec2:DeleteSecurityGroup', '*', { StringEquals: mine }),
    allow(elb('CreateLoadBalancer', 'CreateTargetGroup'), '*', { StringEquals: toBeMine }),
    allow(elb('CreateListener', 'DeleteListener', 'CreateRule', 'DeleteRule'), '*'),
    allow(elb('AddTags', 'RemoveTags'), [targets, ...balancers], tagged),
    allow(elb('AddTags', 'RemoveTags'), listeners),
    allow(
      elb(
        'ModifyLoadBalancerAttributes',
        'SetIpAddressType',
        'SetSecurityGroups',
        'SetSubnets',
        'DeleteLoadBalancer',
        'ModifyTargetGroup',
        'ModifyTargetGroupAttributes',
        'DeleteTargetGroup',
        'ModifyListenerAttributes',
        'ModifyCapacityReservation',
        'ModifyIpPools',
      ),
      '*',
      { StringEquals: mine },
    ),
    allow(elb('AddTags'), [targets, ...balancers], {
      StringEquals: { 'elasticloadbalancing:CreateAction': ['CreateTargetGroup', 'CreateLoadBalancer'], ...toBeMine },
    }),
    allow(elb('RegisterTargets', 'DeregisterTargets'), targets),
    allow(
      elb(
        'SetWebAcl',
        'ModifyListener',
        'AddListenerCertificates',
        'RemoveListenerCertificates',
        'ModifyRule',
        'SetRulePriorities',
      ),
      '*',
    ),
  ];
}
