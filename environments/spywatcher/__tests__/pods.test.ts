/** Spywatcher's pods on every cloud, held to the tables of its design. */
import { type CloudName, CLOUDS } from '../../../__tests__/helpers/environments';
import { platformOn } from '../../../__tests__/helpers/platform';
import type { Attributes } from '../../../__tests__/helpers/synth';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import * as spywatcher from '..';
import { domainsOf } from '../base';

type Name = keyof typeof spywatcher;

/** "Resource Sizing", "Scaling" and "Pod disruption budgets" of the design; development is ours. */
const PODS = [
  ['production', 'backend', 3, '500m', '512Mi', [2, 10], { min_available: 1 }],
  ['production', 'frontend', 2, '100m', '128Mi', [2, 5], { min_available: 1 }],
  // A single pod may be evicted: otherwise the budget would block draining its node indefinitely.
  ['staging', 'backend', 1, '250m', '256Mi', [1, 3], { max_unavailable: 1 }],
  ['staging', 'frontend', 1, '100m', '128Mi', [1, 2], { max_unavailable: 1 }],
  ['development', 'backend', 1, '100m', '192Mi', undefined, { max_unavailable: 1 }],
  ['development', 'frontend', 1, '50m', '64Mi', undefined, { max_unavailable: 1 }],
] as const; // prettier-ignore

/** Probes by workload. */
const PROBES: Readonly<Record<string, object>> = {
  backend: {
    readinessProbe: '/health/ready',
    livenessProbe: '/health/live',
    startupProbe: '/health/live',
  },
  frontend: { readinessProbe: '/', livenessProbe: '/healthz' },
};

const utilization = (name: string, percent: number) => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', average_utilization: percent } },
});

const made = Object.fromEntries(
  Object.entries<EnvironmentInput>(spywatcher).map(([name, input]) => [
    name,
    Object.fromEntries(CLOUDS.map((cloud) => [cloud, platformOn(cloud, input)])),
  ]),
);
const on = (cloud: CloudName, name: Name) => made[name]![cloud]!;
const containerOf = (pods: Attributes): Attributes => pods.spec.template.spec.containers[0];

