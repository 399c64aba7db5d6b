/** The OpenTelemetry Collector: where it sends, as whom, and who sends to it. */
import { resolve } from '../../../../app/plan/resolve';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { type Attributes, problemsOf, saidOf } from '../../../helpers/synth';

const tempo = { objectStore: 'traces' };
const objectStores = { traces: {} };
const web = {
  namespace: 'shop',
  image: 'registry.example.com/web:1.0.0',
  resources: { cpu: '100m', memory: '128Mi' },
  probes: { liveness: { command: ['true'] } },
  traces: {},
};
const withTelemetry = (telemetry: object, addons: object = {}, more: object = {}) =>
  baseWith({ objectStores, addons: { telemetry, ...addons }, workloads: { web }, ...more });

const made = (cloud: (typeof CLOUDS)[number], telemetry: object, addons: object = {}) =>
  platformOn(cloud, withTelemetry(telemetry, addons));
type Made = ReturnType<typeof made>;
const configurationOf = ({ charts }: Made): Attributes =>
  charts['telemetry-collector']!.values.alternateConfig as Attributes;

/** How each cloud is told of traces and metrics. */
const SENT = {
  aws: {
    exporters: {
      awsxray: { region: 'us-east-1' },
      'otlp_http/cloud': {
        metrics_endpoint: 'https://monitoring.us-east-1.amazonaws.com/v1/metrics',
        auth: { authenticator: 'sigv4auth' },
      },
    },
    signer: { sigv4auth: { region: 'us-east-1', service: 'monitoring' } },
    traces: { exporters: ['awsxray'], processors: [] },
    metrics: { exporters: ['otlp_http/cloud'], processors: [] },
  },
  google: {
    exporters: {
      'otlp_http/cloud': {
        endpoint: 'https://telemetry.googleapis.com',
        encoding: 'proto',
        auth: { authenticator: 'googleclientauth' },
      },
    },
    signer: { googleclientauth: { project: 'acme-test', quota_project: 'acme-test' } },
    traces: { exporters: ['otlp_http/cloud'], processors: ['resource/cloud'] },
    metrics: { exporters: ['otlp_http/cloud'], processors: ['resource/cloud', 'transform/cloud'] },
  },
  azurerm: {
    exporters: {
      azuremonitor: {
        connection_string: '${nonsensitive(data.azurerm_application_insights.cloud_telemetry.connection_string)}',
        auth: { authenticator: 'azure_auth' },
      },
    },
    signer: {
      azure_auth: {
        workload_identity: {
          client_id: '${env:AZURE_CLIENT_ID}',
          tenant_id: '${env:AZURE_TENANT_ID}',
          federated_token_file: '${env:AZURE_FEDERATED_TOKEN_FILE}',
        },
        scopes: ['https://monitor.azure.com/.default'],
      },
    },
    traces: { exporters: ['azuremonitor'], processors: [] },
    metrics: { exporters: ['azuremonitor'], processors: [] },
  },
};

describe.each(CLOUDS)('telemetry on %s', (cloud) => {
  const all = made(cloud, { traces: ['tempo', 'cloud'], metrics: ['cloud'] }, { tempo });
  const { values, ...chart } = all.charts['telemetry-collector']!;

  it('pins the chart, in a restricted namespace', () => {
    expect(chart).toMatchObject({
      repository: 'https://open-telemetry.github.io/opentelemetry-helm-charts',
      chart: 'opentelemetry-collector',
      version: '0.170.0',
    });
    expect(all.manifest('Namespace', 'telemetry').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(values.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 10_001,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
    });
  });

  it('sends traces and metrics to the cloud, and traces to Tempo', () => {
    const { exporters, signer, traces, metrics } = SENT[cloud];
    const { service, ...components } = configurationOf(all);
    expect(components.exporters).toEqual({
      'otlp_grpc/tempo': { endpoint: 'trace-collector.monitoring.svc:4317', tls: { insecure: true } },
      ...exporters,
    });
    expect(components.extensions).toMatchObject(signer);
    expect(service.extensions).toEqual(['health_check', ...Object.keys(signer)]);
    const own = ['memory_limiter', 'k8s_attributes'];
    expect(service.pipelines).toEqual({
      traces: {
        receivers: ['otlp'],
        processors: [...own, ...traces.processors, 'batch'],
        exporters: ['otlp_grpc/tempo', ...traces.exporters],
      },
      metrics: {
        receivers: ['otlp'],
        processors: [...own, ...metrics.processors, 'batch'],
        exporters: metrics.exporters,
      },
    });
    for (const { processors } of Object.values<Attributes>(service.pipelines))
      for (const name of processors as string[]) expect(components.processors).toHaveProperty([name]);
  });

  it('sends as an identity that may do nothing else', () => {
    expect(
      resolve(environmentSchema.parse(withTelemetry({ traces: ['cloud'], metrics: ['cloud'] })), cloud).identities,
    ).toEqual({
      telemetry: {
        namespace: 'telemetry',
        serviceAccount: 'telemetry',
        rights: [{ telemetry: 'traces' }, { telemetry: 'metrics' }],
      },
    });
    expect(resolve(environmentSchema.parse(withTelemetry({}, { tempo })), cloud).identities).not.toHaveProperty(
      'telemetry',
    );
  });

  it('receives from workloads with traces, and Tempo from it', () => {
    const { ingress } = all.manifest('NetworkPolicy', 'telemetry-collector').spec as Attributes;
    expect(JSON.stringify(ingress)).toContain('"values":["shop"]');
    const tempos = all.manifest('NetworkPolicy', 'trace-collector').spec as Attributes;
    expect(JSON.stringify(tempos.ingress)).toContain('"values":["shop","telemetry"]');
    const { egress } = all.manifest('NetworkPolicy', 'telemetry-traffic').spec as Attributes;
    expect(JSON.stringify(egress)).toContain('"app.kubernetes.io/instance":"trace-collector"');
  });
});

