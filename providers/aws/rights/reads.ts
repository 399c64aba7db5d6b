/** What whoever runs Terraform must be allowed on AWS for what Terraform only reads: data sources and ephemeral resources. */
import { need, type Needs } from '../../../core/rights/needs';
import { of } from './actions';

export const reads: Needs = {
  'data.aws_autoscaling_group': need(of('autoscaling', 'DescribeAutoScalingGroups')),
  'data.aws_autoscaling_groups': need(of('autoscaling', 'DescribeAutoScalingGroups', 'DescribeTags')),
  'data.aws_availability_zones': need(of('ec2', 'DescribeAvailabilityZones')),
  'data.aws_db_instance': need(of('rds', 'DescribeDBInstances', 'ListTagsForResource')),
  'data.aws_db_instances': need(of('rds', 'DescribeDBInstances')),
  'data.aws_ec2_managed_prefix_list': need(of('ec2', 'DescribeManagedPrefixLists', 'GetManagedPrefixListEntries')),
  'data.aws_eks_addon_version': need(of('eks', 'DescribeAddonVersions')),
  'data.aws_eks_cluster': need(of('eks', 'DescribeCluster')),
  'data.aws_kms_alias': need(of('kms', 'ListAliases', 'DescribeKey')),
  'data.aws_lb': need(
    of('elasticloadbalancing', 'DescribeLoadBalancers', 'DescribeLoadBalancerAttributes', 'DescribeTags'),
  ),
  'data.aws_lb_target_group': need(
    of('elasticloadbalancing', 'DescribeTargetGroups', 'DescribeTargetGroupAttributes', 'DescribeTags'),
  ),
  'data.aws_partition': need([]),
  'data.aws_route53_zone': need(of('route53', 'ListHostedZones', 'GetHostedZone', 'ListTagsForResource')),
  'data.aws_secretsmanager_secret_versions': need(of('secretsmanager', 'ListSecretVersionIds')),
  'data.aws_subnet': need(of('ec2', 'DescribeSubnets')),
  'data.aws_vpc': need(of('ec2', 'DescribeVpcs', 'DescribeVpcAttribute', 'DescribeRouteTables')),
  'ephemeral.aws_eks_cluster_auth': need([]),
  'ephemeral.aws_secretsmanager_secret_version': need([
    ...of('secretsmanager', 'GetSecretValue', 'DescribeSecret'),
    ...of('kms', 'Decrypt'),
  ]),
};
