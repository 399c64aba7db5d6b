/** The load balancer on Azure: Front Door before the gateway, on each of its hops, in three stacks. */
import { plan } from '../../../../app/plan/plan';
import { providers } from '../../../../providers';
import { on } from '../../../helpers/environments';
import { platformOn } from '../../../helpers/platform';
import { routed, servedWith } from '../../../helpers/served';
import { type Attributes, problemsOf, type Stack, synth } from '../../../helpers/synth';

const SUBSCRIPTION = '00000000-0000-4000-8000-000000000001';

const withBalancer = (loadBalancer: object | null = {}, change: object = {}) =>
  on('azurerm', servedWith(['shop.example.com', 'www.shop.example.com'], { loadBalancer, ...change }));

type Stacks = Readonly<Record<string, Stack>>;
const stacksOf = (loadBalancer: object | null = {}, change: object = {}): Stacks =>
  synth(withBalancer(loadBalancer, change));
const infrastructureOf = (loadBalancer: object | null = {}, change: object = {}): Stack =>
  stacksOf(loadBalancer, change)['acme-test-azurerm']!;
const edgeOf = (loadBalancer: object = {}): Stack => stacksOf(loadBalancer)['acme-test-azurerm-edge']!;
const problemsIn = (loadBalancer: object, change: object = {}) =>
  problemsOf(withBalancer(loadBalancer, change)).join('\n');
const warningsIn = (loadBalancer: object = {}, change: object = {}) =>
  plan([withBalancer(loadBalancer, change)], providers).warnings.filter(({ code }) => code.startsWith('balancer/'));

const without = infrastructureOf(null);
const infrastructure = infrastructureOf();
const edge = edgeOf();

describe('in the infrastructure stack', () => {
  it('it adds a profile, and the address of the gateway with its name and the rights on it', () => {
    const others = new Set(without.addresses());
    expect(infrastructure.addresses().filter((address) => !others.has(address))).toEqual([
      'azurerm_cdn_frontdoor_profile.load_balancer',
      'azurerm_dns_a_record.load_balancer_origin_record',
      'azurerm_public_ip.load_balancer_address',
      'azurerm_role_assignment.load_balancer_address_access_list',
      'azurerm_role_assignment.load_balancer_address_access_use',
      'azurerm_role_definition.load_balancer_address_access_role',
    ]);
    expect([...others].filter((address) => !infrastructure.addresses().includes(address))).toEqual([]);
    expect(JSON.stringify(infrastructure.json.provider)).toContain('Microsoft.Cdn');
    expect(JSON.stringify(without.json.provider)).not.toContain('Microsoft.Cdn');
  });

  it('the profile waits as long for the gateway as it may be silent', () => {
    const profile = (loadBalancer: object) =>
      infrastructureOf(loadBalancer).resource('azurerm_cdn_frontdoor_profile.load_balancer');
    expect(profile({})).toMatchObject({
      sku_name: 'Standard_AzureFrontDoor',
      response_timeout_seconds: 60,
      lifecycle: { prevent_destroy: true },
    });
    expect(profile({ idleSeconds: 240 }).response_timeout_seconds).toBe(240);
    expect(profile({ deletionProtection: false }).lifecycle).toEqual({ prevent_destroy: false });
  });

  it('the address is in every zone, has a name in the zone, and the protection of every address', () => {
    const address = infrastructure.resource('azurerm_public_ip.load_balancer_address');
    expect(address).toMatchObject({ sku: 'Standard', allocation_method: 'Static', zones: ['1', '2', '3'] });
    expect(Object.keys(address).join()).not.toMatch('ddos');
    expect(infrastructure.resource('azurerm_dns_a_record.load_balancer_origin_record')).toMatchObject({
      name: 'origin',
      zone_name: '${azurerm_dns_zone.dns_main.name}',
      records: ['${azurerm_public_ip.load_balancer_address.ip_address}'],
    });
  });

  it('advanced protection is a plan of the address, with its price', () => {
    const stack = infrastructureOf({ ddosProtection: 'advanced' });
    expect(stack.addresses()).toContain('azurerm_network_ddos_protection_plan.load_balancer_protection_plan');
    expect(stack.resource('azurerm_public_ip.load_balancer_address')).toMatchObject({
      ddos_protection_mode: 'Enabled',
      ddos_protection_plan_id: '${azurerm_network_ddos_protection_plan.load_balancer_protection_plan.id}',
    });
    const [price] = warningsIn({ ddosProtection: 'advanced' }).filter(({ path }) => path?.endsWith('ddosProtection'));
    expect(price).toMatchObject({ code: 'balancer/protection-plan-price' });
    expect(price!.message).toMatch('2944 US dollars a month');
  });

  it('the control plane may find the address in the list of its group, and use it alone', () => {
    const grant = (id: string) => infrastructure.resource(`azurerm_role_assignment.load_balancer_address_access_${id}`);
    const principal_id = '${azurerm_user_assigned_identity.cluster_control_plane.principal_id}';
    expect(grant('use')).toMatchObject({
      principal_id,
      role_definition_name: 'Network Contributor',
      scope: '${azurerm_public_ip.load_balancer_address.id}',
    });
    expect(grant('list')).toMatchObject({ principal_id, scope: '${azurerm_resource_group.foundation.id}' });
    expect(infrastructure.resource('azurerm_role_definition.load_balancer_address_access_role').permissions).toEqual([
      { actions: ['Microsoft.Network/publicIPAddresses/read'] },
    ]);
  });

  it('the identity of an existing cluster gets them, be it its own or one that it was given', () => {
    const stack = infrastructureOf(
      {},
      { cluster: { version: null, nodePools: null, existing: { azurerm: { name: 'hub' } } } },
    );
    const identity = 'data.azurerm_kubernetes_cluster.cluster.identity[*]';
    expect(stack.resource('azurerm_role_assignment.load_balancer_address_access_use').principal_id).toBe(
      `\${coalesce(concat(${identity}.principal_id, data.azurerm_user_assigned_identity.cluster_control_plane[*].principal_id)...)}`,
    );
    expect(stack.json.data.azurerm_user_assigned_identity.cluster_control_plane).toMatchObject({
      count: `\${length(flatten(${identity}.identity_ids))}`,
      name: `\${basename(flatten(${identity}.identity_ids)[count.index])}`,
      resource_group_name: `\${element(split("/", flatten(${identity}.identity_ids)[count.index]), 4)}`,
    });
  });

  it('the nodes answer Front Door alone, by TLS', () => {
    const services = (stack: Stack) => {
      const rules = stack.resource('azurerm_network_security_group.network_private').security_rule as Attributes[];
      return rules.find(({ name }) => name === 'public-services')!;
    };
    expect(services(infrastructure)).toMatchObject({
      source_address_prefix: 'AzureFrontDoor.Backend',
      destination_port_range: '443',
      destination_port_ranges: [],
    });
    expect(services(without)).toMatchObject({
      source_address_prefix: 'Internet',
      destination_port_ranges: ['80', '443'],
    });
  });
});

