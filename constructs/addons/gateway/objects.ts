/** What the gateway consists of: the proxies, the listeners, and how they treat clients and backends. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import type { AddonContext } from '../addon';
import { ISSUER } from '../cert-manager/cert-manager';
import type { GatewayProps } from './schema';
import { GATEWAY, GATEWAY_API, hostsOf, listenerName } from './routes';
import { resources, spread } from '../../../core/kubernetes/chart-values';

type Context = AddonContext<GatewayProps>;

const CLASS = 'envoy';
const ENVOY_API = 'gateway.envoyproxy.io/v1alpha1';
/** Name of the listener that only sends clients on to HTTPS. */
const PLAIN = 'http';
/** Seconds in which a client must have sent a request's headers: slow ones hold connections open for nothing. */
const HEADERS_SECONDS = 10;

const metadata = { name: GATEWAY.name, namespace: GATEWAY.namespace };
/** What the policies are about. */
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

function proxies({ props, cloud, replicas }: Context): Manifest {
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
              securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
              topologySpreadConstraints: spread({ 'gateway.envoyproxy.io/owning-gateway-name': GATEWAY.name }),
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
            // Nodes that pass connections on would hide the clients' addresses.
            externalTrafficPolicy: 'Local',
          },
        },
      },
      shutdown: { drainTimeout: `${fleet.drainSeconds}s` },
      // Without a word of it, proxies log JSON.
      ...(!accessLogs && { telemetry: { accessLog: { disable: true } } }),
    },
  };
}

/** One listener a host: each has a certificate of its own, and takes routes from where the host's routes are. */
function gateway({ environment }: Context): Manifest {
  const secure = hostsOf(environment).map(([host, namespaces]) => ({
    name: listenerName(host),
    hostname: host,
    port: 443,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: listenerName(host) }] },
    allowedRoutes: {
      namespaces: {
        from: 'Selector',
        selector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces }],
        },
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
  const remember = { name: 'Strict-Transport-Security', value: `max-age=${strictTransportSeconds}` };
  return {
    apiVersion: ENVOY_API,
    kind: 'ClientTrafficPolicy',
    metadata,
    spec: {
      targetRefs,
      // HTTP/2 is spoken unasked, but where certificates overlap: browsers would send one host's requests to another's listener.
      tls: { minVersion: minTlsVersion },
      timeout: {
        http: { requestHeadersReceivedTimeout: `${HEADERS_SECONDS}s`, streamIdleTimeout: `${idleSeconds}s` },
      },
      ...(trustedProxies > 0 && { clientIPDetection: { xForwardedFor: { numTrustedHops: trustedProxies } } }),
      ...(strictTransportSeconds > 0 && { headers: { lateResponseHeaders: { addIfAbsent: [remember] } } }),
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
      // Only what never reached a backend is tried again: anything else might be done twice.
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
