/** Values of the chart kube-prometheus-stack: rules, retention, replicas and resources. */
import { budget, resources, RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import { priorityClass } from '../../../core/kubernetes/priority';
import { STORAGE_CLASS } from '../../../core/kubernetes/words';
import type { AddonContext } from '../addon';
import { alertmanagerConfig, RECEIVERS_SECRET, receiverSecrets } from './alertmanager';
import type { MonitoringValues } from './chart-values';
import { GRAFANA_SECRET, nodesNamespace } from './objects';
import type { MonitoringProps } from './schema';

/** Disk of Alertmanager, for silences and sent notifications: the smallest size that all clouds offer. */
const ALERTMANAGER_GIB = 10;

/** Alerts on control-plane parts that the clouds run and do not expose. */
const HIDDEN_RULES = ['etcd', 'kubeControllerManager', 'kubeProxy', 'kubeSchedulerAlerting', 'kubeSchedulerRecording'];

/** Alerts on the availability of the API server, for which the cloud answers: on-call could not act on them. */
const CLOUD_RULES = [
  'kubeApiserverAvailability',
  'kubeApiserverBurnrate',
  'kubeApiserverHistogram',
  'kubeApiserverSlos',
];

/** Replaced by this project's alerts, which have configurable thresholds. */
const REPLACED_ALERTS = ['NodeCPUHighUsage', 'NodeMemoryHighUtilization'];

const all = <T>(names: readonly string[], value: T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, value]));

/** A volume per pod. */
const volume = (gib: number) => ({
  volumeClaimTemplate: {
    spec: {
      storageClassName: STORAGE_CLASS,
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: `${gib}Gi` } },
    },
  },
});

export function monitoringValues(context: AddonContext<MonitoringProps>): MonitoringValues {
  const { replicas, namespace } = context;
  const off = { enabled: false };
  return {
    fullnameOverride: 'monitoring',
    defaultRules: { rules: all([...HIDDEN_RULES, ...CLOUD_RULES], false), disabled: all(REPLACED_ALERTS, true) },
    // Two clouds run CoreDNS. The third has other metrics, or no DNS pods at all.
    coreDns: off,
    // The largest target, which the chart reads every ten seconds by itself.
    kubelet: { serviceMonitor: { cAdvisorInterval: `${context.props.scrapeSeconds}s` } },
    kubeControllerManager: off,
    kubeEtcd: off,
    kubeProxy: off,
    kubeScheduler: off,
    prometheusOperator: {
      resources: resources('50m', '256Mi'),
      prometheusConfigReloader: { resources: resources('10m', '64Mi') },
      admissionWebhooks: { patch: { resources: resources('10m', '64Mi') } },
    },
    prometheus: prometheusValues(context),
    alertmanager: {
      podDisruptionBudget: budget(replicas),
      config: alertmanagerConfig(context.props),
      alertmanagerSpec: {
        replicas,
        podAntiAffinity: antiAffinity(replicas),
        topologySpreadConstraints: spread({ 'app.kubernetes.io/name': 'alertmanager' }),
        automountServiceAccountToken: false,
        resources: resources('10m', '128Mi'),
        storage: volume(ALERTMANAGER_GIB),
        secrets: Object.keys(receiverSecrets(context.props)).length > 0 ? [RECEIVERS_SECRET] : [],
      },
    },
    grafana: grafanaValues(context),
    // Listing secrets implies reading them; metrics of secrets are not worth that permission.
    'kube-state-metrics': { resources: resources('25m', '128Mi'), collectorsExclude: ['secrets'] },
    'prometheus-node-exporter': {
      namespaceOverride: nodesNamespace(namespace),
      resources: resources('25m', '64Mi'),
      containerSecurityContext: RESTRICTED,
      priorityClassName: priorityClass(context.environment, 'node'),
    },
  };
}

/** Two replicas never share a node, because both would be lost with it. */
const antiAffinity = (replicas: number) => (replicas > 1 ? 'hard' : 'soft');

function prometheusValues(context: AddonContext<MonitoringProps>): MonitoringValues['prometheus'] {
  const { props, environment, cloud, replicas } = context;
  const { retentionDays, storageGiB, scrapeSeconds, prometheus, thresholds } = props;
  // Ten percentage points less than the use at which VolumeDiskLow would alert.
  const retentionGiB = Math.floor((storageGiB * (90 - thresholds.diskFreePercent)) / 100);
  return {
    podDisruptionBudget: budget(replicas),
    prometheusSpec: {
      replicas,
      podAntiAffinity: antiAffinity(replicas),
      topologySpreadConstraints: spread({ 'app.kubernetes.io/name': 'prometheus' }),
      priorityClassName: priorityClass(environment, 'platform'),
      retention: `${retentionDays}d`,
      retentionSize: `${retentionGiB}GiB`,
      scrapeInterval: `${scrapeSeconds}s`,
      evaluationInterval: `${scrapeSeconds}s`,
      externalLabels: {
        system: environment.system,
        environment: environment.environment,
        region: cloud.props.target.region,
      },
      resources: resources(prometheus.cpu, prometheus.memory),
      storageSpec: volume(storageGiB),
      // Select monitors and rules of every release, not only of this one.
      ruleSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
    },
  };
}

/** Grafana has no storage: it loads everything from ConfigMaps, in all namespaces, and may read nothing else. */
const FROM_CONFIG_MAPS = { searchNamespace: 'ALL', resource: 'configmap' };

function grafanaValues({ props: { grafana } }: AddonContext<MonitoringProps>): MonitoringValues['grafana'] {
  if (grafana === false) return { enabled: false };
  return {
    enabled: true,
    ...(grafana.adminSecret !== undefined && {
      admin: { existingSecret: GRAFANA_SECRET, userKey: 'username', passwordKey: 'password' },
    }),
    rbac: { create: false },
    testFramework: { enabled: false },
    resources: resources('100m', '512Mi'),
    containerSecurityContext: { readOnlyRootFilesystem: true },
    extraEmptyDirMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    sidecar: {
      resources: resources('10m', '128Mi'),
      securityContext: { readOnlyRootFilesystem: true },
      dashboards: FROM_CONFIG_MAPS,
      datasources: FROM_CONFIG_MAPS,
    },
    'grafana.ini': {
      analytics: { check_for_updates: false, reporting_enabled: false },
      ...(grafana.host !== undefined && {
        server: { domain: grafana.host, root_url: `https://${grafana.host}` },
        security: { cookie_secure: true },
      }),
    },
  };
}
