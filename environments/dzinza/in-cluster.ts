/** Dzinza's clusters: the API, the web site and imports of family trees; the mesh, search, and what watches them. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN, versions } from './base';

type Workloads = NonNullable<EnvironmentInput['workloads']>;
type Workload = Workloads[string];
type Addons = NonNullable<EnvironmentInput['addons']>;

/** Registry and version of every image. */
const REGISTRY = 'registry.example.com/dzinza';
const VERSION = '1.0.0';
/** The port of the design's image. */
const PORT = 3000;
/** CA bundle for Redis' certificate; empty where public CAs sign it. */
const AUTHORITIES = '/etc/dzinza/redis-ca.pem';
/** Certificates by which PostgreSQL is checked. */
const DATABASE_AUTHORITIES = '/etc/dzinza/postgres-ca.pem';

/** How the API and its workers connect to PostgreSQL: as a user, and its migrations as the owner. */
const DATABASE_URL = `postgresql://{username|url}:{password|url}@{host}:{port}/{database}?sslmode={sslmode}&sslrootcert=${DATABASE_AUTHORITIES}`;
const authorities = {
  [AUTHORITIES]: { from: 'redis', key: 'ca' },
  [DATABASE_AUTHORITIES]: { from: 'postgres', key: 'ca' },
} satisfies NonNullable<EnvironmentInput['workloads']>[string]['secretFiles'];
const DEVOPS = `devops@${DOMAIN}`;

/** Add-ons that every environment's cluster needs to serve requests, read secrets and search. */
export const addons = {
  loadBalancerController: {},
  externalSecrets: {},
  reloader: {},
  // The design's ingress-nginx has ended: its successor is the Gateway API.
  gateway: {},
  certManager: { email: DEVOPS },
  externalDns: {},
  openSearchOperator: {},
} satisfies Addons;

/** Add-ons of a cluster that serves people: it scales, replaces versions without downtime, encrypts calls, and is watched. */
export const servingAddons = (namespace: string) =>
  ({
    ...addons,
    clusterAutoscaler: {},
    argoRollouts: {},
    istio: { namespaces: [namespace] },
    tempo: { objectStore: 'traces' },
    // The design's X-Ray, and what the other clouds have in its place.
    telemetry: { traces: ['tempo', 'cloud'] },
    // The design scans images where they are built; here those that run are, too, for what is known by now.
    trivy: { namespaces: [namespace] },
    monitoring: {
      grafana: { host: { zone: 'main', name: 'grafana' }, adminSecret: 'grafana' },
      receivers: {
        critical: [{ kind: 'pagerduty', routingKey: { from: 'pagerduty' } }],
        warning: [{ kind: 'email', to: DEVOPS }],
        watchdog: { url: { from: 'watchdog' } },
      },
      smtp: {
        host: 'smtp.example.com',
        from: `alerts@${DOMAIN}`,
        username: `alerts@${DOMAIN}`,
        password: { from: 'smtp' },
      },
    },
  }) satisfies Addons;

/** Secrets of every environment, which people fill in or leave as generated. */
export const secrets = {
  jwt: { description: 'Signs sessions' },
  search: { description: "OpenSearch's administrator", username: 'admin' },
} satisfies EnvironmentInput['secrets'];

/** Secrets that `servingAddons` need. */
export const monitoringSecrets = {
  grafana: { description: "Grafana's first user", username: 'admin' },
  pagerduty: { description: 'Integration key of the service that is paged' },
  smtp: { description: 'The account that mail is sent from' },
  watchdog: { description: 'Address of the service that raises an alarm when alerting itself is down' },
} satisfies EnvironmentInput['secrets'];

/** The company that production's support is bought from, besides PagerDuty. It gets metrics, and neither logs nor traces. */
export const datadog = {
  addons: { datadog: { apiKey: { from: 'datadog' }, apm: false } },
  secrets: { datadog: { description: 'API key of Datadog' } },
} satisfies Pick<EnvironmentInput, 'addons' | 'secrets'>;

/** What differs by environment. */
export interface Sizing {
  readonly namespace: string;
  /** Node pools of the services and of what may be interrupted. */
  readonly pools: { readonly services: string; readonly interruptible: string };
  /** Whether the cluster has `servingAddons`. */
  readonly serving: boolean;
  readonly api: Pick<Workload, 'replicas' | 'autoscaling' | 'resources'>;
  readonly web: Pick<Workload, 'replicas' | 'autoscaling' | 'resources'>;
}

