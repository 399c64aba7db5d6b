/** Cdns before the gateway, on every cloud: what they add to the load balancer, what is kept and by what, and what is refused. */
import { plan } from '../../../app/plan/plan';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { platformOn } from '../../helpers/platform';
import { routed, servedWith, web } from '../../helpers/served';
import { type Attributes, problemsOf, type Stack, synth } from '../../helpers/synth';

const HOSTS = ['www.shop.example.com', 'api.shop.example.com'];
const SITE = {
  hosts: ['www.shop.example.com'],
  origin: { loadBalancer: true },
  paths: {
    assets: { path: '/assets/*', seconds: 31_536_000, queryParameters: ['v'] },
    live: { path: '/assets/live/*', seconds: 0 },
    pages: { path: '/pages/*', seconds: 'origin', queryParameters: 'all' },
  },
  headers: { contentSecurityPolicy: "default-src 'self'" },
};
const API = { hosts: ['api.shop.example.com'], origin: { loadBalancer: true } };
const LISTS = { blockedCidrs: ['192.0.2.0/24'] };

const withCdns = (cdns: object | null = {}, change: object = {}) =>
  servedWith(HOSTS, { loadBalancer: {}, cdns: cdns && { site: SITE, api: API, ...cdns }, ...change });
const stackOf = (cloud: CloudName, kind: '' | '-edge', cdns: object | null = {}, change: object = {}): Stack =>
  synth(on(cloud, withCdns(cdns, change)))[`acme-test-${cloud}${kind}`]!;
const guarded = { site: { ...SITE, webFirewall: 'site' }, api: { ...API, webFirewall: 'site' } };
const firewalls = { webFirewalls: { site: LISTS } };
const problemsIn = (cloud: CloudName, cdns: object | null, change: object = {}) =>
  problemsOf(on(cloud, withCdns(cdns, change))).join('\n');
const codesIn = (cloud: CloudName, cdns: object | null, change: object = {}) =>
  plan([on(cloud, withCdns(cdns, change))], providers).warnings.map(({ code }) => code);

const difference = (having: Stack, without: Stack): string[] => {
  const others = without.addresses();
  return having.addresses().filter((address) => !others.includes(address));
};

