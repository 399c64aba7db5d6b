/** How new versions take over: by a Deployment, or by Argo Rollouts, judged and tested meanwhile; jobs around it. */
import { CLOUDS } from '../../../helpers/environments';
import { addressesOf, shopOn } from '../../../helpers/shop';
import type { Attributes } from '../../../helpers/synth';

const smoke = { jobs: { smoke: { when: 'after-rollout', command: ['smoke'] } } };
const analysis = { queries: { errors: { query: 'errors{v="{{args.new}}"}', max: 0.05, min: 0 } } };

it('rolls with at least the wanted number of pods', () => {
  expect(shopOn('aws').manifest('Deployment', 'acme-web').spec).toMatchObject({
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    progressDeadlineSeconds: 600,
  });
});

describe.each(CLOUDS)('blue-green on %s', (cloud) => {
  const made = shopOn(cloud, { rollout: { strategy: 'blue-green', analysis }, ...smoke });

  it('is a Rollout with two services, and no job of Terraform', () => {
    expect(addressesOf(made)).toEqual([
      'helm_release.web_objects',
      'kubernetes_network_policy_v1.web',
      'kubernetes_network_policy_v1.web_jobs',
      'kubernetes_pod_disruption_budget_v1.web',
      'kubernetes_service_account_v1.web',
      'kubernetes_service_v1.web',
      'kubernetes_service_v1.web_beside',
    ]);
  });

  it('switches to healthy pods, and goes back when their test fails', () => {
    expect(made.manifest('Rollout', 'acme-web').spec).toMatchObject({
      replicas: 2,
      minReadySeconds: 30,
      progressDeadlineAbort: true,
      strategy: {
        blueGreen: {
          activeService: 'acme-web',
          previewService: 'acme-web-preview',
          autoPromotionEnabled: true,
          scaleDownDelaySeconds: 600,
          prePromotionAnalysis: { templates: [{ templateName: 'acme-web-queries' }] },
          postPromotionAnalysis: { templates: [{ templateName: 'acme-web-smoke' }] },
        },
      },
    });
  });

  it('leaves the selectors of services to Argo Rollouts', () => {
    for (const address of ['kubernetes_service_v1.web', 'kubernetes_service_v1.web_beside'])
      expect(made.resource(address).lifecycle.ignore_changes).toContain('spec[0].selector');
  });

  it('measures as often as set, and counts an empty result as healthy', () => {
    expect(made.manifest('AnalysisTemplate', 'acme-web-queries').spec).toEqual({
      args: [{ name: 'new' }, { name: 'old' }],
      metrics: [
        {
          name: 'errors',
          interval: '60s',
          count: 5,
          failureLimit: 1,
          successCondition: 'len(result) == 0 || isNaN(result[0]) || (result[0] >= 0 && result[0] <= 0.05)',
          provider: {
            prometheus: {
              address: 'http://prometheus-operated.monitoring.svc:9090',
              query: 'errors{v="{{args.new}}"}',
            },
          },
        },
      ],
    });
    expect(made.manifest('AnalysisTemplate', 'acme-web-smoke').spec.metrics[0].provider.job.spec).toMatchObject({
      backoffLimit: 3,
      template: { spec: { restartPolicy: 'Never', containers: [{ command: ['smoke'] }] } },
    });
  });
});

