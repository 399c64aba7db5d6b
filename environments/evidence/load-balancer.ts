/** Evidence of a load balancer before the gateway, for the trace of any system whose firewall is `site`. */
import { type Evidence, hosts } from '../../index';

type Domains = Readonly<Record<'aws' | 'google' | 'azurerm', string>>;

interface Served {
  readonly system: string;
  /** AWS takes 32 characters. */
  readonly nameOnAws: string;
  readonly domains: Domains;
  /** Whether Cdns stand before it, which alone reach it on AWS. @default false */
  readonly behindCdn?: boolean;
}

interface Hosts {
  readonly environment: string;
  readonly domains: Domains;
  /** What stands before the domain in the hosts, `@` for the domain itself. */
  readonly labels: readonly string[];
  /** Whether clients come through Cdns. @default false */
  readonly behindCdn?: boolean;
}

const SERVICE = 'EnvoyProxy.public.spec.provider.kubernetes.envoyService';

/** What makes the gateway's proxies targets: AWS' controller, GKE, or on Azure the public address that Front Door calls. */
const TARGETS = `[
  TargetGroupBinding.entry.spec.targetGroupName,
  ${SERVICE}.annotations."cloud.google.com/neg",
  ${SERVICE}.annotations."service.beta.kubernetes.io/azure-pip-name"
] | [?@ != null] | [0]`.replaceAll(/\s+/g, ' ');

type Expectations = NonNullable<Evidence['aws']>;

/** The cloud's load balancer for HTTP calls the gateway's proxies by TLS, which serve every route at one listener. */
export const loadBalancer = ({ system, nameOnAws, domains, behindCdn = false }: Served): Evidence => {
  const name = `${system}-production-load-balancer`;
  const entry = `${system}-production-entry`;
  return {
    aws: {
      'aws_lb.load_balancer.[name, load_balancer_type, internal]': [nameOnAws, 'application', behindCdn],
      'aws_lb_target_group.load_balancer_target_group.[name, target_type, protocol, port]': [
        entry,
        'ip',
        'HTTPS',
        10_443,
      ],
      "values(aws_vpc_security_group_ingress_rule)[?security_group_id == '${aws_security_group.load_balancer_security_group.id}'].[from_port, to_port]":
        [...(behindCdn ? [] : [[80, 80]]), [443, 443]],
      "values(aws_vpc_security_group_ingress_rule)[?referenced_security_group_id == '${aws_security_group.load_balancer_security_group.id}'].[from_port, to_port]":
        [[10_443, 10_443]],
      'aws_lb.load_balancer.security_groups': ['${aws_security_group.load_balancer_security_group.id}'],
    },
    google: {
      'google_compute_global_address.[load_balancer_ipv4, load_balancer_ipv6][].name': [`${name}-ipv4`, `${name}-ipv6`],
    },
    azurerm: {
      'azurerm_cdn_frontdoor_profile.load_balancer.name': name,
      'azurerm_public_ip.load_balancer_address.name': name,
      'azurerm_dns_a_record.load_balancer_origin_record.[name, records[0]]': [
        'origin',
        '${azurerm_public_ip.load_balancer_address.ip_address}',
      ],
    },
    edge: {
      aws: {
        'data.[aws_lb.load_balancer_balancer, aws_lb_target_group.load_balancer_targets][].name': [nameOnAws, entry],
        'aws_lb_listener.load_balancer.[load_balancer_arn, default_action[0].target_group_arn]': [
          '${data.aws_lb.load_balancer_balancer.arn}',
          '${data.aws_lb_target_group.load_balancer_targets.arn}',
        ],
      },
      google: {
        'data.google_compute_global_address.[load_balancer_ipv4, load_balancer_ipv6][].name': [
          `${name}-ipv4`,
          `${name}-ipv6`,
        ],
        'google_compute_global_forwarding_rule.[load_balancer_entrance_https_ipv4, load_balancer_entrance_https_ipv6][].[ip_address, target]':
          ['ipv4', 'ipv6'].map((version) => [
            `\${data.google_compute_global_address.load_balancer_${version}.id}`,
            '${google_compute_target_https_proxy.load_balancer_entrance_https_proxy.id}',
          ]),
        'google_compute_target_https_proxy.load_balancer_entrance_https_proxy.url_map':
          '${google_compute_url_map.load_balancer.id}',
        'google_compute_url_map.load_balancer.default_service':
          '${google_compute_backend_service.load_balancer_backend_service.id}',
        'google_compute_backend_service.load_balancer_backend_service.[load_balancing_scheme, protocol]': [
          'EXTERNAL_MANAGED',
          'HTTPS',
        ],
        'google_compute_backend_service.load_balancer_backend_service.dynamic.backend.content.group': (group: string) =>
          group.endsWith(`/networkEndpointGroups/${name}`),
      },
      azurerm: {
        'data.azurerm_cdn_frontdoor_profile.load_balancer.name': name,
        'azurerm_cdn_frontdoor_origin.load_balancer_origin.[host_name, certificate_name_check_enabled]': [
          `origin.${domains.azurerm}`,
          true,
        ],
        'azurerm_cdn_frontdoor_route.load_balancer_route.[cdn_frontdoor_origin_ids, forwarding_protocol]': [
          ['${azurerm_cdn_frontdoor_origin.load_balancer_origin.id}'],
          'HttpsOnly',
        ],
      },
    },
    cluster: {
      [`${SERVICE}.name`]: 'entry',
      [TARGETS]: (target: string) =>
        [entry, name, JSON.stringify({ exposed_ports: { 443: { name } } })].includes(target),
      'Gateway.public.spec.listeners[].[name, port, protocol, tls.mode, hostname]': [
        ['edge', 443, 'HTTPS', 'Terminate', null],
      ],
    },
  };
};

