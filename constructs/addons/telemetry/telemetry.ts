/** The OpenTelemetry Collector: takes traces and metrics of workloads, and sends them to Tempo and to the cloud. */
import { budget, resources, RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import { inNamespace, podsWith, tcp } from '../../../core/kubernetes/network-policy';
import { priorityClass } from '../../../core/kubernetes/priority';
import { tracedNamespaces } from '../../workload/traces';
import type { Addon, AddonContext, GuardedContext } from '../addon';
import { collectorOf, OTLP, podsOfCollector, sendsToTempo } from '../parts/collector';
import { addonPolicy, type GuardedPods } from '../parts/network-policy';
import { namespaceListRule } from '../parts/rules';
import { configurationOf, METRICS, READS } from './configuration';
import { telemetryBase, type TelemetryProps, type TelemetryValues } from './schema';

const ID = 'telemetry';
/** The distribution with exporters and sign-ins of the clouds. The chart names none. */
const REPOSITORY = 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib';
/** User id of the image. */
const USER = 10_001;

function valuesOf(context: AddonContext<TelemetryProps>): TelemetryValues {
  const { environment, cloud, replicas, installed, addonNamespaces } = context;
  const { name } = collectorOf(ID, addonNamespaces);
  const { annotations, podLabels } = cloud.serviceAccount(ID);
  const monitored = installed('monitoring');
  const off = { enabled: false };
  return {
    fullnameOverride: name,
    mode: 'deployment',
    image: { repository: REPOSITORY },
    replicaCount: replicas,
    alternateConfig: configurationOf(context),
    serviceAccount: { name: ID, annotations },
    clusterRole: { create: true, name, rules: READS },
    ports: {
      otlp: { enabled: true },
      'otlp-http': { enabled: true },
      'jaeger-compact': off,
      'jaeger-thrift': off,
      'jaeger-grpc': off,
      zipkin: off,
      metrics: { enabled: monitored },
    },
    podLabels,
    podSecurityContext: { runAsNonRoot: true, fsGroup: USER, seccompProfile: RESTRICTED.seccompProfile },
    securityContext: { ...RESTRICTED, runAsUser: USER, runAsGroup: USER },
    resources: resources('50m', '256Mi'),
    topologySpreadConstraints: spread(podsOfCollector({ name })),
    podDisruptionBudget: budget(replicas),
    priorityClassName: priorityClass(environment, 'platform'),
    serviceMonitor: { enabled: monitored },
  };
}

function guardedPods({
  props: { senders },
  environment,
  namespace,
  addonNamespaces,
}: GuardedContext<TelemetryProps>): GuardedPods[] {
  const sending = new Set([...(senders ?? Object.keys(environment.namespaces)), ...tracedNamespaces(environment)]);
  const collector = collectorOf(ID, addonNamespaces);
  return [
    {
      metadata: { name: collector.name, namespace },
      pods: podsOfCollector(collector),
      from: [...sending].filter((sender) => sender !== namespace),
      ports: Object.values(OTLP),
    },
  ];
}

function toTempo({ environment, addonNamespaces }: AddonContext<TelemetryProps>) {
  if (!sendsToTempo(environment.addons)) return [];
  const collector = collectorOf('tempo', addonNamespaces);
  return [
    {
      to: [{ ...inNamespace(collector.namespace), ...podsWith(podsOfCollector(collector)) }],
      ports: tcp(...Object.values(OTLP)),
    },
  ];
}

const KINDS = ['traces', 'metrics'] as const;

export const telemetry: Addon<TelemetryProps> = {
  ...telemetryBase,
  id: ID,
  title: 'OpenTelemetry Collector',
  podSecurity: 'restricted',
  needs: ({ traces = [] }) => (traces.includes('tempo') ? ['tempo'] : []),
  // ServiceMonitors use Prometheus' CRDs.
  after: ['monitoring', 'tempo'],
  rights: (props) => KINDS.filter((kind) => props[kind]?.includes('cloud')).map((kind) => ({ telemetry: kind })),
  rules: [
    namespaceListRule('senders', ({ senders = [] }) => senders),
    {
      code: 'nothing-sent',
      property: '',
      check: ({ traces = [], metrics }, { environment: { addons } }) =>
        traces.length + metrics.length === 0 &&
        !sendsToTempo(addons) &&
        "sends nothing: name 'cloud' in traces or metrics, or add addons.tempo, to which traces go unless traces says otherwise",
      standsOn: () => ['addons.tempo'],
    },
  ],
  guarded: guardedPods,
  traffic: (context) => [{ metrics: [METRICS], egress: toTempo(context) }],
  releases: (context) => [
    {
      name: collectorOf(ID, context.addonNamespaces).name,
      chart: {
        repository: 'https://open-telemetry.github.io/opentelemetry-helm-charts',
        name: 'opentelemetry-collector',
        version: '0.170.0',
      },
      values: valuesOf(context),
    },
  ],
  objects: (context) => guardedPods(context).map(addonPolicy),
};