describe.each(CLOUDS)('Cdns before the gateway on %s', (cloud) => {
  it('add these to the edge', () => {
    expect(difference(stackOf(cloud, '-edge'), stackOf(cloud, '-edge', null))).toMatchSnapshot();
  });

  it('take nothing away from the edge, so that the first one and the last one change little', () => {
    expect(difference(stackOf(cloud, '-edge', null), stackOf(cloud, '-edge'))).toEqual([]);
  });

  it('keep the records of hosts where they are, which change in place', () => {
    const recordsIn = (stack: Stack) =>
      stack.addresses().filter((address) => /record/.test(address) && /_(www|api)_shop/.test(address));
    const records = recordsIn(stackOf(cloud, '-edge')).filter((address) => address.includes('.load_balancer_'));
    for (const address of recordsIn(stackOf(cloud, '-edge', null)))
      if (!address.includes('certificate')) expect(records).toContain(address);
  });

  it('keep nothing that is not named', () => {
    const bare = JSON.stringify(stackOf(cloud, '-edge', { site: { ...SITE, paths: {} } }).json);
    expect(bare).not.toMatch(/Cache-Control|"enable_cdn":true|OverrideAlways|aws_cloudfront_cache_policy/);
  });

  it('tell browsers how long to keep what is kept, and of everything how to protect people', () => {
    const text = JSON.stringify(stackOf(cloud, '-edge').json);
    for (const part of ["default-src 'self'", 'DENY', 'strict-origin-when-cross-origin', 'public, max-age=31536000'])
      expect(text).toContain(part);
    expect(text).not.toContain('no-cache');
  });

  it('have an address for zones that are kept elsewhere, which the load balancer does not tell', () => {
    const outputs = Object.keys(stackOf(cloud, '-edge').json.output);
    expect(outputs.sort()).toEqual(['cdn_api_address', 'cdn_api_hosts', 'cdn_site_address', 'cdn_site_hosts']);
  });

  it('warn of everything that is kept for a time, and of nothing else', () => {
    expect(codesIn(cloud, {})).not.toContain('cdn/everything-kept');
    expect(codesIn(cloud, { site: { ...SITE, caching: { seconds: 'origin' } } })).not.toContain('cdn/everything-kept');
    expect(codesIn(cloud, { site: { ...SITE, caching: { seconds: 60 } } })).toContain('cdn/everything-kept');
  });

  it.each<[RegExp, object | null, object]>([
    [
      /loadBalancer serves api\.shop\.example\.com, which no Cdn before it has: clients reach the gateway through cdns\.site alone/,
      { api: null },
      {},
    ],
    [
      /cdns\.site\.hosts\.1 must be a host that a route in the cluster has, got docs\.shop\.example\.com/,
      { site: { ...SITE, hosts: ['www.shop.example.com', 'docs.shop.example.com'] } },
      {},
    ],
    [
      /must not be api\.shop\.example\.com, which cdns\.site serves, too/,
      { site: { ...SITE, hosts: ['www.shop.example.com', 'api.shop.example.com'] } },
      {},
    ],
    [
      /cdns\.site\.origin\.loadBalancer requires the loadBalancer of the environment, before which it stands/,
      {},
      { loadBalancer: null },
    ],
    [
      /loadBalancer\.webFirewall must be left out behind cdns\.site, where clients come in/,
      guarded,
      { ...firewalls, loadBalancer: { webFirewall: 'site' } },
    ],
    [
      /cdns\.api\.webFirewall must be that of cdns\.site \(site\), got none: hosts of one gateway ask one firewall/,
      { site: guarded.site },
      firewalls,
    ],
    [
      /cdns\.site\.origin\.fallback does not go with the other properties that are given/,
      { site: { ...SITE, origin: { loadBalancer: true, fallback: '/index.html' } } },
      {},
    ],
    [/cdns\.site\.origin\.loadBalancer/, { site: { ...SITE, origin: { loadBalancer: false } } }, {}],
    [
      /cdns\.site\.caching\.queryParameters tell apart what is kept, but with seconds: 0 nothing is/,
      { site: { ...SITE, caching: { queryParameters: 'all' } } },
      {},
    ],
    [
      /cdns\.files\.caching must have neither cookies nor all queryParameters before a bucket/,
      {
        files: {
          hosts: ['files.shop.example.com'],
          origin: { bucket: 'files' },
          caching: { queryParameters: 'all' },
        },
      },
      { objectStores: { files: { public: true } } },
    ],
    [
      /workloads\.web\.routes\.0\.port must not lead to gRPC/,
      {},
      { workloads: { web: { ...routed(...HOSTS), ports: { http: { port: 8080, protocol: 'grpc' } } } } },
    ],
  ])('refuses: %s', (message, cdns, change) => {
    expect(problemsIn(cloud, cdns, change)).toMatch(message);
  });

  it('refuses hosts of wildcards, which it cannot have', () => {
    const workloads = { web: routed(...HOSTS, '*.shop.example.com') };
    expect(problemsIn(cloud, {}, { workloads })).toMatch(/serves \*\.shop\.example\.com, which no Cdn before it has/);
  });

  it('stands beside Cdns of buckets', () => {
    const files = { hosts: ['files.shop.example.com'], origin: { bucket: 'files' } };
    const both = stackOf(cloud, '-edge', { files }, { objectStores: { files: { public: true } } });
    const gone = difference(stackOf(cloud, '-edge'), both);
    expect(gone).toEqual([]);
  });
});

