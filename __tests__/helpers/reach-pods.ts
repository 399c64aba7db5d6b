/** The pods of a platform stack: those in its manifests, and those that charts and operators create from them. */
import type { AddonKey } from '../../constructs/addons/schema';
import type { Manifest } from '../../core/kubernetes/manifest';
import type { PlatformOn } from './platform';
import { podsOf } from './pods';
import type { Pod } from './reach';
import type { Attributes } from './synth';

/** A pod, and what the environment calls it. */
export interface Actor extends Pod {
  /** `workload:api`, `job:api`, `crds:shop-strimzi-crds`, `backup:shop-analytics`, `database-users:shop-users-orders`, `addon:keda`, `cluster:events`, `stranger`. */
  readonly role: string;
  /** The add-on whose chart it is from. */
  readonly addon?: AddonKey;
  /** Ports on which it listens. */
  readonly listens: readonly number[];
}

type Labels = Readonly<Record<string, string>>;

interface ChartPod {
  readonly addon: AddonKey;
  /** The name of a part that policies know by itself. @default - the add-on */
  readonly part?: string;
  readonly labels: Labels;
  readonly listens?: readonly number[];
}

const named = (name: string): Labels => ({ 'app.kubernetes.io/name': name });
const instance = (name: string): Labels => ({ 'app.kubernetes.io/instance': name, 'app.kubernetes.io/name': name });

/** Labels and ports of charts' pods, as each chart in its pinned version renders them. */
const CHART_PODS: readonly ChartPod[] = [
  {
    addon: 'gateway',
    part: 'proxies',
    labels: { 'gateway.envoyproxy.io/owning-gateway-name': 'public' },
    listens: [10_080, 10_443, 19_001],
  },
  { addon: 'gateway', part: 'envoy-gateway', labels: { 'control-plane': 'envoy-gateway' }, listens: [18_000, 19_001] },
  { addon: 'gateway', part: 'certgen', labels: { app: 'certgen' } },
  { addon: 'monitoring', part: 'prometheus', labels: named('prometheus'), listens: [9090] },
  { addon: 'monitoring', part: 'alertmanager', labels: named('alertmanager'), listens: [9093] },
  { addon: 'monitoring', part: 'state-metrics', labels: named('kube-state-metrics'), listens: [8080] },
  {
    addon: 'monitoring',
    part: 'operator',
    labels: named('kube-prometheus-stack-prometheus-operator'),
    listens: [10_250],
  },
  { addon: 'monitoring', part: 'grafana', labels: named('grafana'), listens: [3000] },
  { addon: 'loki', labels: instance('loki'), listens: [3100] },
  { addon: 'tempo', labels: instance('tempo'), listens: [3200, 4317] },
  { addon: 'tempo', part: 'trace-collector', labels: instance('trace-collector'), listens: [4317, 4318, 12_345] },
  { addon: 'telemetry', part: 'telemetry-collector', labels: { ...instance('telemetry-collector'), ...named('opentelemetry-collector') }, listens: [4317, 4318, 8888] },
  { addon: 'datadog', labels: { app: 'datadog' }, listens: [8126] },
  { addon: 'datadog', part: 'datadog-cluster-agent', labels: { app: 'datadog-cluster-agent' }, listens: [5005] },
  { addon: 'openCost', labels: named('opencost'), listens: [9003] },
  {
    addon: 'githubRunners',
    labels: { 'app.kubernetes.io/part-of': 'gha-rs-controller', 'app.kubernetes.io/component': 'controller-manager' },
    listens: [8080],
  },
  {
    addon: 'githubRunners',
    part: 'github-runners-listener',
    labels: { 'app.kubernetes.io/component': 'runner-scale-set-listener' },
    listens: [8080],
  },
  { addon: 'githubRunners', part: 'github-runner', labels: { 'app.kubernetes.io/component': 'runner' } },
  { addon: 'keda', labels: { app: 'keda-operator' }, listens: [8080, 9666] },
  { addon: 'keda', part: 'keda-metrics', labels: { app: 'keda-operator-metrics-apiserver' }, listens: [8080, 10_250] },
  { addon: 'keda', part: 'keda-webhooks', labels: { app: 'keda-admission-webhooks' }, listens: [8080, 10_250] },
  { addon: 'argoRollouts', labels: named('argo-rollouts'), listens: [8090] },
  { addon: 'argoCd', labels: named('argocd-application-controller'), listens: [8082] },
  { addon: 'argoCd', part: 'argocd-server', labels: named('argocd-server'), listens: [8080, 8083] },
  { addon: 'argoCd', part: 'argocd-redis', labels: named('argocd-redis'), listens: [6379] },
  { addon: 'velero', labels: named('velero'), listens: [8085] },
  { addon: 'trivy', labels: { ...instance('trivy'), ...named('trivy-operator') }, listens: [8080] },
  { addon: 'trivy', part: 'trivy-server', labels: instance('trivy-server'), listens: [4954] },
  { addon: 'trivy', part: 'trivy-scan', labels: { 'app.kubernetes.io/managed-by': 'trivy-operator' } },
  { addon: 'reloader', labels: { app: 'reloader' }, listens: [9090] },
  { addon: 'externalSecrets', labels: named('external-secrets'), listens: [8080] },
  { addon: 'externalSecrets', part: 'external-secrets-webhook', labels: named('external-secrets-webhook'), listens: [8080, 10_250] },
  { addon: 'externalDns', labels: named('external-dns'), listens: [7979] },
  { addon: 'certManager', labels: named('cert-manager'), listens: [9402] },
  { addon: 'certManager', part: 'cert-manager-webhook', labels: named('webhook'), listens: [9402, 10_250] },
  { addon: 'istio', part: 'istiod', labels: { app: 'istiod' }, listens: [15_012, 15_014, 15_017] },
  { addon: 'istio', part: 'ztunnel', labels: { app: 'ztunnel' }, listens: [15_020] },
  { addon: 'clusterAutoscaler', labels: { ...instance('cluster-autoscaler'), ...named('aws-cluster-autoscaler') }, listens: [8085] },
  { addon: 'loadBalancerController', labels: instance('aws-load-balancer-controller'), listens: [8080, 9443] },
  { addon: 'metricsServer', labels: instance('metrics-server'), listens: [10_250] },
  { addon: 'strimzi', labels: { 'strimzi.io/kind': 'cluster-operator' }, listens: [8080] },
  { addon: 'clickHouseOperator', labels: named('altinity-clickhouse-operator'), listens: [8888, 9999] },
  { addon: 'openSearchOperator', labels: named('opensearch-operator'), listens: [8080] },
]; // prettier-ignore