const variablesOf = (platform: Made): Record<string, string> => {
  const { template } = platform.manifest('Deployment', 'acme-web').spec as Attributes;
  return Object.fromEntries((template.spec.containers[0].env as Attributes[]).map(({ name, value }) => [name, value]));
};

describe('telemetry', () => {
  it('sends to Tempo alone where nothing else is said, and asks for no right in the cloud', () => {
    const { exporters, service } = configurationOf(made('google', {}, { tempo }));
    expect(Object.keys(exporters as object)).toEqual(['otlp_grpc/tempo']);
    expect(Object.keys(service.pipelines as object)).toEqual(['traces']);
  });

  it('sends nothing to Tempo that is for the cloud', () => {
    const alone = made('azurerm', { traces: ['cloud'] }, { tempo });
    expect(Object.keys(configurationOf(alone).exporters as object)).toEqual(['azuremonitor']);
    const { ingress } = alone.manifest('NetworkPolicy', 'trace-collector').spec as Attributes;
    expect(JSON.stringify(ingress)).not.toContain('telemetry');
    const { egress } = alone.manifest('NetworkPolicy', 'telemetry-traffic').spec as Attributes;
    expect(JSON.stringify(egress)).not.toContain('trace-collector');
  });

  it('sends on a share of the traces', () => {
    const { processors, service } = configurationOf(made('aws', { traces: ['cloud'], samplePercent: 12.5 }));
    expect(processors.probabilistic_sampler).toEqual({ sampling_percentage: 12.5 });
    expect(service.pipelines.traces.processors).toEqual([
      'memory_limiter',
      'k8s_attributes',
      'probabilistic_sampler',
      'batch',
    ]);
  });

  it('is told by workloads, of metrics too where they go on', () => {
    expect(variablesOf(made('aws', { traces: ['cloud'] }, { tempo }))).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://telemetry-collector.telemetry.svc:4318',
      OTEL_METRICS_EXPORTER: 'none',
    });
    expect(variablesOf(made('aws', { metrics: ['cloud'] }))).toMatchObject({ OTEL_METRICS_EXPORTER: 'otlp' });
    const policy = made('aws', { traces: ['cloud'] }, { tempo }).manifest('NetworkPolicy', 'acme-web');
    expect(JSON.stringify(policy.spec)).toContain('"app.kubernetes.io/instance":"telemetry-collector"');
    expect(JSON.stringify(policy.spec)).not.toContain('"app.kubernetes.io/instance":"trace-collector"');
  });

  it('runs twice with high availability, and tells Prometheus of itself', () => {
    const { values } = platformOn(
      'google',
      withTelemetry({ traces: ['cloud'] }, { monitoring: { exporters: false } }, { highAvailability: true }),
    ).charts['telemetry-collector']!;
    expect(values).toMatchObject({
      replicaCount: 2,
      podDisruptionBudget: { enabled: true },
      ports: { metrics: { enabled: true }, zipkin: { enabled: false } },
      serviceMonitor: { enabled: true },
    });
  });

  it.each([
    ['Tempo that is not there', { traces: ['tempo'] }, 'requires addons.tempo'],
    [
      'to send nothing',
      {},
      "sends nothing: name 'cloud' in traces or metrics, or add addons.tempo, to which traces go unless traces says otherwise",
    ],
    [
      'senders that are not there',
      { traces: ['cloud'], senders: ['data'] },
      'senders.0 must name one of the environment\'s namespaces (shop), got "data"',
    ],
  ])('refuses %s', (_, telemetry, message) => {
    const said = /^sends/.test(message)
      ? `acme/test: addons.telemetry ${message}`
      : saidOf('acme/test: addons.telemetry', message);
    expect(problemsOf(withTelemetry(telemetry))).toContain(said);
  });
});
