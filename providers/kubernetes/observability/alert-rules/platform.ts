/**
 * Alerts of what keeps a cluster supplied: secrets, DNS records, certificates and nodes. Their failure shows nowhere else
 * until something needs what did not come.
 */
import { type Alert, none, type Thresholds } from '../../../../constructs/addons/monitoring/alert';
import type { AddonKey } from '../../../../constructs/addons/schema';
import type { InCluster } from '../../../../constructs/in-cluster';

export function platformAlerts(deps: InCluster, thresholds: Thresholds): Alert[] {
  const { externalDns, trivy } = deps.environment.addons;
  return [
    ...(isInstalled(deps, 'externalSecrets') ? secretAlerts() : []),
    ...(externalDns ? recordAlerts(externalDns.everySeconds) : []),
    ...(isInstalled(deps, 'certManager') ? certificateAlerts(thresholds) : []),
    ...(isInstalled(deps, 'clusterAutoscaler') ? nodeAlerts() : []),
    ...(isInstalled(deps, 'openCost') ? costAlerts() : []),
    ...(trivy?.scans.includes('vulnerabilities') ? vulnerabilityAlerts() : []),
    ...runnerAlerts(deps),
    ...absenceAlerts(deps),
  ];
}

/**
 * Add-ons of whose metrics nothing else tells that they are missing, and the name of their jobs in Prometheus, after that of a
 * namespace if they have no label for it: without metrics every other alert of theirs is silent.
 */
const WATCHED: readonly (readonly [AddonKey, string])[] = [
  ['loadBalancerController', 'aws-load-balancer-controller'],
  ['externalSecrets', 'external-secrets'],
  ['externalDns', 'external-dns'],
  ['certManager', 'cert-manager'],
  ['reloader', 'reloader'],
  ['strimzi', 'strimzi-cluster-operator'],
  ['trivy', 'trivy'],
  ['telemetry', 'telemetry-collector'],
];

const absenceAlerts = (deps: InCluster): Alert[] =>
  WATCHED.filter(([addon]) => isInstalled(deps, addon)).map(([, name]) => ({
    name: 'AddonDown',
    severity: 'warning',
    query: none(`up{job=~"(.+/)?${name}"}`),
    labels: { addon: name },
    summary: `${name} is down, or nobody can read its metrics`,
    description: 'It does nothing, and its other alerts are silent: see the events and the log of its pods.',
  }));

/** Whether an add-on runs in the cluster, and is not the cloud's. */
export const isInstalled = ({ addon }: Pick<InCluster, 'addon'>, key: AddonKey): boolean => addon(key).length > 0;

/** github.com/external-secrets/external-secrets, pkg/controllers/externalsecret/esmetrics and secretstore/cssmetrics */
const secretAlerts = (): Alert[] => [
  {
    name: 'SecretStoreUnavailable',
    severity: 'critical',
    query: 'max by (name) (clustersecretstore_status_condition{condition="Ready", status="False"}) == 1',
    summary: "The cloud's secret store cannot be reached as {{ $labels.name }}",
    description:
      'No secret reaches the cluster, and no changed password: rights of External Secrets are missing, or the store refuses it.',
  },
  {
    name: 'SecretNotSynchronized',
    severity: 'warning',
    query: 'max by (namespace, name) (externalsecret_status_condition{condition="Ready", status="False"}) == 1',
    summary: 'Secret {{ $labels.namespace }}/{{ $labels.name }} does not come',
    description:
      'External Secrets cannot read a value, or not all of them. Pods keep the old one, which a rotation makes invalid: see the events of the ExternalSecret.',
  },
];

/** Rounds of External DNS that may fail before its records are old, and the least time for them. */
const ROUNDS = 5;
const LEAST_SECONDS = 900;

/** kubernetes-sigs.github.io/external-dns/latest/docs/monitoring/metrics */
const recordAlerts = (everySeconds: number): Alert[] => [
  {
    name: 'DnsRecordsFail',
    severity: 'warning',
    query:
      'sum(increase(external_dns_registry_errors_total[15m])) + sum(increase(external_dns_source_errors_total[15m])) > 0',
    summary: 'External DNS fails to read routes or to change records',
    description: 'New hosts may have no record, and old records may lead nowhere: see the log of External DNS.',
  },
  {
    name: 'DnsRecordsOld',
    severity: 'warning',
    query: `time() - max(external_dns_controller_last_sync_timestamp_seconds) > ${Math.max(LEAST_SECONDS, ROUNDS * everySeconds)}`,
    summary: 'DNS records were last compared with routes {{ $value | humanizeDuration }} ago',
    description: `External DNS should do so every ${everySeconds} seconds.`,
  },
];

