/** Objects of the gateway: the proxies, the listeners, and policies for clients and backends. */
import { resources, spread } from '../../../core/kubernetes/chart-values';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { inNamespaces } from '../../../core/kubernetes/network-policy';
import { priorityClass } from '../../../core/kubernetes/priority';
import type { AddonContext } from '../addon';
import { ISSUER } from '../cert-manager/cert-manager';
import { GATEWAY, GATEWAY_API, hostsOf, listenerName } from './routes';
import type { GatewayProps } from './schema';
import { PROXIES } from './traffic';

type Context = AddonContext<GatewayProps>;

const CLASS = 'envoy';
const ENVOY_API = 'gateway.envoyproxy.io/v1alpha1';
/** Name of the listener that only redirects to HTTPS. */
const PLAIN = 'http';
/** Seconds in which a client must send the request headers, so that slow clients cannot hold connections open. */
const HEADERS_SECONDS = 10;

/** Seconds in which each cloud's load balancer notices that a proxy is going, and sends it no new connections. */
const DEREGISTRATION_SECONDS = 30;

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
  gateway(context),
  redirect(),
  clientPolicy(context.props),
  backendPolicy(context.props),
];

function proxies({ props, environment, cloud, replicas }: Context): Manifest {
  const { internal, allowedCidrs, accessLogs, proxies: fleet } = props;
  const min = fleet.min ?? Math.min(replicas, fleet.max);
  const { annotations, loadBalancerClass } = cloud.loadBalancer({ internal });
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
          envoyService: {
            type: 'LoadBalancer',
            annotations,
            ...(loadBalancerClass !== undefined && { loadBalancerClass }),
            ...(allowedCidrs.length > 0 && { loadBalancerSourceRanges: allowedCidrs }),
            // With `Cluster`, nodes would forward connections to each other and hide the clients' addresses.
            externalTrafficPolicy: 'Local',
          },
        },
      },
      shutdown: {
        drainTimeout: `${fleet.drainSeconds}s`,
        minDrainDuration: `${Math.min(fleet.drainSeconds, DEREGISTRATION_SECONDS)}s`,
      },
      // By default proxies log JSON.
      ...(!accessLogs && { telemetry: { accessLog: { disable: true } } }),
    },
  };
}

/** One listener per host, each with its own certificate. It accepts routes only from the namespaces of the host, and those that are named. */
function gateway({ environment, addonNamespaces, props }: Context): Manifest {
  const secure = hostsOf(environment, addonNamespaces).map(([host, namespaces]) => ({
    name: listenerName(host),
    hostname: host,
    port: 443,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: listenerName(host) }] },
    allowedRoutes: {
      namespaces: {
        from: 'Selector',
        selector: inNamespaces([...new Set([...namespaces, ...props.namespaces])].sort()).namespaceSelector,
      },
    },
  }));
  const plain = { name: PLAIN, port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } };
  return {
    apiVersion: GATEWAY_API,
    kind: 'Gateway',
    metadata: { ...metadata, annotations: { 'cert-manager.io/cluster-issuer': ISSUER } },
    spec: {
      gatewayClassName: CLASS,
      infrastructure: {
        parametersRef: { group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', name: GATEWAY.name },
      },
      listeners: [plain, ...secure],
    },
  };
}

const redirect = (): Manifest => ({
  apiVersion: GATEWAY_API,
  kind: 'HTTPRoute',
  metadata: { name: 'https', namespace: GATEWAY.namespace },
  spec: {
    parentRefs: [{ ...GATEWAY, sectionName: PLAIN }],
    rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
  },
});

function clientPolicy({ minTlsVersion, strictTransportSeconds, trustedProxies, idleSeconds }: GatewayProps): Manifest {
  const strictTransport = { name: 'Strict-Transport-Security', value: `max-age=${strictTransportSeconds}` };
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
      ...(trustedProxies > 0 && { clientIPDetection: { xForwardedFor: { numTrustedHops: trustedProxies } } }),
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