/** Distributions before the gateway, of those of buckets beside them. */
const DISTRIBUTIONS = 'values(aws_cloudfront_distribution)[?origin[0].vpc_origin_config]';

/** Clients come to CloudFront, by its records and certificates. */
const atCloudFront = (served: ReturnType<typeof hosts>): Expectations => ({
  [`${DISTRIBUTIONS}.aliases[]`]: served,
  [`${DISTRIBUTIONS}.[viewer_certificate.minimum_protocol_version, default_cache_behavior.viewer_protocol_policy] | [?@ != ['TLSv1.2_2021', 'redirect-to-https']]`]:
    [],
  "values(aws_route53_record)[?type == 'AAAA' && zone_id == '${data.aws_route53_zone.load_balancer_zones_main.zone_id}'].name":
    served,
});

/**
 * TLS of clients ends at the load balancer, from 1.2 on, with certificates and records of these hosts, and of no others. Requests without
 * TLS are led to it.
 */
export const httpsAt = ({ environment, domains, labels, behindCdn = false }: Hosts): Evidence => {
  const served = hosts(domains, ...labels);
  const below = labels.filter((label) => label !== '@');
  return {
    in: environment,
    aws: { 'aws_lb_listener.load_balancer_redirect.[port, default_action[0].redirect.protocol]': [80, 'HTTPS'] },
    edge: {
      aws: {
        'aws_lb_listener.load_balancer.[port, protocol, ssl_policy]': [
          443,
          'HTTPS',
          'ELBSecurityPolicy-TLS13-1-2-2021-06',
        ],
        // Regional ones: those of CloudFront are in us-east-1. Without SNI the gateway's own name is shown.
        'values(aws_acm_certificate)[?region == null].domain_name': hosts(domains, 'origin', ...labels),
        'length(values(aws_lb_listener_certificate)[].certificate_arn)': labels.length,
        ...(behindCdn
          ? atCloudFront(served)
          : {
              "values(aws_route53_record)[?alias.name == '${data.aws_lb.load_balancer_balancer.dns_name}'].name":
                served,
            }),
      },
      google: {
        'google_compute_ssl_policy.load_balancer_entrance_ssl_policy.[min_tls_version, profile]': ['TLS_1_2', 'MODERN'],
        'google_compute_target_https_proxy.load_balancer_entrance_https_proxy.[ssl_policy, certificate_map]': [
          '${google_compute_ssl_policy.load_balancer_entrance_ssl_policy.id}',
          '//certificatemanager.googleapis.com/${google_certificate_manager_certificate_map.load_balancer_certificate.id}',
        ],
        "values(google_certificate_manager_certificate_map_entry)[?map == '${google_certificate_manager_certificate_map.load_balancer_certificate.name}'].hostname":
          served,
        "values(google_dns_record_set)[?rrdatas[0] == '${data.google_compute_global_address.load_balancer_ipv4.address}'].name":
          (names: readonly string[]) => served(names.map((name) => name.slice(0, -1))),
        'google_compute_global_forwarding_rule.[load_balancer_entrance_http_ipv4, load_balancer_entrance_http_ipv6][].[port_range, target]':
          Array.from({ length: 2 }, () => [
            '80',
            '${google_compute_target_http_proxy.load_balancer_entrance_http_proxy.id}',
          ]),
        'google_compute_target_http_proxy.load_balancer_entrance_http_proxy.url_map':
          '${google_compute_url_map.load_balancer_entrance_redirect.id}',
        'google_compute_url_map.load_balancer_entrance_redirect.default_url_redirect.https_redirect': true,
      },
      azurerm: {
        "values(azurerm_cdn_frontdoor_custom_domain)[?tls.[certificate_type, minimum_tls_version] == ['ManagedCertificate', 'TLS12']].host_name":
          served,
        'length(azurerm_cdn_frontdoor_route.load_balancer_route.cdn_frontdoor_custom_domain_ids)': labels.length,
        "values(azurerm_dns_cname_record)[?record == '${azurerm_cdn_frontdoor_endpoint.load_balancer_endpoint.host_name}'].name":
          below,
        // The domain itself, which takes no CNAME.
        ...(labels.includes('@') && {
          "values(azurerm_dns_a_record)[?target_resource_id == '${azurerm_cdn_frontdoor_endpoint.load_balancer_endpoint.id}'].name":
            ['@'],
        }),
        'azurerm_cdn_frontdoor_route.load_balancer_route.[cdn_frontdoor_endpoint_id, https_redirect_enabled]': [
          '${azurerm_cdn_frontdoor_endpoint.load_balancer_endpoint.id}',
          true,
        ],
      },
    },
  };
};