/** github.com/cert-manager/cert-manager, internal/collectors/certificate_collector.go */
const certificateAlerts = (t: Thresholds): Alert[] => [
  {
    name: 'CertificateNotReady',
    severity: 'warning',
    query: 'min by (namespace, name) (certmanager_certificate_ready_status{condition="True"}) == 0',
    summary: 'Certificate {{ $labels.namespace }}/{{ $labels.name }} is not ready',
    description:
      'It has not been issued, has expired, or is for other names than its listener: see the events of the certificate and of its orders.',
  },
  {
    name: 'CertificateExpires',
    severity: 'warning',
    query: `min by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds - time()) / 86400 < ${t.certificateDays}`,
    summary: 'Certificate {{ $labels.namespace }}/{{ $labels.name }} expires in {{ $value | humanize }} days',
    description: 'cert-manager should have renewed it long ago: see the events of the certificate and of its orders.',
  },
];

/** github.com/kubernetes/autoscaler, cluster-autoscaler/metrics/metrics.go. A replica that stands by reports zeros. */
const nodeAlerts = (): Alert[] => [
  {
    name: 'AutoscalerStopped',
    severity: 'warning',
    query: none('cluster_autoscaler_cluster_safe_to_autoscale'),
    summary: 'The cluster autoscaler does nothing',
    description:
      'Too many nodes are not ready, or it does not know their groups: it neither adds nodes nor removes any.',
  },
  {
    name: 'NodesNotAdded',
    severity: 'warning',
    query: 'sum(increase(cluster_autoscaler_failed_scale_ups_total[15m])) > 0',
    summary: 'The cluster autoscaler fails to add nodes',
    description:
      'The cloud has no such machines, a quota is used up, or rights are missing: see the log of the autoscaler.',
  },
];

/** github.com/actions/actions-runner-controller, controllers/actions.github.com/metrics */
function runnerAlerts({ environment: { addons } }: InCluster): Alert[] {
  const sets = Object.keys(addons.githubRunners?.scaleSets ?? {}).length;
  if (sets === 0) return [];
  return [
    {
      name: 'RunnersNotListening',
      severity: 'warning',
      query: `(sum(gha_controller_running_listeners) or vector(0)) < ${sets}`,
      summary: 'Jobs of GitHub wait for runners that nobody starts',
      description:
        'A scale set does not listen to GitHub: its secret is not that of a GitHub App with the rights, or GitHub cannot be reached. See the log of the controller.',
    },
    {
      name: 'RunnersFail',
      severity: 'warning',
      query: 'sum by (name, namespace) (gha_controller_failed_ephemeral_runners) > 0',
      summary: 'Runners of {{ $labels.name }} do not start',
      description:
        'Their pods failed five times: the image cannot be pulled, nodes have no room, or GitHub refuses their version.',
    },
  ];
}

/** opencost.io/docs/integrations/prometheus#available-metrics */
const costAlerts = (): Alert[] => [
  {
    name: 'CostsUnknown',
    severity: 'warning',
    query: none('count(node_total_hourly_cost)'),
    summary: 'OpenCost says nothing of what nodes cost',
    description: 'Costs of namespaces have a gap from now on, which nothing fills later: see the log of OpenCost.',
  },
];

/** github.com/aquasecurity/trivy-operator, pkg/metrics/collector.go */
const vulnerabilityAlerts = (): Alert[] => [
  {
    name: 'CriticalVulnerability',
    severity: 'warning',
    query: 'max by (namespace, image_repository, image_tag) (trivy_image_vulnerabilities{severity="Critical"}) > 0',
    summary: 'Image {{ $labels.image_repository }}:{{ $labels.image_tag }} has {{ $value }} critical vulnerabilities',
    description:
      'It runs in {{ $labels.namespace }}: the VulnerabilityReports there name the packages, and the versions in which they are fixed.',
  },
];
