/** Observability: alert rules, dashboards and exporters of an environment. */
import { ALERTS } from '../../../../constructs/addons/monitoring/alert';
import type { EnvironmentInput } from '../../../../constructs/environment/schema';
import { CLOUDS, on } from '../../../helpers/environments';
import { baseWith, platformOn, type PlatformOn } from '../../../helpers/platform';
import { promqlProblems } from '../../../helpers/promql';
import type { Attributes } from '../../../helpers/synth';

const addons = {
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
const observed = (monitoring: object = {}, change: object = {}): EnvironmentInput =>
  baseWith({ addons: { ...addons, monitoring }, workloads, ...change });

/** Every alert, by name. */
function alerts(made: PlatformOn): Record<string, Attributes> {
  const { groups } = made.manifest('PrometheusRule', 'acme-alerts').spec as { groups: Attributes[] };
  const rules = groups.flatMap((group) => group.rules as Attributes[]);
  return Object.fromEntries(rules.map((rule) => [rule.alert as string, rule]));
}

/** Every dashboard, by its name in the cluster. */
const dashboards = (made: PlatformOn): Record<string, Attributes> =>
  Object.fromEntries(
    made.manifests
      .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.grafana_dashboard === '1')
      .map(({ metadata: { name }, data }) => [
        name,
        JSON.parse((data as Record<string, string>)[`${name}.json`]!) as Attributes,
      ]),
  );

const made = Object.fromEntries(CLOUDS.map((cloud) => [cloud, platformOn(cloud, observed())]));

describe.each(CLOUDS)('observability on %s', (cloud) => {
  const here = made[cloud]!;

  it('creates rules, dashboards, and an exporter for each server', () => {
    expect(here.addresses.filter((address) => /\.observability/.test(address))).toEqual([
      'helm_release.observability_exporter_postgres_objects',
      'helm_release.observability_exporter_postgres_secrets',
      'helm_release.observability_exporter_redis_objects',
      'helm_release.observability_exporter_redis_secrets',
      'helm_release.observability_objects',
      'kubernetes_config_map_v1.observability_dashboard_caches',
      'kubernetes_config_map_v1.observability_dashboard_cluster',
      'kubernetes_config_map_v1.observability_dashboard_databases',
      'kubernetes_config_map_v1.observability_dashboard_workloads',
      'kubernetes_deployment_v1.observability_exporter_postgres',
      'kubernetes_deployment_v1.observability_exporter_redis',
      'kubernetes_limit_range_v1.observability_monitoring_exporters_limits',
      'kubernetes_namespace_v1.observability_monitoring_exporters',
      'kubernetes_network_policy_v1.observability_exporter_postgres',
      'kubernetes_network_policy_v1.observability_exporter_redis',
      'kubernetes_network_policy_v1.observability_monitoring_exporters_allow_dns',
      'kubernetes_network_policy_v1.observability_monitoring_exporters_default_deny',
      'kubernetes_pod_disruption_budget_v1.observability_exporter_postgres',
      'kubernetes_pod_disruption_budget_v1.observability_exporter_redis',
      'kubernetes_service_account_v1.observability_exporter_postgres',
      'kubernetes_service_account_v1.observability_exporter_redis',
      'kubernetes_service_v1.observability_exporter_postgres',
      'kubernetes_service_v1.observability_exporter_redis',
    ]);
  });

  it('keeps exporters in a namespace of their own that denies traffic by default', () => {
    expect(here.manifest('Deployment', 'acme-exporter-redis').metadata.namespace).toBe('monitoring-exporters');
    const secrets = here.resource('helm_release.observability_exporter_redis_secrets').depends_on;
    expect(secrets).toEqual(
      expect.arrayContaining([
        'kubernetes_namespace_v1.observability_monitoring_exporters',
        'kubernetes_network_policy_v1.observability_monitoring_exporters_default_deny',
      ]),
    );
  });

  it('waits for the dependencies of its objects', () => {
    expect(here.resource('helm_release.observability_objects').depends_on).toContain('helm_release.monitoring');
  });

  it('connects with the servers’ own credentials, and trusts their certificate authorities', () => {
    const { containers } = here.manifest('Deployment', 'acme-exporter-postgres').spec.template.spec;
    expect(containers[0].image).toBe('quay.io/prometheuscommunity/postgres-exporter:v0.20.1');
    expect(containers[0].env).toContainEqual({ name: 'SSL_CERT_DIR', value: '/etc/exporter/certificates' });
    const { target } = here.manifest('ExternalSecret', 'acme-exporter-postgres-secrets').spec;
    expect(target.template.data.DATA_SOURCE_URI).toMatch(/sslmode=verify-ca$/);
    const redis = here.manifest('ExternalSecret', 'acme-exporter-redis-secrets').spec.target.template.data;
    expect(redis.REDIS_ADDR).toMatch(/^rediss:/);
  });

  it('differs between clouds only in names of secrets and addresses of servers', () => {
    const alike = (some: PlatformOn) => JSON.stringify([alerts(some), dashboards(some), pods(some)]);
    expect(alike(here)).toBe(alike(made.aws!));
  });
});

