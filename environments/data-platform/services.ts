/**
 * "Scaling Strategy" and "Deployment Pipeline" of the platform's services. Argo CD deploys what else is in the namespace
 * `platform-apps`, from Git: neither touches what the other has made.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { NAMESPACES, REGISTRY, VERSION } from './base';
import { JOBS } from './stores';

type Workloads = NonNullable<EnvironmentInput['workloads']>;
type Workload = Workloads[string];

/** A row of "Scaling Strategy": a trigger and two numbers of pods between which it decides, or a fixed number. */
type Pods = Pick<Workload, 'autoscaling' | 'replicas'>;

/** "Scaling Strategy" of an environment; PostgreSQL and ClickHouse are scaled by hand, in `stores.ts`. */
export interface Scaling {
  readonly frontend: Pods;
  readonly apiGateway: Pods;
  readonly appServices: Pods;
  readonly dataWorkers: Pods;
}

export interface Options {
  readonly scaling: Scaling;
  /** Shares of requests that a new version gets, one after the other. @default - pods are replaced one by one */
  readonly steps?: readonly { readonly percent: number; readonly seconds: number }[];
  /** Whether the cluster keeps metrics and traces. */
  readonly isObserved: boolean;
}

/** Bundle of the authority that signs Redis' certificate; empty where it is a public one. */
const REDIS_AUTHORITIES = '/etc/data-platform/redis-ca.pem';
/** Certificates by which PostgreSQL is checked. */
const DATABASE_AUTHORITIES = '/etc/data-platform/postgres-ca.pem';
const kafkaAs = (user: string) => ({
  KAFKA_BROKERS: `data-platform-${JOBS.cluster}-kafka-bootstrap.${NAMESPACES.data}.svc:9092`,
  KAFKA_USERNAME: user,
});
const clickHouseHost = `clickhouse-data-platform-analytics.${NAMESPACES.data}.svc`;

/** Errors among the requests to new pods: a hundredth at most. */
const failing = (workload: string) => {
  const requests = (more: string) =>
    `sum(rate(http_requests_total{job="data-platform-${workload}", rollouts_pod_template_hash="{{args.new}}"${more}}[5m]))`;
  return { query: `${requests(', status=~"5.."')} / ${requests('')}`, max: 0.01 };
};

export function servicesOf({ scaling, steps, isObserved }: Options): Workloads {
  const observed = (env: Record<string, string>, calls: NonNullable<Workload['calls']> = []): Partial<Workload> => ({
    env,
    calls,
    ...(isObserved && { traces: {} }),
  });

  /** A service over HTTP, of which a new version takes over step by step. */
  const serving = (name: string): Workload => ({
    namespace: NAMESPACES.apps,
    nodePool: 'apps',
    image: `${REGISTRY}/${name}:${VERSION}`,
    resources: { cpu: '500m', memory: '512Mi' },
    ports: { http: { port: 8080 } },
    probes: { readiness: { path: '/ready' }, liveness: { path: '/live', failures: 5 } },
    ...(isObserved && { metrics: {} }),
    ...(steps && {
      rollout: { strategy: 'canary', steps: [...steps], analysis: { queries: { errors: failing(name) } } },
    }),
  });

  const appService = (name: string): Workload => ({
    ...serving(name),
    ...scaling.appServices,
    ...observed({ REDIS_CA: REDIS_AUTHORITIES }),
    secretEnv: { ...DATABASE, ...CACHE },
    secretFiles: { [REDIS_AUTHORITIES]: { from: 'redis', key: 'ca' }, ...DATABASE_FILES },
  });

  return {
    frontend: {
      ...serving('frontend'),
      ...scaling.frontend,
      routes: [{ host: { zone: 'main' } }],
    },
    'api-gateway': {
      ...serving('api-gateway'),
      ...scaling.apiGateway,
      ...observed({}, [{ workload: 'auth' }, { workload: 'config' }, { workload: 'connector' }]),
      secretEnv: {
        CLICKHOUSE_URL: { from: 'reports', template: `http://{username|url}:{password|url}@${clickHouseHost}:8123` },
      },
      routes: [{ host: { zone: 'main', name: 'api' } }],
    },
    auth: appService('auth'),
    config: { ...appService('config'), jobs: { migrate: { ...MIGRATE, command: [...MIGRATE.command] } } },
    // Reads from the sources of customers, and leaves the work to the workers.
    connector: {
      ...appService('connector'),
      ...observed({ REDIS_CA: REDIS_AUTHORITIES, ...kafkaAs('connector') }, ['internet']),
      secretEnv: { ...DATABASE, ...CACHE, KAFKA_PASSWORD: { from: 'connector', key: 'password' } },
    },
    workers: {
      namespace: NAMESPACES.data,
      nodePool: 'data',
      image: `${REGISTRY}/workers:${VERSION}`,
      resources: { cpu: '1', memory: '2Gi' },
      probes: { liveness: { command: ['/app/alive'], failures: 5 } },
      ...scaling.dataWorkers,
      ...observed(kafkaAs('workers')),
      secretEnv: {
        ...DATABASE,
        KAFKA_PASSWORD: { from: 'workers', key: 'password' },
        CLICKHOUSE_URL: { from: 'workers', template: `http://{username|url}:{password|url}@${clickHouseHost}:8123` },
      },
      secretFiles: DATABASE_FILES,
      access: [{ objectStore: 'iceberg', read: true, write: true }],
    },
  };
}

const DATABASE_URL = `postgresql://{username|url}:{password|url}@{host}:{port}/{database}?sslmode={sslmode}&sslrootcert=${DATABASE_AUTHORITIES}`;
const DATABASE = { DATABASE_URL: { from: 'postgres', user: 'app', template: DATABASE_URL } } as const;
/** Changes the tables of all services; as the owner, which nothing else signs in as. */
const MIGRATE = {
  when: 'before-rollout',
  command: ['/app/migrate'],
  secretEnv: { DATABASE_URL: { from: 'postgres', template: DATABASE_URL } },
} as const;
const DATABASE_FILES = { [DATABASE_AUTHORITIES]: { from: 'postgres', key: 'ca' } } as const;
const CACHE = {
  REDIS_URL: { from: 'redis', template: 'rediss://{username|url}:{password|url}@{host}:{port}' },
} as const;
