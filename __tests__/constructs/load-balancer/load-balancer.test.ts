/** Load balancers on every cloud: which resources in which stack, how they meet the gateway, and what is refused. */
import { plan } from '../../../app/plan/plan';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { platformOn } from '../../helpers/platform';
import { routed, servedWith, web } from '../../helpers/served';
import { problemsOf, type Stack, synth } from '../../helpers/synth';

const HOSTS = ['api.shop.example.com', { zone: 'main', name: 'www' }];
const withBalancer = (loadBalancer: object | null = {}, change: object = {}) =>
  servedWith(HOSTS, { loadBalancer, ...change });
const stacksOf = (cloud: CloudName, loadBalancer: object | null = {}, change: object = {}) =>
  synth(on(cloud, withBalancer(loadBalancer, change)));
const stackOf = (cloud: CloudName, kind: '' | '-platform' | '-edge', loadBalancer: object | null = {}): Stack =>
  stacksOf(cloud, loadBalancer)[`acme-test-${cloud}${kind}`]!;
const problemsIn = (cloud: CloudName, loadBalancer: object, change: object = {}) =>
  problemsOf(on(cloud, withBalancer(loadBalancer, change))).join('\n');

/** Objects that the gateway is made of, by kind and name. */
const gatewayOf = (cloud: CloudName) => platformOn(cloud, on(cloud, withBalancer())).manifests;
const theOnly = (cloud: CloudName, kind: string) => {
  const found = gatewayOf(cloud).filter((one) => one.kind === kind && one.metadata.namespace === 'gateway');
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe.each(CLOUDS)('a load balancer on %s', (cloud) => {
  it('has these resources in the stack of the edge', () => {
    expect(stackOf(cloud, '-edge').addresses()).toMatchSnapshot();
    expect(Object.keys(stacksOf(cloud)).sort()).toEqual(
      ['', '-edge', '-platform'].map((kind) => `acme-test-${cloud}${kind}`),
    );
  });

  it('adds these to the infrastructure, and takes nothing away', () => {
    const without = stackOf(cloud, '', null).addresses();
    const having = stackOf(cloud, '').addresses();
    expect(having.filter((address) => !without.includes(address))).toMatchSnapshot();
    expect(without.filter((address) => !having.includes(address))).toEqual([]);
  });

  it('has one listener for every host, with the certificate of the gateway’s own name', () => {
    expect(theOnly(cloud, 'Gateway').spec).toMatchObject({
      listeners: [
        {
          name: 'edge',
          port: 443,
          protocol: 'HTTPS',
          tls: { certificateRefs: [{ name: 'https.origin.shop.example.com' }] },
          allowedRoutes: { namespaces: { selector: { matchExpressions: [{ values: ['web'] }] } } },
        },
      ],
    });
    expect(theOnly(cloud, 'Certificate').spec).toMatchObject({
      dnsNames: ['origin.shop.example.com'],
      secretName: 'https.origin.shop.example.com',
    });
    expect(JSON.stringify(theOnly(cloud, 'Gateway'))).not.toMatch(/cluster-issuer|hostname/);
  });

  it('leaves the records of hosts to the edge, and hosts to routes', () => {
    const routes = gatewayOf(cloud).filter(({ kind }) => kind === 'HTTPRoute');
    expect(routes.map(({ spec }) => spec)).toMatchObject([
      { hostnames: ['api.shop.example.com'], parentRefs: [{ sectionName: 'edge' }] },
      { hostnames: ['www.shop.example.com'], parentRefs: [{ sectionName: 'edge' }] },
    ]);
    for (const { metadata } of routes)
      expect(metadata.annotations).toEqual({ 'external-dns.alpha.kubernetes.io/controller': 'edge' });
  });

  it('has a service of a known name, and asks proxies where they answer whether they live', () => {
    const type = { aws: 'ClusterIP', google: 'ClusterIP', azurerm: 'LoadBalancer' }[cloud];
    expect(theOnly(cloud, 'EnvoyProxy').spec).toMatchObject({
      provider: { kubernetes: { envoyService: { name: 'entry', type } } },
    });
    const numTrustedHops = { aws: 1, google: 2, azurerm: 1 }[cloud];
    expect(theOnly(cloud, 'ClientTrafficPolicy').spec).toMatchObject({
      healthCheck: { path: '/healthz' },
      clientIPDetection: { xForwardedFor: { numTrustedHops } },
    });
    const edge = JSON.stringify([stackOf(cloud, '').json, stackOf(cloud, '-edge').json]);
    expect(edge).toContain('"/healthz"');
  });

  it('does not let the gateway’s own port for HTTP be called', () => {
    const policies = gatewayOf(cloud).filter(({ kind }) => kind === 'NetworkPolicy');
    expect(JSON.stringify(policies)).not.toContain('10080');
    expect(JSON.stringify(policies)).toContain('10443');
  });

  it('keeps no records of requests that nobody wants', () => {
    const addresses = [stackOf(cloud, '', { logs: false }), stackOf(cloud, '-edge', { logs: false })].flatMap((one) =>
      one.addresses(),
    );
    expect(addresses.filter((address) => /load_balancer.*log/.test(address))).toEqual([]);
  });

  it('lets its own authority issue certificates, where a zone says who may', () => {
    const authority = { aws: 'amazon.com', google: 'pki.goog', azurerm: 'digicert.com' }[cloud];
    expect(JSON.stringify(stackOf(cloud, '').json)).toContain(authority);
    const zones = { dnsZones: { main: { domain: 'shop.example.com', certificateAuthorities: ['letsencrypt.org'] } } };
    expect(problemsIn(cloud, {}, zones)).toMatch(
      `certificateAuthorities must have ${authority}, too, from which loadBalancer gets certificates`,
    );
  });

  it('warns of routes that wait longer than it does', () => {
    const routes = [{ host: 'shop.example.com', timeoutSeconds: 90 }];
    const codes = (change: object) =>
      plan([on(cloud, withBalancer({}, change))], providers).warnings.map((one) => one.code);
    expect(codes({ workloads: { web: { ...web, routes } } })).toContain('workload/route-timeout-above-balancer');
    expect(codes({})).not.toContain('workload/route-timeout-above-balancer');
  });

  it('is protected unless it says otherwise', () => {
    const guarded = (loadBalancer: object) =>
      JSON.stringify(stackOf(cloud, '', loadBalancer).resource('terraform_data.protected'));
    expect(guarded({})).toContain('loadBalancer');
    expect(guarded({ deletionProtection: false })).not.toContain('loadBalancer');
  });

  it.each<[RegExp, object, object]>([
    [/loadBalancer requires addons\.gateway, to which it brings requests/, {}, { addons: null, workloads: null }],
    [/loadBalancer has no host to serve: give workloads routes, or remove it/, {}, { workloads: null }],
    [
      /loadBalancer must not serve both a-b\.shop\.example\.com and a\.b\.shop\.example\.com, which differ/,
      {},
      { workloads: { web: { ...web, routes: [{ host: 'a.b.shop.example.com' }, { host: 'a-b.shop.example.com' }] } } },
    ],
    [/loadBalancer\.zone must name one of the environment's dnsZones \(main\), got "mian"/, { zone: 'mian' }, {}],
    [
      /loadBalancer\.zone must be one of main, other: say in which of them/,
      {},
      { dnsZones: { main: { domain: 'shop.example.com' }, other: { domain: 'example.net' } } },
    ],
    [
      /loadBalancer needs origin\.shop\.example\.com as the gateway's own name, but a route or a Cdn has it/,
      {},
      { workloads: { web: { ...web, routes: [{ host: 'origin.shop.example.com' }] } } },
    ],
    [
      /needs origin\.shop\.example\.com as the gateway's own name, but dnsZones\.main\.records\.origin has it/,
      {},
      {
        dnsZones: {
          main: { domain: 'shop.example.com', records: { origin: [{ type: 'A', values: ['192.0.2.1'] }] } },
        },
      },
    ],
    [
      /idleSeconds must be at most addons\.gateway\.idleSeconds 20, got 60: the gateway would end requests/,
      {},
      {
        addons: {
          gateway: { idleSeconds: 20 },
          certManager: { email: 'ops@example.com' },
          loadBalancerController: {},
        },
      },
    ],
    [
      /workloads\.web\.routes\.0\.port must not lead to gRPC, got "http": the loadBalancer speaks HTTP\/1\.1/,
      {},
      {
        workloads: {
          web: { ...web, ports: { http: { port: 8080, protocol: 'grpc' } }, routes: [{ host: 'shop.example.com' }] },
        },
      },
    ],
    [
      /drainSeconds must be at most addons\.gateway\.proxies\.drainSeconds 60, got 90: proxies would be gone/,
      { drainSeconds: 90 },
      {},
    ],
    [/loadBalancer\.idleSeconds/, { idleSeconds: 0 }, {}],
    [/loadBalancer\.healthCheck\.intervalSeconds/, { healthCheck: { intervalSeconds: 1 } }, {}],
    ...(
      [
        ['internal', true],
        ['allowedCidrs', ['192.0.2.0/24']],
        ['trustedProxies', 1],
      ] as const
    ).map(([property, value]): [RegExp, object, object] => [
      new RegExp(`addons\\.gateway\\.${property} must be left out beside loadBalancer`),
      {},
      {
        addons: {
          gateway: { [property]: value },
          certManager: { email: 'ops@example.com' },
          loadBalancerController: {},
        },
      },
    ]),
  ])('refuses: %s', (message, loadBalancer, change) => {
    expect(problemsIn(cloud, loadBalancer, change)).toMatch(message);
  });
});

describe('a load balancer on AWS', () => {
  const infrastructure = stackOf('aws', '');
  const edge = stackOf('aws', '-edge');

  it('lets everybody in by HTTP and HTTPS, and out to the proxies alone', () => {
    const rules = infrastructure.addresses().filter((address) => /security_group.*load_balancer/.test(address));
    expect(rules).toEqual([
      'aws_security_group.load_balancer_security_group',
      'aws_vpc_security_group_egress_rule.load_balancer_proxies_rule',
      'aws_vpc_security_group_ingress_rule.load_balancer_clients_443',
      'aws_vpc_security_group_ingress_rule.load_balancer_clients_80',
      'aws_vpc_security_group_ingress_rule.load_balancer_nodes_rule',
    ]);
    const group = '${aws_eks_cluster.cluster.vpc_config[0].cluster_security_group_id}';
    expect(infrastructure.resource('aws_vpc_security_group_egress_rule.load_balancer_proxies_rule')).toMatchObject({
      from_port: 10_443,
      to_port: 10_443,
      referenced_security_group_id: group,
    });
  });

  it('is there after the gateway to the internet, without which AWS refuses it', () => {
    const dependencies = (loadBalancer: object) =>
      stackOf('aws', '', loadBalancer).resource('aws_lb.load_balancer').depends_on;
    const gateway = 'aws_internet_gateway.network_internet_gateway';
    expect(dependencies({})).toEqual(['aws_s3_bucket_policy.load_balancer_logs_policy', gateway]);
    expect(dependencies({ logs: false })).toEqual([gateway]);
  });

  it('asks proxies before there is an edge, by a rule that nothing comes in by', () => {
    expect(infrastructure.resource('aws_lb_listener_rule.load_balancer_health_rule')).toMatchObject({
      listener_arn: '${aws_lb_listener.load_balancer_redirect.arn}',
      condition: [{ source_ip: { values: ['192.0.2.1/32'] } }],
    });
  });

  it('has a group of targets that the controller may fill, by its tag, and that the gateway names', () => {
    const group = infrastructure.resource('aws_lb_target_group.load_balancer_target_group');
    expect(group).toMatchObject({
      port: 10_443,
      protocol: 'HTTPS',
      target_type: 'ip',
      deregistration_delay: '30',
      health_check: { path: '/healthz', protocol: 'HTTPS', interval: 10, timeout: 5 },
      tags: { 'elbv2.k8s.aws/cluster': '${aws_eks_cluster.cluster.name}' },
    });
    expect(theOnly('aws', 'TargetGroupBinding').spec).toEqual({
      serviceRef: { name: 'entry', port: 443 },
      targetGroupName: group.name,
      targetType: 'ip',
    });
    expect(edge.json.data.aws_lb_target_group.load_balancer_targets.name).toBe(group.name);
  });

  it('demands TLS 1.3 where it is told so', () => {
    const policyOf = (minTlsVersion: string) =>
      stackOf('aws', '-edge', { minTlsVersion }).resource('aws_lb_listener.load_balancer').ssl_policy;
    expect([policyOf('1.2'), policyOf('1.3')]).toEqual([
      'ELBSecurityPolicy-TLS13-1-2-2021-06',
      'ELBSecurityPolicy-TLS13-1-3-2021-06',
    ]);
  });

  it.each<[RegExp, object, object]>([
    [
      /loadBalancer needs public subnets in at least 2 zones, got 1: raise network\.zones/,
      {},
      { network: { cidr: '10.0.0.0/16', zones: 1 } },
    ],
    [
      /loadBalancer can have certificates of at most 25 hosts, got 26: let some share a wildcard/,
      {},
      {
        workloads: {
          web: { ...web, routes: Array.from({ length: 26 }, (_, index) => ({ host: `h${index}.shop.example.com` })) },
        },
      },
    ],
  ])('refuses: %s', (message, loadBalancer, change) => {
    expect(problemsIn('aws', loadBalancer, change)).toMatch(message);
  });

  it('proves a domain once for itself and all below it, and takes a wildcard for no other host', () => {
    const hosts = ['any.shop.example.com', 'shop.example.com', '*.shop.example.com'];
    const stack = stacksOf('aws', {}, { workloads: { web: routed(...hosts) } })['acme-test-aws-edge']!;
    const named = stack.all('aws_acm_certificate').map((one) => [one.domain_name, ...one.subject_alternative_names]);
    expect(named.sort()).toEqual([
      ['*.shop.example.com', 'shop.example.com'],
      ['any.shop.example.com'],
      ['origin.shop.example.com'],
    ]);
    expect(stack.all('aws_lb_listener_certificate')).toHaveLength(2);
    const records = stack.all('aws_route53_record');
    expect(records.filter(({ allow_overwrite }) => allow_overwrite === true)).toHaveLength(3);
    expect(
      records
        .filter(({ alias }) => alias !== undefined)
        .map(({ name }) => String(name))
        .sort(),
    ).toEqual(hosts.sort());
  });

  it('takes overrides of resources in either stack, and of no others', () => {
    const overrides = { aws: { loadBalancer: { idleTimeout: 90 }, listener: { port: 8443 } } };
    expect(stackOf('aws', '', { overrides }).resource('aws_lb.load_balancer').idle_timeout).toBe(90);
    expect(stackOf('aws', '-edge', { overrides }).resource('aws_lb_listener.load_balancer').port).toBe(8443);
    expect(() => stackOf('aws', '', { overrides: { aws: { balancer: {} } } })).toThrow(
      /loadBalancer\.overrides\.aws\.balancer is unknown/,
    );
  });

  it('tells what Shield Advanced costs', () => {
    const { warnings } = plan([on('aws', withBalancer({ ddosProtection: 'advanced' }))], providers);
    expect(warnings.map(({ code }) => code)).toContain('balancer/shield-price');
  });
});