describe('a Cdn before the gateway on AWS', () => {
  const infrastructure = stackOf('aws', '');
  const edge = stackOf('aws', '-edge');
  const distribution = edge.resource('aws_cloudfront_distribution.cdn_site');

  it('makes the load balancer one that the internet does not reach, by the subnets it is in and who may call it', () => {
    expect(infrastructure.resource('aws_lb.load_balancer')).toMatchObject({
      internal: true,
      depends_on: ['aws_s3_bucket_policy.load_balancer_logs_policy'],
      subnets: [1, 2, 3].map((number) => `\${aws_subnet.network_private_${number}.id}`),
    });
    const rules = infrastructure
      .addresses()
      .filter((address) => /^aws_vpc_security_group_ingress_rule\.load_balancer/.test(address));
    expect(rules).toEqual([
      'aws_vpc_security_group_ingress_rule.load_balancer_clients_cloudfront',
      'aws_vpc_security_group_ingress_rule.load_balancer_nodes_rule',
    ]);
    expect(infrastructure.json.data.aws_ec2_managed_prefix_list.load_balancer_cloud_front.name).toBe(
      'com.amazonaws.global.cloudfront.origin-facing',
    );
  });

  it('asks the gateway by its own name, with all that the client has sent, and lets it know the host', () => {
    expect(distribution.origin).toEqual([
      {
        origin_id: 'gateway',
        domain_name: 'origin.shop.example.com',
        vpc_origin_config: {
          vpc_origin_id: '${aws_cloudfront_vpc_origin.load_balancer_vpc_origin.id}',
          origin_read_timeout: 60,
        },
      },
    ]);
    expect(distribution.default_cache_behavior).toMatchObject({
      cache_policy_id: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      origin_request_policy_id: '216adef6-5c7f-47e4-b989-5492eafa07d3',
      allowed_methods: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
    });
    expect(distribution).not.toHaveProperty('default_root_object');
  });

  it('gives nobody the error of another', () => {
    for (const { error_caching_min_ttl, response_page_path } of distribution.custom_error_response as Attributes[])
      expect([error_caching_min_ttl, response_page_path]).toEqual([0, undefined]);
  });

  it('tells answers apart by host and by what is named, and asks the gateway for nothing else', () => {
    const policy = (id: string) => edge.resource(`aws_cloudfront_cache_policy.cdn_site_${id}_cache_policy`);
    expect(policy('assets')).toMatchObject({
      min_ttl: 31_536_000,
      parameters_in_cache_key_and_forwarded_to_origin: {
        cookies_config: { cookie_behavior: 'none' },
        headers_config: { header_behavior: 'whitelist', headers: { items: ['Host'] } },
        query_strings_config: { query_string_behavior: 'whitelist', query_strings: { items: ['v'] } },
      },
    });
    // An answer that does not say how long is not kept.
    expect(policy('pages')).toMatchObject({
      min_ttl: 0,
      default_ttl: 0,
      parameters_in_cache_key_and_forwarded_to_origin: { query_strings_config: { query_string_behavior: 'all' } },
    });
    const behaviours = distribution.ordered_cache_behavior as Attributes[];
    expect(behaviours.map(({ path_pattern }) => path_pattern)).toEqual(['/assets/live/*', '/assets/*', '/pages/*']);
    const cookies = { ...SITE, paths: { plans: { path: '/plans/*', cookies: ['plan'] } } };
    expect(
      stackOf('aws', '-edge', { site: cookies }).resource('aws_cloudfront_cache_policy.cdn_site_plans_cache_policy')
        .parameters_in_cache_key_and_forwarded_to_origin,
    ).toMatchObject({ cookies_config: { cookie_behavior: 'whitelist', cookies: { items: ['plan'] } } });
  });

  it('demands TLS 1.3 of clients where the load balancer would, and speaks 1.2 with that', () => {
    const strict = stackOf('aws', '-edge', {}, { loadBalancer: { minTlsVersion: '1.3' } });
    expect(strict.resource('aws_cloudfront_distribution.cdn_site').viewer_certificate).toMatchObject({
      minimum_protocol_version: 'TLSv1.3_2025',
    });
    expect(strict.resource('aws_lb_listener.load_balancer').ssl_policy).toBe('ELBSecurityPolicy-TLS13-1-2-2021-06');
    expect(distribution.viewer_certificate).toMatchObject({ minimum_protocol_version: 'TLSv1.2_2021' });
  });

  it('asks the firewall where clients come in, and nowhere else', () => {
    const stack = stackOf('aws', '-edge', guarded, firewalls);
    expect(stack.resource('aws_cloudfront_distribution.cdn_site').web_acl_id).toBe(
      '${aws_wafv2_web_acl.firewall_site_global.arn}',
    );
    expect(stack.all('aws_wafv2_web_acl')).toHaveLength(1);
    expect(stack.addresses().join()).not.toContain('aws_wafv2_web_acl_association');
  });

  it('is what Shield Advanced protects', () => {
    const advanced = { loadBalancer: { ddosProtection: 'advanced' } };
    expect(stackOf('aws', '', {}, advanced).addresses().join()).not.toContain('aws_shield_protection');
    expect(stackOf('aws', '-edge', {}, advanced).resource('aws_shield_protection.cdn_site_shield').resource_arn).toBe(
      '${aws_cloudfront_distribution.cdn_site.arn}',
    );
  });

  it('makes the gateway believe one more hop, and let in the subnets of the load balancer', () => {
    const { manifests } = platformOn('aws', on('aws', withCdns()));
    const policy = manifests.find(({ kind }) => kind === 'ClientTrafficPolicy')!.spec as Attributes;
    expect(policy.clientIPDetection.xForwardedFor.numTrustedHops).toBe(2);
    const subnets = ['private_1', 'private_2'].map(
      (id) => infrastructure.resource(`aws_subnet.network_${id}`).cidr_block as string,
    );
    const text = JSON.stringify(manifests.filter(({ kind }) => kind === 'NetworkPolicy'));
    for (const cidr of subnets) expect(text).toContain(`{"ipBlock":{"cidr":"${cidr}"}}`);
  });

  it('is another load balancer to protection, so that the change there is refused', () => {
    const keys = (cdns: object | null) =>
      JSON.stringify(stackOf('aws', '', cdns).resource('terraform_data.protected').for_each);
    expect(keys({})).toContain('loadBalancer.internal');
    expect(keys({})).not.toMatch(/loadBalancer\\"/);
    expect(keys(null)).not.toContain('loadBalancer.internal');
  });

  it.each<[RegExp, object]>([
    [
      /cdns\.site\.origin\.loadBalancer takes a loadBalancer\.idleSeconds of at most 120, for which CloudFront waits, got 240/,
      { loadBalancer: { idleSeconds: 240 } },
    ],
    [/loadBalancer needs private subnets in at least 2 zones, got 1/, { network: { cidr: '10.0.0.0/16', zones: 1 } }],
  ])('refuses: %s', (message, change) => {
    expect(problemsIn('aws', {}, change)).toMatch(message);
  });

  it('takes overrides of its own resources, and of the way from CloudFront', () => {
    const overrides = { aws: { distribution: { priceClass: 'PriceClass_100' } } };
    const stack = stackOf('aws', '-edge', { site: { ...SITE, overrides } });
    expect(stack.resource('aws_cloudfront_distribution.cdn_site').price_class).toBe('PriceClass_100');
    const way = { aws: { vpcOrigin: { tags: { team: 'edge' } } } };
    expect(
      stackOf('aws', '-edge', {}, { loadBalancer: { overrides: way } }).resource(
        'aws_cloudfront_vpc_origin.load_balancer_vpc_origin',
      ).tags,
    ).toEqual({ team: 'edge' });
  });
});

describe('a Cdn before the gateway on Google', () => {
  const edge = stackOf('google', '-edge');
  const matchers = edge.resource('google_compute_url_map.load_balancer').path_matcher as Attributes[];

  it('is a part of the load balancer’s URL map: what is kept has a backend service of its own', () => {
    const service = '${google_compute_backend_service.load_balancer_backend_service.id}';
    expect(edge.resource('google_compute_url_map.load_balancer').host_rule).toEqual([
      { hosts: ['www.shop.example.com'], path_matcher: 'cdn-site' },
      { hosts: ['api.shop.example.com'], path_matcher: 'cdn-api' },
    ]);
    expect(matchers.map(({ default_service }) => default_service)).toEqual([service, service]);
    expect(matchers[0]!.path_rule).toEqual([
      { paths: ['/assets/live/*'], service },
      { paths: ['/assets/*'], service: '${google_compute_backend_service.cdn_site_assets_backend.id}' },
      { paths: ['/pages/*'], service: '${google_compute_backend_service.cdn_site_pages_backend.id}' },
    ]);
    expect(matchers[0]!.header_action.response_headers_to_add).toContainEqual({
      header_name: 'X-Frame-Options',
      header_value: 'DENY',
      replace: true,
    });
  });

  it('tells answers apart by host and by what is named', () => {
    const policyOf = (id: string) =>
      edge.resource(`google_compute_backend_service.cdn_site_${id}_backend`).cdn_policy as Attributes;
    expect(policyOf('assets')).toEqual({
      cache_mode: 'FORCE_CACHE_ALL',
      default_ttl: 31_536_000,
      client_ttl: 31_536_000,
      cache_key_policy: {
        include_host: true,
        include_protocol: true,
        include_query_string: true,
        query_string_whitelist: ['v'],
      },
    });
    expect(policyOf('pages')).toMatchObject({
      cache_mode: 'USE_ORIGIN_HEADERS',
      cache_key_policy: { include_query_string: true },
    });
    expect(policyOf('pages').cache_key_policy).not.toHaveProperty('query_string_whitelist');
  });

  it('asks a policy of the edge before what is kept, and all rules of the firewall before the rest', () => {
    const stack = stackOf('google', '-edge', guarded, firewalls);
    expect(stack.resource('google_compute_backend_service.cdn_site_assets_backend')).toMatchObject({
      security_policy: '${google_compute_security_policy.firewall_site.id}',
      edge_security_policy: '${google_compute_security_policy.firewall_site_edge.id}',
    });
    expect(stack.resource('google_compute_backend_service.load_balancer_backend_service')).toMatchObject({
      security_policy: '${google_compute_security_policy.firewall_site.id}',
    });
    const unlisted = { webFirewalls: { site: { rateLimits: { all: { requests: 100 } } } } };
    const addresses = stackOf('google', '-edge', guarded, unlisted).addresses();
    expect(addresses).not.toContain('google_compute_security_policy.firewall_site_edge');
    expect(codesIn('google', guarded, unlisted)).not.toContain('cdn/firewall-partly');
  });

  it('writes records with the load balancer, as that says', () => {
    expect(problemsIn('google', { site: { ...SITE, logs: { retentionDays: 30 } } })).toMatch(
      /cdns\.site\.logs must be as loadBalancer\.logs, which are kept for 90 days, got those kept for 30 days/,
    );
    expect(problemsIn('google', { site: { ...SITE, logs: false } })).toMatch(/got those kept not at all/);
  });
});

describe('a Cdn before the gateway on Azure', () => {
  const edge = stackOf('azurerm', '-edge');
  const rule = (id: string) => edge.resource(`azurerm_cdn_frontdoor_rule.cdn_${id}`);

  it('is rules of the load balancer’s route, which has no cache of its own', () => {
    const route = edge.resource('azurerm_cdn_frontdoor_route.load_balancer_route');
    expect(route).not.toHaveProperty('cache');
    expect(route.cdn_frontdoor_rule_set_ids).toEqual([
      '${azurerm_cdn_frontdoor_rule_set.cdn_site_rules.id}',
      '${azurerm_cdn_frontdoor_rule_set.cdn_api_rules.id}',
    ]);
    // A set that goes is deleted after the route has let go of it.
    expect(edge.resource('azurerm_cdn_frontdoor_rule_set.cdn_site_rules').lifecycle).toEqual({
      create_before_destroy: true,
    });
  });

  it('keeps at its own hosts, from the shortest path to the longest', () => {
    const order = ['headers', 'caching_pages', 'caching_assets', 'caching_live'];
    expect(order.map((id) => rule(`site_rules_${id}`).order)).toEqual([1, 2, 3, 4]);
    for (const id of order)
      expect(rule(`site_rules_${id}`).conditions.host_name_condition).toEqual([
        { operator: 'Equal', match_values: ['www.shop.example.com'] },
      ]);
    expect(rule('site_rules_caching_assets').actions.route_configuration_override_action).toMatchObject({
      cache_behavior: 'OverrideAlways',
      cache_duration: '365.00:00:00',
      query_string_caching_behavior: 'IncludeSpecifiedQueryStrings',
      query_string_parameters: ['v'],
    });
    // Front Door would keep for days what does not say how long.
    expect(rule('site_rules_caching_pages').actions.route_configuration_override_action).toMatchObject({
      cache_behavior: 'OverrideIfOriginMissing',
      cache_duration: '00:00:01',
      query_string_caching_behavior: 'UseQueryString',
    });
    expect(rule('site_rules_caching_live').actions.route_configuration_override_action).toEqual({
      cache_behavior: 'Disabled',
    });
  });

  it('has no rules where nothing is kept and no header is set', () => {
    const none = {
      frameOptions: false,
      referrerPolicy: false,
      contentTypeOptions: false,
      strictTransportSeconds: false,
    };
    const stack = stackOf('azurerm', '-edge', { api: { ...API, headers: none } });
    expect(stack.addresses().join()).not.toContain('cdn_api');
    expect(stack.resource('azurerm_cdn_frontdoor_route.load_balancer_route').cdn_frontdoor_rule_set_ids).toHaveLength(
      1,
    );
  });

  it('is guarded by the policy of the load balancer’s profile', () => {
    const stack = stackOf('azurerm', '-edge', guarded, {
      webFirewalls: { site: { ...LISTS, managedRules: ['common'] } },
    });
    expect(stack.resource('azurerm_cdn_frontdoor_security_policy.load_balancer_security_policy')).toMatchObject({
      security_policies: {
        firewall: {
          cdn_frontdoor_firewall_policy_id: '${azurerm_cdn_frontdoor_firewall_policy.firewall_site_premium.id}',
        },
      },
    });
    const profile = stackOf('azurerm', '', guarded, {
      webFirewalls: { site: { ...LISTS, managedRules: ['common'] } },
    }).resource('azurerm_cdn_frontdoor_profile.load_balancer');
    expect(profile.sku_name).toBe('Premium_AzureFrontDoor');
  });

  it('tells no answers apart by cookies', () => {
    expect(
      problemsIn('azurerm', { site: { ...SITE, paths: { plans: { path: '/plans/*', cookies: ['plan'] } } } }),
    ).toMatch(/cdns\.site\.paths\.plans\.cookies is not supported: Front Door tells answers apart by their URL/);
  });

  it('warns of the domain of a zone once', () => {
    const apex = {
      cdns: { site: { ...SITE, hosts: ['shop.example.com'] } },
      workloads: { web: routed('shop.example.com') },
    };
    const codes = codesIn('azurerm', null, apex);
    expect(codes).toContain('balancer/apex-renewal');
    expect(codes).not.toContain('cdn/apex-renewal');
  });
});

it('is served by workloads as without a Cdn', () => {
  expect(problemsIn('aws', {}, { workloads: { web: { ...web, routes: HOSTS.map((host) => ({ host })) } } })).toBe('');
});
