/** The way of a request through an environment's load balancer, read back from the stacks: what each side of each hop says. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { present } from '../../core/invariant';
import { type CloudName, CLOUDS } from './environments';
import { platformOn } from './platform';
import { type Attributes, type Stack, synth } from './synth';

/** What the load balancer says, on whichever cloud. */
export interface Balancer {
  /** Hosts whose records lead to it. */
  readonly recorded: readonly string[];
  /** Hosts for which it has a certificate. */
  readonly certified: readonly string[];
  /** Whether plain HTTP is led to HTTPS. */
  readonly redirects: boolean;
  /** Lowest version of TLS. */
  readonly tls: string;
  /** The protocol that it speaks with proxies. */
  readonly speaks: string;
  /** The path at which it asks proxies whether they live. */
  readonly asks: string;
  /** Seconds for which it waits for an answer. */
  readonly waits: number;
  /** By what it finds the proxies. */
  readonly finds: string;
  /** Whether what else reaches the proxies is refused before them, and what. */
  readonly closed: boolean;
  /** A Cdn before it that is a hop of its own: where it is a part of the load balancer there is none. */
  readonly cdn?: Cdn;
}

/** What Cdns say of their way to the load balancer, and what that says of it. */
export interface Cdn {
  /** Names by which they call it. */
  readonly calls: readonly string[];
  /** The name in the load balancer's certificate. */
  readonly certified: string;
  /** How they call it, and at which port it answers so. */
  readonly speaks: readonly [protocol: string, port: number, answers: string];
  /** Whether it gets the host that the client asks for, whatever is kept. */
  readonly passesHost: boolean;
  /** Seconds for which they wait. */
  readonly waits: readonly number[];
  /** Whether nobody else calls it. */
  readonly closed: boolean;
}

/** What the gateway says. */
export interface Gateway {
  readonly listeners: readonly Attributes[];
  /** Hosts of routes, and the listener that each names. */
  readonly routes: readonly { readonly host: string; readonly listener: string; readonly seconds: number }[];
  /** Names in the certificate of the listener. */
  readonly certified: readonly string[];
  readonly answers: string;
  readonly waits: number;
  readonly trustedHops: number;
  /** By what the load balancer finds it. */
  readonly found: string;
  /** Seconds for which a proxy that goes still answers. */
  readonly drains: number;
  /** Ranges that may call proxies; empty for everybody. */
  readonly callers: readonly string[];
  /** Ports of proxies that may be called from outside the cluster. */
  readonly ports: readonly number[];
  /** The header without which it refuses requests. */
  readonly proof: string | undefined;
  /** Whether External DNS leaves the records of every host alone. */
  readonly leavesRecords: boolean;
}

const seconds = (text: string): number => Number(/^(\d+)s$/.exec(text)?.[1]);
const withoutDot = (name: string): string => name.replace(/\.$/, '');

/** The balancer's own resources, of those of Cdns beside it. */
const own = (stack: Stack, type: string): Attributes[] =>
  Object.entries<Attributes>(stack.json.resource?.[type] ?? {})
    .filter(([id]) => id.startsWith('load_balancer'))
    .map(([, one]) => one);
const theOnly = (stack: Stack, type: string): Attributes => {
  const [first, ...others] = own(stack, type);
  expect(others.map(() => type)).toEqual([]);
  return present(first, type);
};

type Stacks = Readonly<Record<'infrastructure' | 'edge', Stack>>;

/** Cache policies of AWS' own, and requests with all that the client has sent. */
const KEEPS_NOTHING = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const EVERYTHING = '216adef6-5c7f-47e4-b989-5492eafa07d3';

const distributionsOf = ({ edge }: Stacks): Attributes[] =>
  edge
    .all('aws_cloudfront_distribution')
    .filter(({ origin }) => (origin as Attributes[]).some((one) => one.vpc_origin_config !== undefined));

/** Whether a behaviour of a distribution lets the origin know the host that was asked for. */
function passesHost({ edge }: Stacks, { cache_policy_id, origin_request_policy_id }: Attributes): boolean {
  if (cache_policy_id === KEEPS_NOTHING) return origin_request_policy_id === EVERYTHING;
  const id = String(cache_policy_id).replace(/^\$\{aws_cloudfront_cache_policy\.(\w+)\.id\}$/, '$1');
  const { headers_config } = edge.resource(`aws_cloudfront_cache_policy.${id}`)
    .parameters_in_cache_key_and_forwarded_to_origin as Attributes;
  return headers_config.headers?.items.includes('Host') === true;
}

