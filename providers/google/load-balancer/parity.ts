import type { LoadBalancerProps } from '../../../constructs/load-balancer';
import { emulated, except, native, type ParityOf } from '../../../core/parity';

const healthCheck = (argument: string) => native(`google_compute_health_check.${argument}`);

export const parity: ParityOf<LoadBalancerProps> = {
  zone: emulated(
    'helm_release.values of the gateway, its Certificate',
    'Google knows the gateway by the addresses of its pods and does not check its certificate, so that the name has no record',
  ),
  webFirewall: native('google_compute_backend_service.security_policy'),
  minTlsVersion: native(
    'google_compute_ssl_policy.min_tls_version',
    except(
      '1.3',
      (version: LoadBalancerProps['minTlsVersion']) => version === '1.3',
      'SSL policies of the provider end at TLS 1.2, with which Google speaks TLS 1.3 to every client that can',
      'take 1.2',
    ),
  ),
  ddosProtection: emulated(
    'google_compute_project_cloud_armor_tier',
    'advanced is Cloud Armor Enterprise, pay as you go, of the whole project; people to call and refunds come only with its yearly subscription, which is the billing account’s',
  ),
  idleSeconds: emulated(
    'google_compute_backend_service.timeout_sec',
    'Google counts the whole of an answer, and WebSockets: it waits as long as the route with the longest timeoutSeconds, if that is longer',
  ),
  drainSeconds: native('google_compute_backend_service.connection_draining_timeout_sec'),
  'healthCheck.intervalSeconds': healthCheck('check_interval_sec'),
  'healthCheck.healthyAfter': healthCheck('healthy_threshold'),
  'healthCheck.unhealthyAfter': healthCheck('unhealthy_threshold'),
  logs: native('google_compute_backend_service.log_config, google_logging_project_sink'),
  'logs.retentionDays': native('google_logging_project_bucket_config.retention_days'),
  deletionProtection: native('terraform_data.for_each'),
};