/**
 * Nothing else is reached from the internet, so that what these services do by themselves against DDoS is in front of everything:
 * Shield Standard, the standard tier of Cloud Armor, and Azure's protection of its infrastructure. It has no arguments.
 */
export const standardDdosProtectionOf = ({ behindCdn = false }: Pick<Served, 'behindCdn'> = {}): Evidence => ({
  aws: {
    'aws_lb.load_balancer.[load_balancer_type, internal]': ['application', behindCdn],
    'length(values(aws_lb)[?internal == `false`].name)': behindCdn ? 0 : 1,
  },
  // An address without protection says `Disabled`.
  azurerm: { 'azurerm_public_ip.load_balancer_address.[sku, ddos_protection_mode]': ['Standard', null] },
  edge: {
    google: {
      'google_compute_backend_service.load_balancer_backend_service.[load_balancing_scheme, security_policy]': [
        'EXTERNAL_MANAGED',
        '${google_compute_security_policy.firewall_site.id}',
      ],
    },
    azurerm: {
      'azurerm_cdn_frontdoor_route.load_balancer_route.cdn_frontdoor_endpoint_id':
        '${azurerm_cdn_frontdoor_endpoint.load_balancer_endpoint.id}',
    },
  },
  cluster: {
    [`${SERVICE}.[type, annotations."service.beta.kubernetes.io/azure-allowed-service-tags"]`]: ([
      type,
      tags,
    ]: readonly [string, string | null]) => type === 'ClusterIP' || tags === 'AzureFrontDoor.Backend',
  },
});

export const standardDdosProtection = standardDdosProtectionOf();
