/** Values of the chart kube-prometheus-stack: what is watched, kept for how long, how many of each. */
import { STORAGE_CLASS } from '../../../core/kubernetes/words';
import type { AddonContext } from '../addon';
import type { MonitoringProps } from './schema';
import { RESTRICTED, budget, resources, spread } from '../../../core/kubernetes/chart-values';
import { RECEIVERS_SECRET, alertmanagerConfig, receiverSecrets } from './alertmanager';
import { GRAFANA_SECRET, nodesNamespace } from './objects';
import type { MonitoringValues } from './chart-values';

/** Silences and what was told already; the least that every cloud's disks have. */
const ALERTMANAGER_GIB = 10;

/** Rules about what the clouds run and do not show, or answer for: nobody who is told could do anything. */
const NOT_OURS = ['etcd', 'kubeControllerManager', 'kubeProxy', 'kubeSchedulerAlerting', 'kubeSchedulerRecording'];

const THE_CLOUDS = [
  'kubeApiserverAvailability',
  'kubeApiserverBurnrate',
  'kubeApiserverHistogram',
  'kubeApiserverSlos',
];

/** There are rules of our own with thresholds instead. */
const OURS = ['NodeCPUHighUsage', 'NodeMemoryHighUtilization'];

const all = <T>(names: readonly string[], value: T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, value]));

/** A volume of its own for each pod of an operator's. */
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
    // Helm installs CRDs and leaves them as they are ever after: this brings them up to date before each upgrade.
    crds: {
      upgradeJob: {
        enabled: true,
        image: { busybox: { tag: '1.38.0' }, kubectl: { tag: 'v1.35.3' } },
        // Kubectl holds all four MiB of CRDs and the API's description at once: 128Mi has been too little for less.
        resources: resources('50m', '128Mi', { memory: '256Mi' }),
      },
    },
    defaultRules: { rules: all([...NOT_OURS, ...THE_CLOUDS], false), disabled: all(OURS, true) },
    // DNS is CoreDNS on two clouds and has other metrics, or no pods, on the third.
    coreDns: off,
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
    // Whoever may list secrets may read them: their metrics are not worth that.
    'kube-state-metrics': { resources: resources('25m', '128Mi'), collectorsExclude: ['secrets'] },
    'prometheus-node-exporter': {
      namespaceOverride: nodesNamespace(namespace),
      resources: resources('25m', '64Mi'),
      containerSecurityContext: RESTRICTED,
    },
  };
}

/** Two of a kind on one node would both go with it. */
const antiAffinity = (replicas: number) => (replicas > 1 ? 'hard' : 'soft');

function prometheusValues(context: AddonContext<MonitoringProps>): MonitoringValues['prometheus'] {
  const { props, environment, cloud, replicas } = context;
  const { retentionDays, storageGiB: storageGiB, scrapeSeconds, prometheus, thresholds } = props;
  // Ten percent less than what would raise the alert of full volumes.
  const kept = Math.floor((storageGiB * (90 - thresholds.diskFreePercent)) / 100);
  return {
    podDisruptionBudget: budget(replicas),
    prometheusSpec: {
      replicas,
      podAntiAffinity: antiAffinity(replicas),
      topologySpreadConstraints: spread({ 'app.kubernetes.io/name': 'prometheus' }),
      retention: `${retentionDays}d`,
      retentionSize: `${kept}GiB`,
      scrapeInterval: `${scrapeSeconds}s`,
      evaluationInterval: `${scrapeSeconds}s`,
      externalLabels: {
        system: environment.system,
        environment: environment.environment,
        region: cloud.props.target.region,
      },
      resources: resources(prometheus.cpu, prometheus.memory),
      storageSpec: volume(storageGiB),
      // Without a selector, not the release's own but everybody's.
      ruleSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
    },
  };
}

/** What is in Grafana comes from ConfigMaps, wherever they are; it keeps nothing and may read nothing else. */
const FOUND = { searchNamespace: 'ALL', resource: 'configmap' };

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
      dashboards: FOUND,
      datasources: FOUND,
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
