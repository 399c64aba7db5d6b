/**
 * Rights of the AWS Load Balancer Controller, as its project publishes them for version 3.5.0. They are narrower in one
 * point: resources that must have the controller's tag there must have it with this cluster's name here.
 * github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json
 */
import type { Foundation } from '../foundation/foundation';
import { allow, arnOf, type Statement } from '../iam/statement';

const TAG = 'elbv2.k8s.aws/cluster';

const DESCRIBE = [
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
  ].map((noun) => `elasticloadbalancing:Describe${noun}`),
];

/** Certificates, firewalls and sign-in at a load balancer. */
const PROTECT = [
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

export function loadBalancerStatements(foundation: Foundation, clusterName: string): Statement[] {
  const own = (service: string, resource: string) => arnOf(foundation, service, resource);
  const groups = own('ec2', 'security-group/*');
  const targets = own('elasticloadbalancing', 'targetgroup/*/*');
  const balancers = ['net', 'app'].map((kind) => own('elasticloadbalancing', `loadbalancer/${kind}/*/*`));
  const listeners = ['listener', 'listener-rule'].flatMap((type) =>
    ['net', 'app'].map((kind) => own('elasticloadbalancing', `${type}/${kind}/*/*/*`)),
  );
  const isOwn = { [`aws:ResourceTag/${TAG}`]: clusterName };
  const becomesOwn = { [`aws:RequestTag/${TAG}`]: clusterName };
  /** The controller's own resources, while their owner stays the same. */
  const staysOwn = { Null: { [`aws:RequestTag/${TAG}`]: 'true' }, StringEquals: isOwn };
  return [
    allow('iam:CreateServiceLinkedRole', '*', {
      StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' },
    }),
    allow([...DESCRIBE, ...PROTECT], '*'),
    // Not limited by tag, because the security group of the nodes does not have the controller's.
    allow(['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress', 'ec2:CreateSecurityGroup'], '*'),
    allow('ec2:CreateTags', groups, {
      StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup', ...becomesOwn },
    }),
    allow(['ec2:CreateTags', 'ec2:DeleteTags'], groups, staysOwn),
    allow('ec2:DeleteSecurityGroup', '*', { StringEquals: isOwn }),
    allow(elb('CreateLoadBalancer', 'CreateTargetGroup'), '*', { StringEquals: becomesOwn }),
    allow(elb('CreateListener', 'DeleteListener', 'CreateRule', 'DeleteRule'), '*'),
    allow(elb('AddTags', 'RemoveTags'), [targets, ...balancers], staysOwn),
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
      { StringEquals: isOwn },
    ),
    allow(elb('AddTags'), [targets, ...balancers], {
      StringEquals: { 'elasticloadbalancing:CreateAction': ['CreateTargetGroup', 'CreateLoadBalancer'], ...becomesOwn },
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