/** Pods that operators create for a custom resource. */
const OPERATED: Readonly<Record<string, (one: Manifest) => Omit<Actor, 'namespace'>[]>> = {
  Kafka: ({ metadata: { name }, spec }) => {
    const pod = (part: string, listens: readonly number[]) => ({
      name: `${name}-${part}`,
      role: `kafka-${part}:${name}`,
      labels: { 'strimzi.io/cluster': name, 'strimzi.io/name': `${name}-${part}` },
      account: `${name}-${part}`,
      listens,
    });
    const listeners = ((spec as Attributes).kafka.listeners as Attributes[]).map(({ port }) => port as number);
    return [
      pod('kafka', [9090, 9091, 8443, 9404, ...listeners]),
      pod('entity-operator', []),
      pod('kafka-exporter', [9404]),
    ];
  },
  ClickHouseInstallation: ({ metadata: { name }, spec }) => {
    const { containers, serviceAccountName } = (spec as Attributes).templates.podTemplates[0].spec as Attributes;
    const backups = (containers as Attributes[]).length > 1 ? [7171] : [];
    return [
      {
        name,
        role: `click-house:${name}`,
        labels: named(name),
        ...(serviceAccountName && { account: serviceAccountName as string }),
        listens: [8123, 9000, 9009, 9363, ...backups],
      },
    ];
  },
  ClickHouseKeeperInstallation: ({ metadata: { name } }) => [
    { name, role: `keeper:${name.replace(/-keeper$/, '')}`, labels: named(name), listens: [2181, 9182, 9363] },
  ],
  OpenSearchCluster: ({ metadata: { name }, spec }) => {
    const pod = (part: string, labels: Labels, listens: readonly number[]) => ({
      name: `${name}-${part}`,
      role: `${part}:${name}`,
      labels,
      listens,
    });
    return [
      pod('search', { 'opster.io/opensearch-cluster': name }, [9200, 9300]),
      pod('users', { 'batch.kubernetes.io/job-name': `${name}-securityconfig-update` }, []),
      ...((spec as Attributes).dashboards
        ? [pod('dashboards', { 'opensearch.cluster.dashboards': name }, [5601])]
        : []),
    ];
  },
};

