/** Datadog: agents on every node that send metrics, and if wanted traces and logs, to Datadog. */
import { resources, spread } from '../../../core/kubernetes/chart-values';
import { priorityClass } from '../../../core/kubernetes/priority';
import { forEach } from '../../../core/rules/rule';
import { toNodes } from '../../cloud-lookup/endpoints';
import { isWatched } from '../../environment/rotation';
import type { Addon, AddonContext, GuardedContext } from '../addon';
import { externalSecret } from '../parts/external-secret';
import { addonPolicy, type GuardedPods } from '../parts/network-policy';
import { namespaceListRule, secretRule } from '../parts/rules';
import { datadogBase, type DatadogProps, type DatadogValues } from './schema';

/** Name of the release, of its objects and of its Secret. */
const NAME = 'datadog';
/** Port of traces and profiles. */
const APM = 8126;
const KUBELET = 10_250;
const CLUSTER_AGENT = { app: `${NAME}-cluster-agent` };
const AGENTS = { app: NAME };

function logsOf({ logs }: DatadogProps) {
  const enabled = logs !== false;
  const { namespaces } = logs || {};
  return {
    logs: { enabled, containerCollectAll: enabled },
    ...(namespaces && {
      containerExcludeLogs: 'kube_namespace:.*',
      containerIncludeLogs: namespaces.map((name) => `kube_namespace:^${name}$`).join(' '),
    }),
  };
}

function valuesOf({ props, environment, cloud, replicas }: AddonContext<DatadogProps>): DatadogValues {
  return {
    fullnameOverride: NAME,
    datadog: {
      apiKeyExistingSecret: NAME,
      clusterName: `${environment.system}-${environment.environment}`,
      site: props.site,
      // The chart alone decides what runs; the operator would be told the same by a second chart.
      operator: { enabled: false },
      // Otherwise whoever may sign in at Datadog changes what agents do here.
      remoteConfiguration: { enabled: false },
      // It looks into every process of the node, for which it takes rights of the kernel.
      discovery: { enabled: false },
      // It would read every Secret of the cluster in order to count them.
      kubeStateMetricsCore: { collectSecretMetrics: false },
      apm: { portEnabled: props.apm, socketEnabled: false },
      ...logsOf(props),
    },
    agents: {
      priorityClassName: priorityClass(environment, 'node'),
      tolerations: [{ operator: 'Exists' }],
      containers: {
        agent: { resources: resources('100m', '256Mi', { memory: '512Mi' }) },
        traceAgent: { resources: resources('50m', '128Mi', { memory: '256Mi' }) },
      },
    },
    clusterAgent: {
      replicas,
      priorityClassName: priorityClass(environment, 'platform'),
      pdb: { create: replicas > 1, minAvailable: 1 },
      topologySpreadConstraints: spread(CLUSTER_AGENT),
      resources: resources('50m', '256Mi', { memory: '512Mi' }),
      admissionController: { enabled: false },
      rbac: { flareAdditionalPermissions: false },
    },
    ...cloud.datadog,
  };
}

const guardedPods = ({ props, environment, namespace }: GuardedContext<DatadogProps>): GuardedPods[] =>
  props.apm
    ? [
        {
          metadata: { name: NAME, namespace },
          pods: AGENTS,
          from: Object.keys(environment.namespaces).filter((sender) => sender !== namespace),
          ports: [APM],
        },
      ]
    : [];

export const datadog: Addon<DatadogProps> = {
  ...datadogBase,
  id: NAME,
  title: 'Datadog',
  // Agents read the node's files, and pods send to a port of the node.
  podSecurity: 'privileged',
  needs: () => ['externalSecrets'],
  after: ['externalSecrets'],
  secrets: ({ apiKey }) => [apiKey.from],
  rules: [
    forEach(
      ({ apiKey }: DatadogProps) => [['apiKey', { ...apiKey, secret: apiKey.from }]] as const,
      [{ ...secretRule(), property: 'from' }],
    ),
    namespaceListRule('logs.namespaces', ({ logs }) => (logs ? (logs.namespaces ?? []) : [])),
  ],
  guarded: guardedPods,
  traffic: () => [{ part: 'agents', pods: { matchLabels: AGENTS }, egress: [toNodes(KUBELET)] }, {}],
  before: ({ props: { apiKey }, namespace, environment, cloud }) => [
    externalSecret({
      metadata: { name: NAME, namespace },
      isWatched: isWatched(environment, [apiKey]),
      data: [
        {
          secretKey: 'api-key',
          remoteRef: { key: cloud.credentials(apiKey.from), property: apiKey.key },
        },
      ],
    }),
  ],
  releases: (context) => [
    {
      name: NAME,
      chart: { repository: 'https://helm.datadoghq.com', name: 'datadog', version: '3.240.0' },
      values: valuesOf(context),
    },
  ],
  objects: (context) => guardedPods(context).map(addonPolicy),
};
