/**
 * A system in three environments on three clouds: an API and a web front end, with PostgreSQL, Redis and a bucket. The
 * benchmark measures it and tests pin its addresses, so that neither depends on what users keep in environments/.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';

type Workload = NonNullable<EnvironmentInput['workloads']>[string];
type Sizing = Pick<Workload, 'replicas' | 'resources' | 'autoscaling' | 'metrics'>;

const DOMAIN = 'newsletter.example.com';
const NAMESPACE = 'newsletter';
/** CA bundle for Redis' certificate; empty where public CAs sign it. */
const AUTHORITIES = '/etc/newsletter/redis-ca.pem';
const DATABASE_AUTHORITIES = '/etc/newsletter/postgres-ca.pem';
/** How to connect to PostgreSQL: the application as a user, its migrations as the owner. */
const DATABASE_URL = `postgresql://{username|url}:{password|url}@{host}:{port}/{database}?sslmode={sslmode}&sslrootcert=${DATABASE_AUTHORITIES}`;

const maintenanceWindow = { day: 'sunday', start: '02:00', hours: 2 } as const;
const shortLogs = { retentionDays: 7 } as const;

const targets = (environment: string) => ({
  aws: {
    account: '123456789012',
    region: 'us-east-1',
    secondaryRegion: 'us-west-2',
    operators: {
      apply: ['arn:aws:iam::123456789012:role/newsletter-terraform'],
      plan: ['arn:aws:iam::123456789012:role/newsletter-terraform-plan'],
    },
  },
  google: {
    project: `newsletter-${environment}`,
    region: 'us-central1',
    secondaryRegion: 'us-west1',
    operators: {
      apply: [`serviceAccount:terraform@newsletter-${environment}.iam.gserviceaccount.com`],
      plan: [`serviceAccount:terraform-plan@newsletter-${environment}.iam.gserviceaccount.com`],
    },
  },
  azurerm: {
    subscription: '00000000-0000-4000-8000-000000000001',
    region: 'eastus',
    secondaryRegion: 'westus2',
    operators: {
      apply: ['00000000-0000-4000-8000-00000000000b'],
      plan: ['00000000-0000-4000-8000-00000000000c'],
    },
    operatorCidrs: ['203.0.113.0/24'],
  },
});

const cluster = {
  version: '1.35',
  administrators: {
    aws: ['arn:aws:iam::123456789012:role/newsletter-operators'],
    google: ['group:operators@newsletter.example.com'],
    azurerm: ['00000000-0000-4000-8000-00000000000a'],
  },
  maintenanceWindow,
};
const postgres = {
  version: '15',
  maintenanceWindow,
  database: 'newsletter',
  owner: 'newsletter',
  users: { app: { rights: 'read-write' as const } },
};
const redis = { version: '7', maintenanceWindow };

const small = { vcpu: 2, memoryGiB: 4, burstable: true, architecture: 'x86_64' } as const;
const medium = { vcpu: 2, memoryGiB: 8, burstable: true, architecture: 'x86_64' } as const;
const smallCache = { memoryGiB: 1, architecture: 'x86_64' } as const;
const mediumCache = { memoryGiB: 3, architecture: 'x86_64' } as const;
/** GKE's own pods take half of the CPU of Google's smallest machine with this much memory. */
const smallNodes = { size: small, sku: { google: 'e2-standard-2' } };

/** Maintenance windows and disks, where a cloud has other limits. */
const differences = {
  google: { cluster: { maintenanceWindow: { hours: 12 } } },
  azurerm: {
    cluster: { maintenanceWindow: { hours: 4 } },
    databases: { postgres: { maintenanceWindow: { hours: null }, storage: { maxSizeGiB: null } } },
    caches: { redis: { maintenanceWindow: null } },
  },
};

const dnsZones = {
  main: {
    domain: DOMAIN,
    existing: {
      aws: 'Z0123456789EXAMPLE',
      google: 'newsletter-example-com',
      azurerm:
        '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/dns/providers/Microsoft.Network/dnsZones/newsletter.example.com',
    },
  },
};

const secrets = { courier: { description: 'Token of the service that delivers mail' }, jwt: {} };
const monitoringSecrets = { grafana: { username: 'admin' }, pagerduty: {}, smtp: {} };

const addons = {
  loadBalancerController: {},
  clusterAutoscaler: {},
  externalSecrets: {},
  reloader: {},
  gateway: {},
  certManager: { email: 'operators@newsletter.example.com' },
  externalDns: {},
};

const monitoring = (host: string): NonNullable<NonNullable<EnvironmentInput['addons']>['monitoring']> => ({
  grafana: { host, adminSecret: 'grafana' },
  receivers: {
    critical: [{ kind: 'pagerduty', routingKey: { from: 'pagerduty' } }],
    warning: [{ kind: 'email', to: 'operators@newsletter.example.com' }],
    watchdog: { url: { from: 'pagerduty', key: 'watchdog' } },
  },
  smtp: {
    host: 'smtp.example.com',
    from: 'alerts@newsletter.example.com',
    username: 'alerts@newsletter.example.com',
    password: { from: 'smtp' },
  },
  dashboards: {
    business: {
      title: 'Business',
      panels: [
        { title: 'Subscribers', query: 'sum(newsletter_subscribers)' },
        { title: 'Mails sent', query: 'sum by (list) (rate(newsletter_sent_total[5m]))', unit: 'ops' },
      ],
    },
  },
});

