/** Makes workloads of the design's services: what each has because it is one, and what a stage adds. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { REGISTRY } from './base';
import { type Service, services } from './services';

type Workloads = NonNullable<EnvironmentInput['workloads']>;
type Workload = Workloads[string];

/** What differs between the environments. */
export interface Stage {
  /** Its namespace, called as the environment is. */
  readonly namespace: string;
  /** Version of the images. */
  readonly version: string;
  /** What takes the services' metrics and traces, and their profiles. */
  readonly watchedBy: readonly ('monitoring' | 'datadog')[];
  /** Size, scaling and releases of a service's pods. */
  readonly pods: (service: Service, name: string) => Pick<Workload, 'resources'> & Partial<Workload>;
}

/** A record with the same names. */
const mapValues = <P, T>(record: Readonly<Record<string, P>>, make: (name: string, props: P) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, props]) => [name, make(name, props)]));

const SETTINGS_FILE = '/etc/fieldday/settings.json';
/** Variables by which services find Datadog's agent, where it is. */
const DATADOG = {
  DD_TRACE_AGENT_URL: 'http://datadog.datadog.svc:8126',
  DD_PROFILING_ENABLED: 'true',
  DD_TRACE_ENABLED: 'false',
} as const;
/** Certificates by which PostgreSQL is checked. */
const DATABASE_AUTHORITIES = '/etc/fieldday/postgres-ca.pem';
/** CA bundle of Redis; empty where public CAs sign its certificate. */
const AUTHORITIES = '/etc/fieldday/redis-ca.pem';

const DATABASE_URL = `postgresql://{username|url}:{password|url}@{host}:{port}/{database}?sslmode={sslmode}&sslrootcert=${DATABASE_AUTHORITIES}`;

const CONNECTIONS = {
  postgres: { DATABASE_URL: { from: 'postgres', user: 'app', template: DATABASE_URL } },
  redis: { REDIS_URL: { from: 'redis', template: 'rediss://{username|url}:{password|url}@{host}:{port}' } },
} as const;

/** Scaling by CPU, memory, and requests or a queue: between `min` pods and `share` of the service's most. */
export const byLoad = ({ max, rate, queue }: Service, min: number, share = 1): Workload['autoscaling'] => ({
  min,
  max: Math.max(min, Math.ceil(max * share)),
  cpu: 70,
  memory: 80,
  requestsPerSecond: rate,
  queue: queue && { redis: { cache: 'redis', list: queue.list, lengthPerReplica: queue.perReplica } },
});

const URLS = Object.fromEntries(
  Object.entries(services).flatMap(([name, { port }]) =>
    port === undefined ? [] : [[name, `http://fieldday-${name}:${port}`] as const],
  ),
);
const variable = (name: string): string => `${name.toUpperCase().replaceAll('-', '_')}_URL`;

/** "Non-sensitive configuration": how the service logs, and how long it caches answers. */
const settingsOf = ({ cacheSeconds }: Service): string =>
  JSON.stringify({ logs: { format: 'json', requestIdHeader: 'x-request-id' }, cacheSeconds });

/** Variables: where the settings are, where profiles go, and the addresses of the services that it calls. */
const envOf = ({ port, calls = [], stores = [] }: Service, { watchedBy }: Stage): Workload['env'] => ({
  NODE_ENV: 'production',
  ...(port === undefined ? {} : { PORT: String(port) }),
  ...(stores.includes('redis') ? { NODE_EXTRA_CA_CERTS: AUTHORITIES } : {}),
  SETTINGS: SETTINGS_FILE,
  ...(watchedBy.includes('datadog') ? DATADOG : {}),
  ...Object.fromEntries(calls.flatMap((name) => (URLS[name] === undefined ? [] : [[variable(name), URLS[name]]]))),
});

const probesOf = ({ port }: Service): Workload['probes'] =>
  port === undefined
    ? {
        readiness: { command: ['node', 'dist/ready.js'] },
        liveness: { command: ['node', 'dist/alive.js'], failures: 5 },
      }
    : { readiness: { path: '/health/ready' }, liveness: { path: '/health/live', failures: 5 } };

const callsOf = ({ calls = [] }: Service, { watchedBy }: Stage): Workload['calls'] => [
  ...calls.map((name) => (name === 'internet' ? name : { workload: name })),
  ...(watchedBy.includes('datadog') ? [{ namespace: 'datadog' }] : []),
];

const secretEnvOf = ({ stores = [], secrets = {} }: Service): Workload['secretEnv'] => ({
  ...(stores.includes('postgres') ? CONNECTIONS.postgres : {}),
  ...(stores.includes('redis') ? CONNECTIONS.redis : {}),
  ...mapValues(secrets, (_, from) => ({ from, key: 'password' })),
});

const routesOf = ({ routes = [] }: Service): Workload['routes'] =>
  routes.map(({ name, ...route }) => ({ host: { zone: 'main', name }, ...route }));

/** Changes the tables of all services before their new versions take over; as the owner, which nothing else signs in as. */
const migrate: NonNullable<Workload['jobs']>[string] = {
  when: 'before-rollout',
  command: ['node', 'dist/migrate.js'],
  secretEnv: { DATABASE_URL: { from: 'postgres', template: DATABASE_URL } },
};

const tasksOf = ({ crons = {}, migrates }: Service): Workload['jobs'] => ({
  ...(migrates && { migrate }),
  ...mapValues(crons, (task, schedule) => ({ when: { schedule }, command: ['node', `dist/tasks/${task}.js`] })),
});

const workloadOf = (name: string, service: Service, stage: Stage): Workload => {
  const { jobs, ...pods } = stage.pods(service, name);
  const { port, stores = [], buckets = [] } = service;
  return {
    namespace: stage.namespace,
    image: `${REGISTRY}/${name}:${stage.version}`,
    ...(port !== undefined && { ports: { http: { port } } }),
    ...(stage.watchedBy.includes('monitoring') && { traces: {}, ...(port !== undefined && { metrics: {} }) }),
    env: envOf(service, stage),
    files: { [SETTINGS_FILE]: settingsOf(service) },
    secretEnv: secretEnvOf(service),
    secretFiles: {
      ...(stores.includes('postgres') ? { [DATABASE_AUTHORITIES]: { from: 'postgres', key: 'ca' } } : {}),
      ...(stores.includes('redis') ? { [AUTHORITIES]: { from: 'redis', key: 'ca' } } : {}),
    },
    probes: probesOf(service),
    access: buckets.map((objectStore) => ({ objectStore, read: true, write: true })),
    calls: callsOf(service, stage),
    routes: routesOf(service),
    jobs: { ...tasksOf(service), ...jobs },
    ...pods,
  };
};

/** All twelve services in an environment. */
export const workloadsOf = (stage: Stage): Workloads =>
  mapValues(services, (name, service) => workloadOf(name, service, stage));
