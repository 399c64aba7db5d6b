/** Objects of the gateway: the proxies, the listeners, and policies for clients and backends. */
import { resources, spread } from '../../../core/kubernetes/chart-values';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { inNamespaces } from '../../../core/kubernetes/network-policy';
import { priorityClass } from '../../../core/kubernetes/priority';
import type { CloudLookup, Entry } from '../../cloud-lookup/contract';
import { ENTRY, HEALTH_PATH, originHost } from '../../load-balancer/origin';
import type { AddonContext } from '../addon';
import { ISSUER } from '../cert-manager/cert-manager';
import { GATEWAY, GATEWAY_API, hostsOf, listenerName, SHARED_LISTENER } from './routes';
import type { GatewayProps } from './schema';
import { PROXIES } from './traffic';

type Context = AddonContext<GatewayProps>;
type Proof = NonNullable<Entry['proof']>;

const CLASS = 'envoy';
const ENVOY_API = 'gateway.envoyproxy.io/v1alpha1';
/** Name of the listener that only redirects to HTTPS. */
const PLAIN = 'http';
/** Seconds in which a client must send the request headers, so that slow clients cannot hold connections open. */
const HEADERS_SECONDS = 10;

/** Seconds in which each cloud's load balancer notices that a proxy is going, and sends it no new connections. */
const DEREGISTRATION_SECONDS = 30;

/** cert-manager makes the certificates of a Gateway's hosts. */
const ISSUING = { 'cert-manager.io/cluster-issuer': ISSUER };

const metadata = { name: GATEWAY.name, namespace: GATEWAY.namespace };
/** The Gateway, as target of the policies. */
const targetRefs = [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: GATEWAY.name }];

export const gatewayObjects = (context: Context): Manifest[] => [
  {
    apiVersion: GATEWAY_API,
    kind: 'GatewayClass',
    metadata: { name: CLASS },
    spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
  },
  proxies(context),
  ...(context.environment.loadBalancer ? behindBalancer(context) : inTheOpen(context)),
  clientPolicy(context),
  backendPolicy(context.props),
];

/** A listener for each host, and one that leads from HTTP to them. */
const inTheOpen = (context: Context): Manifest[] => [gateway(openListeners(context), ISSUING), redirect()];

/** One listener for every host, with the certificate of the gateway's own name. */
function behindBalancer(context: Context): Manifest[] {
  const { environment, cloud } = context;
  const { objects, proof } = cloud.entry();
  const origin = originHost(environment);
  return [
    gateway([sharedListener(context, origin)]),
    certificate(origin),
    ...(proof ? [onlyWith(proof)] : []),
    ...objects,
  ];
}

function proxies({ props, environment, cloud, replicas }: Context): Manifest {
  const { accessLogs, proxies: fleet } = props;
  const min = fleet.min ?? Math.min(replicas, fleet.max);
  const drainSeconds = environment.loadBalancer?.drainSeconds ?? DEREGISTRATION_SECONDS;
  return {
    apiVersion: ENVOY_API,
    kind: 'EnvoyProxy',
    metadata,
    spec: {
      provider: {
        type: 'Kubernetes',
        kubernetes: {
          envoyDeployment: {
            pod: {
              priorityClassName: priorityClass(environment, 'platform'),
              securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
              topologySpreadConstraints: spread({ [PROXIES]: GATEWAY.name }),
            },
            container: { resources: resources(fleet.cpu, fleet.memory) },
          },
          envoyHpa: {
            minReplicas: min,
            maxReplicas: fleet.max,
            metrics: [
              {
                type: 'Resource',
                resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: fleet.cpuTarget } },
              },
            ],
          },
          ...(min > 1 && { envoyPDB: { minAvailable: 1 } }),
          envoyService: environment.loadBalancer ? entryService(cloud) : openService(props, cloud),
        },
      },
      shutdown: {
        drainTimeout: `${fleet.drainSeconds}s`,
        minDrainDuration: `${Math.min(fleet.drainSeconds, drainSeconds)}s`,
      },
      // By default proxies log JSON.
      ...(!accessLogs && { telemetry: { accessLog: { disable: true } } }),
    },
  };
}

/** With `Cluster`, nodes would forward connections to each other and hide the clients' addresses. */
const LOCAL = { externalTrafficPolicy: 'Local' };

function openService({ internal, allowedCidrs }: GatewayProps, cloud: CloudLookup): object {
  const { annotations, loadBalancerClass } = cloud.loadBalancer({ internal });
  return {
    type: 'LoadBalancer',
    annotations,
    ...(loadBalancerClass !== undefined && { loadBalancerClass }),
    ...(allowedCidrs.length > 0 && { loadBalancerSourceRanges: allowedCidrs }),
    ...LOCAL,
  };
}

function entryService(cloud: CloudLookup): object {
  const { service } = cloud.entry();
  return { name: ENTRY, ...service, ...(service.type === 'LoadBalancer' && LOCAL) };
}

/** A listener accepts routes only from the namespaces of its hosts, and from those that are named. */
const routesFrom = (namespaces: readonly string[], { namespaces: named }: GatewayProps) => ({
  namespaces: {
    from: 'Selector',
    selector: inNamespaces([...new Set([...namespaces, ...named])].sort()).namespaceSelector,
  },
});

