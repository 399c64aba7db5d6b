/** Scaling of a workload: its number of pods. */
import { CLOUDS } from '../../../helpers/environments';
import { addressesOf, events, shopOn } from '../../../helpers/shop';
import type { Attributes } from '../../../helpers/synth';

const scaledBy = (
  autoscaling: object,
  change: object = {},
  environment: object = {},
  cloud: (typeof CLOUDS)[number] = 'aws',
) => shopOn(cloud, { autoscaling: { min: 1, max: 9, ...autoscaling }, metrics: {}, ...change }, environment);
const triggers = (made: ReturnType<typeof shopOn>) =>
  made.manifest('ScaledObject', 'acme-web').spec.triggers as Attributes[];

it.each(CLOUDS)("by CPU and memory uses Kubernetes' own autoscaler, on %s", (cloud) => {
  const made = scaledBy({ min: 2, max: 10, cpu: 70, memory: 80, stabilizationSeconds: 60 }, {}, {}, cloud);
  const by = (name: string, averageUtilization: number) => ({
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization } },
  });
  expect(made.manifest('HorizontalPodAutoscaler', 'acme-web').spec).toMatchObject({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'acme-web' },
    minReplicas: 2,
    maxReplicas: 10,
    metrics: [by('cpu', 70), by('memory', 80)],
    behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
  });
});

describe.each(CLOUDS)('starts on %s', (cloud) => {
  const scaled = (change: object) => scaledBy({ min: 3, cpu: 70 }, change, { addons: { argoRollouts: {} } }, cloud);
  const canary = { rollout: { strategy: 'canary', steps: [{ percent: 50, seconds: 60 }] } };

  it('a Deployment with the number of the autoscaler, or with replicas', () => {
    const replicas = (change: object) => scaled(change).manifest('Deployment', 'acme-web').spec.replicas as unknown;
    expect(replicas({})).toBeUndefined();
    expect(replicas({ replicas: 5 })).toBe(5);
  });

  it('a Rollout with the lowest number, which then no version changes', () => {
    const made = scaled(canary);
    expect(made.manifest('Rollout', 'acme-web').spec.replicas).toBe(3);
    expect(made.resource('helm_release.web_objects').values[0]).toMatch(/^keepReplicas: true$/m);
  });
});

it('by requests uses KEDA, which queries Prometheus', () => {
  const made = scaledBy({ cpu: 70, requestsPerSecond: 50 }, { metrics: { requests: 'hits_total' } });
  expect(addressesOf(made)).not.toContain('kubernetes_horizontal_pod_autoscaler_v2.web');
  expect(triggers(made)).toEqual([
    { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } },
    {
      type: 'prometheus',
      metadata: {
        serverAddress: 'http://prometheus-operated.monitoring.svc:9090',
        query: 'sum(rate(hits_total{namespace="shop",job="acme-web"}[2m]))',
        threshold: '50',
      },
    },
  ]);
});

it('by a list in a cache gives only KEDA its password', () => {
  const queue = { redis: { cache: 'redis', list: 'jobs', lengthPerReplica: 10 } };
  const made = scaledBy({ min: 0, queue });
  expect(made.manifest('ScaledObject', 'acme-web').spec).toMatchObject({ minReplicaCount: 0, cooldownPeriod: 300 });
  expect(triggers(made)).toEqual([
    {
      type: 'redis',
      metadata: { listName: 'jobs', listLength: '10', enableTLS: 'true' },
      authenticationRef: { name: 'acme-web-queue' },
    },
  ]);
  const parameters = ['host', 'port', 'ca', 'username', 'password'];
  expect(made.manifest('TriggerAuthentication', 'acme-web-queue').spec.secretTargetRef).toEqual(
    parameters.map((key) => ({ parameter: key, name: 'acme-web-queue', key })),
  );
  expect(Object.keys(made.manifest('ExternalSecret', 'acme-web-queue').spec.target.template.data as object)).toEqual(
    parameters,
  );
  expect(triggers(scaledBy({ queue }, {}, { caches: { redis: { shards: 3 } } }))[0]!.type).toBe('redis-cluster');
  const open = scaledBy({ queue }, {}, { caches: { redis: { authentication: 'none' } } });
  expect(open.manifest('TriggerAuthentication', 'acme-web-queue').spec.secretTargetRef).toHaveLength(3);
});

describe('by a topic', () => {
  const kafka = { cluster: 'events', topic: 'orders', consumerGroup: 'web', lagPerReplica: 20 };

  it('signs in as a user, over TLS', () => {
    const made = scaledBy({ queue: { kafka: { ...kafka, user: 'reader' } } }, {}, events());
    expect(triggers(made)).toEqual([
      {
        type: 'kafka',
        metadata: {
          bootstrapServers: 'acme-events-kafka-bootstrap.shop.svc:9093',
          topic: 'orders',
          consumerGroup: 'web',
          lagThreshold: '20',
          sasl: 'scram_sha512',
          tls: 'enable',
        },
        authenticationRef: { name: 'acme-web-queue' },
      },
    ]);
    expect(made.manifest('TriggerAuthentication', 'acme-web-queue').spec.secretTargetRef).toEqual([
      { parameter: 'username', name: 'acme-web-queue', key: 'username' },
      { parameter: 'password', name: 'acme-web-queue', key: 'password' },
      { parameter: 'ca', name: 'acme-events-cluster-ca-cert', key: 'ca.crt' },
    ]);
  });

  it('needs no credentials without authentication', () => {
    const open = { listeners: { plain: { authentication: 'none' } }, users: {} };
    const made = scaledBy({ queue: { kafka } }, {}, { ...events(open), secrets: {} });
    expect(triggers(made)[0]).not.toHaveProperty('authenticationRef');
    expect(triggers(made)[0]!.metadata.bootstrapServers).toBe('acme-events-kafka-bootstrap.shop.svc:9092');
  });
});
