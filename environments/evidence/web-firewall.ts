/** Evidence of the web firewall `site` of a load balancer, for the trace of any system. */
import type { Evidence } from '../../index';

type Expectations = NonNullable<Evidence['aws']>;

interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
  /** Whether Cdns before the gateway ask it, which have an ACL of their own on AWS. @default false */
  readonly behindCdn?: boolean;
}

const aclOf = (behindCdn: boolean): string => `aws_wafv2_web_acl.firewall_site${behindCdn ? '_global' : ''}`;

/** The firewall refuses clients that ask more often than the limit, by their address. */
export const rateLimitOf = ({ requests, seconds, behindCdn = false }: RateLimit): Evidence => ({
  edge: {
    aws: {
      [`${aclOf(behindCdn)}.rule[?name == 'limit-all'].[action, statement.rate_based_statement]`]: [
        [{ block: {} }, { aggregate_key_type: 'IP', evaluation_window_sec: seconds, limit: requests }],
      ],
    },
    google: {
      "google_compute_security_policy.firewall_site.rule[?action == 'throttle'].[preview, rate_limit_options]": [
        [
          false,
          {
            conform_action: 'allow',
            enforce_on_key: 'IP',
            exceed_action: 'deny(403)',
            rate_limit_threshold: { count: requests, interval_sec: seconds },
          },
        ],
      ],
    },
    azurerm: {
      "azurerm_cdn_frontdoor_firewall_policy.firewall_site_premium.custom_rule[?type == 'RateLimitRule'].[action, rate_limit_threshold, rate_limit_duration_in_minutes]":
        [['Block', requests, seconds / 60]],
    },
  },
});

const ASKING: Readonly<Record<'atBalancer' | 'atCdn', Expectations>> = {
  atBalancer: {
    'aws_wafv2_web_acl_association.load_balancer_firewall.[resource_arn, web_acl_arn]': [
      '${data.aws_lb.load_balancer_balancer.arn}',
      '${aws_wafv2_web_acl.firewall_site.arn}',
    ],
  },
  atCdn: {
    "values(aws_cloudfront_distribution)[?origin[0].vpc_origin_config].web_acl_id | [?@ != '${aws_wafv2_web_acl.firewall_site_global.arn}']":
      [],
    'aws_wafv2_web_acl.firewall_site_global.[scope, region]': ['CLOUDFRONT', 'us-east-1'],
  },
};

/** The firewall asks each request at the load balancer, or at the Cdns before it, and refuses known attacks. */
export const firewallOf = ({ behindCdn = false }: Pick<RateLimit, 'behindCdn'> = {}): Evidence => ({
  edge: {
    aws: {
      ...ASKING[behindCdn ? 'atCdn' : 'atBalancer'],
      [`${aclOf(behindCdn)}.rule[?override_action].[statement.managed_rule_group_statement.name, override_action]`]: [
        'Common',
        'SQLi',
        'KnownBadInputs',
      ].map((group) => [`AWSManagedRules${group}RuleSet`, { none: {} }]),
    },
    google: {
      'google_compute_backend_service.load_balancer_backend_service.security_policy':
        '${google_compute_security_policy.firewall_site.id}',
      "google_compute_security_policy.firewall_site.rule[?action == 'deny(403)' && preview == `false`].match.expr.expression":
        (expressions: readonly string[]) =>
          ['xss', 'lfi', 'rfi', 'rce', 'sqli', 'cve-canary'].every((name) =>
            expressions.some((expression) => expression.startsWith(`evaluatePreconfiguredWaf('${name}`)),
          ),
    },
    azurerm: {
      'azurerm_cdn_frontdoor_firewall_policy.firewall_site_premium.[mode, managed_rule[].[type, action]]': [
        'Prevention',
        [['Microsoft_DefaultRuleSet', 'Block']],
      ],
      'azurerm_cdn_frontdoor_security_policy.load_balancer_security_policy.security_policies.firewall.cdn_frontdoor_firewall_policy_id':
        '${azurerm_cdn_frontdoor_firewall_policy.firewall_site_premium.id}',
      // Of every host that the route serves.
      'azurerm_cdn_frontdoor_security_policy.load_balancer_security_policy.security_policies.firewall.association.domain[].cdn_frontdoor_domain_id == azurerm_cdn_frontdoor_route.load_balancer_route.cdn_frontdoor_custom_domain_ids': true,
    },
  },
});

export const firewall = firewallOf();
