/** The parts inside the cluster of three designs, as environments. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { targets } from './environments';

const zone = (domain: string) => ({
  main: {
    domain,
    existing: {
      aws: 'Z0123456789EXAMPLE',
      google: domain.replaceAll('.', '-'),
      azurerm: `/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/dns/providers/Microsoft.Network/dnsZones/${domain}`,
    },
  },
});
const resources = { cpu: '250m', memory: '256Mi' };
const served = {
  image: 'registry.example.com/service:1.0.0',
  resources,
  ports: { http: { port: 8080 } },
  probes: { readiness: { path: '/ready' }, liveness: { path: '/live' } },
};
/** A workload without callers: its probes are commands. */
const working = {
  resources,
  probes: { readiness: { command: ['ready'] }, liveness: { command: ['alive'] } },
};
const large = { cpu: '2', memory: '8Gi' };
const basis = {
  loadBalancerController: {},
  clusterAutoscaler: {},
  externalSecrets: {},
  reloader: {},
  gateway: {},
  externalDns: {},
};
const production = (system: string, domain: string) => ({
  system,
  environment: 'production',
  costCenter: system,
  targets,
  network: { cidr: '10.0.0.0/16' },
  dnsZones: zone(domain),
});

/** A platform for data: four namespaces, queues, ClickHouse and Kafka, Argo CD. */
const dataPlatform: EnvironmentInput = {
  ...production('platform', 'platform.example.com'),
  cluster: {
    version: '1.35',
    nodePools: {
      apps: { size: { vcpu: 8, memoryGiB: 32 }, min: 3, desired: 9, max: 12, diskGiB: 200 },
      data: {
        size: { vcpu: 16, memoryGiB: 64 },
        min: 3,
        desired: 6,
        max: 6,
        taints: [{ key: 'workload', value: 'data', effect: 'NoSchedule' }],
      },
    },
  },
  objectStores: { logs: {}, traces: {}, backups: { replication: true } },
  secrets: {
    pagerduty: {},
    grafana: {},
    'click-house': {},
    ingest: {},
    analyst: {},
  },
  addons: {
    ...basis,
    certManager: { namespace: 'platform-system', email: 'ops@example.com' },
    keda: { namespace: 'platform-system' },
    argoRollouts: { namespace: 'platform-system' },
    strimzi: { namespace: 'platform-system' },
    clickHouseOperator: { namespace: 'platform-system', secret: 'click-house' },
    monitoring: {
      namespace: 'platform-monitoring',
      grafana: { host: 'grafana.platform.example.com', adminSecret: 'grafana' },
      receivers: { critical: [{ kind: 'pagerduty', routingKey: { from: 'pagerduty' } }] },
      dashboards: {
        pipelines: {
          title: 'Pipeline Execution Status',
          panels: [{ title: 'Runs', query: 'sum by (status) (pipeline_runs)', unit: 'short' }],
        },
        costs: { title: 'Cost Tracking', panels: [{ title: 'Costs', query: 'sum by (team) (cost_dollars)' }] },
        users: { title: 'User Activity', panels: [{ title: 'Users', query: 'sum(active_users)' }] },
      },
    },
    loki: { namespace: 'platform-monitoring', objectStore: 'logs' },
    tempo: { namespace: 'platform-monitoring', objectStore: 'traces' },
    argoCd: {
      host: 'argocd.platform.example.com',
      applications: {
        'platform-apps': {
          repoUrl: 'https://github.com/org/platform-infra.git',
          revision: 'main',
          path: 'kubernetes/apps',
          namespace: 'platform-apps',
          project: 'default',
        },
      },
    },
    velero: {
      namespace: 'platform-system',
      objectStore: 'backups',
      schedules: {
        data: { cron: '0 2 * * *', retentionDays: 90, namespaces: ['platform-data'] },
      },
    },
  },
  namespaces: { 'platform-apps': {}, 'platform-data': {} },
  workloads: {
    frontend: {
      ...served,
      namespace: 'platform-apps',
      nodePool: 'apps',
      autoscaling: { min: 3, max: 10, cpu: 70 },
      routes: [{ host: 'platform.example.com' }],
    },
    'api-gateway': {
      ...served,
      namespace: 'platform-apps',
      nodePool: 'apps',
      metrics: {},
      autoscaling: { min: 3, max: 15, requestsPerSecond: 1000 },
      routes: [{ host: 'api.platform.example.com' }],
      rollout: {
        strategy: 'canary',
        steps: [
          { percent: 10, seconds: 900 },
          { percent: 50, seconds: 900 },
        ],
        analysis: { queries: { errors: { query: 'vector(0)', max: 0.01 } } },
      },
    },
    auth: { ...served, namespace: 'platform-apps', autoscaling: { min: 3, max: 10, cpu: 70 } },
    workers: {
      namespace: 'platform-data',
      image: 'registry.example.com/workers:1.0.0',
      ...working,
      nodePool: 'data',
      autoscaling: {
        min: 3,
        max: 20,
        queue: {
          kafka: { cluster: 'events', topic: 'jobs', consumerGroup: 'workers', user: 'ingest', lagPerReplica: 100 },
        },
      },
    },
  },
  kafkaClusters: {
    events: {
      namespace: 'platform-data',
      version: '4.3',
      resources: large,
      storage: { sizeGiB: 500 },
      nodePool: 'data',
      topics: { jobs: { partitions: 20 } },
      users: { ingest: { secret: 'ingest', produce: ['jobs'], consume: ['jobs'], groups: ['workers'] } },
      callers: [{ workload: 'workers' }, { namespace: 'platform-apps' }],
    },
  },
  clickHouseClusters: {
    analytics: {
      namespace: 'platform-data',
      version: '26.3',
      resources: large,
      storage: { sizeGiB: 2000 },
      nodePool: 'data',
      users: { analyst: { secret: 'analyst', readOnly: true } },
      callers: [{ workload: 'workers' }],
    },
  },
};
/** A site for genealogists: a mesh, search, blue-green. */
const dzinza: EnvironmentInput = {
  ...production('dzinza', 'dzinza.example.com'),
  cluster: {
    version: '1.35',
    nodePools: {
      workers: { size: 'medium', min: 2, desired: 3, max: 10, diskGiB: 50 },
      spare: { size: 'medium', min: 0, max: 10, spot: true },
    },
  },
  objectStores: { traces: {}, photos: {} },
  secrets: { search: {}, dashboards: {} },
  addons: {
    ...basis,
    certManager: { email: 'ops@example.com' },
    argoRollouts: {},
    istio: { namespaces: ['production'] },
    monitoring: {},
    tempo: { objectStore: 'traces' },
    openSearchOperator: {},
  },
  namespaces: { production: {}, staging: { quota: { cpu: '10', memory: '20Gi' } } },
  workloads: {
    api: {
      ...served,
      namespace: 'production',
      autoscaling: { min: 3, max: 20, cpu: 70 },
      overrides: { autoscaler: { metadata: { name: 'dzinza-api-hpa' } } },
      access: [{ objectStore: 'photos', read: true, write: true }],
      routes: [{ host: 'api.dzinza.example.com' }],
    },
    web: { ...served, namespace: 'production', rollout: { strategy: 'blue-green' }, calls: [{ workload: 'api' }] },
    imports: { namespace: 'production', image: 'registry.example.com/imports:1.0.0', ...working, nodePool: 'spare' },
  },
  searchClusters: {
    records: {
      namespace: 'production',
      version: '3.8',
      admin: { secret: 'search' },
      dashboards: { secret: 'dashboards' },
      nodes: { all: { roles: ['manager', 'data'], replicas: 3, resources: large, storageGiB: 100 } },
      callers: [{ workload: 'api' }],
    },
  },
};
/** An app for outdoor sports: request rates, jobs, alerts with thresholds of its own. */
const fieldday: EnvironmentInput = {
  ...production('fieldday', 'fieldday.example.com'),
  cluster: {
    version: '1.35',
    nodePools: { main: { size: 'large', min: 3, max: 9 }, batch: { size: 'large', min: 0, max: 6, spot: true } },
  },
  databases: {
    postgres: {
      version: '17',
      size: 'large',
      storage: { sizeGiB: 100 },
      database: 'fieldday',
      owner: 'fieldday',
      backups: { retentionDays: 30 },
    },
  },
  caches: { redis: { version: '7', size: 'medium' } },
  objectStores: { logs: {}, traces: {} },
  secrets: { stripe: {}, pagerduty: {} },
  addons: {
    ...basis,
    gateway: { rateLimit: { requests: 600, per: 'minute' } },
    certManager: { email: 'ops@example.com' },
    keda: {},
    loki: { objectStore: 'logs' },
    tempo: { objectStore: 'traces' },
    monitoring: {
      receivers: { critical: [{ kind: 'pagerduty', routingKey: { from: 'pagerduty' } }] },
      thresholds: {
        errorPercent: 1,
        p95Ms: 500,
        diskFreePercent: 20,
        cpuPercent: 80,
        memoryPercent: 80,
        connectionsPercent: 90,
      },
      rules: {
        PaymentFailures: {
          query: 'sum(rate(payments_failed_total[5m])) > 0',
          severity: 'critical',
          summary: 'Payments fail',
        },
      },
    },
  },
  namespaces: { production: {}, staging: {}, development: {} },
  workloads: {
    api: {
      ...served,
      namespace: 'production',
      replicas: 2,
      metrics: {},
      autoscaling: { min: 2, max: 12, cpu: 70, memory: 80, requestsPerSecond: 200 },
      routes: [{ host: 'api.fieldday.example.com' }],
      calls: [{ workload: 'payments' }],
    },
    payments: {
      ...served,
      namespace: 'production',
      secretEnv: { STRIPE_KEY: { from: 'stripe', key: 'password' } },
      calls: ['internet'],
    },
    background: {
      namespace: 'production',
      image: 'registry.example.com/background:1.0.0',
      ...working,
      nodePool: 'batch',
      autoscaling: { min: 2, max: 12, queue: { redis: { cache: 'redis', list: 'jobs', lengthPerReplica: 50 } } },
      jobs: { reminders: { when: { schedule: '*/15 * * * *' }, command: ['node', 'reminders.js'] } },
    },
  },
};
export const designs: Readonly<Record<'dataPlatform' | 'dzinza' | 'fieldday', EnvironmentInput>> = {
  dataPlatform,
  dzinza,
  fieldday,
};
