/** Workload: what objects it is made of, what its pods are like, how they are reached and kept up. */
import { CLOUDS } from '../../../helpers/environments';
import { platformOn } from '../../../helpers/platform';
import { insecure, podsOf, unreliable } from '../../../helpers/pods';
import { schemaProblems } from '../../../helpers/schemas';
import { addressesOf, shopOn, shopWith, worker } from '../../../helpers/shop';
import type { Attributes } from '../../../helpers/synth';

const whole = {
  env: { LEVEL: 'info' },
  secretEnv: { TOKEN: { from: 'token', key: 'password' } },
  files: { '/etc/web/web.yaml': 'currency: EUR\n' },
  secretFiles: { '/etc/web/token': { from: 'token', key: 'api-key' } },
  autoscaling: { min: 2, max: 8, cpu: 70, memory: 80 },
  access: [{ objectStore: 'files', read: true }],
  routes: [{ host: 'shop.example.com' }],
  metrics: {},
  jobs: {
    migrate: { when: 'before-rollout', command: ['migrate'] },
    smoke: { when: 'after-rollout', command: ['smoke'] },
    nightly: { when: { schedule: '0 3 * * *' }, command: ['tidy'] },
  },
};

const containerOf = (manifest: Attributes): Attributes => manifest.spec.template.spec.containers[0] as Attributes;
const web = (change: object = {}, environment: object = {}): Attributes =>
  shopOn('aws', change, environment).manifest('Deployment', 'acme-web');

describe.each(CLOUDS)('a workload on %s', (cloud) => {
  const made = shopOn(cloud, whole);

  it('has these objects', () => {
    expect(addressesOf(made)).toEqual([
      'helm_release.web_deployment',
      'helm_release.web_objects',
      'helm_release.web_secrets',
      'kubernetes_config_map_v1.web',
      'kubernetes_cron_job_v1.web_nightly',
      'kubernetes_horizontal_pod_autoscaler_v2.web',
      'kubernetes_job_v1.web_migrate',
      'kubernetes_job_v1.web_smoke',
      'kubernetes_network_policy_v1.web',
      'kubernetes_network_policy_v1.web_jobs',
      'kubernetes_pod_disruption_budget_v1.web',
      'kubernetes_service_account_v1.web',
      'kubernetes_service_v1.web',
    ]);
  });

  it('has valid, restricted objects that survive drained nodes', () => {
    const { manifests } = made;
    const own = manifests.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === 'acme-web');
    expect(schemaProblems(own)).toEqual([]);
    expect(own.flatMap(podsOf).flatMap((pods) => [...insecure(pods), ...unreliable(pods, manifests)])).toEqual([]);
  });

  it('rolls out after its migration and before its test', () => {
    const dependsOn = (address: string) => made.resource(address).depends_on as string[];
    expect(dependsOn('kubernetes_job_v1.web_migrate')).toContain('helm_release.web_secrets');
    expect(dependsOn('helm_release.web_deployment')).toContain('kubernetes_job_v1.web_migrate');
    expect(dependsOn('kubernetes_job_v1.web_smoke')).toEqual(
      expect.arrayContaining(['helm_release.web_deployment', 'kubernetes_service_v1.web', 'helm_release.web_objects']),
    );
  });

  it('waits for rollout and jobs, and leaves the number of pods to the autoscaler', () => {
    const release = made.resource('helm_release.web_deployment');
    expect(release).toMatchObject({ wait: true, atomic: true, timeout: 660 });
    expect(release.values[0]).toMatch(/^keepReplicas: true$/m);
    expect(made.resource('kubernetes_job_v1.web_migrate')).toMatchObject({ wait_for_completion: true });
  });
});

