import type { ManagedRules, WebFirewallProps } from '../../../constructs/web-firewall';
import { emulated, except, native, type ParityOf } from '../../../core/parity';

const policy = (argument: string) => `google_compute_security_policy.${argument}`;
const ranges = native(policy('rule.match.config.src_ip_ranges'));
const countries = native(policy('rule.match.expr.expression, origin.region_code'));

/** cloud.google.com/armor/docs/rate-limiting-overview */
const MOST = 1_000_000;

export const parity: ParityOf<WebFirewallProps> = {
  mode: native(policy('rule.preview')),
  managedRules: native(
    policy('rule.match.expr.expression, evaluatePreconfiguredWaf'),
    except(
      'bots',
      (rules: readonly ManagedRules[]) => rules.includes('bots'),
      'Google tells bots by tokens of reCAPTCHA, which the application’s own pages must ask for',
      'leave bots out, and limit requests by rateLimits',
    ),
  ),
  'rateLimits.*.requests': native(
    policy('rule.rate_limit_options.rate_limit_threshold.count'),
    except('above 1000000', (requests: number) => requests > MOST, 'Google counts that far', `take ${MOST} or less`),
  ),
  'rateLimits.*.seconds': native(policy('rule.rate_limit_options.rate_limit_threshold.interval_sec')),
  'rateLimits.*.paths': emulated(
    policy('rule.match.expr.expression, request.path'),
    'a request counts in the first limit alone that has its path, those of the longest paths first, and one with //, /./ or /../ in every limit of paths',
  ),
  'rateLimits.*.action': native(policy('rule.preview')),
  allowedCidrs: ranges,
  blockedCidrs: ranges,
  blockedCountries: countries,
  onlyCountries: countries,
  exclusions: emulated(
    policy('rule.match.expr.expression, opt_out_rule_ids'),
    'they are taken out of their set, and counted by a rule of their own in preview',
  ),
  logs: emulated(
    'google_logging_project_sink, google_compute_backend_service.log_config',
    'the records are the load balancer’s, which say of each request what the firewall made of it: those that met a rule are kept by themselves; false keeps no more than the load balancer does',
  ),
  'logs.retentionDays': native('google_logging_project_bucket_config.retention_days'),
};
