/** An environment with monitoring, and its alerts and dashboards. */
import type { EnvironmentInput } from '../../../../constructs/environment/schema';
import { baseWith, type PlatformOn } from '../../../helpers/platform';
import type { Attributes } from '../../../helpers/synth';

export const addons = {
  externalSecrets: {},
  certManager: { email: 'ops@example.com' },
  gateway: {},
  loadBalancerController: {},
};
const web = {
  namespace: 'shop',
  image: 'registry.example.com/web:1.0.0',
  resources: { cpu: '100m', memory: '128Mi' },
  ports: { http: { port: 8080 } },
  probes: { readiness: { path: '/ready' }, liveness: { path: '/live' } },
};
const routes = [{ host: 'shop.example.com' }, { host: 'www.example.com' }];
const workloads = {
  web: { ...web, routes, metrics: { requests: 'http_requests_total' } },
  sleeper: { ...web, replicas: 0 },
};

/** The base with monitoring and two workloads. */
export const observed = (monitoring: object = {}, change: object = {}): EnvironmentInput =>
  baseWith({ addons: { ...addons, monitoring }, workloads, ...change });

const large = { cpu: '2', memory: '8Gi' };
const storage = { sizeGiB: 100 };

/** The same with everything that has alerts of its own. */
export const observedWhole = (monitoring: object = {}, search: object = {}): EnvironmentInput =>
  observed(monitoring, {
    addons: {
      ...addons,
      monitoring,
      externalDns: {},
      clusterAutoscaler: {},
      strimzi: {},
      clickHouseOperator: { secret: 'token' },
      openSearchOperator: {},
      openCost: {},
      telemetry: { traces: ['cloud'] },
      trivy: {},
      argoRollouts: {},
      reloader: {},
      githubRunners: {
        scaleSets: {
          deploy: {
            url: 'https://github.com/acme/shop',
            secret: 'token',
            max: 2,
            resources: { cpu: '1', memory: '1Gi' },
          },
        },
      },
    },
    namespaces: { shop: {}, data: {} },
    kafkaClusters: { events: { namespace: 'data', version: '4.3', resources: large, storage } },
    clickHouseClusters: {
      analytics: { namespace: 'data', version: '26.3', resources: large, storage, backups: { store: 'files' } },
    },
    searchClusters: {
      catalog: {
        namespace: 'data',
        version: '3.8',
        admin: { secret: 'token' },
        nodes: { all: { roles: ['manager', 'data'], replicas: 3, resources: large, storageGiB: 20 } },
        ...search,
      },
    },
  });

/** Every alert, by name. */
export function alerts(made: PlatformOn): Record<string, Attributes> {
  const { groups } = made.manifest('PrometheusRule', 'acme-alerts').spec as { groups: Attributes[] };
  const rules = groups.flatMap((group) => group.rules as Attributes[]);
  return Object.fromEntries(rules.map((rule) => [rule.alert as string, rule]));
}

/** Every dashboard, by its name in the cluster. */
export const dashboards = (made: PlatformOn): Record<string, Attributes> =>
  Object.fromEntries(
    made.manifests
      .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.grafana_dashboard === '1')
      .map(({ metadata: { name }, data }) => [
        name,
        JSON.parse((data as Record<string, string>)[`${name}.json`]!) as Attributes,
      ]),
  );