describe.each(CLOUDS)('the pods of the design on %s', (cloud) => {
  describe.each(PODS)('%s: %s', (name, id, replicas, cpu, memory, scaling, budget) => {
    const stack = on(cloud, name);
    const deployment = stack.manifest('Deployment', `spywatcher-${id}`);
    const { spec: pod, metadata } = deployment.spec.template as Attributes;
    const labels = { 'app.kubernetes.io/name': `spywatcher-${id}`, 'app.kubernetes.io/component': 'app' };
    const selector = { matchLabels: labels };
    /** Kubernetes' own autoscaler knows no requests: KEDA scales the API of production. */
    const byRequests = name === 'production' && id === 'backend';

    it('have the number and size of the design, and are replaced one by one without reducing their number', () => {
      expect(deployment.metadata).toMatchObject({ name: `spywatcher-${id}`, namespace: 'spywatcher' });
      expect(deployment.spec.replicas).toBe(replicas);
      expect(containerOf(deployment).resources.requests).toMatchObject({ cpu, memory });
      expect(deployment.spec.strategy).toEqual({
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
      });
      expect(stack.resource(`helm_release.${id}_deployment`)).toMatchObject({ wait: true, atomic: true });
    });

    it('scale as the design requires, at 70 % of CPU and 80 % of memory', () => {
      const address = `kubernetes_horizontal_pod_autoscaler_v2.${id}`;
      if (scaling === undefined || byRequests) {
        expect(stack.addresses).not.toContain(address);
        if (scaling === undefined) return;
      }
      // The autoscaler's number stays.
      expect(stack.resource(`helm_release.${id}_deployment`).values[0]).toMatch(/^keepReplicas: true$/m);
      if (byRequests) {
        expect(stack.manifest('ScaledObject', `spywatcher-${id}`).spec).toMatchObject({
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `spywatcher-${id}` },
          minReplicaCount: scaling[0],
          maxReplicaCount: scaling[1],
          triggers: [
            { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } },
            { type: 'memory', metricType: 'Utilization', metadata: { value: '80' } },
            {
              type: 'prometheus',
              metadata: { query: expect.stringContaining('http_requests_total'), threshold: '50' },
            },
          ],
        });
        return;
      }
      expect(stack.resource(address).spec).toMatchObject({
        scale_target_ref: { api_version: 'apps/v1', kind: 'Deployment', name: `spywatcher-${id}` },
        min_replicas: scaling[0],
        max_replicas: scaling[1],
        metric: [utilization('cpu', 70), utilization('memory', 80)],
      });
    });

    it('keep at least one while nodes are drained, and are spread over zones and nodes', () => {
      expect(metadata.labels).toMatchObject(labels);
      expect(stack.resource(`kubernetes_pod_disruption_budget_v1.${id}`).spec).toEqual({
        ...budget,
        selector: { match_labels: labels },
      });
      expect(pod.topologySpreadConstraints).toMatchObject([
        { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', labelSelector: selector },
      ]);
      expect(pod.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution).toMatchObject([
        { podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: selector } },
      ]);
    });

    it('have the probes of the design', () => {
      const container = containerOf(deployment);
      const asked = Object.keys(container).filter((key) => key.endsWith('Probe'));
      expect(Object.fromEntries(asked.map((key) => [key, container[key].httpGet.path]))).toEqual(PROBES[id]);
    });

    it('are reachable at their address', () => {
      const routes = stack.manifests.filter(
        (one) => one.kind === 'HTTPRoute' && one.metadata.labels?.['app.kubernetes.io/name'] === `spywatcher-${id}`,
      );
      const domain = domainsOf(name)[cloud];
      const host = id === 'backend' ? `api.${domain}` : domain;
      expect(routes.map(({ spec }) => (spec as Attributes).hostnames)).toEqual([[host]]);
    });
  });

  describe.each(Object.keys(spywatcher) as Name[])('%s', (name) => {
    const stack = on(cloud, name);
    const secret = 'spywatcher-backend-secrets';

    it('reads the credentials for PostgreSQL, Redis and Discord from the store', () => {
      const { env } = containerOf(stack.manifest('Deployment', 'spywatcher-backend'));
      const stored = (env as Attributes[]).filter(({ value }) => value === undefined);
      expect(stored).toEqual(
        ['DATABASE_URL', 'REDIS_URL', 'DISCORD_TOKEN', 'JWT_SECRET'].map((key) => ({
          name: key,
          valueFrom: { secretKeyRef: { name: secret, key } },
        })),
      );
      const { spec } = stack.manifest('ExternalSecret', secret);
      expect(spec.secretStoreRef).toEqual({ kind: 'ClusterSecretStore', name: 'cloud' });
      expect((spec.data as Attributes[]).map(({ secretKey }) => secretKey)).toEqual([
        'discord_password',
        'jwt_password',
        'postgres--app_password',
        'postgres--app_username',
        'postgres_ca',
        'postgres_database',
        'postgres_host',
        'postgres_password',
        'postgres_port',
        'postgres_username',
        'redis_ca',
        'redis_host',
        'redis_password',
        'redis_port',
        'redis_username',
      ]);
      expect(spec.target.template.data.DATABASE_URL).toMatch(
        /^postgresql:\/\/.+app_username.+\?sslmode=require&sslaccept=.+&sslcert=.+$/,
      );
      expect(spec.target.template.data.REDIS_URL).toMatch(/^rediss:\/\//);
    });

    it('has the CA bundle of Redis, where no public CA signs its certificate', () => {
      const { env, volumeMounts: mounts } = containerOf(stack.manifest('Deployment', 'spywatcher-backend'));
      const path = (env as Attributes[]).find((one) => one.name === 'NODE_EXTRA_CA_CERTS')!.value;
      expect((mounts as Attributes[]).map(({ mountPath }) => mountPath)).toContain(path);
    });

    it('migrates before the rollout and tests after it; an apply fails if either fails', () => {
      const [migrate, smoke] = ['migrate', 'smoke'].map((id) => stack.resource(`kubernetes_job_v1.backend_${id}`));
      const { image } = containerOf(stack.manifest('Deployment', 'spywatcher-backend'));
      expect(stack.resource('helm_release.backend_deployment').depends_on).toEqual(
        expect.arrayContaining(['kubernetes_job_v1.backend_migrate', 'helm_release.backend_secrets']),
      );
      expect(smoke!.depends_on).toEqual(
        expect.arrayContaining(['helm_release.backend_deployment', 'kubernetes_service_v1.backend']),
      );
      for (const job of [migrate!, smoke!]) {
        expect(job.wait_for_completion).toBe(true);
        expect(job.spec.template.spec.container[0].image).toBe(image);
      }
    });
  });
});

