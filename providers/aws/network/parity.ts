import type { NetworkProps } from '../../../constructs/network/schema';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<NetworkProps> = {
  cidr: native('aws_vpc.cidr_block'),
  secondaryCidr: native('aws_vpc in the secondary region, aws_vpc_peering_connection'),
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
};
