/** The other designs inside their clusters: each number of a design, on every cloud, from one environment. */
import { designs } from '../helpers/designs';
import { type CloudName, CLOUDS } from '../helpers/environments';
import { platformOn } from '../helpers/platform';
import { podsOf, unsound } from '../helpers/pods';
import { schemaProblems } from '../helpers/schemas';
import { type Attributes, problemsOf } from '../helpers/synth';

const NAMES = Object.keys(designs) as (keyof typeof designs)[];
const made = Object.fromEntries(
  NAMES.map((name) => [name, Object.fromEntries(CLOUDS.map((cloud) => [cloud, platformOn(cloud, designs[name])]))]),
);
const on = (cloud: CloudName, name: keyof typeof designs) => made[name]![cloud]!;
const utilization = (name: string, averageUtilization: number) => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization } },
});

it.each(NAMES)('%s has no problems', (name) => {
  expect(problemsOf(designs[name])).toEqual([]);
});

it('every object has the fields and values that its schema allows', () => {
  expect(schemaProblems(NAMES.flatMap((name) => CLOUDS.flatMap((cloud) => on(cloud, name).manifests)))).toEqual([]);
});

describe.each(CLOUDS)('on %s', (cloud) => {
  it.each(NAMES)('pods of %s are restricted and stay up', (name) => {
    const { manifests } = on(cloud, name);
    const pods = manifests.flatMap(podsOf);
    expect(pods.flatMap((one) => unsound(one, manifests))).toEqual([]);
  });

  describe('the data platform', () => {
    const stack = on(cloud, 'dataPlatform');

    it.each([
      ['platform-frontend', 3, 10],
      ['platform-auth', 3, 10],
    ])('scales %s by CPU over 70 %, %d–%d', (name, minReplicas, maxReplicas) => {
      expect(stack.manifest('HorizontalPodAutoscaler', name).spec).toMatchObject({
        minReplicas,
        maxReplicas,
        metrics: [utilization('cpu', 70)],
      });
    });

    it.each([
      ['platform-api-gateway', 3, 15, 'Rollout', { type: 'prometheus', metadata: { threshold: '1000' } }],
      ['platform-workers', 3, 20, 'Deployment', { type: 'kafka', metadata: { topic: 'jobs', lagThreshold: '100' } }],
    ])('scales %s by KEDA, %d–%d', (name, minReplicaCount, maxReplicaCount, kind, trigger) => {
      expect(stack.manifest('ScaledObject', name).spec).toMatchObject({
        scaleTargetRef: { kind, name },
        minReplicaCount,
        maxReplicaCount,
        triggers: [trigger],
      });
    });

    it('sends a tenth of the requests to new pods first', () => {
      const { canary } = stack.manifest('Rollout', 'platform-api-gateway').spec.strategy as Attributes;
      expect(canary.steps[0]).toEqual({ setWeight: 10 });
    });

    it('keeps three copies on three brokers, and three servers of ClickHouse', () => {
      const { spec } = stack.manifest('Kafka', 'platform-events');
      expect(spec.kafka.config).toMatchObject({ 'default.replication.factor': 3, 'min.insync.replicas': 2 });
      expect(stack.manifest('KafkaNodePool', 'events-brokers').spec.replicas).toBe(3);
      expect(stack.manifest('KafkaTopic', 'platform-events-jobs').spec.replicas).toBe(3);
      const { configuration } = stack.manifest('ClickHouseInstallation', 'platform-analytics').spec as Attributes;
      expect(configuration.clusters[0].layout).toEqual({ shardsCount: 1, replicasCount: 3 });
    });

    it('keeps metrics for 15 days, logs for 30, traces for 7, and pages', () => {
      const { monitoring, loki, tempo } = stack.charts;
      expect(monitoring!.values.prometheus.prometheusSpec.retention).toBe('15d');
      expect(loki!.values.loki.limits_config.retention_period).toBe('720h');
      expect(JSON.stringify(tempo!.values)).toContain('"block_retention":"168h"');
      expect(JSON.stringify(monitoring!.values.alertmanager.config.receivers)).toContain('pagerduty_configs');
      expect([monitoring, loki, tempo].map((chart) => chart!.namespace)).toEqual(Array(3).fill('platform-monitoring'));
    });

    it('backs up its data daily and keeps it for 90 days', () => {
      expect(stack.charts.velero!.values.schedules).toEqual({
        data: {
          schedule: '0 2 * * *',
          template: expect.objectContaining({ ttl: '2160h0m0s', includedNamespaces: ['platform-data'] }),
        },
      });
    });

    it('is synchronized with Git by the Application of the design', () => {
      const { apiVersion, kind, metadata, spec } = stack.manifest('Application', 'platform-apps');
      expect({ apiVersion, kind, metadata: { name: metadata.name, namespace: metadata.namespace }, spec }).toEqual({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'platform-apps', namespace: 'argocd' },
        spec: {
          project: 'default',
          source: {
            repoURL: 'https://github.com/org/platform-infra.git',
            targetRevision: 'main',
            path: 'kubernetes/apps',
          },
          destination: { server: 'https://kubernetes.default.svc', namespace: 'platform-apps' },
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        },
      });
    });
  });

  describe('Dzinza', () => {
    const stack = on(cloud, 'dzinza');

    it('scales its API by CPU above 70 %, with 3–20 replicas', () => {
      const { apiVersion, metadata, spec } = stack.manifest('HorizontalPodAutoscaler', 'dzinza-api-hpa');
      const { scaleTargetRef, minReplicas, maxReplicas, metrics } = spec as Attributes;
      expect({ apiVersion, name: metadata.name, scaleTargetRef, minReplicas, maxReplicas, metrics }).toEqual({
        apiVersion: 'autoscaling/v2',
        name: 'dzinza-api-hpa',
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'dzinza-api' },
        minReplicas: 3,
        maxReplicas: 20,
        metrics: [utilization('cpu', 70)],
      });
    });

    it('has a mesh with mutual TLS, which includes its search cluster and the operator', () => {
      expect(stack.manifest('PeerAuthentication', 'default').spec).toEqual({ mtls: { mode: 'STRICT' } });
      for (const name of ['production', 'gateway', 'monitoring', 'open-search-operator'])
        expect(stack.manifest('Namespace', name).metadata.labels).toMatchObject({
          'istio.io/dataplane-mode': 'ambient',
        });
      expect(stack.manifest('OpenSearchCluster', 'dzinza-records').spec.nodePools).toMatchObject([{ replicas: 3 }]);
    });

    it('switches all requests to new pods at once', () => {
      expect(stack.manifest('Rollout', 'dzinza-web').spec.strategy).toHaveProperty('blueGreen');
    });
  });

  describe('FieldDay', () => {
    const stack = on(cloud, 'fieldday');

    it('scales by CPU, memory and requests, with at least two pods', () => {
      const { minReplicaCount, triggers } = stack.manifest('ScaledObject', 'fieldday-api').spec as Attributes;
      expect(minReplicaCount).toBe(2);
      expect((triggers as Attributes[]).map(({ type, metadata }) => [type, metadata.value ?? metadata.threshold])).toEqual([
        ['cpu', '70'],
        ['memory', '80'],
        ['prometheus', '200'],
      ]); // prettier-ignore
    });

    it('scales background work by a queue, runs jobs by schedule, and uses spot machines', () => {
      expect(stack.manifest('ScaledObject', 'fieldday-background').spec.triggers).toMatchObject([{ type: 'redis' }]);
      const { schedule, jobTemplate } = stack.manifest('CronJob', 'fieldday-background-reminders').spec as Attributes;
      expect(schedule).toBe('*/15 * * * *');
      expect(jobTemplate.spec.template.spec.nodeSelector).toEqual({ pool: 'batch' });
    });

    it('alerts at its own thresholds', () => {
      const { groups } = stack.manifest('PrometheusRule', 'fieldday-alerts').spec as Attributes;
      const rules = (groups as Attributes[]).flatMap((group) => group.rules as Attributes[]);
      const queryOf = (name: string): string => rules.find(({ alert }) => alert === name)!.expr as string;
      expect(queryOf('HighErrorRate')).toContain('> 1 and');
      expect(queryOf('SlowResponses')).toMatch(/histogram_quantile\(0\.95, .+ > 500 and/);
      expect(queryOf('NodeDiskLow')).toContain('< 20');
      expect(queryOf('HighCpu')).toContain('> 80');
      expect(queryOf('HighMemory')).toContain('> 80');
      expect(queryOf('DatabaseConnectionsExhausted')).toContain('> 90');
      expect(rules.find(({ alert }) => alert === 'PaymentFailures')!.labels).toMatchObject({ severity: 'critical' });
    });

    it('limits the requests of each client', () => {
      const policies = stack.manifests.filter(({ kind }) => kind === 'BackendTrafficPolicy');
      expect(JSON.stringify(policies)).toContain('"limit":{"requests":600,"unit":"Minute"}');
    });
  });
});
