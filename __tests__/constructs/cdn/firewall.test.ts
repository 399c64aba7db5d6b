/** Web firewalls before Cdns of buckets, on every cloud: what is made for them, beside the load balancer's, and what is refused. */
import { plan } from '../../../app/plan/plan';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { servedWith } from '../../helpers/served';
import { type Attributes, problemsOf, type Stack, synth } from '../../helpers/synth';

const LISTS = { allowedCidrs: ['192.0.2.0/24'], blockedCidrs: ['198.51.100.0/24'], blockedCountries: ['FR'] };

/** A site behind a load balancer, and files behind a Cdn, one firewall for both. */
const withBoth = (site: object = {}, change: object = {}) =>
  servedWith(['www.shop.example.com'], {
    objectStores: { files: { public: true } },
    cdns: { files: { hosts: ['files.shop.example.com'], origin: { bucket: 'files' }, webFirewall: 'site' } },
    loadBalancer: { webFirewall: 'site' },
    webFirewalls: { site: { ...LISTS, rateLimits: { all: { requests: 2000 } }, ...site } },
    ...change,
  });
const edgeOf = (cloud: CloudName, site: object = {}, change: object = {}): Stack =>
  synth(on(cloud, withBoth(site, change)))[`acme-test-${cloud}-edge`]!;
const problemsIn = (cloud: CloudName, site: object, change: object = {}) =>
  problemsOf(on(cloud, withBoth(site, change))).join('\n');
const warningsIn = (cloud: CloudName, site: object = {}, change: object = {}) =>
  plan([on(cloud, withBoth(site, change))], providers).warnings;

describe.each(CLOUDS)('a web firewall before a Cdn on %s', (cloud) => {
  it('adds these resources to those of the load balancer, and takes nothing away', () => {
    const cdns = { files: { hosts: ['files.shop.example.com'], origin: { bucket: 'files' } } };
    const [having, without] = [edgeOf(cloud).addresses(), edgeOf(cloud, {}, { cdns }).addresses()];
    expect(having.filter((address) => !without.includes(address))).toMatchSnapshot();
    expect(without.filter((address) => !having.includes(address))).toEqual([]);
  });

  it('is there without a load balancer, too', () => {
    const alone = edgeOf(
      cloud,
      {},
      { loadBalancer: null, addons: null, workloads: null, namespaces: null, cluster: null },
    );
    const both = edgeOf(cloud).addresses();
    expect(alone.addresses().filter((address) => !both.includes(address))).toEqual([]);
  });

  it('keeps no records that nobody wants', () => {
    const addresses = edgeOf(cloud, { logs: false }).addresses();
    expect(addresses.filter((address) => /\.firewall_site.*log/.test(address))).toEqual([]);
  });

  it.each<[RegExp, object]>([
    [
      /cdns\.files\.webFirewall must name one of the environment's webFirewalls \(site\), got "sight"/,
      { cdns: { files: { hosts: ['files.shop.example.com'], origin: { bucket: 'files' }, webFirewall: 'sight' } } },
    ],
    [
      /webFirewalls\.site is named by nothing: name it in loadBalancer\.webFirewall or in cdns\.\*\.webFirewall/,
      { loadBalancer: {}, cdns: null, objectStores: null },
    ],
  ])('refuses: %s', (message, change) => {
    expect(problemsIn(cloud, {}, change)).toMatch(message);
  });
});

describe('a web firewall before a Cdn on AWS', () => {
  const edge = edgeOf('aws');

  it('is an ACL of its own, where CloudFront asks, with its sets and records', () => {
    const acl = edge.resource('aws_wafv2_web_acl.firewall_site_global');
    expect(acl).toMatchObject({ scope: 'CLOUDFRONT', region: 'us-east-1' });
    const regional = edge.resource('aws_wafv2_web_acl.firewall_site');
    expect(regional).toMatchObject({ scope: 'REGIONAL' });
    expect(regional).not.toHaveProperty('region');
    expect(acl.name).not.toBe(regional.name);
    expect(acl.rule.map(({ name }: Attributes) => name)).toEqual(regional.rule.map(({ name }: Attributes) => name));
    expect(acl.rule[0].statement.ip_set_reference_statement.arn).toBe(
      '${aws_wafv2_ip_set.firewall_site_global_allowed.arn}',
    );
    for (const id of ['allowed', 'blocked'])
      expect(edge.resource(`aws_wafv2_ip_set.firewall_site_global_${id}`)).toMatchObject({
        scope: 'CLOUDFRONT',
        region: 'us-east-1',
      });
    expect(edge.resource('aws_wafv2_web_acl_logging_configuration.firewall_site_global_logging')).toMatchObject({
      region: 'us-east-1',
      depends_on: [expect.stringMatching(/^aws_cloudwatch_log_resource_policy\.foundation_(global_)?firewall/)],
    });
    expect(edge.resource('aws_cloudwatch_log_group.firewall_site_global_log_group')).toMatchObject({
      region: 'us-east-1',
      name: expect.stringMatching(/^aws-waf-logs-/),
    });
  });

  it('is asked by the distribution, as the load balancer asks its own', () => {
    expect(edge.resource('aws_cloudfront_distribution.cdn_files').web_acl_id).toBe(
      '${aws_wafv2_web_acl.firewall_site_global.arn}',
    );
    expect(edge.resource('aws_wafv2_web_acl_association.load_balancer_firewall').web_acl_arn).toBe(
      '${aws_wafv2_web_acl.firewall_site.arn}',
    );
  });

  it('may write where it is, by one policy a region', () => {
    const policiesIn = (region: string) => {
      const input = on('aws', withBoth());
      const targets = { aws: { ...input.targets.aws!, region } };
      const stack = synth({ ...input, targets })['acme-test-aws-edge']!;
      return stack
        .all('aws_cloudwatch_log_resource_policy')
        .filter(({ policy_name }) => String(policy_name).includes('waf'));
    };
    expect(policiesIn('us-east-1')).toHaveLength(1);
    const there = policiesIn('eu-central-1');
    expect(there.map(({ region }) => region).sort()).toEqual(['us-east-1', undefined]);
    expect(JSON.stringify(there)).toContain(':logs:us-east-1:');
  });
});