/** The hop from distributions to the load balancer. */
function cloudFront(stacks: Stacks): Cdn | undefined {
  const { infrastructure, edge } = stacks;
  const distributions = distributionsOf(stacks);
  if (distributions.length === 0) return undefined;
  const origins = distributions.flatMap(({ origin }) => origin as Attributes[]);
  const [way] = theOnly(edge, 'aws_cloudfront_vpc_origin').vpc_origin_endpoint_config as Attributes[];
  const listener = theOnly(edge, 'aws_lb_listener');
  const [certificate] = own(edge, 'aws_acm_certificate');
  const clients = own(infrastructure, 'aws_vpc_security_group_ingress_rule').filter((rule) =>
    String(rule.security_group_id).includes('load_balancer'),
  );
  const list = infrastructure.json.data.aws_ec2_managed_prefix_list.load_balancer_cloud_front.name as string;
  for (const { vpc_origin_config } of origins)
    expect(vpc_origin_config.vpc_origin_id).toBe('${aws_cloudfront_vpc_origin.load_balancer_vpc_origin.id}');
  expect(way!.arn).toBe('${data.aws_lb.load_balancer_balancer.arn}');
  expect(edge.json.data.aws_lb.load_balancer_balancer.name).toBe(theOnly(infrastructure, 'aws_lb').name);
  return {
    calls: origins.map(({ domain_name }) => String(domain_name)),
    certified: String(certificate!.domain_name),
    speaks: [way!.origin_protocol_policy, way!.https_port, `${listener.protocol} ${listener.port}`],
    passesHost: distributions
      .flatMap((one) => [one.default_cache_behavior, ...one.ordered_cache_behavior] as Attributes[])
      .every((behaviour) => passesHost(stacks, behaviour)),
    waits: origins.map(({ vpc_origin_config }) => vpc_origin_config.origin_read_timeout as number),
    closed:
      theOnly(infrastructure, 'aws_lb').internal === true &&
      list === 'com.amazonaws.global.cloudfront.origin-facing' &&
      clients.length === 1 &&
      clients[0]!.prefix_list_id === '${data.aws_ec2_managed_prefix_list.load_balancer_cloud_front.id}' &&
      clients[0]!.from_port === way!.https_port &&
      clients[0]!.cidr_ipv4 === undefined,
  };
}

/** What clients meet of distributions. */
function atCloudFront(stacks: Stacks): Pick<Balancer, 'recorded' | 'certified' | 'redirects' | 'tls'> {
  const distributions = distributionsOf(stacks);
  const records = own(stacks.edge, 'aws_route53_record').filter(({ alias }) =>
    String(alias?.name).startsWith('${aws_cloudfront_distribution.'),
  );
  const ofType = (wanted: string) => records.filter(({ type }) => type === wanted).map(({ name }) => String(name));
  expect(ofType('AAAA').sort()).toEqual(ofType('A').sort());
  const certificates = stacks.edge.all('aws_acm_certificate').filter(({ region }) => region === 'us-east-1');
  const names = certificates.flatMap((one) => [one.domain_name, ...one.subject_alternative_names] as string[]);
  const served = distributions.flatMap(({ aliases }) => aliases as string[]);
  const versions = distributions.map(({ viewer_certificate }) => String(viewer_certificate.minimum_protocol_version));
  return {
    recorded: ofType('A'),
    certified: served.filter((host) => names.includes(host)),
    redirects: distributions.every(
      ({ default_cache_behavior }) => default_cache_behavior.viewer_protocol_policy === 'redirect-to-https',
    ),
    tls: versions.every((version) => version.startsWith('TLSv1.3')) ? '1.3' : '1.2',
  };
}