describe('in the platform stack', () => {
  const platform = platformOn('azurerm', withBalancer());
  const ofGateway = (kind: string): Attributes => {
    const { values } =
      Object.values(platform.charts).find((chart) => JSON.stringify(chart.values).includes(kind)) ?? {};
    const objects = Object.values(values ?? {}).flat() as Attributes[];
    return objects.find((one) => one.kind === kind) ?? platform.manifest(kind, 'public');
  };

  it('AKS gives the address to the service of the proxies, and lets Front Door in', () => {
    expect(ofGateway('EnvoyProxy').spec.provider.kubernetes.envoyService).toEqual({
      name: 'entry',
      type: 'LoadBalancer',
      annotations: {
        'service.beta.kubernetes.io/azure-pip-name': infrastructure.resource('azurerm_public_ip.load_balancer_address')
          .name,
        'service.beta.kubernetes.io/azure-load-balancer-resource-group': infrastructure.resource(
          'azurerm_resource_group.foundation',
        ).name,
        'service.beta.kubernetes.io/azure-allowed-service-tags': 'AzureFrontDoor.Backend',
        'service.beta.kubernetes.io/azure-load-balancer-health-probe-interval': '10',
        'service.beta.kubernetes.io/azure-load-balancer-health-probe-num-of-probe': '3',
      },
      externalTrafficPolicy: 'Local',
    });
  });

  it('the gateway answers this profile alone, and knows the client by its last hop', () => {
    expect(ofGateway('SecurityPolicy').spec.authorization).toEqual({
      defaultAction: 'Deny',
      rules: [
        {
          name: 'balancer',
          action: 'Allow',
          principal: {
            headers: [
              {
                name: 'X-Azure-FDID',
                values: ['${data.azurerm_cdn_frontdoor_profile.cloud_front_door.resource_guid}'],
              },
            ],
          },
        },
      ],
    });
    expect(platform.json.data.azurerm_cdn_frontdoor_profile.cloud_front_door).toMatchObject({
      name: infrastructure.resource('azurerm_cdn_frontdoor_profile.load_balancer').name,
    });
    expect(ofGateway('ClientTrafficPolicy').spec).toMatchObject({
      healthCheck: { path: '/healthz' },
      clientIPDetection: { xForwardedFor: { numTrustedHops: 1 } },
    });
  });
});

