import type { LoadBalancerProps } from '../../../constructs/load-balancer';
import { emulated, except, native, type ParityOf } from '../../../core/parity';
import { workspaceRetentionExceptions } from '../shared/logs';

/** registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/cdn_frontdoor_profile */
const MIN_SECONDS = 16;
const MAX_SECONDS = 240;

export const parity: ParityOf<LoadBalancerProps> = {
  zone: native('azurerm_dns_a_record'),
  webFirewall: native('azurerm_cdn_frontdoor_security_policy'),
  minTlsVersion: native(
    'azurerm_cdn_frontdoor_custom_domain.tls.minimum_tls_version',
    except(
      '1.3',
      (version: string) => version === '1.3',
      'Front Door speaks TLS 1.3 with everybody who can, but refuses nobody who speaks 1.2',
      'take 1.2',
    ),
  ),
  ddosProtection: emulated(
    'azurerm_public_ip.ddos_protection_mode, azurerm_network_ddos_protection_plan',
    "the plan protects the gateway's address; Front Door itself always has the protection of Azure's own network",
  ),
  idleSeconds: native(
    'azurerm_cdn_frontdoor_profile.response_timeout_seconds',
    except(
      `less than ${MIN_SECONDS} or more than ${MAX_SECONDS}`,
      (seconds: number) => seconds < MIN_SECONDS || seconds > MAX_SECONDS,
      `Front Door waits ${MIN_SECONDS}–${MAX_SECONDS} seconds for an answer`,
      'take a number in between, and let what takes longer answer at once and be asked again for its result',
    ),
  ),
  drainSeconds: emulated(
    'helm_release.values, of the proxies: shutdown.minDrainDuration',
    "Front Door does not know proxies: one that goes answers for so long, while Azure's load balancer takes its node out",
  ),
  'healthCheck.intervalSeconds': native(
    "azurerm_cdn_frontdoor_origin_group.health_probe.interval_in_seconds, and the interval of Azure's load balancer",
  ),
  'healthCheck.healthyAfter': emulated(
    'azurerm_cdn_frontdoor_origin_group.load_balancing.successful_samples_required',
    "Front Door counts so; Azure's load balancer, which chooses among nodes, takes unhealthyAfter for good answers, too",
  ),
  'healthCheck.unhealthyAfter': native(
    "azurerm_cdn_frontdoor_origin_group.load_balancing.sample_size, and the number of probes of Azure's load balancer",
  ),
  logs: native('azurerm_monitor_diagnostic_setting to an azurerm_log_analytics_workspace'),
  'logs.retentionDays': native('azurerm_log_analytics_workspace.retention_in_days', ...workspaceRetentionExceptions),
  deletionProtection: emulated(
    'lifecycle.prevent_destroy',
    'Terraform refuses; a lock would keep hosts from being taken away, too',
  ),
};