const pods = (some: PlatformOn) => some.manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'PodMonitor');

describe('alerts', () => {
  const all = alerts(made.aws!);

  it('include those of the designs', () => {
    expect(Object.keys(all).sort()).toEqual([...ALERTS].sort());
  });

  it('are critical for outages and failures, and warnings for the rest', () => {
    const severe = Object.values(all).filter(({ labels }) => labels.severity === 'critical');
    expect(severe.map(({ alert }) => alert as string).sort()).toEqual([
      'CacheUnavailable',
      'DatabaseUnavailable',
      'GatewayDown',
      'HighErrorRate',
      'WorkloadDown',
    ]);
    expect(all.WorkloadDown!.for).toBe('2m');
    expect(all.NodeHighCpu).toMatchObject({ for: '15m', labels: { severity: 'warning' } });
  });

  it('describe the problem', () => {
    for (const { annotations } of Object.values(all))
      expect(annotations).toEqual({ summary: expect.any(String), description: expect.any(String) });
  });

  it('query existing metrics in valid PromQL', () => {
    expect(Object.values(all).flatMap(({ alert, expr }) => promqlProblems(alert as string, expr as string))).toEqual(
      [],
    );
  });

  it('with broken PromQL would be detected', () => {
    expect(promqlProblems('A', 'sum(kube_node_info')).toEqual(['A: ( is left open in sum(kube_node_info']);
    expect(promqlProblems('A', 'sum(kube_node_info]')).toEqual(['A: ] closes nothing in sum(kube_node_info]']);
    expect(promqlProblems('A', 'kub_node_info{x="(y"} > 0')).toEqual([
      expect.stringContaining('kub_node_info is no metric'),
    ]);
  });

  it('count requests of a workload by its routes, whose names contain no dot', () => {
    const names = 'httproute/shop/(acme-web-shop--example--com|acme-web-www--example--com)/rule/.+';
    expect(all.HighErrorRate!.expr).toContain(`envoy_cluster_name=~"${names}"`);
    expect(all.SlowResponses!.expr).toMatch(
      /^histogram_quantile\(0\.95, .*envoy_cluster_upstream_rq_time_bucket.*> 500 and/,
    );
    expect(made.aws!.manifest('HTTPRoute', 'acme-web-shop--example--com').metadata.namespace).toBe('shop');
  });

  it('expect no pods of workloads that may scale to zero', () => {
    const { groups } = made.aws!.manifest('PrometheusRule', 'acme-alerts').spec as { groups: Attributes[] };
    const down = groups.flatMap(({ rules }) => rules as Attributes[]).filter(({ alert }) => alert === 'WorkloadDown');
    expect(down.map(({ labels }) => labels.workload as string)).toEqual(['acme-web']);
  });

  it('follow the thresholds', () => {
    const thresholds = {
      errorPercent: 1, p95Ms: 250, leastRequests: 60, cpuPercent: 71, memoryPercent: 72, diskFreePercent: 13,
      connectionsPercent: 74, cacheHitPercent: 75, certificateDays: 7,
    }; // prettier-ignore
    const changed = alerts(platformOn('aws', observed({ thresholds, afterMinutes: { critical: 1, warning: 5 } })));
    const expected: Record<string, RegExp> = {
      HighErrorRate: /> 1 and .* >= 60$/,
      SlowResponses: /> 250 and .* >= 60$/,
      HighCpu: /> 71$/,
      NodeHighCpu: /> 71$/,
      HighMemory: /> 72$/,
      NodeHighMemory: /> 72$/,
      CacheMemoryFull: /> 72$/,
      NodeDiskLow: /< 13$/,
      VolumeDiskLow: /< 13$/,
      DatabaseDiskFull: /> 87$/,
      DatabaseConnectionsExhausted: /> 74$/,
      CacheConnectionsExhausted: /> 74$/,
      CacheHitRateLow: /< 75$/,
      CertificateExpires: /< 7$/,
    };
    for (const [name, pattern] of Object.entries(expected)) expect(changed[name]!.expr).toMatch(pattern);
    expect([changed.WorkloadDown!.for, changed.HighCpu!.for]).toEqual(['1m', '5m']);
  });

  it('can be added, replaced and turned off', () => {
    const rule = { query: 'sum(sessions) == 0', severity: 'warning', summary: 'Nobody is there' };
    const rules = { NobodyThere: rule, WorkloadDown: { ...rule, forMinutes: 1, severity: 'info' }, HighCpu: false };
    const own = alerts(platformOn('aws', observed({ rules, runbooks: 'https://runbooks.example.com/' })));
    expect(own).not.toHaveProperty('HighCpu');
    expect(own.WorkloadDown).toMatchObject({ expr: 'sum(sessions) == 0', for: '1m', labels: { severity: 'info' } });
    expect(own.NobodyThere).toEqual({
      alert: 'NobodyThere',
      expr: 'sum(sessions) == 0',
      for: '15m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'Nobody is there',
        description: 'Nobody is there',
        runbook_url: 'https://runbooks.example.com/NobodyThere',
      },
    });
  });

  it('depend on what is installed', () => {
    const few = platformOn('aws', baseWith({ addons: { monitoring: { exporters: false } }, namespaces: null }));
    expect(Object.keys(alerts(few))).toEqual(['NodeHighCpu', 'NodeHighMemory', 'NodeDiskLow', 'VolumeDiskLow']);
  });

  it('ignore a full cache that evicts any key', () => {
    const cache = (change: object) =>
      alerts(platformOn('aws', observed({}, { caches: { redis: { version: '7', size: 'medium', ...change } } })));
    expect(cache({ evictionPolicy: 'allkeys-lru' })).not.toHaveProperty('CacheMemoryFull');
    expect(cache({ evictionPolicy: 'noeviction' })).toHaveProperty('CacheMemoryFull');
  });
});