it('has few objects by default', () => {
  const environment = { addons: null, workloads: { web: null, idle: { ...worker, probes: {}, replicas: 1 } } };
  const made = platformOn('google', shopWith({}, environment));
  expect(addressesOf(made, 'idle')).toEqual([
    'helm_release.idle_deployment',
    'kubernetes_network_policy_v1.idle',
    'kubernetes_pod_disruption_budget_v1.idle',
    'kubernetes_service_account_v1.idle',
  ]);
  expect(made.resource('helm_release.idle_deployment').values[0]).not.toContain('keepReplicas');
});

describe('pods', () => {
  it('are limited to twice the CPU and once the memory that they request', () => {
    expect(containerOf(web()).resources).toEqual({
      requests: { cpu: '250m', memory: '256Mi', 'ephemeral-storage': '128Mi' },
      limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1088Mi' },
    });
    expect(containerOf(web({ resources: { cpu: '1.5' } })).resources.limits.cpu).toBe('3');
  });

  it.each([
    ['a gibibyte, and the directories that they may write to', { writable: { '/tmp': '1Gi', '/cache': '3Gi' } }, '5Gi'],
    ['at least what they request', { resources: { disk: '8Gi' } }, '8Gi'],
    ['the limit that is set', { resources: { diskLimit: '20Gi' } }, '20Gi'],
  ])('get of the node’s disk %s', (_, change, limit) => {
    expect(containerOf(web(change)).resources.limits['ephemeral-storage']).toBe(limit);
  });

  it('are limited in their jobs, too', () => {
    const jobs = { migrate: { when: 'before-rollout', memory: '1Gi' } };
    const [job] = shopOn('aws', { jobs, resources: { disk: '1Gi', diskLimit: '2Gi' } }).manifests.filter(
      ({ kind }) => kind === 'Job',
    );
    expect(containerOf(job as Attributes).resources).toEqual({
      requests: { cpu: '250m', memory: '1Gi', 'ephemeral-storage': '1Gi' },
      limits: { cpu: '500m', memory: '1Gi', 'ephemeral-storage': '2Gi' },
    });
  });

  it('are probed over HTTP, TCP, gRPC or by a command', () => {
    const { readinessProbe, livenessProbe, startupProbe } = containerOf(
      web({
        ports: { http: { port: 8080 }, rpc: { port: 9000, protocol: 'grpc' } },
        probes: { readiness: { path: '/ready', everySeconds: 5 }, liveness: { path: null }, startup: { port: 'rpc' } },
      }),
    );
    expect(readinessProbe).toMatchObject({ httpGet: { path: '/ready', port: 'http' }, periodSeconds: 5 });
    expect(livenessProbe).toMatchObject({ tcpSocket: { port: 'http' } });
    expect(startupProbe).toMatchObject({ grpc: { port: 9000 } });
    expect(containerOf(web({ probes: { startup: { command: ['ok'] } } })).startupProbe.exec).toEqual({
      command: ['ok'],
    });
  });

  it('mount single files, and are replaced when one changes', () => {
    const before = web(whole);
    expect(containerOf(before).volumeMounts).toEqual([
      expect.objectContaining({ name: 'files', mountPath: '/etc/web/web.yaml', readOnly: true }),
      expect.objectContaining({ name: 'secrets', mountPath: '/etc/web/token', readOnly: true }),
      { name: 'writable-0', mountPath: '/tmp' },
    ]);
    const after = web({ ...whole, files: { '/etc/web/web.yaml': 'currency: USD\n' } });
    const hash = ({ spec }: Attributes) => spec.template.metadata.annotations['checksum/files'] as string;
    expect(hash(before)).not.toBe(hash(after));
  });

  it('are spread over zones and nodes, preferably or strictly', () => {
    const spec = (change: object) => web(change).spec.template.spec as Attributes;
    expect(spec({}).topologySpreadConstraints).toMatchObject([
      {
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        matchLabelKeys: ['pod-template-hash'],
      },
    ]);
    expect(spec({ spread: { zones: 'required' } }).topologySpreadConstraints).toMatchObject([
      { whenUnsatisfiable: 'DoNotSchedule' },
    ]);
    expect(spec({}).affinity.podAntiAffinity).toHaveProperty('preferredDuringSchedulingIgnoredDuringExecution');
    expect(spec({ spread: { nodes: 'required' } }).affinity.podAntiAffinity).toHaveProperty(
      'requiredDuringSchedulingIgnoredDuringExecution',
    );
  });

  it('run on the nodes of their pool and tolerate its taints', () => {
    const batch = {
      size: 'large',
      min: 0,
      max: 3,
      spot: true,
      taints: [{ key: 'batch', value: 'yes', effect: 'NoSchedule' }],
    };
    const spec = web({ nodePool: 'batch' }, { cluster: { nodePools: { batch } } }).spec.template.spec as Attributes;
    expect(spec.nodeSelector).toEqual({ pool: 'batch' });
    expect(spec.tolerations).toEqual([
      { operator: 'Equal', key: 'batch', value: 'yes', effect: 'NoSchedule' },
      { operator: 'Equal', key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule' },
    ]);
  });

  it('still answer for a while when they end', () => {
    expect(containerOf(web({ shutdown: { delaySeconds: 7 } })).lifecycle.preStop.exec.command).toEqual(['sleep', '7']);
    expect(containerOf(web({ shutdown: { delaySeconds: 0 } }))).not.toHaveProperty('lifecycle');
  });

  it.each(CLOUDS)('have an identity of %s if they have rights there', (cloud) => {
    const made = shopOn(cloud, { access: [{ objectStore: 'files', write: true }] });
    const marks = {
      annotations: made.manifest('ServiceAccount', 'acme-web').metadata.annotations as object | undefined,
      label: made.manifest('Deployment', 'acme-web').spec.template.metadata.labels[
        'azure.workload.identity/use'
      ] as string,
    };
    expect(marks).toEqual(
      cloud === 'azurerm'
        ? { annotations: { 'azure.workload.identity/client-id': expect.any(String) as string }, label: 'true' }
        : { annotations: undefined, label: undefined },
    );
  });
});

describe('the disruption budget', () => {
  const budget = (change: object) =>
    shopOn('azurerm', change).manifest('PodDisruptionBudget', 'acme-web').spec as Attributes;

  it('keeps one pod, or minAvailable', () => {
    expect(budget({})).toMatchObject({ minAvailable: 1 });
    expect(budget({ replicas: 5, minAvailable: 3 })).toMatchObject({ minAvailable: 3 });
  });

  it('evicts one pod at a time where there may be a single one, so that nodes can be drained', () => {
    expect(budget({ autoscaling: { min: 1, max: 3, cpu: 70 } })).toMatchObject({ maxUnavailable: 1 });
    expect(budget({ replicas: 1 })).toMatchObject({ maxUnavailable: 1 });
  });
});

describe('the service', () => {
  it('has the ports with a service', () => {
    const ports = {
      http: { port: 8080, service: 80 },
      rpc: { port: 9000, protocol: 'grpc' },
      admin: { port: 9090, service: false },
    };
    expect(shopOn('aws', { ports }).manifest('Service', 'acme-web').spec).toEqual({
      type: 'ClusterIP',
      selector: { 'app.kubernetes.io/name': 'acme-web', 'app.kubernetes.io/component': 'app' },
      ports: [
        { name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' },
        { name: 'rpc', port: 9000, targetPort: 'rpc', protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
      ],
    });
  });

  it('keeps annotations of controllers', () => {
    expect(shopOn('google').resource('kubernetes_service_v1.web').lifecycle.ignore_changes).toContain(
      'metadata[0].annotations["cloud.google.com/neg"]',
    );
  });
});

describe('routes', () => {
  const routes = [
    { host: 'shop.example.com', timeoutSeconds: 60 },
    { host: 'shop.example.com', path: '/rpc', port: 'rpc' },
    { host: '*.shops.example.com' },
  ];
  const made = shopOn('aws', {
    ports: { http: { port: 8080, service: 80 }, rpc: { port: 9000, protocol: 'grpc' } },
    routes,
  });

  it('have one object per host, on its listener', () => {
    expect(made.manifest('HTTPRoute', 'acme-web-shop--example--com').spec).toEqual({
      parentRefs: [{ name: 'public', namespace: 'gateway', sectionName: 'https.shop.example.com' }],
      hostnames: ['shop.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          timeouts: { request: '60s' },
          backendRefs: [{ name: 'acme-web', port: 80 }],
        },
        {
          matches: [{ path: { type: 'PathPrefix', value: '/rpc' } }],
          timeouts: { request: '30s' },
          backendRefs: [{ name: 'acme-web', port: 9000 }],
        },
      ],
    });
    expect(made.manifest('HTTPRoute', 'acme-web-any--shops--example--com').spec.hostnames).toEqual([
      '*.shops.example.com',
    ]);
  });
});

describe('metrics', () => {
  it('are read from pods, under the name of the workload', () => {
    const made = shopOn('google', { metrics: { path: '/stats', everySeconds: 15 } });
    expect(made.manifest('PodMonitor', 'acme-web').spec).toMatchObject({
      jobLabel: 'app.kubernetes.io/name',
      podMetricsEndpoints: [{ port: 'http', path: '/stats', interval: '15s' }],
    });
  });
});

describe('patches', () => {
  it.each([
    ['deployment', 'Deployment', 'acme-web'],
    ['service', 'Service', 'acme-web'],
    ['serviceAccount', 'ServiceAccount', 'acme-web'],
    ['configuration', 'ConfigMap', 'acme-web-files'],
    ['networkPolicy', 'NetworkPolicy', 'acme-web'],
    ['disruptionBudget', 'PodDisruptionBudget', 'acme-web'],
    ['autoscaler', 'HorizontalPodAutoscaler', 'acme-web'],
    ['secrets', 'ExternalSecret', 'acme-web-secrets'],
    ['route', 'HTTPRoute', 'acme-web-shop--example--com'],
    ['monitor', 'PodMonitor', 'acme-web'],
    ['job', 'CronJob', 'acme-web-nightly'],
  ])('%s change the %s', (word, kind, name) => {
    const overrides = { [word]: { metadata: { annotations: { 'example.com/by': 'hand' } } } };
    expect(shopOn('azurerm', { ...whole, overrides }).manifest(kind, name).metadata.annotations).toMatchObject({
      'example.com/by': 'hand',
    });
  });
});

describe('traces', () => {
  const tempo = { objectStores: { traces: {} }, addons: { tempo: { objectStore: 'traces' } } };
  const variablesOf = (change: object, image = 'registry.example.com/web:1.0.0'): Record<string, string> =>
    Object.fromEntries(
      containerOf(web({ image, ...change }, tempo)).env.map(({ name, value }: Attributes) => [name, value]),
    );

  it('give pods the variables of OpenTelemetry', () => {
    expect(variablesOf({ traces: {} })).toEqual({
      OTEL_SERVICE_NAME: 'acme-web',
      OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=acme,deployment.environment.name=test,service.version=1.0.0',
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '1',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://trace-collector.monitoring.svc:4318',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    });
  });

  it('follow their properties, and leave other signals to `env`', () => {
    const traces = { name: 'shop', protocol: 'grpc', samplePercent: 12.5, attributes: { team: 'a, b' } };
    const digest = `registry.example.com:5000/web@sha256:${'0'.repeat(64)}`;
    expect(variablesOf({ traces, env: { OTEL_METRICS_EXPORTER: 'prometheus' } }, digest)).toMatchObject({
      OTEL_SERVICE_NAME: 'shop',
      OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=acme,deployment.environment.name=test,team=a%2C%20b',
      OTEL_TRACES_SAMPLER_ARG: '0.125',
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://trace-collector.monitoring.svc:4317',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    });
  });
});
