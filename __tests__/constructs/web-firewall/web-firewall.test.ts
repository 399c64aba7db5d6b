/** Web firewalls on every cloud: what they ask, in which order, what counts alone, and what is refused. */
import { plan } from '../../../app/plan/plan';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on, wholeWith } from '../../helpers/environments';
import { problemsOf, type Stack, synth } from '../../helpers/synth';

const SITE = {
  rateLimits: {
    all: { requests: 2000, seconds: 300 },
    login: { requests: 20, paths: ['/login', '/api/auth/'] },
  },
  allowedCidrs: ['192.0.2.0/24'],
  blockedCidrs: ['198.51.100.0/24'],
  onlyCountries: ['DE', 'US'],
};
const withFirewall = (site: object | null = {}, change: object = {}) =>
  wholeWith({
    databases: null,
    caches: null,
    objectStores: null,
    dnsZones: { main: { domain: 'shop.example.com' } },
    addons: { gateway: {}, certManager: { email: 'ops@example.com' }, externalDns: {}, loadBalancerController: {} },
    namespaces: { web: {} },
    workloads: {
      web: {
        namespace: 'web',
        image: 'registry.example.com/web:1.0.0',
        resources: { cpu: '100m', memory: '128Mi' },
        ports: { http: { port: 8080 } },
        probes: { readiness: { path: '/' } },
        routes: [{ host: 'www.shop.example.com' }],
      },
    },
    loadBalancer: { ...(site && { webFirewall: 'site' }) },
    webFirewalls: site && { site: { ...SITE, ...site } },
    ...change,
  });
const edgeOf = (cloud: CloudName, site: object | null = {}): Stack =>
  synth(on(cloud, withFirewall(site)))[`acme-test-${cloud}-edge`]!;
const textOf = (cloud: CloudName, site: object | null = {}): string => JSON.stringify(edgeOf(cloud, site).json);
const problemsIn = (cloud: CloudName, site: object, change: object = {}) =>
  problemsOf(on(cloud, withFirewall(site, change))).join('\n');
const codesOf = (cloud: CloudName, site: object) =>
  plan([on(cloud, withFirewall(site))], providers).warnings.map(({ code }) => code);

