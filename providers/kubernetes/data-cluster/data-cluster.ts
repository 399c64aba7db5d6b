/** DataCluster: the base of Kafka, ClickHouse and OpenSearch clusters: passwords, machines, who may call. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type {
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
} from 'kubernetes-types/networking/v1';
import { namespaceOf } from '../../../constructs/addons/namespaces';
import { externalSecret } from '../../../constructs/addons/parts/external-secret';
import type { AddonKey } from '../../../constructs/addons/schema';
import type { DataClusterProps, Spread } from '../../../constructs/data-cluster/schema';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { nameInCluster } from '../../../core/names-in-cluster';
import type { InCluster } from '../../../constructs/platform';
import { InClusterComponent } from '../base/component';
import type { KubernetesObject } from '../base/object';
import { DNS, inNamespace, inRange, ofWorkload, tcp } from '../base/peers';
import { placement } from '../base/placement';

/** Helm leaves alone what has it, also where it is no longer asked for. */
const KEEP = { 'helm.sh/resource-policy': 'keep' };

/** Kubernetes' API is called on it, wherever the cloud has put it. */
const API = { ports: tcp(443) };

type Labels = Readonly<Record<string, string>>;

export abstract class DataCluster<P extends DataClusterProps> extends InClusterComponent<P> {
  /** What it is called in the cluster. */
  protected readonly clusterName: string;
  /** Whether Prometheus looks for what is to be measured. */
  protected readonly isMonitored: boolean;

  constructor(scope: Construct, id: string, props: P, deps: InCluster) {
    super(scope, id, props, deps);
    this.clusterName = nameInCluster(deps.environment, id);
    this.isMonitored = deps.addon('monitoring').length > 0;
  }

  /** What everything here waits for. */
  protected prerequisites(operator: AddonKey): ITerraformDependable[] {
    const addons: AddonKey[] = [operator, 'externalSecrets', 'monitoring'];
    return [
      ...this.deps.storage(),
      ...this.deps.namespace(this.props.namespace),
      ...addons.flatMap((key) => this.deps.addon(key)),
    ];
  }

  /** The Secret with a user's password. */
  protected passwordOf(user: string): string {
    return `${this.clusterName}-${user}-password`;
  }

  protected metadata(name: string, labels: Labels = {}) {
    return { name, namespace: this.props.namespace, labels: { ...this.labels(this.clusterName), ...labels } };
  }

  /** The same of what holds data: it stays when Terraform takes it away. */
  protected keptMetadata(name: string, labels: Labels = {}) {
    return { ...this.metadata(name, labels), ...(this.props.deletionProtection && { annotations: KEEP }) };
  }

  /**
   * A Secret out of the cloud's store.
   * @param values parts of secrets of the environment, by what they are called here
   * @param isFixed whether it stays as it first was, for servers that do not follow
   */
  protected secret(
    name: string,
    values: Readonly<Record<string, readonly [secret: string, property: string]>>,
    { isFixed = false, template }: { readonly isFixed?: boolean; readonly template?: Labels } = {},
  ): Manifest {
    return externalSecret({
      metadata: this.metadata(name),
      isFixed,
      ...(template && { target: { template: { engineVersion: 'v2', data: template } } }),
      data: Object.entries(values).map(([secretKey, [secret, property]]) => ({
        secretKey,
        remoteRef: { key: this.deps.cloud.credentials(secret), property },
      })),
    });
  }

  /** The machines of a pool, by a selector and what they must be tolerated for. */
  protected machines(nodePool: string | undefined = this.props.nodePool) {
    return placement({ props: { nodePool }, environment: this.deps.environment });
  }

  /** The same for operators that take an affinity alone. */
  protected machinesByAffinity() {
    const { nodeSelector, tolerations } = this.machines();
    const matchExpressions = Object.entries(nodeSelector ?? {}).map(([key, value]) => ({
      key,
      operator: 'In',
      values: [value],
    }));
    return {
      ...(nodeSelector && {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
          },
        },
      }),
      ...(tolerations && { tolerations }),
    };
  }

  /** Over zones and machines. */
  protected spread(matchLabels: Labels) {
    const { zones, nodes } = this.props.spread;
    const evenly = (topologyKey: string, how: Spread['zones']) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: how === 'required' ? 'DoNotSchedule' : 'ScheduleAnyway',
      labelSelector: { matchLabels },
    });
    return [evenly('topology.kubernetes.io/zone', zones), evenly('kubernetes.io/hostname', nodes)];
  }

  /** Who may call on a port. */
  protected callers(port: number): NetworkPolicyPeer[] {
    return this.props.callers.flatMap((caller) => {
      if (caller === 'internet') return [];
      if ('workload' in caller) return [ofWorkload(this.deps.environment, caller.workload)];
      if ('namespace' in caller) return [inNamespace(caller.namespace)];
      return caller.ports.length === 0 || caller.ports.includes(port) ? [inRange(caller.cidr)] : [];
    });
  }

  /** Prometheus, where there is one. */
  protected get prometheus(): NetworkPolicyPeer[] {
    return this.isMonitored ? [inNamespace(namespaceOf(this.deps.environment, 'monitoring'))] : [];
  }

  /** What lets peers in on ports; nothing where there are none, which would let in everybody. */
  protected from(peers: readonly NetworkPolicyPeer[], ...ports: number[]): NetworkPolicyIngressRule[] {
    return peers.length === 0 ? [] : [{ from: [...peers], ports: tcp(...ports) }];
  }

  /** A network policy: these pods among each other, and what is let in and out beside. */
  protected networkPolicy(
    part: string,
    pods: Labels,
    rules: {
      /** Absent where the operator says who may call. */
      readonly ingress?: readonly NetworkPolicyIngressRule[];
      readonly egress?: readonly NetworkPolicyEgressRule[];
      readonly callsApi?: boolean;
    },
  ): KubernetesObject {
    const { ingress, egress = [], callsApi = false } = rules;
    const spec = {
      podSelector: { matchLabels: pods },
      policyTypes: [...(ingress ? ['Ingress'] : []), 'Egress'],
      ...(ingress && { ingress: [{ from: [podsWith(pods)] }, ...ingress] }),
      egress: [DNS, { to: [podsWith(pods)] }, ...egress, ...(callsApi ? [API] : [])],
    };
    const name = part === '' ? this.clusterName : `${this.clusterName}-${part}`;
    const manifest = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: this.metadata(name), spec };
    const dependsOn = this.deps.namespace(this.props.namespace);
    return this.object('networkPolicy', manifest, { dependsOn }, part === '' ? undefined : `${part}-network-policy`);
  }

  /** Where Prometheus finds what pods tell of themselves. */
  protected podMonitor(name: string, pods: Labels, port: string): Manifest[] {
    if (!this.isMonitored) return [];
    return [
      {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PodMonitor',
        metadata: this.metadata(name),
        spec: { selector: { matchLabels: pods }, podMetricsEndpoints: [{ port, path: '/metrics' }] },
      },
    ];
  }
}

/** Pods of the same namespace. */
export const podsWith = (matchLabels: Labels): NetworkPolicyPeer => ({ podSelector: { matchLabels } });
