/** Alloy, Grafana's collector: collects logs for Loki and receives traces for Tempo. */
import { resources, RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import type { ChartRelease } from '../addon';

/** The chart's values that are set here: artifacthub.io/packages/helm/grafana/alloy */
interface AlloyValues {
  readonly fullnameOverride: string;
  readonly crds: { readonly create: boolean };
  readonly global: { readonly podSecurityContext: object };
  readonly alloy: {
    readonly configMap: { readonly content: string };
    readonly enableReporting: boolean;
    readonly storagePath: string;
    readonly mounts: { readonly extra: readonly object[] };
    readonly extraPorts: readonly object[];
    readonly securityContext: object;
    readonly resources: object;
    readonly livenessProbe: object;
  };
  readonly configReloader: { readonly enabled: boolean };
  readonly rbac: { readonly rules: readonly object[]; readonly clusterRules: readonly object[] };
  readonly controller: {
    readonly type: 'daemonset' | 'deployment';
    readonly replicas: number;
    readonly tolerations: readonly object[];
    readonly topologySpreadConstraints: readonly object[];
    readonly podDisruptionBudget: { readonly enabled: boolean; readonly maxUnavailable: number | null };
    readonly volumes: { readonly extra: readonly object[] };
    readonly priorityClassName: string;
  };
  readonly serviceMonitor: { readonly enabled: boolean };
}

const VERSION = '1.11.1';
/** User id of the image's user `alloy`. The container would run as root by default. */
const USER = 473;
const STORAGE = '/var/lib/alloy';
const PORT = 12_345;

export interface Collector {
  /** Name of the release and of its objects. */
  readonly name: string;
  /** Configuration in Alloy's language: grafana.com/docs/alloy/latest/get-started/configuration-syntax */
  readonly configuration: string;
  /** Number of replicas of a Deployment; undefined for a DaemonSet, which runs one on each node. */
  readonly replicas?: number;
  /** Ports that receive data, by name. @default - none */
  readonly ports?: Readonly<Record<string, number>>;
  /** Rights to read from the Kubernetes API: resources of pods, and RBAC rules for others. */
  readonly reads: { readonly pods: readonly string[]; readonly others: readonly object[] };
  readonly cpu: string;
  readonly memory: string;
  /** Whether Prometheus scrapes it. */
  readonly monitored: boolean;
  /** Class of the pods' priority. */
  readonly priorityClassName: string;
}

const readers = (apiGroups: readonly string[], names: readonly string[]) => ({
  apiGroups,
  resources: names,
  verbs: ['get', 'list', 'watch'],
});
/** RBAC rules for the kinds that tell which workload owns a pod. */
export const OWNERS = [readers([''], ['namespaces']), readers(['apps'], ['replicasets'])];
export const NAMESPACES = [readers([''], ['namespaces'])];

export function alloy(collector: Collector): ChartRelease {
  const { name, configuration, replicas, ports = {}, reads, cpu, memory, monitored, priorityClassName } = collector;
  const everyNode = replicas === undefined;
  const values: AlloyValues = {
    fullnameOverride: name,
    crds: { create: false },
    global: { podSecurityContext: { runAsNonRoot: true, fsGroup: USER, seccompProfile: { type: 'RuntimeDefault' } } },
    alloy: {
      configMap: { content: configuration },
      enableReporting: false,
      storagePath: STORAGE,
      mounts: { extra: [{ name: 'storage', mountPath: STORAGE }] },
      extraPorts: Object.entries(ports).map(([id, port]) => ({ name: id, port, targetPort: port, protocol: 'TCP' })),
      securityContext: { ...RESTRICTED, runAsUser: USER, runAsGroup: USER },
      resources: resources(cpu, memory),
      // Its own health check also fails when the destination is down, which a restart would not fix.
      livenessProbe: { tcpSocket: { port: PORT }, periodSeconds: 20, failureThreshold: 5 },
    },
    // A changed configuration restarts the pods, so that no second container has to watch for changes.
    configReloader: { enabled: false },
    rbac: { rules: [readers([''], reads.pods)], clusterRules: reads.others },
    controller: {
      type: everyNode ? 'daemonset' : 'deployment',
      replicas: replicas ?? 1,
      tolerations: everyNode ? [{ operator: 'Exists' }] : [],
      topologySpreadConstraints: everyNode ? [] : spread({ 'app.kubernetes.io/instance': name }),
      podDisruptionBudget: { enabled: !everyNode && replicas > 1, maxUnavailable: 1 },
      volumes: { extra: [{ name: 'storage', emptyDir: { sizeLimit: '1Gi' } }] },
      priorityClassName,
    },
    serviceMonitor: { enabled: monitored },
  };
  return {
    name,
    chart: { repository: 'https://grafana.github.io/helm-charts', name: 'alloy', version: VERSION },
    values,
  };
}
