/** DataCluster: the base of Kafka, ClickHouse and OpenSearch clusters: passwords, placement, network policies. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { PodSpec } from 'kubernetes-types/core/v1';
import type {
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
} from 'kubernetes-types/networking/v1';

import { externalSecret } from '../../../constructs/addons/parts/external-secret';
import type { AddonKey } from '../../../constructs/addons/schema';
import { TO_APIS, toDns } from '../../../constructs/cloud-lookup/endpoints';
import type { DataClusterProps } from '../../../constructs/data-cluster/schema';
import { isWatched } from '../../../constructs/environment/rotation';
import type { InCluster } from '../../../constructs/in-cluster';
import { chosen } from '../../../core/decision';
import { present } from '../../../core/invariant';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { inNamespace, inRange, networkPolicy, podsWith, tcp } from '../../../core/kubernetes/network-policy';
import { NODE, spreadOver, ZONE } from '../../../core/kubernetes/spread';
import { STORAGE_CLASS } from '../../../core/kubernetes/words';
import { nameInCluster } from '../../../core/names-in-cluster';
import type { Protectable } from '../../../core/protection';
import { InClusterComponent } from '../base/component';
import type { KubernetesObject } from '../base/object';
import { ofWorkload } from '../base/peers';
import { placement } from '../base/placement';

/** Helm never deletes objects with this annotation, not even when they leave the release. */
const KEEP = { 'helm.sh/resource-policy': 'keep' };

type Labels = Readonly<Record<string, string>>;

/** A key of one of the environment's secrets. */
export type SecretKey = readonly [secret: string, key: string];

interface ClusterPolicy {
  /** Callers from outside the cluster of pods. @default - the policy does not affect calls to the pods */
  readonly ingress?: readonly NetworkPolicyIngressRule[];
  /** Calls, in addition to DNS and the pods among each other. @default - none */
  readonly egress?: readonly NetworkPolicyEgressRule[];
  /** @default false */
  readonly callsKubernetesApi?: boolean;
}

export abstract class DataCluster<P extends DataClusterProps> extends InClusterComponent<P> {
  /** Name in the Kubernetes cluster. */
  protected readonly clusterName: string;
  /** Whether there is a Prometheus. */
  protected readonly isMonitored: boolean;

  constructor(scope: Construct, id: string, props: P, deps: InCluster) {
    super(scope, id, props, deps);
    this.clusterName = nameInCluster(deps.environment, id);
    this.isMonitored = deps.addon('monitoring').length > 0;
  }

  override get protectables(): readonly Protectable[] {
    return [{ isProtected: this.props.deletionProtection }];
  }

  /** Creates the custom resources that the operator turns into the cluster, listed by what overrides call them. */
  protected createCluster(
    operator: AddonKey,
    manifests: Readonly<Record<string, readonly Manifest[]>>,
  ): ITerraformDependable {
    const addons: AddonKey[] = [operator, 'externalSecrets', 'monitoring'];
    const { namespace } = this.props;
    this.decide(
      'storage',
      '',
      chosen(STORAGE_CLASS, 'the class of every volume, encrypted and expandable: see `storage`'),
    );
    const dependsOn = [
      ...this.deps.storage(),
      ...this.deps.namespace(namespace),
      ...addons.flatMap((key) => this.deps.addon(key)),
    ];
    // Another namespace would be another, empty cluster.
    const lifecycle = { preventDestroy: this.props.deletionProtection };
    const made = this.objects('cluster', manifests, { namespace, dependsOn, lifecycle });
    return present(made, `objects of ${this.node.path}`).release;
  }

  /** Name of the Secret with a user's password. */
  protected passwordOf(user: string): string {
    return `${this.clusterName}-${user}-password`;
  }

  protected metadata(name: string, labels: Labels = {}) {
    return { name, namespace: this.props.namespace, labels: { ...this.labels(this.clusterName), ...labels } };
  }

  /** Metadata of objects that hold data: with deletion protection they stay when Terraform deletes them. */
  protected keptMetadata(name: string, labels: Labels = {}) {
    return { ...this.metadata(name, labels), ...(this.props.deletionProtection && { annotations: KEEP }) };
  }

