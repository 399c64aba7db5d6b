import type { LoadBalancerProps } from '../../../constructs/load-balancer';
import { native, type ParityOf } from '../../../core/parity';

const targets = (argument: string) => native(`aws_lb_target_group.${argument}`);

export const parity: ParityOf<LoadBalancerProps> = {
  zone: native('aws_acm_certificate, the default of the aws_lb_listener'),
  webFirewall: native('aws_wafv2_web_acl_association'),
  minTlsVersion: native('aws_lb_listener.ssl_policy'),
  ddosProtection: native('aws_shield_protection; every account has Shield Standard'),
  idleSeconds: native('aws_lb.idle_timeout'),
  drainSeconds: targets('deregistration_delay'),
  'healthCheck.intervalSeconds': targets('health_check.interval'),
  'healthCheck.healthyAfter': targets('health_check.healthy_threshold'),
  'healthCheck.unhealthyAfter': targets('health_check.unhealthy_threshold'),
  logs: native('aws_lb.access_logs, an aws_s3_bucket'),
  'logs.retentionDays': native('aws_s3_bucket_lifecycle_configuration'),
  deletionProtection: native('aws_lb.enable_deletion_protection'),
};