/** "Alerting" and "Monitoring Strategy" of the design, as properties of `monitoring`. */
const ALERTS = {
  WorkloadDown: 'critical',
  DatabaseUnavailable: 'critical',
  HighErrorRate: 'critical',
  HighCpu: 'warning',
  HighMemory: 'warning',
  NodeDiskLow: 'warning',
  VolumeDiskLow: 'warning',
  DatabaseDiskFull: 'warning',
  SlowResponses: 'warning',
};
const DASHBOARDS: Readonly<Record<string, readonly string[]>> = {
  workloads: ['Requests', 'Response time', 'Server errors', 'Active connections and requests'],
  databases: ['Connections'],
  caches: ['Reads with an answer', 'Connections'],
  cluster: ['CPU', 'Memory', 'Network', 'Disk I/O'],
  business: ['Active users', 'API usage per tier', 'Feature usage', 'User sessions'],
};
const MONITORED = CLOUDS.flatMap((cloud) => (['production', 'staging'] as const).map((name) => ({ cloud, name })));

describe.each(MONITORED)('monitoring of $name on $cloud', ({ cloud, name }) => {
  const stack = on(cloud, name);

  it('notifies by severity: critical alerts at once, warnings in business hours', () => {
    const { groups } = stack.manifest('PrometheusRule', 'spywatcher-alerts').spec as Attributes;
    const rules = (groups as Attributes[]).flatMap((group) => group.rules as Attributes[]);
    expect(Object.fromEntries(rules.map(({ alert, labels }) => [alert, labels.severity]))).toMatchObject(ALERTS);
    const { route, receivers } = stack.charts.monitoring!.values.alertmanager.config as Attributes;
    expect(route.routes).toEqual([
      expect.anything(),
      { matchers: ['severity = critical'], receiver: 'critical', group_wait: '0s' },
      { matchers: ['severity = warning'], receiver: 'warning', active_time_intervals: ['business-hours'] },
    ]);
    expect((receivers as Attributes[]).slice(0, 3)).toMatchObject([
      { name: 'null' },
      {
        name: 'critical',
        pagerduty_configs: [{ routing_key_file: expect.stringContaining('pagerduty.password') }],
        email_configs: [{ to: 'oncall@spywatcher.example.com' }],
      },
      { name: 'warning', email_configs: [{ to: 'devops@spywatcher.example.com' }] },
    ]);
  });

  it('has dashboards', () => {
    const shown = stack.manifests
      .filter(({ kind }) => kind === 'ConfigMap')
      .flatMap((one) => Object.entries((one as Attributes).data as Record<string, string>))
      .filter(([file]) => file.startsWith('spywatcher-dashboard-'))
      .map(([file, text]) => {
        const { panels } = JSON.parse(text) as { panels: readonly { readonly title: string }[] };
        return [file.replace(/^spywatcher-dashboard-|\.json$/g, ''), panels.map(({ title }) => title)] as const;
      });
    const panels = Object.fromEntries(shown);
    for (const [dashboard, titles] of Object.entries(DASHBOARDS))
      expect(panels[dashboard]).toEqual(expect.arrayContaining([...titles]));
  });
});