const aws = (stacks: Stacks): Balancer => {
  const { infrastructure, edge } = stacks;
  const listener = theOnly(edge, 'aws_lb_listener');
  const group = theOnly(infrastructure, 'aws_lb_target_group');
  const found = present(Object.values<Attributes>(edge.json.data.aws_lb_target_group)[0], 'target group');
  const inward = own(infrastructure, 'aws_vpc_security_group_ingress_rule').filter((rule) =>
    String(rule.security_group_id).includes('aws_eks_cluster'),
  );
  const cdn = cloudFront(stacks);
  const served = own(edge, 'aws_lb_listener_certificate').length;
  const certificates = own(edge, 'aws_acm_certificate').map((one) => String(one.domain_name));
  return {
    recorded: own(edge, 'aws_route53_record').flatMap((one) => (one.alias ? [String(one.name)] : [])),
    certified: certificates.filter((name) => served > 0 && !name.startsWith('origin.')),
    redirects: own(infrastructure, 'aws_lb_listener').some(
      (one) => one.default_action[0].redirect?.protocol === 'HTTPS',
    ),
    tls: listener.ssl_policy === 'ELBSecurityPolicy-TLS13-1-3-2021-06' ? '1.3' : '1.2',
    speaks: group.protocol,
    asks: group.health_check.path,
    waits: theOnly(infrastructure, 'aws_lb').idle_timeout,
    finds: found.name,
    closed:
      inward.length === 1 &&
      inward[0]!.referenced_security_group_id === '${aws_security_group.load_balancer_security_group.id}',
    ...(cdn && { ...atCloudFront(stacks), cdn }),
  };
};

const google = ({ infrastructure, edge }: Stacks): Balancer => {
  const service = theOnly(edge, 'google_compute_backend_service');
  const records = own(edge, 'google_dns_record_set').filter(({ type }) => type === 'A');
  const publicRanges = [String(infrastructure.resource('google_compute_subnetwork.network_public_1').ip_cidr_range)];
  // What Cdns keep comes from the same proxies, in the same way.
  const wayOf = (one: Attributes) => [one.protocol, one.health_checks, one.timeout_sec, one.dynamic, one.log_config];
  for (const one of edge.all('google_compute_backend_service')) expect(wayOf(one)).toEqual(wayOf(service));
  return {
    recorded: records.map(({ name }) => withoutDot(String(name))),
    certified: own(edge, 'google_certificate_manager_certificate_map_entry').map(({ hostname }) => String(hostname)),
    redirects: own(edge, 'google_compute_url_map').some((one) => one.default_url_redirect?.https_redirect === true),
    tls: theOnly(edge, 'google_compute_ssl_policy').min_tls_version.replace('TLS_', '').replace('_', '.'),
    speaks: service.protocol,
    asks: theOnly(edge, 'google_compute_health_check').https_health_check.request_path,
    waits: service.timeout_sec,
    finds: String(service.dynamic.backend.content.group).replace(/.*\//, ''),
    // The public tier has no proxies.
    closed: infrastructure
      .all('google_compute_firewall')
      .every(
        ({ allow, source_ranges, destination_ranges: to }) =>
          allow === undefined || !source_ranges.includes('0.0.0.0/0') || publicRanges.includes(String(to)),
      ),
  };
};

const azurerm = ({ infrastructure, edge }: Stacks): Balancer => {
  const domains = own(edge, 'azurerm_cdn_frontdoor_custom_domain');
  const route = theOnly(edge, 'azurerm_cdn_frontdoor_route');
  const address = theOnly(infrastructure, 'azurerm_public_ip');
  const zoneOf = (one: Attributes) => (one.name === '@' ? one.zone_name : `${one.name}.${one.zone_name}`) as string;
  const rules = JSON.stringify(infrastructure.json.resource.azurerm_network_security_group ?? {});
  const records = [...own(edge, 'azurerm_dns_cname_record'), ...own(edge, 'azurerm_dns_a_record')];
  const origin = theOnly(edge, 'azurerm_cdn_frontdoor_origin');
  const [record] = own(infrastructure, 'azurerm_dns_a_record');
  expect(record!.records).toEqual(['${azurerm_public_ip.load_balancer_address.ip_address}']);
  expect(String(origin.host_name).startsWith(`${record!.name}.`)).toBe(true);
  expect(origin.certificate_name_check_enabled).toBe(true);
  expect(origin).not.toHaveProperty('origin_host_header');
  return {
    recorded: records.map(zoneOf),
    certified: domains
      .filter(({ tls }) => tls.certificate_type === 'ManagedCertificate')
      .map(({ host_name }) => host_name),
    redirects: route.https_redirect_enabled,
    tls: domains[0]!.tls.minimum_tls_version.replace('TLS1', '1.'),
    speaks: route.forwarding_protocol === 'HttpsOnly' ? 'HTTPS' : 'HTTP',
    asks: theOnly(edge, 'azurerm_cdn_frontdoor_origin_group').health_probe.path,
    waits: theOnly(infrastructure, 'azurerm_cdn_frontdoor_profile').response_timeout_seconds,
    finds: address.name,
    closed:
      rules.includes('AzureFrontDoor.Backend') &&
      !/"source_address_prefix":"Internet"[^}]*"name":"public-services"/.test(rules),
  };
};