  /**
   * A Secret with values from the cloud's store.
   * @param values keys of the environment's secrets, by their key in the Secret
   * @param options.isFixed whether it is never updated, for servers that do not pick up changes
   */
  protected secret(
    name: string,
    values: Readonly<Record<string, SecretKey>>,
    { isFixed = false, template }: { readonly isFixed?: boolean; readonly template?: Labels } = {},
  ): Manifest {
    return externalSecret({
      metadata: this.metadata(name),
      isFixed,
      isWatched: isWatched(
        this.deps.environment,
        Object.values(values).map(([from]) => ({ from })),
      ),
      ...(template && { target: { template: { engineVersion: 'v2', data: template } } }),
      data: Object.entries(values).map(([secretKey, [secret, property]]) => ({
        secretKey,
        remoteRef: { key: this.deps.cloud.credentials(secret), property },
      })),
    });
  }

  /** The nodes of a pool. */
  protected placement(nodePool: string | undefined = this.props.nodePool) {
    return placement(this.deps.environment, nodePool);
  }

  /** The same for operators that accept an affinity, but no node selector. */
  protected placementByAffinity(): Pick<PodSpec, 'affinity' | 'tolerations'> {
    const { nodeSelector, tolerations } = this.placement();
    const matchExpressions = Object.entries(nodeSelector ?? {}).map(([key, value]) => ({
      key,
      operator: 'In',
      values: [value],
    }));
    const nodeAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
    };
    return { ...(nodeSelector && { affinity: { nodeAffinity } }), ...(tolerations && { tolerations }) };
  }

  /** Spreads pods over zones and nodes. */
  protected spread(matchLabels: Labels) {
    const { zones, nodes } = this.props.spread;
    return [spreadOver(ZONE, zones, matchLabels), spreadOver(NODE, nodes, matchLabels)];
  }

  /** The peers of `callers` that may call a port. */
  protected callers(port: number): NetworkPolicyPeer[] {
    return this.props.callers.flatMap((caller) => {
      if (caller === 'internet') return [];
      if ('workload' in caller) return [ofWorkload(this.deps.environment, caller.workload)];
      if ('namespace' in caller) return [inNamespace(caller.namespace)];
      return caller.ports.length === 0 || caller.ports.includes(port) ? [inRange(caller.cidr)] : [];
    });
  }

  protected get prometheus(): NetworkPolicyPeer[] {
    return this.isMonitored ? [this.addonNamespace('monitoring')] : [];
  }

  /** Every pod in the namespace of an add-on. */
  protected addonNamespace(key: AddonKey): NetworkPolicyPeer {
    return inNamespace(this.deps.addonNamespaces[key]);
  }

  /** Lets peers in on ports. Without peers there is no rule, because a rule without peers would let everybody in. */
  protected from(peers: readonly NetworkPolicyPeer[], ...ports: number[]): NetworkPolicyIngressRule[] {
    return peers.length === 0 ? [] : [{ from: [...peers], ports: tcp(...ports) }];
  }

  /** Creates a network policy, which always lets its pods call each other and DNS. */
  protected createNetworkPolicy(part: string | undefined, pods: Labels, policy: ClusterPolicy): KubernetesObject {
    const { ingress, egress = [], callsKubernetesApi = false } = policy;
    const peers = [podsWith(pods)];
    const name = part === undefined ? this.clusterName : `${this.clusterName}-${part}`;
    const manifest = networkPolicy(this.metadata(name), {
      pods,
      ...(ingress && { ingress: [{ from: peers }, ...ingress] }),
      egress: [toDns(this.deps.cloud), { to: peers }, ...egress, ...(callsKubernetesApi ? [TO_APIS] : [])],
    });
    const dependsOn = this.deps.namespace(this.props.namespace);
    return this.object('networkPolicy', manifest, { dependsOn }, part && `${part}-network-policy`);
  }

  /** The PodMonitor by which Prometheus finds the pods' metrics; none without Prometheus. */
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