/** Network policies that Strimzi creates: `KafkaCluster.generateNetworkPolicy` in its cluster operator. */
export function strimziPolicies(manifests: readonly Manifest[]): Manifest[] {
  return manifests
    .filter(({ kind }) => kind === 'Kafka')
    .flatMap(({ metadata: { name, namespace = '' }, spec }) => {
      const part = (id: string) => ({ 'strimzi.io/name': `${name}-${id}` });
      const pods = (matchLabels: object) => ({ podSelector: { matchLabels } });
      const operator = { ...pods({ 'strimzi.io/kind': 'cluster-operator' }), namespaceSelector: {} };
      const own = ['kafka', 'entity-operator', 'kafka-exporter'].map((id) => pods(part(id)));
      const on = (port: number, from?: readonly object[]) => ({
        ports: [{ protocol: 'TCP', port }],
        ...(from && from.length > 0 && { from }),
      });
      const listeners = (spec as Attributes).kafka.listeners as Attributes[];
      const policy = (id: string, ingress: readonly object[]): Manifest => ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: `${name}-${id}`, namespace },
        spec: { podSelector: { matchLabels: part(id) }, policyTypes: ['Ingress'], ingress },
      });
      return [
        policy('kafka', [
          on(9090, [own[0]!, operator]),
          on(9091, [operator, ...own]),
          on(8443, [operator]),
          ...listeners.map(({ port, networkPolicyPeers }) => on(port as number, networkPolicyPeers as object[])),
          on(9404),
        ]),
        policy('entity-operator', [on(8080), on(8081)]),
        policy('kafka-exporter', [on(9404)]),
      ];
    });
}

function kindOf({ kind, metadata }: Manifest, labels: Labels, usersNamespace: string): string {
  if (labels['app.kubernetes.io/component'] === 'job') return 'job';
  if (kind === 'Job' && metadata.name.includes('-crds-')) return 'crds';
  if (kind === 'CronJob') return 'backup';
  return metadata.namespace === usersNamespace ? 'database-users' : 'workload';
}

/** Every pod, and in each namespace one that nobody has heard of. */
export function actorsOf(
  { manifests, charts }: PlatformOn,
  addonNamespaces: Readonly<Record<AddonKey, string>>,
  installed: readonly AddonKey[],
  usersNamespace: string,
): Actor[] {
  const own = manifests.flatMap((one) =>
    podsOf(one).map(({ namespace, labels, spec }) => {
      const kind = kindOf(one, labels, usersNamespace);
      const name = labels['app.kubernetes.io/name'] ?? one.metadata.name;
      const ports = (spec.containers as Attributes[]).flatMap((container) => (container.ports ?? []) as Attributes[]);
      return {
        name: one.metadata.name,
        role: `${kind}:${kind === 'backup' ? name.replace(/-backup$/, '') : name}`,
        namespace,
        labels,
        account: (spec.serviceAccountName as string | undefined) ?? 'default',
        ports: Object.fromEntries(ports.map((port) => [port.name, port.containerPort])) as Record<string, number>,
        listens: ports.filter(({ protocol = 'TCP' }) => protocol === 'TCP').map((port) => port.containerPort as number),
      };
    }),
  );
  const operated = manifests.flatMap((one) =>
    (OPERATED[one.kind]?.(one) ?? []).map((pod) => ({ namespace: one.metadata.namespace ?? '', ...pod })),
  );
  // Clusters of the environment have a Metrics Server of their own.
  const isThere = (addon: AddonKey) =>
    installed.includes(addon) && (addon !== 'metricsServer' || 'metrics-server' in charts);
  const ofCharts = CHART_PODS.filter(({ addon }) => isThere(addon)).map(({ addon, part, labels, listens = [] }) => ({
    name: part ?? addon,
    role: `addon:${part ?? addon}`,
    namespace: addonNamespaces[addon],
    labels,
    account: part ?? addon,
    addon,
    listens,
  }));
  const namespaces = manifests.filter(({ kind }) => kind === 'Namespace').map(({ metadata: { name } }) => name);
  const strangers = [...namespaces, 'kube-system'].map((namespace) => ({
    name: 'stranger',
    role: 'stranger',
    namespace,
    labels: { app: 'stranger' },
    account: 'stranger',
    listens: [],
  }));
  return [...own, ...operated, ...ofCharts, ...strangers];
}
