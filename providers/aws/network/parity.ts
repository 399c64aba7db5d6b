import { accessListRows } from '../../../constructs/network/access-lists/rows';
import type { NetworkProps } from '../../../constructs/network/schema';
import { native, type ParityOf, unsupported } from '../../../core/parity';

const OF_TIERS = {
  direction: 'aws_network_acl.ingress, aws_network_acl.egress',
  allow: 'aws_network_acl.ingress.action, aws_network_acl.egress.action',
  protocol: 'aws_network_acl.ingress.protocol, aws_network_acl.egress.protocol',
  ports: 'aws_network_acl.ingress.from_port, aws_network_acl.egress.from_port',
  cidr: 'aws_network_acl.ingress.cidr_block, aws_network_acl.egress.cidr_block',
};

const OF_DATABASES = {
  direction: 'aws_network_acl_rule.egress',
  allow: 'aws_network_acl_rule.rule_action',
  protocol: 'aws_network_acl_rule.protocol',
  ports: 'aws_network_acl_rule.from_port, aws_network_acl_rule.to_port',
  cidr: 'aws_network_acl_rule.cidr_block',
};

export const parity: ParityOf<NetworkProps> = {
  cidr: native('aws_vpc.cidr_block'),
  secondaryCidr: native('aws_vpc in the secondary region, aws_vpc_peering_connection'),
  joinedWith: unsupported('RDS replicates over a network of its own', 'leave it out for AWS'),
  replicaCidrs: unsupported('nothing stands between servers that replicate', 'leave it out for AWS'),
  zones: native('aws_subnet.availability_zone, one per tier and zone'),
  nat: native('aws_nat_gateway, one or one per zone'),
  'subnets.public': native('aws_subnet.cidr_block'),
  'subnets.private': native('aws_subnet.cidr_block'),
  'subnets.database': native('aws_subnet.cidr_block'),
  flowLogs: native('aws_flow_log'),
  'flowLogs.retentionDays': native('aws_cloudwatch_log_group.retention_in_days'),
  'flowLogs.intervalSeconds': native('aws_flow_log.max_aggregation_interval'),
  'privateAccess.objectStorage': native('aws_vpc_endpoint (gateway) s3'),
  'privateAccess.registry': native('aws_vpc_endpoint (interface) ecr.api, ecr.dkr'),
  'privateAccess.secrets': native('aws_vpc_endpoint (interface) secretsmanager, kms'),
  accessLists: native('aws_network_acl of the public and of the private tier, with entries for answers'),
  ...accessListRows((tier, property) => native(tier === 'database' ? OF_DATABASES[property] : OF_TIERS[property])),
};