const backend = (host: string, sizing: Sizing): Workload => ({
  namespace: NAMESPACE,
  image: 'ghcr.io/example/newsletter-backend:1.0.0',
  ...sizing,
  ports: { http: { port: 3001 } },
  env: { PORT: '3001', NODE_EXTRA_CA_CERTS: AUTHORITIES },
  secretEnv: {
    DATABASE_URL: { from: 'postgres', user: 'app', template: DATABASE_URL },
    REDIS_URL: { from: 'redis', template: 'rediss://{username|url}:{password|url}@{host}:{port}' },
    COURIER_TOKEN: { from: 'courier', key: 'password' },
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
  calls: ['internet'],
  routes: [{ host }],
  jobs: {
    migrate: {
      when: 'before-rollout',
      command: ['migrate'],
      secretEnv: { DATABASE_URL: { from: 'postgres', template: DATABASE_URL } },
    },
    smoke: { when: 'after-rollout', command: ['smoke'], deadlineSeconds: 120 },
  },
});

const frontend = (host: string, sizing: Sizing): Workload => ({
  namespace: NAMESPACE,
  image: 'ghcr.io/example/newsletter-frontend:1.0.0',
  ...sizing,
  ports: { http: { port: 8080 } },
  writable: { '/tmp': '64Mi', '/var/cache/nginx': '64Mi' },
  probes: { readiness: { path: '/' }, liveness: { path: '/healthz', failures: 5 } },
  routes: [{ host }],
});

const between = (min: number, max: number) => ({ min, max, cpu: 70, memory: 80 });

const base = {
  system: 'newsletter',
  costCenter: 'marketing',
  acknowledgements: { 'environment/hosts-on-several-clouds': 'the clouds are compared, and none is delegated to' },
  dnsZones,
  namespaces: { [NAMESPACE]: {} },
};

/** Highly available over three zones. */
export const production: EnvironmentInput = {
  ...base,
  environment: 'production',
  targets: targets('production'),
  network: { cidr: '10.0.0.0/16', zones: 3, nat: 'per-zone' },
  cluster: { ...cluster, nodePools: { main: { size: medium, min: 2, desired: 3, max: 10 } } },
  databases: {
    postgres: {
      ...postgres,
      size: medium,
      storage: { sizeGiB: 100, maxSizeGiB: 500 },
      highAvailability: true,
      backups: { retentionDays: 7, pointInTimeDays: 7 },
    },
  },
  caches: { redis: { ...redis, size: mediumCache, replicas: 1 } },
  objectStores: { backups: {} },
  secrets: { ...secrets, ...monitoringSecrets },
  addons: { ...addons, argoRollouts: {}, monitoring: monitoring(`grafana.${DOMAIN}`) },
  workloads: {
    backend: backend(`api.${DOMAIN}`, {
      replicas: 3,
      resources: { cpu: '500m', memory: '512Mi' },
      autoscaling: between(2, 10),
      metrics: {},
    }),
    frontend: frontend(DOMAIN, {
      replicas: 2,
      resources: { cpu: '100m', memory: '128Mi' },
      autoscaling: between(2, 5),
    }),
  },
  differences,
};

/** Like production, but smaller and without standbys. */
export const staging: EnvironmentInput = {
  ...base,
  environment: 'staging',
  targets: targets('staging'),
  network: { cidr: '10.1.0.0/16', zones: 3, nat: 'single' },
  cluster: { ...cluster, nodePools: { main: { ...smallNodes, min: 1, desired: 2, max: 4 } } },
  databases: { postgres: { ...postgres, size: small, storage: { sizeGiB: 50 } } },
  caches: { redis: { ...redis, size: smallCache, replicas: 0 } },
  objectStores: { backups: {} },
  highAvailability: false,
  secrets: { ...secrets, ...monitoringSecrets },
  addons: {
    ...addons,
    argoRollouts: {},
    monitoring: {
      ...monitoring(`grafana.staging.${DOMAIN}`),
      retentionDays: 7,
      storageGiB: 20,
      prometheus: { memory: '1Gi' },
    },
  },
  workloads: {
    backend: backend(`api.staging.${DOMAIN}`, {
      replicas: 1,
      resources: { cpu: '250m', memory: '256Mi' },
      autoscaling: between(1, 3),
      metrics: {},
    }),
    frontend: frontend(`staging.${DOMAIN}`, {
      replicas: 1,
      resources: { cpu: '100m', memory: '128Mi' },
      autoscaling: between(1, 2),
    }),
  },
  differences,
};

/** One small node pool, short backups, easy to delete. */
export const development: EnvironmentInput = {
  ...base,
  environment: 'development',
  targets: targets('development'),
  network: { cidr: '10.2.0.0/16', zones: 2, nat: 'single', flowLogs: shortLogs },
  cluster: {
    ...cluster,
    nodePools: { main: { ...smallNodes, min: 1, max: 2 } },
    logs: shortLogs,
    deletionProtection: false,
  },
  databases: {
    postgres: {
      ...postgres,
      size: small,
      storage: { sizeGiB: 20, maxSizeGiB: 50 },
      backups: { retentionDays: 7 },
      logs: shortLogs,
      deletionProtection: false,
      finalSnapshot: false,
    },
  },
  caches: { redis: { ...redis, size: smallCache, logs: shortLogs, deletionProtection: false } },
  objectStores: { backups: { accessLogs: { retentionDays: 7 }, deletionProtection: false } },
  highAvailability: false,
  secrets,
  addons,
  workloads: {
    backend: backend(`api.development.${DOMAIN}`, { replicas: 1, resources: { cpu: '100m', memory: '192Mi' } }),
    frontend: frontend(`development.${DOMAIN}`, { replicas: 1, resources: { cpu: '50m', memory: '64Mi' } }),
  },
  differences: {
    ...differences,
    azurerm: {
      ...differences.azurerm,
      // Azure always keeps the last backups of a deleted server for five days.
      databases: { postgres: { ...differences.azurerm.databases.postgres, finalSnapshot: null } },
    },
  },
};

export const environments: readonly EnvironmentInput[] = [development, staging, production];
