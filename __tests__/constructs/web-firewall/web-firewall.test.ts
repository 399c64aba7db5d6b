/** Web firewalls on every cloud: what they ask, in which order, what counts alone, and what is refused. */
import { plan } from '../../../app/plan/plan';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { servedWith } from '../../helpers/served';
import { type Attributes, problemsOf, type Stack, synth } from '../../helpers/synth';

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
  servedWith(['www.shop.example.com'], {
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
    // On Google each rule keeps its action, and says beside it that it is in preview.
    expect(counted).not.toMatch(/"block":|"action":"Block"/);
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
    [/webFirewalls\.site is named by nothing: name it in loadBalancer\.webFirewall or/, {}, { loadBalancer: {} }],
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

describe('a web firewall on Google', () => {
  interface Rule {
    readonly action: string;
    readonly description: string;
    readonly preview: boolean;
    readonly priority: number;
    readonly match: { readonly expr?: { readonly expression: string }; readonly config?: { src_ip_ranges: string[] } };
    readonly rate_limit_options?: object;
  }
  const rulesOf = (site: object = {}): Rule[] =>
    edgeOf('google', site).resource('google_compute_security_policy.firewall_site').rule;
  const ruleOf = (description: string, site: object = {}): Rule =>
    rulesOf(site).find((rule) => rule.description === description)!;
  const expressionOf = (description: string, site: object = {}) => ruleOf(description, site).match.expr?.expression;
  const SQLI = 'owasp-crs-v042200-id942100-sqli';
  const excluding = (...ids: string[]) => ({ exclusions: { google: { 'sqli-v422-stable': ids } } });

  it('asks who is let through first, limits after Google’s own rules, and lets the rest through', () => {
    const rules = rulesOf({ managedRules: ['sql-injection', 'known-exploits'] });
    expect(rules.map(({ priority, description }) => `${priority} ${description}`)).toEqual([
      '1000 allowed ranges',
      '2000 blocked ranges',
      '3001 other countries',
      '5006 sqli-v422-stable',
      '5007 cve-canary',
      '6000 limit login',
      '7000 limit all',
      '2147483647 everything else',
    ]);
    expect(rules.filter(({ action }) => action === 'allow').map(({ priority }) => priority)).toEqual([
      1000, 2147483647,
    ]);
  });

  it('has every action in preview where it only counts, but for what is let through', () => {
    const enforced = rulesOf({ mode: 'count' }).filter(({ preview }) => !preview);
    expect(enforced.map(({ action }) => action)).toEqual(['allow', 'allow']);
    expect(rulesOf().some(({ preview }) => preview)).toBe(false);
    const rateLimits = { one: { requests: 50, action: 'count' } };
    expect(ruleOf('limit one', { rateLimits }).preview).toBe(true);
  });

  it('leaves a rule of each set where it is, whatever others there are', () => {
    expect(ruleOf('cve-canary', { managedRules: ['known-exploits'] }).priority).toBe(5007);
    expect(ruleOf('cve-canary').priority).toBe(5007);
  });

  it('has ten address ranges a rule', () => {
    const blockedCidrs = Array.from({ length: 21 }, (_, index) => `203.0.${index}.0/24`);
    const blocked = rulesOf({ blockedCidrs }).filter(({ description }) => description === 'blocked ranges');
    expect(blocked.map(({ priority, match }) => [priority, match.config?.src_ip_ranges.length])).toEqual([
      [2000, 10],
      [2001, 10],
      [2002, 1],
    ]);
  });

  it('compares any number of countries at once', () => {
    expect(expressionOf('other countries')).toBe("!origin.region_code.matches('^(DE|US)$')");
    const blockedCountries = ['AT', 'BE', 'CH', 'DK', 'FR', 'GB'];
    expect(expressionOf('blocked countries', { onlyCountries: [], blockedCountries })).toBe(
      "origin.region_code.matches('^(AT|BE|CH|DK|FR|GB)$')",
    );
  });

  it('limits each address, and counts who comes to a path by a detour', () => {
    expect(ruleOf('limit all').rate_limit_options).toEqual({
      conform_action: 'allow',
      exceed_action: 'deny(403)',
      enforce_on_key: 'IP',
      rate_limit_threshold: { count: 2000, interval_sec: 300 },
    });
    const login = expressionOf('limit login');
    expect(login).toBe(
      "request.path.urlDecode().matches('^/login|/[.]{0,2}/') || request.path.urlDecode().matches('^/api/auth/')",
    );
    const pattern = new RegExp(/matches\('(.*?)'\)/.exec(login!)![1]!);
    for (const path of ['/login', '//login', '/./login', '/x/../login']) expect(path).toMatch(pattern);
    for (const path of ['/', '/x/login', '/.well-known/x', '/a/b']) expect(path).not.toMatch(pattern);
  });

  it('asks limits of longer paths first', () => {
    const rateLimits = {
      all: { requests: 2000 },
      api: { requests: 200, paths: ['/api/'] },
      login: { requests: 20, paths: ['/api/login'] },
    };
    const limits = rulesOf({ rateLimits }).filter(({ action }) => action === 'throttle');
    expect(limits.map(({ description }) => description)).toEqual(['limit login', 'limit api', 'limit all']);
  });

  it('counts what is excluded of a set, which no longer has it', () => {
    const site = excluding(SQLI);
    expect(expressionOf('sqli-v422-stable', site)).toBe(
      `evaluatePreconfiguredWaf('sqli-v422-stable', {'sensitivity': 1, 'opt_out_rule_ids': ['${SQLI}']})`,
    );
    expect(ruleOf('excluded from sqli-v422-stable', site)).toMatchObject({ preview: true, priority: 4006 });
    expect(expressionOf('excluded from sqli-v422-stable', site)).toContain(
      `{'sensitivity': 0, 'opt_in_rule_ids': ['${SQLI}']}`,
    );
  });

  it('guards the load balancer, whose records it has, and keeps those of requests that met a rule', () => {
    const service = (site: object | null, logs: object | false): Attributes =>
      synth(on('google', withFirewall(site, { loadBalancer: { logs, ...(site && { webFirewall: 'site' }) } })))[
        'acme-test-google-edge'
      ]!.resource('google_compute_backend_service.load_balancer_backend_service');
    expect(service({}, false)).toMatchObject({
      security_policy: '${google_compute_security_policy.firewall_site.id}',
      log_config: { enable: true, sample_rate: 1 },
    });
    expect(service({ logs: false }, false).log_config).toEqual({ enable: false });
    expect(service(null, false).log_config).toEqual({ enable: false });
    const edge = edgeOf('google', { logs: { retentionDays: 400 } });
    expect(edge.resource('google_logging_project_bucket_config.firewall_site_logs').retention_days).toBe(400);
    expect(edge.resource('google_logging_project_sink.firewall_site_logs_log_sink').filter).toBe(
      [
        'resource.type="http_load_balancer"',
        'jsonPayload.enforcedSecurityPolicy.name="acme-test-edge-firewall-site"',
        'NOT (NOT (jsonPayload.enforcedSecurityPolicy.outcome="DENY" OR jsonPayload.previewSecurityPolicy.outcome="DENY"))',
      ].join(' AND '),
    );
  });

  it('goes after what uses it', () => {
    const { lifecycle } = edgeOf('google').resource('google_compute_security_policy.firewall_site');
    expect(lifecycle).toEqual({ create_before_destroy: true });
  });

  it('asks for addresses that attack others in Cloud Armor Enterprise', () => {
    const site = { managedRules: ['ip-reputation'] };
    const loadBalancer = { webFirewall: 'site', ddosProtection: 'advanced' };
    expect(problemsIn('google', site)).toMatch(/ip-reputation, .*: set loadBalancer\.ddosProtection to advanced/);
    const edge = synth(on('google', withFirewall(site, { loadBalancer })))['acme-test-google-edge']!;
    expect(edge.resource('google_compute_security_policy.firewall_site').rule).toContainEqual(
      expect.objectContaining({
        priority: 3002,
        match: { expr: { expression: "evaluateThreatIntelligence('iplist-known-malicious-ips')" } },
      }),
    );
  });

  it.each<[RegExp, object]>([
    [/managedRules cannot be \["bots"\]: .*reCAPTCHA/, { managedRules: ['bots'] }],
    [
      /rateLimits\.one\.requests cannot be 1500000: .*take 1000000 or less/,
      { rateLimits: { one: { requests: 1_500_000 } } },
    ],
    [
      /exclusions\.google must name sets of Google that managedRules stand for \(xss-v422-stable, .*\), got sqli-v33-stable/,
      { exclusions: { google: { 'sqli-v33-stable': [SQLI] } } },
    ],
    [/exclusions\.google must have ids of signatures, such as owasp-crs-.*, got 942100/, excluding('942100')],
    [
      /exclusions\.google must have fewer of sqli-v422-stable: Google takes 1024 characters, got 40 ids/,
      excluding(...Array.from({ length: 40 }, (_, index) => `owasp-crs-v042200-id9421${10 + index}-sqli`)),
    ],
    [
      /rateLimits must have shorter paths in one: Google takes 2048 characters of an expression, got \d{4}/,
      { rateLimits: { one: { requests: 100, paths: ['a', 'b', 'c'].map((path) => `/${path}${'.'.repeat(250)}`) } } },
    ],
    [
      /rateLimits must not have two beside one, which has the same paths/,
      { rateLimits: { one: { requests: 100 }, two: { requests: 200, seconds: 300 } } },
    ],
    [
      /rateLimits must not have two beside one/,
      { rateLimits: { one: { requests: 100, paths: ['/api/'] }, two: { requests: 200, paths: ['/api/'] } } },
    ],
  ])('refuses: %s', (message, site) => {
    expect(problemsIn('google', site)).toMatch(message);
  });

  it('counts two limits of the same paths where one is in preview', () => {
    const rateLimits = { one: { requests: 100 }, two: { requests: 200, action: 'count' } };
    expect(problemsIn('google', { rateLimits })).toBe('');
  });

  it('warns of more expressions than Google allows a new project', () => {
    const rateLimits = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`l${index}`, { requests: 100, paths: [`/${index}/`] }]),
    );
    expect(codesOf('google', { rateLimits })).toContain('firewall/expressions-quota');
    expect(codesOf('google', {})).not.toContain('firewall/expressions-quota');
  });
});