describe('exporters', () => {
  const withCache = (authentication: string) =>
    platformOn('aws', on('aws', observed({}, { caches: { redis: { version: '7', size: 'medium', authentication } } })));

  it('have names that fit labels and releases, however long the names of system and server are', () => {
    const id = 'a-server-with-a-name-as-long-as';
    const [database] = Object.values(baseWith({}).databases!);
    const input = observed(
      {},
      { system: 'a-system-whose-name-is-so-long', databases: { [id.slice(0, 30)]: database } },
    );
    const long = platformOn('aws', { ...input, caches: {} });
    const names = long.manifests.flatMap(({ metadata }) => Object.values(metadata.labels ?? {}));
    expect(names.filter((name) => name.includes('-exporter-a-server')).length).toBeGreaterThan(0);
    expect(names.filter((name) => name.length > 63)).toEqual([]);
    const releases = Object.values((long.json.resource as Record<string, Record<string, Attributes>>).helm_release!);
    expect(releases.map(({ name }) => name as string).filter((name) => name.length > 53)).toEqual([]);
    expect(new Set(releases.map(({ name }) => name as string)).size).toBe(releases.length);
  });

  it('have no password where there is none', () => {
    const { data } = withCache('none').manifest('ExternalSecret', 'acme-exporter-redis-secrets').spec.target.template;
    expect(Object.keys(data as object).filter((key) => key.startsWith('REDIS'))).toEqual(['REDIS_ADDR']);
  });

  it('are omitted where a password is not enough', () => {
    const without = withCache('identity');
    expect(without.addresses.filter((address) => address.includes('exporter_redis'))).toEqual([]);
    expect(alerts(without)).not.toHaveProperty('CacheUnavailable');
    expect(dashboards(without)).not.toHaveProperty('acme-dashboard-caches');
  });

  it('can be turned off', () => {
    const without = platformOn('aws', observed({ exporters: false }));
    expect(without.addresses.filter((address) => address.includes('exporter'))).toEqual([]);
  });
});