describe('in the edge stack', () => {
  it('there are an endpoint, the way to the gateway, and a certificate, a proof and a record for each host', () => {
    expect(edge.addresses().filter((address) => /load_balancer/.test(address))).toEqual([
      'azurerm_cdn_frontdoor_custom_domain.load_balancer_host_shop_example_com',
      'azurerm_cdn_frontdoor_custom_domain.load_balancer_host_www_shop_example_com',
      'azurerm_cdn_frontdoor_endpoint.load_balancer_endpoint',
      'azurerm_cdn_frontdoor_origin.load_balancer_origin',
      'azurerm_cdn_frontdoor_origin_group.load_balancer_origin_group',
      'azurerm_cdn_frontdoor_route.load_balancer_route',
      'azurerm_dns_a_record.load_balancer_host_shop_example_com_record',
      'azurerm_dns_cname_record.load_balancer_host_www_shop_example_com_record',
      'azurerm_dns_txt_record.load_balancer_host_shop_example_com_validation_record',
      'azurerm_dns_txt_record.load_balancer_host_www_shop_example_com_validation_record',
      'azurerm_log_analytics_workspace.load_balancer_logs',
      'azurerm_monitor_diagnostic_setting.load_balancer_logs_setting',
    ]);
    expect(edge.json.data.azurerm_cdn_frontdoor_profile.load_balancer).toMatchObject({
      name: infrastructure.resource('azurerm_cdn_frontdoor_profile.load_balancer').name,
      resource_group_name: infrastructure.resource('azurerm_resource_group.foundation').name,
    });
    expect(edge.outputs).toMatchObject({
      load_balancer_address: '${azurerm_cdn_frontdoor_endpoint.load_balancer_endpoint.host_name}',
      load_balancer_hosts: ['shop.example.com', 'www.shop.example.com'],
    });
  });

  it('clients come by TLS, from HTTP too, and nothing is kept', () => {
    const route = edge.resource('azurerm_cdn_frontdoor_route.load_balancer_route');
    expect(route).toMatchObject({
      https_redirect_enabled: true,
      supported_protocols: ['Http', 'Https'],
      forwarding_protocol: 'HttpsOnly',
      link_to_default_domain: false,
      patterns_to_match: ['/*'],
    });
    expect(route).not.toHaveProperty('cache');
    expect(route.cdn_frontdoor_custom_domain_ids).toHaveLength(2);
    expect(edge.resource('azurerm_cdn_frontdoor_custom_domain.load_balancer_host_shop_example_com')).toMatchObject({
      host_name: 'shop.example.com',
      tls: { certificate_type: 'ManagedCertificate', minimum_tls_version: 'TLS12' },
      lifecycle: { create_before_destroy: true },
    });
  });

  it('Front Door asks the gateway by its own name, whose certificate it checks, for the host of the client', () => {
    const origin = edge.resource('azurerm_cdn_frontdoor_origin.load_balancer_origin');
    expect(origin).toMatchObject({ host_name: 'origin.shop.example.com', certificate_name_check_enabled: true });
    expect(origin).not.toHaveProperty('origin_host_header');
  });

  it('its probes count as the properties say', () => {
    const group = (healthCheck: object) =>
      edgeOf({ healthCheck }).resource('azurerm_cdn_frontdoor_origin_group.load_balancer_origin_group');
    expect(group({})).toMatchObject({
      health_probe: { protocol: 'Https', path: '/healthz', interval_in_seconds: 10 },
      load_balancing: { sample_size: 4, successful_samples_required: 2 },
    });
    expect(group({ intervalSeconds: 5, healthyAfter: 4, unhealthyAfter: 2 })).toMatchObject({
      health_probe: { interval_in_seconds: 5 },
      load_balancing: { sample_size: 5, successful_samples_required: 4 },
    });
  });

  it('records lead to it after the route: at the domain itself by an alias', () => {
    expect(edge.resource('azurerm_dns_a_record.load_balancer_host_shop_example_com_record')).toMatchObject({
      name: '@',
      target_resource_id: '${azurerm_cdn_frontdoor_endpoint.load_balancer_endpoint.id}',
      depends_on: ['azurerm_cdn_frontdoor_route.load_balancer_route'],
    });
    expect(edge.resource('azurerm_dns_txt_record.load_balancer_host_www_shop_example_com_validation_record').name).toBe(
      '_dnsauth.www',
    );
  });

  it('requests are recorded as long as the property says, or not at all', () => {
    expect(edgeOf({ logs: { retentionDays: 180 } }).resource('azurerm_log_analytics_workspace.load_balancer_logs')).toMatchObject({ retention_in_days: 180 }); // prettier-ignore
    expect(edge.resource('azurerm_monitor_diagnostic_setting.load_balancer_logs_setting').enabled_log).toEqual([
      { category: 'FrontDoorAccessLog' },
    ]);
    expect(edgeOf({ logs: false }).addresses().join()).not.toMatch(/diagnostic|workspace/);
  });
});

