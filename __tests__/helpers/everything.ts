/** An environment that uses every add-on and every construct that can run in a cluster. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { baseWith } from './platform';

const resources = { cpu: '250m', memory: '256Mi' };
const probes = { readiness: { path: '/ready' }, liveness: { path: '/live' } };
const large = { cpu: '2', memory: '8Gi' };
const members = {
  aws: ['arn:aws:iam::123456789012:role/developers'],
  google: ['user:ada@example.com'],
  azurerm: ['00000000-0000-4000-8000-0000000000c1'],
};
const STORES = [
  ...['postgres', 'redis', 'sessions', 'carts', 'files', 'logs', 'traces', 'backups', 'site'],
  ...['events', 'plain', 'audit', 'analytics', 'catalog'],
];
const judged = { queries: { errors: { query: 'vector(0)', max: 1 } } };

export const everything = baseWith({
  targets: { google: { billingAccount: '0A1B2C-3D4E5F-6A7B8C' } },
  cluster: {
    access: {
      developers: { role: 'edit', namespaces: ['shop', 'data'], members },
      support: { role: 'view', members },
    },
  },
  notifications: { ops: { email: 'ops@example.com' } },
  budgets: { whole: { monthly: 50_000, notify: ['ops'] } },
  recovery: { rpoMinutes: 10_080, expendable: STORES, drill: { notify: ['ops'] } },
  alarms: { critical: ['ops'] },
  uptimeChecks: { site: { host: 'files.example.com', notify: ['ops'] } },
  objectStores: { logs: {}, traces: {}, backups: {}, site: { public: true } },
  cdns: { site: { hosts: ['files.example.com'], origin: { bucket: 'site' } } },
  databases: {
    postgres: {
      auditing: 'write',
      backups: { restoreTest: { cron: '0 5 1 * *' } },
      credentials: { rotation: 'scheduled', rotationDays: 30 },
      users: {
        app: { rights: 'read-write', credentials: { rotation: 'scheduled', rotationDays: 30 } },
        site: { rights: 'read', login: 'identity' },
      },
    },
  },
  caches: {
    sessions: { version: '7', size: 'medium' },
    carts: { version: '7', size: 'medium', authentication: 'identity' },
  },
  secrets: {
    ...Object.fromEntries(
      ['token', 'pagerduty', 'slack', 'grafana', 'repository', 'search', 'dashboards', 'github', 'copies'].map((id) => [
        id,
        {},
      ]),
    ),
    'click-house': {},
    'kafka-shop': {},
    reports: {},
    one: {},
    two: {},
    other: { username: 'reports' },
  },
  deployIdentities: {
    site: {
      from: { github: { repository: 'acme/shop', subjects: [{ branch: 'main' }] } },
      upload: ['files'],
      deploy: ['shop'],
      invalidate: ['site'],
    },
    pages: { from: { gitlab: { project: 'acme/pages', subjects: [{ branch: 'main' }] } }, upload: ['files'] },
  },
  addons: {
    loadBalancerController: {},
    clusterAutoscaler: {},
    metricsServer: {},
    externalSecrets: {},
    reloader: {},
    gateway: {},
    certManager: { email: 'ops@example.com' },
    externalDns: {},
    monitoring: {
      grafana: { host: 'grafana.example.com', adminSecret: 'grafana' },
      receivers: {
        critical: [{ kind: 'pagerduty', routingKey: { from: 'pagerduty' } }],
        warning: [{ kind: 'slack', url: { from: 'slack' }, channel: '#ops' }],
      },
    },
    loki: { objectStore: 'logs' },
    tempo: { objectStore: 'traces' },
    telemetry: { traces: ['tempo', 'cloud'], metrics: ['cloud'] },
    datadog: { apiKey: { from: 'token' } },
    openCost: {},
    velero: { objectStore: 'backups', volumes: 'copies', repositoryPassword: { from: 'copies' } },
    trivy: {},
    argoCd: {
      host: 'argocd.example.com',
      applications: {
        apps: { repoUrl: 'https://github.com/example/apps.git', path: 'apps', namespace: 'shop' },
      },
    },
    argoRollouts: {},
    githubRunners: {
      scaleSets: {
        deploy: {
          url: 'https://github.com/acme/shop',
          secret: 'github',
          max: 4,
          resources: { cpu: '500m', memory: '1Gi' },
        },
      },
    },
    keda: {},
    istio: { namespaces: ['shop'] },
    strimzi: {},
    clickHouseOperator: { secret: 'click-house' },
    openSearchOperator: {},
  },
  namespaces: {
    shop: { quota: { cpu: '20', memory: '64Gi', pods: 100 } },
    data: {},
    tools: { podSecurity: 'baseline', limitRange: false, defaultDeny: false },
  },
  workloads: {
    shop: {
      namespace: 'shop',
      image: 'registry.example.com/shop:1.0.0',
      resources,
      ports: { http: { port: 8080 }, metrics: { port: 9090 } },
      env: { LEVEL: 'info' },
      secretEnv: {
        DATABASE_URL: {
          from: 'postgres',
          template: 'postgresql://{username|url}:{password|url}@{host}:{port}/{database}',
        },
        CARTS: { from: 'carts', template: 'rediss://{username|url}@{host}:{port}' },
        CARTS_LOGIN: { from: 'carts', key: 'login' },
        SITE: { from: 'postgres', user: 'site', template: 'postgresql://{username|url}@{host}:{port}/{database}' },
        SITE_LOGIN: { from: 'postgres', user: 'site', key: 'login' },
      },
      files: { '/etc/shop/shop.yaml': 'currency: EUR\n' },
      secretFiles: { '/etc/shop/token': { from: 'token', key: 'password' } },
      probes,
      autoscaling: { min: 2, max: 8, cpu: 70, memory: 80 },
      access: [
        { objectStore: 'files', read: true, write: true },
        { secret: 'token', read: true },
        { cache: 'carts', connect: true },
        { database: 'postgres', user: 'site', connect: true },
      ],
      callers: [{ workload: 'worker' }],
      calls: [{ workload: 'worker' }, 'internet'],
      routes: [{ host: 'shop.example.com' }],
      metrics: { port: 'metrics' },
      traces: {},
      jobs: {
        migrate: { when: 'before-rollout', command: ['migrate'] },
        smoke: { when: 'after-rollout', command: ['smoke'] },
        nightly: { when: { schedule: '0 3 * * *' }, command: ['nightly'] },
      },
    },
    worker: {
      namespace: 'shop',
      image: 'registry.example.com/worker:1.0.0',
      resources,
      ports: { http: { port: 8080 } },
      probes,
      autoscaling: {
        min: 1,
        max: 20,
        requestsPerSecond: 50,
        queue: { redis: { cache: 'redis', list: 'jobs', lengthPerReplica: 10 } },
      },
      metrics: {},
      callers: [{ workload: 'shop' }],
      calls: [{ workload: 'shop' }],
    },
    blue: {
      namespace: 'shop',
      image: 'registry.example.com/blue:1.0.0',
      resources,
      ports: { http: { port: 8080 } },
      probes,
      rollout: { strategy: 'blue-green', analysis: judged },
      jobs: { smoke: { when: 'after-rollout', command: ['smoke'] } },
    },
    canary: {
      namespace: 'shop',
      image: 'registry.example.com/canary:1.0.0',
      resources,
      ports: { http: { port: 8080 } },
      probes,
      rollout: { strategy: 'canary', analysis: judged },
      routes: [{ host: 'canary.example.com' }],
      certificate: {},
    },
  },
  kafkaClusters: {
    events: {
      namespace: 'data',
      version: '4.3',
      resources: large,
      storage: { sizeGiB: 100 },
      controllers: {},
      topics: { orders: {}, payments: {} },
      users: { 'kafka-shop': { secret: 'kafka-shop', produce: ['orders'], consume: ['orders'] } },
      callers: [{ workload: 'worker' }],
    },
    plain: {
      namespace: 'data',
      version: '4.3',
      resources: large,
      storage: { sizeGiB: 50 },
      listeners: { plain: { authentication: 'scram-sha-512' } },
      topics: { orders: {}, payments: {} },
      users: { one: { secret: 'one' }, two: { secret: 'two' } },
      callers: [{ workload: 'shop' }],
    },
    audit: {
      namespace: 'data',
      version: '4.3',
      resources: large,
      storage: { sizeGiB: 50 },
      listeners: { plain: { authentication: 'none' } },
      topics: { orders: {} },
    },
  },
  clickHouseClusters: {
    analytics: {
      namespace: 'data',
      version: '26.3',
      resources: large,
      storage: { sizeGiB: 100 },
      users: { reports: { secret: 'reports' } },
      callers: [{ workload: 'worker' }],
      backups: { store: 'files' },
    },
  },
  searchClusters: {
    catalog: {
      namespace: 'data',
      version: '3.8',
      admin: { secret: 'search' },
      dashboards: { secret: 'dashboards' },
      callers: [{ workload: 'worker' }],
      nodes: { managers: { roles: ['manager', 'data'], replicas: 3, resources: large, storageGiB: 20 } },
    },
  },
  differences: {
    // What not every cloud has.
    aws: {
      databases: { postgres: { backups: { everyHours: 6, copies: { retentionDays: 30 }, lock: { days: 3 } } } },
    },
    google: { databases: { postgres: { backups: { everyHours: 6, copies: { retentionDays: 30 } } } } },
  },
  charts: {
    registry: {
      repository: 'https://helm.goharbor.io',
      chart: 'harbor',
      version: '1.18.0',
      namespace: 'tools',
      values: { existingSecretAdminPassword: 'registry-admin', persistence: { enabled: false } },
      secrets: { 'registry-admin': { HARBOR_ADMIN_PASSWORD: { from: 'token', key: 'password' } } },
      access: [{ objectStore: 'files', read: true, write: true }],
      serviceAccount: { name: 'registry' },
      after: ['messages', 'worker', 'certManager'],
    },
    messages: {
      repository: 'oci://registry.example.com/charts',
      chart: 'nats',
      version: '2.12.3',
      namespace: 'tools',
      values: { config: { cluster: { enabled: true } }, subject: '${literal}' },
    },
  },
});

/** The same in an account of its own, whose stack it makes: all of the stacks that an environment can have. */
export const everyStack = patch(everything, {
  account: { auditTrail: { alerts: ['ops'] }, compliance: { frameworks: ['cis'] }, threatDetection: {} },
}) as EnvironmentInput;
