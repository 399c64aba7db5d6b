/** Observability: its objects per cloud, exporters and PodMonitors. */
import { type CloudName, CLOUDS, on } from '../../../helpers/environments';
import { baseWith, type PlatformOn, platformOn } from '../../../helpers/platform';
import type { Attributes } from '../../../helpers/synth';
import { addons, alerts, dashboards, observed } from './observed';

const made = Object.fromEntries(CLOUDS.map((cloud) => [cloud, platformOn(cloud, observed())]));

describe.each(CLOUDS)('observability on %s', (cloud) => {
  const here = made[cloud]!;

  it('creates rules, dashboards, and an exporter for each server', () => {
    expect(here.addresses.filter((address) => /\.observability/.test(address))).toEqual([
      'helm_release.observability_exporter_postgres_deployment',
      'helm_release.observability_exporter_postgres_objects',
      'helm_release.observability_exporter_postgres_secrets',
      'helm_release.observability_exporter_redis_deployment',
      'helm_release.observability_exporter_redis_objects',
      'helm_release.observability_exporter_redis_secrets',
      'helm_release.observability_objects',
      'kubernetes_config_map_v1.observability_dashboard_caches',
      'kubernetes_config_map_v1.observability_dashboard_cluster',
      'kubernetes_config_map_v1.observability_dashboard_databases',
      'kubernetes_config_map_v1.observability_dashboard_platform',
      'kubernetes_config_map_v1.observability_dashboard_workloads',
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

  it('connects as a user of its own, or as the cache’s only one, and trusts their certificate authorities', () => {
    const { containers } = here.manifest('Deployment', 'acme-exporter-postgres').spec.template.spec;
    expect(containers[0].image).toMatch(/^quay\.io\/prometheuscommunity\/postgres-exporter:v0\.20\.1@sha256:/);
    expect(containers[0].env).toContainEqual({ name: 'SSL_CERT_DIR', value: '/etc/exporter/certificates' });
    const { target } = here.manifest('ExternalSecret', 'acme-exporter-postgres-secrets').spec;
    expect(target.template.data.DATA_SOURCE_URI).toMatch(/sslmode=\{\{ index \. "postgres_sslmode" \}\}$/);
    const redis = here.manifest('ExternalSecret', 'acme-exporter-redis-secrets').spec.target.template.data;
    const { data } = here.manifest('ExternalSecret', 'acme-exporter-postgres-secrets').spec;
    expect(target.template.data.DATA_SOURCE_USER).toBe('{{ index . "postgres--exporter_username" }}');
    expect(JSON.stringify(data)).toMatch(/postgres.users.exporter/);
    expect(redis.REDIS_ADDR).toMatch(/^rediss:/);
  });

  it('differs between clouds only in names of secrets and addresses of servers', () => {
    const alike = (some: PlatformOn) => JSON.stringify([alerts(some), dashboards(some), pods(some)]);
    expect(alike(here)).toBe(alike(made.aws!));
  });
});

/** GKE and AKS make load balancers by themselves. */
const OF_AWS = 'load-balancer-controller';
const pods = (some: PlatformOn) =>
  some.manifests.filter(
    ({ kind, metadata: { name } }) => (kind === 'Deployment' || kind === 'PodMonitor') && name !== OF_AWS,
  );

describe('exporters', () => {
  const withCache = (authentication: string, cloud: CloudName = 'aws') =>
    platformOn(cloud, on(cloud, observed({}, { caches: { redis: { version: '7', size: 'medium', authentication } } })));

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

  it.each(['token', 'identity'])('sign in as a user of their own on AWS, where clients do by %s', (authentication) => {
    const { spec } = withCache(authentication).manifest('ExternalSecret', 'acme-exporter-redis-secrets');
    const data = spec.data as { remoteRef: { key: string; property: string } }[];
    expect(data.map(({ remoteRef: { key, property } }) => `${key} ${property}`).sort()).toEqual([
      'acme/test/redis/connection ca',
      'acme/test/redis/connection host',
      'acme/test/redis/connection port',
      'acme/test/redis/users/exporter password',
      'acme/test/redis/users/exporter username',
    ]);
  });

  it.each(['google', 'azurerm'] as const)('sign in to caches as applications do on %s', (cloud) => {
    const { spec } = withCache('token', cloud).manifest('ExternalSecret', 'acme-exporter-redis-secrets');
    const keys = (spec.data as { remoteRef: { key: string } }[]).map(({ remoteRef: { key } }) => key);
    expect(keys).toContainEqual(expect.stringContaining('redis-credentials'));
    expect(keys.filter((key) => key.includes('exporter'))).toEqual([]);
  });

  it.each(['google', 'azurerm'] as const)('are omitted where a password is not enough, as on %s', (cloud) => {
    const without = withCache('identity', cloud);
    expect(without.addresses.filter((address) => address.includes('exporter_redis'))).toEqual([]);
    expect(alerts(without)).not.toHaveProperty('CacheUnavailable');
    expect(dashboards(without)).not.toHaveProperty('acme-dashboard-caches');
  });

  it('can be turned off', () => {
    const without = platformOn('aws', observed({ exporters: false }));
    expect(without.addresses.filter((address) => address.includes('exporter'))).toEqual([]);
  });
});

it('scrapes the gateway’s proxies and what supplies the cluster in every namespace', () => {
  const monitors = made.aws!.manifests.filter(
    ({ kind, metadata }) => kind === 'PodMonitor' && !metadata.name.startsWith('acme-'),
  );
  expect(monitors.map(({ metadata: { name }, spec }) => [name, (spec as Attributes).namespaceSelector])).toEqual([
    ['gateway', { any: true }],
    ['cert-manager', { any: true }],
    ['external-secrets', { any: true }],
    [OF_AWS, { any: true }],
  ]);
  expect(made.aws!.manifest('PodMonitor', 'gateway').spec).toMatchObject({
    selector: { matchLabels: { 'app.kubernetes.io/component': 'proxy' } },
    podMetricsEndpoints: [{ port: 'metrics', path: '/stats/prometheus' }],
  });
});

it('scrapes what restarts workloads and, on AWS, what makes load balancers, and lets Prometheus in', () => {
  const input = observed({}, { addons: { ...addons, reloader: {}, monitoring: {} } });
  const { aws, ...others } = Object.fromEntries(CLOUDS.map((cloud) => [cloud, platformOn(cloud, input)]));
  const monitor = (platform: PlatformOn, name: string) => platform.manifest('PodMonitor', name).spec as Attributes;
  for (const platform of [aws!, ...Object.values(others)]) {
    expect(monitor(platform, 'reloader')).toMatchObject({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'reloader' } },
      podMetricsEndpoints: [{ port: 'http', path: '/metrics' }],
    });
    expect((platform.manifest('NetworkPolicy', 'reloader-traffic').spec as Attributes).ingress).toContainEqual({
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      ports: [{ port: 9090, protocol: 'TCP' }],
    });
  }
  expect(monitor(aws!, OF_AWS)).toMatchObject({
    selector: { matchLabels: { 'app.kubernetes.io/name': 'aws-load-balancer-controller' } },
    podMetricsEndpoints: [{ port: 'metrics-server', path: '/metrics' }],
  });
  for (const platform of Object.values(others))
    expect(platform.manifests.some(({ metadata }) => metadata.name === OF_AWS)).toBe(false);
});