describe('a web firewall on Azure', () => {
  const policy = (site: object = {}, tier = 'premium') =>
    edgeOf('azurerm', site).resource(`azurerm_cdn_frontdoor_firewall_policy.firewall_site_${tier}`);
  const custom = (site: object = {}): Attributes[] => policy(site).custom_rule as Attributes[];
  const managed = (site: object): Attributes[] => policy(site).managed_rule as Attributes[];
  const conditions = (name: string, site: object = {}): unknown =>
    custom(site).find((rule) => rule.name === name)!.match_condition;
  const infrastructureOf = (site: object | null = {}): Stack =>
    synth(on('azurerm', withFirewall(site)))['acme-test-azurerm']!;

  it('asks who is let through first, by who opens the connection, which no header says', () => {
    expect(custom().map(({ name, priority, action, type }) => [name, priority, action, type])).toEqual([
      ['AllowedRanges', 1, 'Allow', 'MatchRule'],
      ['BlockedRanges', 2, 'Block', 'MatchRule'],
      ['OtherCountries', 3, 'Block', 'MatchRule'],
      ['LimitAll', 4, 'Block', 'RateLimitRule'],
      ['LimitLogin', 5, 'Block', 'RateLimitRule'],
    ]);
    expect(conditions('AllowedRanges')).toEqual([
      { match_variable: 'SocketAddr', operator: 'IPMatch', match_values: ['192.0.2.0/24'] },
    ]);
    expect(conditions('OtherCountries')).toEqual([
      { match_variable: 'SocketAddr', operator: 'GeoMatch', match_values: ['DE', 'US'], negation_condition: true },
    ]);
    expect(JSON.stringify(custom())).not.toContain('RemoteAddr');
  });

  it('counts every request, or those to paths, wherever these are in the URL that Front Door compares', () => {
    const [all, login] = custom().slice(-2);
    expect(all).toMatchObject({
      rate_limit_threshold: 2000,
      rate_limit_duration_in_minutes: 5,
      match_condition: [{ match_variable: 'RequestHeader', selector: 'Host', operator: 'GreaterThanOrEqual' }],
    });
    expect(login).toMatchObject({
      rate_limit_threshold: 20,
      rate_limit_duration_in_minutes: 1,
      match_condition: [{ match_variable: 'RequestUri', operator: 'RegEx', transforms: ['URLDecode'] }],
    });
    const [condition] = conditions('LimitLogin', {
      rateLimits: { login: { requests: 20, paths: ['/login', '/v1.0/'] } },
    }) as { match_values: string[] }[];
    const isCounted = (url: string) => condition!.match_values.some((value) => new RegExp(value).test(url));
    const at = (path: string) => `https://www.shop.example.com:443${path}`;
    for (const path of ['/login', '/login?next=/', '//login', '/a/../login', '/./login', '/v1.0/a'])
      expect([path, isCounted(at(path))]).toEqual([path, true]);
    for (const path of ['/', '/a/login', '/?to=/login', '/?to=https://a.example//login', '/v1x0/a', '/a.b/c'])
      expect([path, isCounted(at(path))]).toEqual([path, false]);
  });

  it('takes ten countries a rule, and as many rules as that takes', () => {
    const blockedCountries = ['AD', 'AE', 'AF', 'AG', 'AI', 'AL', 'AM', 'AO', 'AQ', 'AR', 'AS'];
    const names = custom({ onlyCountries: [], blockedCountries }).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['BlockedCountries1', 'BlockedCountries2']));
    expect(problemsIn('azurerm', { onlyCountries: blockedCountries })).toMatch(
      /onlyCountries cannot be \[.*\]: a rule of Front Door takes 10 countries, .*; name fewer, or those that are not let in, by blockedCountries/,
    );
  });

  it('has one rule set for common, sql-injection and known-exploits, and one for bots', () => {
    const sets = (managedRules: string[]) => managed({ managedRules }).map(({ type, version }) => [type, version]);
    const whole = ['Microsoft_DefaultRuleSet', '2.1'];
    const bots = ['Microsoft_BotManagerRuleSet', '1.1'];
    expect(sets(['common'])).toEqual([whole]);
    expect(sets(['known-exploits', 'sql-injection'])).toEqual([whole]);
    expect(sets(['bots', 'ip-reputation'])).toEqual([bots]);
    expect(managed({ managedRules: ['bots', 'ip-reputation'] })[0]!.override).toBeUndefined();
    expect(sets(['common', 'bots'])).toEqual([whole, bots]);
  });

  it('asks for addresses alone where no bots are refused', () => {
    expect(managed({ managedRules: ['ip-reputation'] })[0]!.override).toEqual([
      { rule_group_name: 'BadBots', rule: [{ rule_id: 'Bot100200', enabled: false, action: 'Log' }] },
      { rule_group_name: 'GoodBots' },
      { rule_group_name: 'UnknownBots' },
    ]);
  });

  it('only writes down what is excluded', () => {
    const excluding = (groups: object, managedRules = ['common']) => ({
      managedRules,
      exclusions: { azurerm: groups },
    });
    expect(managed(excluding({ SQLI: ['942200', '942100'] }))[0]!.override).toEqual([
      {
        rule_group_name: 'SQLI',
        rule: [
          { rule_id: '942200', enabled: true, action: 'Log' },
          { rule_id: '942100', enabled: true, action: 'Log' },
        ],
      },
    ]);
    expect(problemsIn('azurerm', excluding({ Sqli: ['942200'], BadBots: ['Bot100100'] }))).toMatch(
      /exclusions\.azurerm must name groups that managedRules turn on \(General, .*SQLI, .*\), got Sqli, BadBots/,
    );
    expect(problemsIn('azurerm', excluding({ SQLI: ['941100'] }))).toMatch(
      /exclusions\.azurerm\.SQLI\.0 must be the id of a rule of SQLI, 942 and three digits, got "941100"/,
    );
    expect(problemsIn('azurerm', excluding({ BadBots: ['Bot100100'] }, ['bots']))).toBe('');
  });

  it('is Premium with rules of Azure’s own, as the profile is, and says what that costs', () => {
    const own = { managedRules: [] };
    expect(policy().sku_name).toBe('Premium_AzureFrontDoor');
    expect(policy(own, 'standard')).toMatchObject({ sku_name: 'Standard_AzureFrontDoor' });
    expect(policy(own, 'standard').managed_rule).toBeUndefined();
    const profile = (site: object | null = {}) =>
      infrastructureOf(site).resource('azurerm_cdn_frontdoor_profile.load_balancer').sku_name;
    expect([{}, own, null].map(profile)).toEqual([
      'Premium_AzureFrontDoor',
      'Standard_AzureFrontDoor',
      'Standard_AzureFrontDoor',
    ]);
    expect(codesOf('azurerm', {})).toContain('firewall/premium-price');
    expect(codesOf('azurerm', own)).not.toContain('firewall/premium-price');
  });

  it('guards every host before it leads there', () => {
    const edge = edgeOf('azurerm');
    expect(edge.resource('azurerm_cdn_frontdoor_security_policy.load_balancer_security_policy')).toMatchObject({
      cdn_frontdoor_profile_id: '${data.azurerm_cdn_frontdoor_profile.load_balancer.id}',
      security_policies: {
        firewall: {
          cdn_frontdoor_firewall_policy_id: '${azurerm_cdn_frontdoor_firewall_policy.firewall_site_premium.id}',
          association: {
            domain: [
              {
                cdn_frontdoor_domain_id:
                  '${azurerm_cdn_frontdoor_custom_domain.load_balancer_host_www_shop_example_com.id}',
              },
            ],
            patterns_to_match: ['/*'],
          },
        },
      },
    });
    expect(
      edge.resource('azurerm_dns_cname_record.load_balancer_host_www_shop_example_com_record').depends_on,
    ).toContain('azurerm_cdn_frontdoor_security_policy.load_balancer_security_policy');
  });

  it('has records of its own of the profile', () => {
    const edge = edgeOf('azurerm', { logs: { retentionDays: 30 } });
    expect(edge.resource('azurerm_monitor_diagnostic_setting.firewall_site_logs_setting')).toMatchObject({
      target_resource_id: '${data.azurerm_cdn_frontdoor_profile.load_balancer.id}',
      enabled_log: [{ category: 'FrontDoorWebApplicationFirewallLog' }],
      log_analytics_workspace_id: '${azurerm_log_analytics_workspace.firewall_site_logs.id}',
    });
    expect(edge.resource('azurerm_log_analytics_workspace.firewall_site_logs').retention_in_days).toBe(30);
    const settings = ['firewall_site', 'load_balancer'].map(
      (id) => edge.resource(`azurerm_monitor_diagnostic_setting.${id}_logs_setting`).name,
    );
    expect(new Set(settings).size).toBe(2);
  });

  it.each<[RegExp, object]>([
    [
      /blockedCountries must be countries that Front Door knows, got UK/,
      { onlyCountries: [], blockedCountries: ['UK'] },
    ],
    [
      /rateLimits\.one\.paths\.0 must be shorter: Front Door compares 256 characters with the URL, and this takes \d+/,
      { rateLimits: { one: { requests: 100, paths: [`/${'a'.repeat(250)}`] } } },
    ],
    [
      /rateLimits must be at most 97, got 98/,
      { rateLimits: Object.fromEntries(Array.from({ length: 98 }, (_, i) => [`a${i}`, { requests: 100 }])) },
    ],
  ])('refuses: %s', (message, site) => {
    expect(problemsIn('azurerm', site)).toMatch(message);
  });
});