describe('a web firewall before a Cdn on Google', () => {
  const edge = edgeOf('google');

  it('is a policy of the edge that knows addresses and countries alone', () => {
    const policy = edge.resource('google_compute_security_policy.firewall_site_edge');
    expect(policy).toMatchObject({ type: 'CLOUD_ARMOR_EDGE' });
    expect(policy).not.toHaveProperty('advanced_options_config');
    expect(policy.rule.map(({ description }: Attributes) => description)).toEqual([
      'allowed ranges',
      'blocked ranges',
      'blocked countries',
      'everything else',
    ]);
    expect(edge.resource('google_compute_backend_bucket.cdn_files_default_backend').edge_security_policy).toBe(
      '${google_compute_security_policy.firewall_site_edge.id}',
    );
    expect(edge.resource('google_compute_backend_service.load_balancer_backend_service').security_policy).toBe(
      '${google_compute_security_policy.firewall_site.id}',
    );
  });

  it('has records that name it by its kind', () => {
    const sink = edge.resource('google_logging_project_sink.firewall_site_edge_logs_log_sink');
    expect(sink.filter).toContain('jsonPayload.enforcedEdgeSecurityPolicy.name=');
    expect(sink.filter).toContain('jsonPayload.previewEdgeSecurityPolicy.outcome="DENY"');
  });

  it('is warned of where it knows more than is asked before a bucket, and refused where it knows nothing else', () => {
    const codes = (site: object) => warningsIn('google', site).map(({ code }) => code);
    expect(codes({})).toContain('cdn/firewall-partly');
    expect(codes({ managedRules: [], rateLimits: {} })).not.toContain('cdn/firewall-partly');
    expect(problemsIn('google', { blockedCidrs: [], blockedCountries: [] })).toMatch(
      /cdns\.files\.webFirewall must name a firewall with blockedCidrs, blockedCountries or onlyCountries/,
    );
  });
});

describe('a web firewall before a Cdn on Azure', () => {
  it('is a policy of the profile, for all of its hosts, before anybody comes', () => {
    const edge = edgeOf('azurerm');
    const policy = edge.resource('azurerm_cdn_frontdoor_firewall_policy.firewall_site_cdn_files_premium');
    expect(policy).toMatchObject({ sku_name: 'Premium_AzureFrontDoor', mode: 'Prevention' });
    expect(edge.resource('azurerm_cdn_frontdoor_profile.cdn_files').sku_name).toBe('Premium_AzureFrontDoor');
    expect(edge.resource('azurerm_cdn_frontdoor_security_policy.cdn_files_security_policy')).toMatchObject({
      cdn_frontdoor_profile_id: '${azurerm_cdn_frontdoor_profile.cdn_files.id}',
      security_policies: {
        firewall: {
          cdn_frontdoor_firewall_policy_id:
            '${azurerm_cdn_frontdoor_firewall_policy.firewall_site_cdn_files_premium.id}',
          association: {
            domain: [
              {
                cdn_frontdoor_domain_id:
                  '${azurerm_cdn_frontdoor_custom_domain.cdn_files_host_files_shop_example_com.id}',
              },
            ],
          },
        },
      },
    });
    expect(edge.resource('azurerm_dns_cname_record.cdn_files_host_files_shop_example_com_record').depends_on).toEqual([
      'azurerm_cdn_frontdoor_route.cdn_files_route',
      'azurerm_cdn_frontdoor_security_policy.cdn_files_security_policy',
    ]);
  });

  it('leaves the profile Standard where it has no rules of Azure’s', () => {
    const edge = edgeOf('azurerm', { managedRules: [] });
    expect(edge.resource('azurerm_cdn_frontdoor_profile.cdn_files').sku_name).toBe('Standard_AzureFrontDoor');
  });

  it('tells what Premium costs for each profile', () => {
    const said = (change: object) => warningsIn('azurerm', {}, change).map(({ message }) => message);
    expect(said({})).toContainEqual(expect.stringContaining('about 330 US dollars a month for each of 2 profiles'));
    expect(said({ loadBalancer: {} })).toContainEqual(expect.stringContaining('about 330 US dollars a month instead'));
  });
});
