/**
 * Rights of the AWS Load Balancer Controller, from those that its project publishes for version 3.5.0, narrowed to what is this
 * cluster's, by its VPC and by the tag that the controller puts on everything; AWS's own policy for EKS, AmazonEKSLoadBalancingPolicy,
 * shows which actions know the tag. Certificates found by host, firewalls and sign-in at a balancer are left out, and off in the chart.
 * github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json
 */
import type { AwsCluster } from '../cluster/aws-cluster';
import type { Foundation } from '../foundation/foundation';
import { allow, arnOf, type Statement } from '../iam/statement';

const TAG = 'elbv2.k8s.aws/cluster';

const ec2 = (...actions: string[]): string[] => actions.map((action) => `ec2:${action}`);
const elb = (...actions: string[]): string[] => actions.map((action) => `elasticloadbalancing:${action}`);

const DESCRIBE = [
  ...ec2('DescribeAccountAttributes', 'DescribeAddresses', 'DescribeAvailabilityZones', 'DescribeInternetGateways'),
  ...ec2('DescribeVpcs', 'DescribeVpcPeeringConnections', 'DescribeSubnets', 'DescribeSecurityGroups'),
  ...ec2('DescribeInstances', 'DescribeNetworkInterfaces', 'DescribeTags', 'GetCoipPoolUsage', 'DescribeCoipPools'),
  ...ec2('GetSecurityGroupsForVpc', 'DescribeIpamPools', 'DescribeRouteTables'),
  ...elb('DescribeLoadBalancers', 'DescribeLoadBalancerAttributes', 'DescribeListeners', 'DescribeListenerAttributes'),
  ...elb('DescribeListenerCertificates', 'DescribeSSLPolicies', 'DescribeRules', 'DescribeTargetGroups'),
  ...elb('DescribeTargetGroupAttributes', 'DescribeTargetHealth', 'DescribeTags', 'DescribeTrustStores'),
  ...elb('DescribeCapacityReservation'),
];

const CREATE_ACTIONS = ['CreateLoadBalancer', 'CreateTargetGroup', 'CreateListener', 'CreateRule'];

const CHANGES = [
  ...['ModifyLoadBalancerAttributes', 'SetIpAddressType', 'SetSecurityGroups', 'SetSubnets', 'DeleteLoadBalancer'],
  ...['ModifyTargetGroup', 'ModifyTargetGroupAttributes', 'DeleteTargetGroup', 'RegisterTargets', 'DeregisterTargets'],
  ...['ModifyListener', 'ModifyListenerAttributes', 'AddListenerCertificates', 'RemoveListenerCertificates'],
  ...['DeleteListener', 'ModifyRule', 'DeleteRule', 'ModifyCapacityReservation', 'ModifyIpPools'],
];

const SERVICE_ROLE = 'aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing';

export function loadBalancerStatements(
  foundation: Foundation,
  { clusterName, vpcId }: Pick<AwsCluster, 'clusterName' | 'vpcId'>,
): Statement[] {
  const { partition, target } = foundation;
  const own = (service: string, resource: string) => arnOf(foundation, service, resource);
  const vpc = own('ec2', `vpc/${vpcId}`);
  const groups = own('ec2', 'security-group/*');
  const targets = own('elasticloadbalancing', 'targetgroup/*/*');
  const balancers = ['net', 'app'].map((kind) => own('elasticloadbalancing', `loadbalancer/${kind}/*/*`));
  const [listeners, rules] = ['listener', 'listener-rule'].map((type) =>
    ['net', 'app'].map((kind) => own('elasticloadbalancing', `${type}/${kind}/*/*/*`)),
  ) as [string[], string[]];
  const all = [targets, ...balancers, ...listeners, ...rules];
  const isOwn = { StringEquals: { [`aws:ResourceTag/${TAG}`]: clusterName } };
  const becomesOwn = { [`aws:RequestTag/${TAG}`]: clusterName };
  /** The controller's own resources, while their owner stays the same. */
  const staysOwn = { Null: { [`aws:RequestTag/${TAG}`]: 'true' }, ...isOwn };
  return [
    allow('iam:CreateServiceLinkedRole', `arn:${partition}:iam::${target.account}:role/${SERVICE_ROLE}`, {
      StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' },
    }),
    allow(DESCRIBE, '*'),
    // By VPC and not by tag, because the security group of the nodes does not have the controller's.
    allow(ec2('AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress'), groups, {
      ArnEquals: { 'ec2:Vpc': vpc },
    }),
    allow(ec2('CreateSecurityGroup'), vpc),
    allow(ec2('CreateSecurityGroup'), groups, { StringEquals: becomesOwn }),
    allow(ec2('CreateTags'), groups, { StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup', ...becomesOwn } }),
    allow(ec2('CreateTags', 'DeleteTags'), groups, staysOwn),
    allow(ec2('DeleteSecurityGroup'), groups, isOwn),
    allow(elb(...CREATE_ACTIONS), all, { StringEquals: becomesOwn }),
    allow(elb('AddTags'), all, {
      StringEquals: { 'elasticloadbalancing:CreateAction': CREATE_ACTIONS, ...becomesOwn },
    }),
    allow(elb('AddTags', 'RemoveTags'), all, staysOwn),
    allow(elb(...CHANGES), all, isOwn),
    // It does not know tags, as in AWS's own policy.
    allow(elb('SetRulePriorities'), rules),
  ];
}
