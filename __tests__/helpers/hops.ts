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

const aws = ({ infrastructure, edge }: Stacks): Balancer => {
  const listener = theOnly(edge, 'aws_lb_listener');
  const group = theOnly(infrastructure, 'aws_lb_target_group');
  const found = present(Object.values<Attributes>(edge.json.data.aws_lb_target_group)[0], 'target group');
  const inward = own(infrastructure, 'aws_vpc_security_group_ingress_rule').filter((rule) =>
    String(rule.security_group_id).includes('aws_eks_cluster'),
  );
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
  };
};

const google = ({ infrastructure, edge }: Stacks): Balancer => {
  const service = theOnly(edge, 'google_compute_backend_service');
  const records = own(edge, 'google_dns_record_set').filter(({ type }) => type === 'A');
  const publicRanges = [String(infrastructure.resource('google_compute_subnetwork.network_public_1').ip_cidr_range)];
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