it('scrapes the gateway’s proxies and cert-manager in every namespace', () => {
  const monitors = made.aws!.manifests.filter(
    ({ kind, metadata }) => kind === 'PodMonitor' && !metadata.name.startsWith('acme-'),
  );
  expect(monitors.map(({ metadata: { name }, spec }) => [name, (spec as Attributes).namespaceSelector])).toEqual([
    ['gateway', { any: true }],
    ['cert-manager', { any: true }],
  ]);
  expect(made.aws!.manifest('PodMonitor', 'gateway').spec).toMatchObject({
    selector: { matchLabels: { 'app.kubernetes.io/component': 'proxy' } },
    podMetricsEndpoints: [{ port: 'metrics', path: '/stats/prometheus' }],
  });
});

describe('dashboards', () => {
  const all = dashboards(made.aws!);
  const panels = (dashboard: Attributes) => dashboard.panels as Attributes[];

  it('include the panels of the designs', () => {
    expect(Object.keys(all)).toEqual([
      'acme-dashboard-workloads',
      'acme-dashboard-databases',
      'acme-dashboard-caches',
      'acme-dashboard-cluster',
    ]);
    const titles = (name: string) => panels(all[name]!).map(({ title }) => title as string);
    expect(titles('acme-dashboard-workloads')).toEqual(
      expect.arrayContaining([
        'Requests',
        'Server errors',
        'Response time',
        'CPU, of the limit',
        'Memory, of the limit',
      ]),
    );
    expect(titles('acme-dashboard-databases')).toEqual(
      expect.arrayContaining(['Connections', 'Blocks found in memory', 'Transactions', 'Size']),
    );
    expect(titles('acme-dashboard-caches')).toEqual(
      expect.arrayContaining(['Memory', 'Reads with an answer', 'Connections']),
    );
    expect(titles('acme-dashboard-cluster')).toEqual(expect.arrayContaining(['CPU', 'Memory', 'Network', 'Disk I/O']));
  });

  it('have unique ids that are short enough, and panels in two columns', () => {
    const uids = Object.values(all).map(({ uid }) => uid as string);
    expect(new Set(uids).size).toBe(uids.length);
    expect(uids.every((uid) => uid.length <= 40)).toBe(true);
    for (const dashboard of Object.values(all)) {
      const places = panels(dashboard).map(({ gridPos: { x, y } }) => `${x} ${y}`);
      expect(new Set(places).size).toBe(places.length);
    }
  });

  it('query existing metrics in valid PromQL', () => {
    const queries = Object.values(all).flatMap((dashboard) =>
      panels(dashboard).flatMap(({ title, targets }) =>
        (targets as Attributes[]).map(({ expr }) => [title as string, expr as string] as const),
      ),
    );
    expect(queries.flatMap(([title, query]) => promqlProblems(title, query, ['http_']))).toEqual([]);
  });

  it('list the existing names', () => {
    const choices = (name: string) => all[name]!.templating.list[0].query as string;
    expect(choices('acme-dashboard-workloads')).toBe('acme-web, acme-sleeper');
    expect(choices('acme-dashboard-databases')).toBe('postgres : acme-exporter-postgres');
  });

  it('include the environment’s own', () => {
    const business = {
      title: 'Business',
      panels: [{ title: 'Users', query: 'sum(users) by (tier)', unit: 'none', legend: '{{tier}}' }],
    };
    const own = dashboards(platformOn('aws', observed({ dashboards: { business } })))['acme-dashboard-business'];
    expect(own).toMatchObject({
      title: 'acme: Business',
      panels: [
        {
          title: 'Users',
          fieldConfig: { defaults: { unit: 'none' } },
          targets: [{ expr: 'sum(users) by (tier)', legendFormat: '{{tier}}' }],
        },
      ],
    });
  });
});