describe('canary', () => {
  const canary = { rollout: { strategy: 'canary', steps: [{ percent: 20, seconds: 60 }, { percent: 50 }], analysis } };
  const steps = [{ setWeight: 20 }, { pause: { duration: '60s' } }, { setWeight: 50 }, { pause: {} }];
  const strategyOf = (made: ReturnType<typeof shopOn>) =>
    made.manifest('Rollout', 'acme-web').spec.strategy.canary as Attributes;

  it('splits requests by the routes of the gateway', () => {
    const made = shopOn('azurerm', { ...canary, ...smoke, routes: [{ host: 'shop.example.com' }] });
    expect(strategyOf(made)).toMatchObject({
      stableService: 'acme-web',
      canaryService: 'acme-web-canary',
      trafficRouting: {
        plugins: {
          'argoproj-labs/gatewayAPI': { namespace: 'shop', httpRoutes: [{ name: 'acme-web-shop--example--com' }] },
        },
      },
      analysis: { templates: [{ templateName: 'acme-web-queries' }] },
      steps: [...steps, { setWeight: 100 }, { analysis: { templates: [{ templateName: 'acme-web-smoke' }] } }],
    });
    expect(made.manifest('HTTPRoute', 'acme-web-shop--example--com').spec.rules[0].backendRefs).toEqual([
      { name: 'acme-web', port: 8080, weight: 100 },
      { name: 'acme-web-canary', port: 8080, weight: 0 },
    ]);
    expect(made.manifest('AnalysisTemplate', 'acme-web-queries').spec.metrics[0]).not.toHaveProperty('count');
  });

  it('splits them by the numbers of pods without routes, behind one service', () => {
    const made = shopOn('google', canary);
    expect(strategyOf(made)).toEqual({
      maxSurge: '25%',
      maxUnavailable: 0,
      steps,
      analysis: expect.objectContaining({ templates: [{ templateName: 'acme-web-queries' }] }) as object,
    });
    expect(addressesOf(made)).not.toContain('kubernetes_service_v1.web_beside');
    expect(made.resource('kubernetes_service_v1.web').lifecycle.ignore_changes).not.toContain('spec[0].selector');
  });

  it('is scaled as a Rollout', () => {
    const made = shopOn('aws', { ...canary, autoscaling: { min: 2, max: 4, cpu: 70 } });
    expect(made.manifest('HorizontalPodAutoscaler', 'acme-web').spec.scaleTargetRef).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      name: 'acme-web',
    });
  });

  it('tells metrics of new pods from those of old', () => {
    const made = shopOn('aws', { ...canary, metrics: {} });
    expect(made.manifest('PodMonitor', 'acme-web').spec.podTargetLabels).toEqual(['rollouts-pod-template-hash']);
  });
});

describe('jobs', () => {
  const jobs = {
    migrate: { when: 'before-rollout', command: ['migrate'], retries: 1, deadlineSeconds: 90, cpu: '1', memory: '1Gi' },
    check: { when: 'after-rollout', image: 'registry.example.com/check:1' },
    nightly: { when: { schedule: '15 3 * * 1-5', timeZone: 'Europe/Berlin', overlap: 'replace' } },
  };
  const made = (change: object = {}) => shopOn('aws', { jobs, ...change });
  const names = (change: object = {}): string[] =>
    made(change)
      .manifests.filter(({ kind, metadata }) => kind === 'Job' && metadata.namespace === 'shop')
      .map(({ metadata }) => metadata.name);

  it('run once, like the workload', () => {
    const [migrate] = names().filter((name) => name.startsWith('acme-web-migrate-'));
    const { spec } = made().manifest('Job', migrate!) as { spec: Attributes };
    expect(spec).toMatchObject({ backoffLimit: 1, activeDeadlineSeconds: 90 });
    expect(spec).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(spec.template.spec).toMatchObject({ restartPolicy: 'Never', serviceAccountName: 'acme-web' });
    expect(spec.template.spec.containers[0]).toMatchObject({
      image: 'registry.example.com/web:1.0.0',
      command: ['migrate'],
      resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '1Gi' } },
    });
    expect(spec.template.spec.containers[0]).not.toHaveProperty('readinessProbe');
    expect(made().resource('kubernetes_job_v1.web_migrate').timeouts).toEqual({ create: '150s', update: '150s' });
  });

  it('run again with every new version, and only then', () => {
    expect(names()).toEqual(names());
    const next = names({ image: 'registry.example.com/web:1.0.1' });
    expect(next).toHaveLength(2);
    expect(next.filter((name) => names().includes(name))).toEqual([]);
    expect(names({ minAvailable: 1 })).toEqual(names());
  });

  it('run by schedule', () => {
    expect(made().manifest('CronJob', 'acme-web-nightly').spec).toMatchObject({
      schedule: '15 3 * * 1-5',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      jobTemplate: { spec: { activeDeadlineSeconds: 600 } },
    });
    expect(made().resource('kubernetes_cron_job_v1.web_nightly').spec.timezone).toBe('Europe/Berlin');
  });

  it('have names that Kubernetes accepts', () => {
    const long = {
      [`${'a'.repeat(29)}b`]: { when: 'before-rollout' },
      [`${'c'.repeat(29)}d`]: { when: { schedule: '0 0 * * *' } },
    };
    const { manifests } = shopOn('aws', {}, { system: 's'.repeat(30), workloads: { web: { jobs: long } } });
    const named = manifests.filter(({ kind, metadata }) => /Job$/.test(kind) && metadata.namespace === 'shop');
    expect(named.map(({ kind, metadata }) => [kind, metadata.name.length <= (kind === 'Job' ? 63 : 52)])).toEqual([
      ['Job', true],
      ['CronJob', true],
    ]);
  });
});