describe('what it refuses', () => {
  const zoneOf = (subscription: string) => ({
    dnsZones: {
      main: {
        domain: 'shop.example.com',
        existing: {
          azurerm: `/subscriptions/${subscription}/resourceGroups/dns/providers/Microsoft.Network/dnsZones/shop.example.com`,
        },
      },
    },
  });

  it.each<[RegExp, object, object]>([
    [/loadBalancer\.idleSeconds cannot be 15: Front Door waits 16–240 seconds for an answer/, { idleSeconds: 15 }, {}],
    [/loadBalancer\.idleSeconds cannot be 241: Front Door waits 16–240 seconds/, { idleSeconds: 241 }, {}],
    [/loadBalancer\.minTlsVersion cannot be "1\.3": .* take 1\.2/, { minTlsVersion: '1.3' }, {}],
    [/loadBalancer\.logs\.retentionDays cannot be 7: .* take 30 or more/, { logs: { retentionDays: 7 } }, {}],
    [
      /loadBalancer\.healthCheck must find a failure in less than 120 seconds, .* got intervalSeconds 60 × unhealthyAfter 2: lower one of them/,
      { healthCheck: { intervalSeconds: 60, unhealthyAfter: 2 } },
      {},
    ],
    [
      /loadBalancer serves \*\.shop\.example\.com, for which Azure issues no certificate: name its hosts one by one/,
      {},
      { workloads: { web: routed('*.shop.example.com') } },
    ],
    [
      /loadBalancer serves at most 100 hosts on Azure, got 101/,
      {},
      { workloads: { web: routed(...Array.from({ length: 101 }, (_, index) => `h${index}.shop.example.com`)) } },
    ],
    [
      /loadBalancer requires a certificate of the gateway that Front Door trusts, but addons\.certManager\.server is acme-staging/,
      {},
      {
        addons: {
          gateway: {},
          externalDns: {},
          certManager: {
            email: 'ops@example.com',
            server: 'https://acme-staging-v02.api.letsencrypt.org/directory',
          },
        },
      },
    ],
    [
      /loadBalancer requires zones of subscription 00000000-0000-4000-8000-000000000001, .* but dnsZones\.main is in 00000000-0000-4000-8000-00000000000f/,
      {},
      zoneOf('00000000-0000-4000-8000-00000000000f'),
    ],
  ])('%s', (message, loadBalancer, change) => {
    expect(problemsIn(loadBalancer, change)).toMatch(message);
  });

  it('nothing of an existing zone of its subscription', () => {
    expect(problemsIn({}, zoneOf(SUBSCRIPTION.toUpperCase()))).toBe('');
  });

  it('overrides of neither stack, but those of both', () => {
    const overrides = { profile: { tags: { team: 'web' } }, route: { enabled: false } };
    const stacks = stacksOf({ overrides: { azurerm: overrides } });
    expect(stacks['acme-test-azurerm']!.resource('azurerm_cdn_frontdoor_profile.load_balancer').tags.team).toBe('web');
    expect(stacks['acme-test-azurerm-edge']!.resource('azurerm_cdn_frontdoor_route.load_balancer_route').enabled).toBe(
      false,
    );
    expect(() => stacksOf({ overrides: { azurerm: { routes: {} } } })).toThrow(/overrides\.azurerm\.routes is unknown/);
  });
});

describe('what it warns of', () => {
  const codes = (loadBalancer: object, change: object = {}) => warningsIn(loadBalancer, change).map(({ code }) => code);

  it('the domain of a zone, whose certificate nobody renews', () => {
    expect(codes({})).toContain('balancer/apex-renewal');
    expect(codes({}, { workloads: { web: routed('www.shop.example.com') } })).toEqual([]);
  });

  it('proxies that go before the load balancer has noticed', () => {
    expect(codes({ drainSeconds: 20 })).toContain('balancer/drain-before-probe');
    expect(codes({ drainSeconds: 30 })).not.toContain('balancer/drain-before-probe');
  });
});