describe.each(CLOUDS)('a web firewall on %s', (cloud) => {
  it('adds these resources to the edge, and takes nothing away', () => {
    const [having, without] = [edgeOf(cloud).addresses(), edgeOf(cloud, null).addresses()];
    expect(having.filter((address) => !without.includes(address))).toMatchSnapshot();
    expect(without.filter((address) => !having.includes(address))).toEqual([]);
  });

  it('knows addresses, countries, paths and limits', () => {
    for (const part of ['192.0.2.0/24', '198.51.100.0/24', 'DE', 'US', '/login', '/api/auth/', '2000'])
      expect(textOf(cloud)).toContain(part);
  });

  it('blocks unless it is told to count', () => {
    const counted = textOf(cloud, { mode: 'count' });
    expect(counted).not.toMatch(/"block":|"action":"(deny\(403\)|throttle|Block)"/);
    const other = { aws: /"count":/, google: /"preview":true/, azurerm: /"mode":"Detection"|"action":"Log"/ }[cloud];
    expect(counted).toMatch(other);
    expect(codesOf(cloud, { mode: 'count' })).toContain('firewall/only-counts');
    expect(codesOf(cloud, {})).not.toContain('firewall/only-counts');
  });

  it('keeps no records that nobody wants', () => {
    const addresses = edgeOf(cloud, { logs: false }).addresses();
    expect(addresses.filter((address) => /\.firewall_site.*log/.test(address))).toEqual([]);
  });

  it.each<[RegExp, object, object]>([
    [/webFirewalls\.site is named by nothing: name it in loadBalancer\.webFirewall/, {}, { loadBalancer: {} }],
    [
      /loadBalancer\.webFirewall must name one of the environment's webFirewalls \(site\), got "sight"/,
      {},
      { loadBalancer: { webFirewall: 'sight' } },
    ],
    [
      /webFirewalls\.site lets everything through: give managedRules, rateLimits or a list/,
      { managedRules: [], rateLimits: {}, blockedCidrs: [], onlyCountries: [] },
      {},
    ],
    [/onlyCountries must be left out beside blockedCountries/, { blockedCountries: ['FR'] }, {}],
    [
      /blockedCidrs must not have 192\.0\.2\.0\/24, which allowedCidrs has, too/,
      { blockedCidrs: ['192.0.2.0/24'] },
      {},
    ],
    [/managedRules must have each once, got common twice/, { managedRules: ['common', 'common'] }, {}],
    [
      /exclusions are of managedRules, and there are none/,
      { managedRules: [], exclusions: { [cloud]: { SQLI: ['942200'] } } },
      {},
    ],
    [/must be a country in two capital letters, such as DE/, { onlyCountries: ['Germany'] }, {}],
    [/must be the beginning of paths, such as \/api\//, { rateLimits: { one: { requests: 100, paths: ['api'] } } }, {}],
    [/rateLimits\.one\.requests/, { rateLimits: { one: { requests: 1 } } }, {}],
    [/rateLimits\.one\.seconds/, { rateLimits: { one: { requests: 100, seconds: 10 } } }, {}],
  ])('refuses: %s', (message, site, change) => {
    expect(problemsIn(cloud, site, change)).toMatch(message);
  });
});

describe('a web firewall on AWS', () => {
  const acl = (site: object = {}) => edgeOf('aws', site).resource('aws_wafv2_web_acl.firewall_site');
  const namesIn = (site: object = {}): string[] => acl(site).rule.map(({ name }: { name: string }) => name);

  it('asks who is let through first, and AWS’ own rules last', () => {
    expect(namesIn({ managedRules: ['common', 'bots'] })).toEqual([
      'allowed-ranges',
      'blocked-ranges',
      'other-countries',
      'limit-all',
      'limit-login',
      'common',
      'bots',
    ]);
    expect(acl().rule.map(({ priority }: { priority: number }) => priority)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('counts requests of each address to paths as the application reads them', () => {
    const { statement } = acl().rule.find(({ name }: { name: string }) => name === 'limit-login');
    expect(statement.rate_based_statement).toMatchObject({
      limit: 20,
      evaluation_window_sec: 60,
      aggregate_key_type: 'IP',
    });
    expect(JSON.stringify(statement)).toContain('NORMALIZE_PATH');
  });

  it('only counts what is excluded of AWS’ rules, and names its groups', () => {
    const exclusions = { aws: { AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY'] } };
    const { statement } = acl({ exclusions }).rule.find(({ name }: { name: string }) => name === 'common');
    expect(statement.managed_rule_group_statement.rule_action_override).toEqual([
      { name: 'SizeRestrictions_BODY', action_to_use: { count: {} } },
    ]);
    expect(problemsIn('aws', { exclusions: { aws: { Common: ['SizeRestrictions_BODY'] } } })).toMatch(
      /exclusions\.aws must name groups of AWS \(AWSManagedRulesCommonRuleSet, .*\), got Common/,
    );
  });

  it('writes what met a rule, without what people sign in with, where WAF may write', () => {
    const edge = edgeOf('aws');
    const logging = edge.resource('aws_wafv2_web_acl_logging_configuration.firewall_site_logging');
    expect(logging).toMatchObject({
      logging_filter: { default_behavior: 'DROP' },
      redacted_fields: [{ single_header: { name: 'authorization' } }, { single_header: { name: 'cookie' } }],
      depends_on: ['aws_cloudwatch_log_resource_policy.foundation_firewall_log_policy'],
    });
    expect(edge.resource('aws_cloudwatch_log_group.firewall_site_log_group').name).toMatch(/^aws-waf-logs-/);
  });

  it('guards the load balancer', () => {
    expect(edgeOf('aws').resource('aws_wafv2_web_acl_association.load_balancer_firewall')).toMatchObject({
      web_acl_arn: '${aws_wafv2_web_acl.firewall_site.arn}',
      resource_arn: '${data.aws_lb.load_balancer_balancer.arn}',
    });
  });
});