/** Where PostgreSQL, Redis and OpenSearch are. */
const connections = (namespace: string) =>
  ({
    DATABASE_URL: { from: 'postgres', user: 'app', template: DATABASE_URL },
    REDIS_URL: { from: 'redis', template: 'rediss://{username|url}:{password|url}@{host}:{port}' },
    OPENSEARCH_URL: {
      from: 'search',
      template: `https://{username|url}:{password|url}@dzinza-records.${namespace}.svc:9200`,
    },
  }) satisfies Workload['secretEnv'];

const env = { NODE_ENV: 'production', NODE_EXTRA_CA_CERTS: AUTHORITIES };
const files: Workload['access'] = [
  { objectStore: 'photos', read: true, write: true },
  { objectStore: 'documents', read: true, write: true },
];

/** The API, between the site and every store. New versions take over blue-green. */
const api = ({ namespace, pools, serving, api: sizing }: Sizing): Workload => ({
  namespace,
  image: `${REGISTRY}/api:${VERSION}`,
  nodePool: pools.services,
  ...sizing,
  ports: { http: { port: PORT } },
  env: { ...env, PORT: String(PORT) },
  secretEnv: { ...connections(namespace), JWT_SECRET: { from: 'jwt', key: 'password' } },
  secretFiles: authorities,
  probes: { readiness: { path: '/health/ready' }, liveness: { path: '/health/live', failures: 5 } },
  rollout: { strategy: serving ? 'blue-green' : 'rolling' },
  access: files,
  ...(serving && { traces: {} }),
  routes: [{ host: { zone: 'main', name: 'api' } }],
  jobs: {
    migrate: {
      when: 'before-rollout',
      command: ['npm', 'run', 'migrate'],
      secretEnv: { DATABASE_URL: { from: 'postgres', template: DATABASE_URL } },
    },
  },
  // The name that the design gives the autoscaler.
  overrides: sizing.autoscaling ? { autoscaler: { metadata: { name: 'dzinza-api-hpa' } } } : {},
});

/** Errors per second that the gateway counts on routes of a workload. */
const errorsOf = (namespace: string, workload: string) =>
  `sum(rate(envoy_cluster_upstream_rq_xx{envoy_response_code_class="5", envoy_cluster_name=~"httproute/${namespace}/dzinza-${workload}-.*"}[5m]))`;

/** The web site: new versions get a growing share of the visitors, and go back by themselves when requests fail. */
const web = ({ namespace, pools, serving, web: sizing }: Sizing): Workload => ({
  namespace,
  image: `${REGISTRY}/web:${VERSION}`,
  nodePool: pools.services,
  ...sizing,
  ports: { http: { port: PORT } },
  env: { NODE_ENV: 'production', PORT: String(PORT) },
  probes: { readiness: { path: '/' }, liveness: { path: '/healthz', failures: 5 } },
  rollout: serving
    ? {
        strategy: 'canary',
        steps: [
          { percent: 10, seconds: 300 },
          { percent: 50, seconds: 300 },
        ],
        analysis: { queries: { errors: { query: errorsOf(namespace, 'web'), max: 0.5 } } },
      }
    : { strategy: 'rolling' },
  calls: [{ workload: 'api' }],
  routes: [{ host: { zone: 'main' } }],
});

/** Imports of family trees and scans: not critical, so that spare capacity is enough. They start again when it goes. */
const imports = ({ namespace, pools }: Sizing): Workload => ({
  namespace,
  image: `${REGISTRY}/imports:${VERSION}`,
  nodePool: pools.interruptible,
  replicas: 1,
  resources: { cpu: '250m', memory: '512Mi' },
  env,
  secretEnv: connections(namespace),
  secretFiles: authorities,
  probes: { liveness: { command: ['node', 'dist/alive.js'] } },
  access: files,
});

export const workloads = (sizing: Sizing): Workloads => ({
  api: api(sizing),
  web: web(sizing),
  imports: imports(sizing),
});

/** Search in records and family trees. */
export const searchClusters = (
  namespace: string,
  nodePool: string,
  nodes: { readonly replicas: number; readonly cpu: string; readonly memory: string; readonly storageGiB: number },
) =>
  ({
    records: {
      namespace,
      version: versions.openSearch,
      nodePool,
      admin: { secret: 'search' },
      nodes: {
        all: {
          roles: ['manager', 'data', 'ingest'],
          replicas: nodes.replicas,
          resources: { cpu: nodes.cpu, memory: nodes.memory },
          storageGiB: nodes.storageGiB,
        },
      },
      callers: [{ workload: 'api' }, { workload: 'imports' }],
    },
  }) satisfies EnvironmentInput['searchClusters'];
