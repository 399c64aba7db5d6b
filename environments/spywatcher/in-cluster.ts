/**
 * Spywatcher's clusters: an API, a web front end, and the add-ons and secrets that they need. The images are examples:
 * replace them with your own.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN } from './base';
import { DATABASE_AUTHORITIES, databaseAccess } from './database-access';

type Workloads = NonNullable<EnvironmentInput['workloads']>;
type Workload = Workloads[string];

export const NAMESPACE = 'spywatcher';
const REGISTRY = 'ghcr.io/example';
const VERSION = '1.0.0';
/** CA bundle for Redis' certificate; empty where public CAs sign it. */
const AUTHORITIES = '/etc/spywatcher/redis-ca.pem';

/** Support contacts. */
const contacts = { onCall: `oncall@${DOMAIN}`, devops: `devops@${DOMAIN}` } as const;

export const namespaces = { [NAMESPACE]: {} } satisfies EnvironmentInput['namespaces'];

/** Add-ons that every environment's cluster needs to serve requests and read secrets. */
export const addons = {
  loadBalancerController: {},
  clusterAutoscaler: {},
  externalSecrets: {},
  reloader: {},
  gateway: {},
  certManager: { email: contacts.devops },
  externalDns: {},
} satisfies EnvironmentInput['addons'];

/** Monitoring with alerts by the design's severities: the highest pages immediately, others wait for business hours. */
export const monitoring: NonNullable<NonNullable<EnvironmentInput['addons']>['monitoring']> = {
  grafana: { host: { zone: 'main', name: 'grafana' }, adminSecret: 'grafana' },
  receivers: {
    critical: [
      { kind: 'pagerduty', routingKey: { from: 'pagerduty' } },
      { kind: 'email', to: contacts.onCall },
    ],
    warning: [{ kind: 'email', to: contacts.devops }],
  },
  smtp: {
    host: 'smtp.example.com',
    from: `alerts@${DOMAIN}`,
    username: `alerts@${DOMAIN}`,
    password: { from: 'smtp' },
  },
  // The design's business metrics, under the names that the API exports.
  dashboards: {
    business: {
      title: 'Business',
      panels: [
        { title: 'Active users', query: 'sum(spywatcher_active_users)' },
        {
          title: 'API usage per tier',
          query: 'sum by (tier) (rate(spywatcher_api_requests_total[5m]))',
          unit: 'reqps',
        },
        { title: 'Feature usage', query: 'sum by (feature) (rate(spywatcher_feature_used_total[1h]))', unit: 'ops' },
        { title: 'User sessions', query: 'sum(spywatcher_sessions)' },
      ],
    },
  },
};

/** Per environment: settings of one of the two workloads. */
export type Sizing = Pick<Workload, 'replicas' | 'resources' | 'autoscaling' | 'metrics'>;

/**
 * The design's deployment strategies, each with its way back: a rolling update that fails ends by itself, blue-green switches
 * back at once, a canary ends. Each release chooses one: the first by default, and another by `rollout` of its
 * workload, for major changes (blue-green, which keeps the old pods for ten minutes) and risky ones (canary, in half an
 * hour).
 */
export const rollouts = {
  rolling: { strategy: 'rolling', maxUnavailable: 0, goesBack: true },
  blueGreen: { strategy: 'blue-green', keepOldSeconds: 600 },
  canary: {
    strategy: 'canary',
    steps: [
      { percent: 10, seconds: 600 },
      { percent: 30, seconds: 600 },
      { percent: 60, seconds: 600 },
    ],
  },
} as const satisfies Readonly<Record<string, Workload['rollout']>>;

/** Autoscaling by the design's triggers. */
export const between = (min: number, max: number) => ({ min, max, cpu: 70, memory: 80 });

/** The API: only it talks to PostgreSQL, Redis and Discord. */
const backend = (sizing: Sizing): Workload => ({
  namespace: NAMESPACE,
  image: `${REGISTRY}/spywatcher-backend:${VERSION}`,
  ...sizing,
  ports: { http: { port: 3001 } },
  env: { NODE_ENV: 'production', PORT: '3001', NODE_EXTRA_CA_CERTS: AUTHORITIES },
  secretEnv: {
    ...databaseAccess('strict').secretEnv,
    REDIS_URL: { from: 'redis', template: 'rediss://{username|url}:{password|url}@{host}:{port}' },
    DISCORD_TOKEN: { from: 'discord', key: 'password' },
    JWT_SECRET: { from: 'jwt', key: 'password' },
  },
  secretFiles: {
    [AUTHORITIES]: { from: 'redis', key: 'ca' },
    [DATABASE_AUTHORITIES]: { from: 'postgres', key: 'ca' },
  },
  probes: {
    readiness: { path: '/health/ready' },
    liveness: { path: '/health/live', failures: 5 },
    startup: { path: '/health/live', everySeconds: 5, failures: 30 },
  },
  rollout: rollouts.rolling,
  calls: ['internet'],
  routes: [{ host: { zone: 'main', name: 'api' } }],
  jobs: {
    migrate: {
      when: 'before-rollout',
      command: ['npx', 'prisma', 'migrate', 'deploy'],
      ...databaseAccess('strict').jobs.migrate,
    },
    smoke: { when: 'after-rollout', command: ['node', 'dist/smoke-test.js'], deadlineSeconds: 120 },
  },
});

/** The web front end, which serves static files. */
const frontend = (sizing: Sizing): Workload => ({
  namespace: NAMESPACE,
  image: `${REGISTRY}/spywatcher-frontend:${VERSION}`,
  ...sizing,
  ports: { http: { port: 8080 } },
  writable: { '/tmp': '64Mi', '/var/cache/nginx': '64Mi' },
  probes: { readiness: { path: '/' }, liveness: { path: '/healthz', failures: 5 } },
  rollout: rollouts.rolling,
  routes: [{ host: { zone: 'main' } }],
});

export const workloads = (sizes: { readonly backend: Sizing; readonly frontend: Sizing }) => ({
  backend: backend(sizes.backend),
  frontend: frontend(sizes.frontend),
});

/** Secrets that people fill in, as docs/guides/secrets.md describes. */
export const secrets = {
  discord: { description: 'Token of the Discord bot' },
  jwt: { description: 'Signs sessions' },
} satisfies EnvironmentInput['secrets'];

/** Secrets that `monitoring` needs. */
export const monitoringSecrets = {
  grafana: { description: "Grafana's first user", username: 'admin' },
  pagerduty: { description: 'Integration key of the service that is paged' },
  smtp: { description: 'The account that mail is sent from' },
} satisfies EnvironmentInput['secrets'];