const BALANCERS: Readonly<Record<CloudName, (stacks: Stacks) => Balancer>> = { aws, google, azurerm };

/** Ways of finding the proxies, in the gateway's service. */
function foundBy(cloud: CloudName, manifests: readonly Attributes[], service: Attributes): string {
  if (cloud === 'aws') {
    const binding = manifests.find(({ kind }) => kind === 'TargetGroupBinding');
    expect(binding?.spec.serviceRef).toEqual({ name: service.name, port: 443 });
    return String(binding?.spec.targetGroupName);
  }
  if (cloud === 'google') {
    const { exposed_ports } = JSON.parse(String(service.annotations['cloud.google.com/neg'])) as Attributes;
    return String(exposed_ports['443'].name);
  }
  return String(service.annotations['service.beta.kubernetes.io/azure-pip-name']);
}

export function gatewayOf(cloud: CloudName, input: EnvironmentInput): Gateway {
  const manifests = platformOn(cloud, input).manifests as Attributes[];
  const inGateway = (kind: string): Attributes =>
    present(
      manifests.find((one) => one.kind === kind && one.metadata.namespace === 'gateway'),
      kind,
    );
  const routes = manifests.filter(({ kind }) => kind === 'HTTPRoute');
  const { provider, shutdown } = inGateway('EnvoyProxy').spec as Attributes;
  const service = provider.kubernetes.envoyService as Attributes;
  const client = inGateway('ClientTrafficPolicy').spec as Attributes;
  const policies = manifests.filter(
    ({ kind, metadata, spec }) =>
      kind === 'NetworkPolicy' &&
      metadata.namespace === 'gateway' &&
      JSON.stringify(spec.podSelector).includes('"public"'),
  );
  const ingress = policies.flatMap(({ spec }) => (spec.ingress ?? []) as Attributes[]);
  // The mesh's own address of probes is a node's.
  const fromOutside = ingress.filter(
    ({ from }) => from === undefined || /"cidr":"(?!169\.254\.)/.test(JSON.stringify(from)),
  );
  const guard = manifests.find(({ kind }) => kind === 'SecurityPolicy');
  return {
    listeners: inGateway('Gateway').spec.listeners,
    routes: routes.flatMap(({ spec }) =>
      (spec.hostnames as string[]).map((host) => ({
        host,
        listener: String(spec.parentRefs[0].sectionName),
        seconds: Math.max(0, ...spec.rules.map((rule: Attributes) => seconds(String(rule.timeouts?.request ?? '0s')))),
      })),
    ),
    certified: inGateway('Certificate').spec.dnsNames,
    answers: client.healthCheck.path,
    waits: seconds(client.timeout.http.streamIdleTimeout),
    trustedHops: client.clientIPDetection.xForwardedFor.numTrustedHops,
    found: foundBy(cloud, manifests, service),
    drains: seconds(shutdown.drainTimeout),
    callers: fromOutside.flatMap(({ from = [] }) => from.map((peer: Attributes) => peer.ipBlock.cidr as string)),
    ports: [...new Set(fromOutside.flatMap(({ ports }) => ports.map(({ port }: Attributes) => port as number)))],
    proof: guard?.spec.authorization.rules[0].principal.headers[0].name as string | undefined,
    leavesRecords: routes.every(
      ({ metadata }) => metadata.annotations?.['external-dns.alpha.kubernetes.io/controller'] === 'edge',
    ),
  };
}

/** Reads both sides of the hop between the load balancer and the gateway of an environment on each of its clouds. */
export function hopsOf(input: EnvironmentInput): Partial<Record<CloudName, { balancer: Balancer; gateway: Gateway }>> {
  const stacks = synth(input);
  const found = (id: string): Stack => present(stacks[id], id);
  return Object.fromEntries(
    CLOUDS.filter((cloud) => input.targets[cloud] !== undefined).map((cloud) => {
      const base = `${input.system}-${input.environment}-${cloud}`;
      const balancer = BALANCERS[cloud]({ infrastructure: found(base), edge: found(`${base}-edge`) });
      return [cloud, { balancer, gateway: gatewayOf(cloud, input) }];
    }),
  );
}
