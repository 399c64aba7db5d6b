/**
 * Proof that platform stacks are the same on the three clouds, to the byte, except for the differences listed here and
 * in docs/guides/platform.md: the list is exact, in both directions.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { production } from '../../scripts/bench/newsletter';
import { CLOUDS } from '../helpers/environments';
import { everything } from '../helpers/everything';
import { type PlatformOn, platformOn } from '../helpers/platform';

/** Name of a leaf: `NetworkPolicy shop: spec.egress.0.to.0.ipBlock.cidr`. */
type Leaves = Record<string, unknown>;

function leavesOf(value: unknown, path: string, leaves: Leaves = {}): Leaves {
  if (typeof value !== 'object' || value === null) leaves[path] = value;
  else for (const [key, inner] of Object.entries(value)) leavesOf(inner, `${path}.${key}`, leaves);
  return leaves;
}

const leaves = (platform: PlatformOn): Leaves =>
  Object.assign(
    {},
    ...platform.manifests.map((one) =>
      leavesOf(one, `${one.kind} ${one.metadata.namespace ?? ''}/${one.metadata.name}:`),
    ),
    ...Object.entries(platform.charts).map(
      ([release, { name, namespace, chart, repository, version, values, timeout }]) =>
        leavesOf({ name, namespace, chart, repository, version, values, timeout }, `chart ${release}:`),
    ),
  ) as Leaves;

/** Leaves that are not the same on every cloud. */
function differences(input: typeof production): string[] {
  const all = CLOUDS.map((cloud) => leaves(platformOn(cloud, input)));
  const paths = new Set(all.flatMap((one) => Object.keys(one)));
  return [...paths].filter((path) => all.some((one) => JSON.stringify(one[path]) !== JSON.stringify(all[0]![path])));
}

/** Each difference by its wording in docs/guides/platform.md. */
const DIFFERENCES: Readonly<Record<string, RegExp>> = {
  'ServiceAccount annotation':
    /^(ServiceAccount [^:]*:\.metadata\.annotations|chart [^:]*:.*\.annotations)\.azure\.workload\.identity\/client-id$/,
  'pod label':
    /^((Deployment|CronJob|Job|Rollout|AnalysisTemplate|ClickHouseInstallation|chart) [^:]*:.*[lL]abels\.azure\.workload\.identity\/use|chart trivy:.*\.scanJobPodTemplateLabels)$/,
  'ClusterSecretStore provider': /^ClusterSecretStore \/cloud:\.spec\.provider\./,
  'ExternalSecret remoteRef.key': /^ExternalSecret [^:]*:\.spec\.(data\.\d+\.remoteRef|dataFrom\.\d+\.extract)\.key$/,
  'ExternalSecret sign-in to databases and caches':
    /^ExternalSecret shop\/acme-shop-secrets:\.spec\.target\.template\.data\.(SITE|CARTS)/,
  'users of databases as whom identities sign in':
    /^(ConfigMap|ServiceAccount|Deployment) acme-database-users\/acme-users-postgres:/,
  'user of the exporters of caches':
    /^ExternalSecret monitoring-exporters\/\w+-exporter-(redis|sessions)-secrets:\.spec\.(target\.template\.data\.REDIS_(USER|PASSWORD)|data\.\d+\.(secretKey|remoteRef\.property))$/,
  'exporter of a cache with `identity`': /^\w+ monitoring-exporters\/acme-exporter-carts(-secrets)?:/,
  'alerts and dashboard of a cache with `identity`':
    /^(PrometheusRule monitoring\/acme-alerts:\.spec\.groups\.\d+\.rules\.\d+\.labels\.cache|ConfigMap monitoring\/acme-dashboard-caches:\.data\.acme-dashboard-caches\.json)$/,
  'ClusterIssuer DNS-01 solver': /^ClusterIssuer \/acme:\.spec\.acme\.solvers\.\d+\.dns01\./,
  'subjects of bindings of `cluster.access` and `deployIdentities`':
    /^(RoleBinding|ClusterRoleBinding) [^:]*:\.subjects\./,
  'OpenCost list prices': /^chart open-cost:\.values\.opencost\.customPricing\.costModel\./,
  'external-dns provider': /^chart external-dns:\.values\./,
  'gateway LoadBalancer service':
    /^EnvoyProxy gateway\/public:\.spec\.provider\.kubernetes\.envoyService\.(annotations|loadBalancerClass)/,
  'pod-readiness-gate-inject': /^Namespace \/gateway:\.metadata\.labels\.elbv2\.k8s\.aws\/pod-readiness-gate-inject$/,
  'StorageClass provisioner and parameters': /^StorageClass \/encrypted:\.(provisioner|parameters)/,
  'NetworkPolicy egress': /^NetworkPolicy [^:]*:\.spec\.egress\./,
  'Istio platform': /^chart (istio-cni|ztunnel):\.values\.global\.platform$/,
  'aws-load-balancer-controller':
    /^(\w+ [^:]*aws-load-balancer-controller[^:]*|PodMonitor [^:]*\/load-balancer-controller|NetworkPolicy kube-system\/load-balancer-controller-traffic):/,
  'cluster-autoscaler':
    /^((chart |PodMonitor [^:]*\/)cluster-autoscaler|NetworkPolicy kube-system\/cluster-autoscaler-traffic):/,
  // That no other alerts differ is asked in alert-rules.test.ts.
  'AutoscalerStopped, NodesNotAdded':
    /^PrometheusRule [^:]*:\.spec\.groups\.\d+\.rules\.\d+\.(alert|for|labels\.(severity|addon)|annotations\.summary)$/,
  'dashboard Platform': /^ConfigMap [^:]*-dashboard-platform:/,
  'Datadog nodes': /^chart datadog:\.values\.providers\./,
  'Loki storage': /^chart loki:\.values\.loki\./,
  'telemetry exporters':
    /^chart telemetry-collector:\.values\.alternateConfig\.(extensions|processors|exporters|service)\./,
  'Tempo storage': /^chart tempo:\.values\.storage\./,
  'Velero storage': /^chart velero:\.values\./,
  'VolumeSnapshotClass driver and parameters': /^VolumeSnapshotClass [^:]*:\.(driver|parameters\.[^.]*)$/,
  'ClickHouse backups’ storage':
    /^ClickHouseInstallation [^:]*:\.spec\.templates\.podTemplates\.0\.spec\.containers\.1\.env\./,
  'label region': /^chart monitoring:\.values\.prometheus\.prometheusSpec\.externalLabels\.region$/,
  'storage.maxSizeGiB': /^PrometheusRule [^:]*:\.spec\.groups\.\d+\.rules\.\d+\.(expr|annotations\.description)$/,
};

const found = [...new Set([production, everything].flatMap(differences))];

describe('differences between the clouds inside a cluster', () => {
  it('are exactly those listed', () => {
    const patterns = Object.values(DIFFERENCES);
    expect(found.filter((path) => !patterns.some((pattern) => pattern.test(path)))).toEqual([]);
  });

  it.each(Object.entries(DIFFERENCES))('%s: differs, and is documented', (words, pattern) => {
    expect(found.some((path) => pattern.test(path))).toBe(true);
    expect(readFileSync(join(__dirname, '../../docs/guides/platform.md'), 'utf8')).toContain(words);
  });
});