const terminate = (host: string) => ({
  mode: 'Terminate',
  certificateRefs: [{ kind: 'Secret', name: listenerName(host) }],
});

/** One listener per host, each with its own certificate. */
function openListeners({ environment, addonNamespaces, props }: Context): object[] {
  const secure = hostsOf(environment, addonNamespaces).map(([host, namespaces]) => ({
    name: listenerName(host),
    hostname: host,
    port: 443,
    protocol: 'HTTPS',
    tls: terminate(host),
    allowedRoutes: routesFrom(namespaces, props),
  }));
  const plain = { name: PLAIN, port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } };
  return [plain, ...secure];
}

/**
 * Without a host name, because no load balancer tells the proxies by SNI for which host a connection is: routes are found by
 * the `Host` of each request.
 */
function sharedListener({ environment, addonNamespaces, props }: Context, origin: string): object {
  const namespaces = hostsOf(environment, addonNamespaces).flatMap(([, names]) => names);
  return {
    name: SHARED_LISTENER,
    port: 443,
    protocol: 'HTTPS',
    tls: terminate(origin),
    allowedRoutes: routesFrom(namespaces, props),
  };
}

const gateway = (listeners: readonly object[], annotations?: Readonly<Record<string, string>>): Manifest => ({
  apiVersion: GATEWAY_API,
  kind: 'Gateway',
  metadata: { ...metadata, ...(annotations && { annotations }) },
  spec: {
    gatewayClassName: CLASS,
    infrastructure: {
      parametersRef: { group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', name: GATEWAY.name },
    },
    listeners,
  },
});

/** cert-manager makes certificates of its own accord for listeners with a host name alone. */
const certificate = (host: string): Manifest => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: listenerName(host), namespace: GATEWAY.namespace },
  spec: {
    secretName: listenerName(host),
    dnsNames: [host],
    privateKey: { rotationPolicy: 'Always' },
    issuerRef: { name: ISSUER, kind: 'ClusterIssuer' },
  },
});

/** Whoever reaches the proxies beside the load balancer is refused. */
const onlyWith = ({ name, value }: Proof): Manifest => ({
  apiVersion: ENVOY_API,
  kind: 'SecurityPolicy',
  metadata,
  spec: {
    targetRefs,
    authorization: {
      defaultAction: 'Deny',
      rules: [{ name: 'balancer', action: 'Allow', principal: { headers: [{ name, values: [value] }] } }],
    },
  },
});

const redirect = (): Manifest => ({
  apiVersion: GATEWAY_API,
  kind: 'HTTPRoute',
  metadata: { name: 'https', namespace: GATEWAY.namespace },
  spec: {
    parentRefs: [{ ...GATEWAY, sectionName: PLAIN }],
    rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
  },
});

function clientPolicy({ props, environment, cloud }: Context): Manifest {
  const { minTlsVersion, strictTransportSeconds, trustedProxies, idleSeconds } = props;
  const strictTransport = { name: 'Strict-Transport-Security', value: `max-age=${strictTransportSeconds}` };
  const numTrustedHops = environment.loadBalancer ? cloud.entry().trustedHops : trustedProxies;
  return {
    apiVersion: ENVOY_API,
    kind: 'ClientTrafficPolicy',
    metadata,
    spec: {
      targetRefs,
      // HTTP/2 is on by default. Envoy Gateway turns it off where certificates overlap, because browsers would reuse
      // the connection of one host for requests to another host's listener.
      tls: { minVersion: minTlsVersion },
      timeout: {
        http: { requestHeadersReceivedTimeout: `${HEADERS_SECONDS}s`, streamIdleTimeout: `${idleSeconds}s` },
      },
      ...(environment.loadBalancer && { healthCheck: { path: HEALTH_PATH } }),
      ...(numTrustedHops > 0 && { clientIPDetection: { xForwardedFor: { numTrustedHops } } }),
      ...(strictTransportSeconds > 0 && { headers: { lateResponseHeaders: { addIfAbsent: [strictTransport] } } }),
    },
  };
}

function backendPolicy({ rateLimit }: GatewayProps): Manifest {
  const eachClient = [{ sourceCIDR: { type: 'Distinct', value: '0.0.0.0/0' } }];
  return {
    apiVersion: ENVOY_API,
    kind: 'BackendTrafficPolicy',
    metadata,
    spec: {
      targetRefs,
      timeout: { tcp: { connectTimeout: '5s' } },
      // Retries only requests that never reached a backend, because any other request might be executed twice.
      retry: { numRetries: 2, retryOn: { triggers: ['connect-failure', 'refused-stream', 'reset-before-request'] } },
      ...(rateLimit && {
        rateLimit: {
          local: {
            rules: [
              { clientSelectors: eachClient, limit: { requests: rateLimit.requests, unit: UNITS[rateLimit.per] } },
            ],
          },
        },
      }),
    },
  };
}

const UNITS = { second: 'Second', minute: 'Minute', hour: 'Hour' } as const;
