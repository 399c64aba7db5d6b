/** NodePool on Google: GKE nodes of one machine type, private, shielded, repaired and upgraded by Google. */
import { ContainerNodePool, type ContainerNodePoolConfig } from '@cdktf/provider-google/lib/container-node-pool';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { skuOf, nodeRequirement } from '../../../core/sizing/choices';
import { desiredNodes, nodeLabels } from '../../../constructs/cluster/pools';
import type { NodePoolProps, Taint } from '../../../constructs/cluster/schema';
import { Component } from '../../../core/cdktf/component';
import { nodes } from '../shared/catalogue';
import { names } from '../shared/names';

/** What every node of a cluster has in common. */
export interface NodeSettings {
  readonly serviceAccount: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Absent for Google's own key. */
  readonly diskKey: string | undefined;
  /** Pods get the identities of their service accounts, and cannot reach the node's. */
  readonly workloadIdentity: boolean;
}

export interface NodePoolDeps {
  /** The pool's name in the topology. */
  readonly name: string;
  /** The cluster's id. */
  readonly cluster: string;
  readonly location: string;
  /** Names of the cluster's zones. */
  readonly zones: readonly string[];
  readonly settings: NodeSettings;
  /** What must exist before nodes start: rights on keys, rights of the nodes' identity. */
  readonly after: readonly ITerraformDependable[];
}

/** GKE's spelling of what a taint does. */
const EFFECTS: Record<Taint['effect'], string> = {
  NoSchedule: 'NO_SCHEDULE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
};

/** Series that boot from Hyperdisk alone: cloud.google.com/compute/docs/disks/hyperdisks#machine-type-support */
const HYPERDISK_ONLY = /^(c4|n4|m4|x4|h4|a4|g4)[a-z]?-/;

/** The kind of disk that nodes of a machine type take. */
export const diskTypeOf = (machineType: string) =>
  HYPERDISK_ONLY.test(machineType) ? 'hyperdisk-balanced' : 'pd-balanced';

/** The access scope that leaves what nodes may do to IAM alone. */
const BY_IAM = 'https://www.googleapis.com/auth/cloud-platform';

export class NodePool extends Component<NodePoolProps> {
  readonly pool: ContainerNodePool;

  constructor(scope: Construct, id: string, props: NodePoolProps, place: NodePoolDeps) {
    super(scope, id, props);
    const { zones, count } = spread(props, place.zones.length);
    this.pool = this.createMain('nodePool', ContainerNodePool, {
      name: this.name(names.nodePool, place.name),
      cluster: place.cluster,
      location: place.location,
      nodeLocations: place.zones.slice(0, zones),
      ...this.scaling(count),
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: 'SURGE', maxSurge: 1, maxUnavailable: 0 },
      networkConfig: { enablePrivateNodes: true },
      nodeConfig: this.nodeConfig(place),
      // What the pool began with says nothing of what it has now, and would replace it.
      lifecycle: { ignoreChanges: ['initial_node_count'] },
      dependsOn: [...place.after],
    });
  }

  /**
   * Sizes of a pool are totals, counts of nodes are per zone. A fixed size is a count and no autoscaler: GKE's leaves a pool
   * that is below its minimum as it is until pods wait for nodes.
   */
  private scaling(count: number): Pick<ContainerNodePoolConfig, 'nodeCount' | 'initialNodeCount' | 'autoscaling'> {
    const { min, max, spot } = this.props;
    if (min === max) return { nodeCount: count };
    return {
      initialNodeCount: count,
      // Spot capacity comes and goes by zone: ANY takes it where it is.
      autoscaling: { totalMinNodeCount: min, totalMaxNodeCount: max, locationPolicy: spot ? 'ANY' : 'BALANCED' },
    };
  }

  private nodeConfig({ name, settings }: NodePoolDeps): ContainerNodePoolConfig['nodeConfig'] {
    const { serviceAccount, labels, diskKey, workloadIdentity } = settings;
    const { size, sku, diskGiB, spot, taints } = this.props;
    const { sku: machineType } = skuOf(nodes, nodeRequirement(size, sku?.google));
    return {
      machineType,
      imageType: 'COS_CONTAINERD',
      diskSizeGb: diskGiB,
      diskType: diskTypeOf(machineType),
      bootDiskKmsKey: diskKey,
      serviceAccount,
      oauthScopes: [BY_IAM],
      spot,
      labels: nodeLabels(name, this.props.labels),
      ...(taints.length > 0 && {
        taint: taints.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect] })),
      }),
      resourceLabels: { ...labels },
      metadata: { 'disable-legacy-endpoints': 'true' },
      shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
      workloadMetadataConfig: { mode: workloadIdentity ? 'GKE_METADATA' : 'GCE_METADATA' },
      gvnic: { enabled: true },
      // Left out, the quota would be turned off by providers before 7.6.
      kubeletConfig: { insecureKubeletReadonlyPortEnabled: 'FALSE', cpuCfsQuota: true },
    };
  }
}

/**
 * Over how many of the cluster's zones a pool spreads, and how many nodes it has in each at creation. A pool smaller than the
 * zones leaves some out; rules refuse one that cannot be spread evenly between `min` and `max`.
 */
export function spread(
  pool: Pick<NodePoolProps, 'min' | 'max' | 'desired'>,
  clusterZones: number,
): { zones: number; count: number } {
  const zones = Math.min(clusterZones, pool.max);
  return { zones, count: Math.min(Math.ceil(desiredNodes(pool) / zones), Math.floor(pool.max / zones)) };
}

/** True when some number of nodes between `min` and `max` is the same in every zone. */
export function spreadsEvenly({ min, max }: Pick<NodePoolProps, 'min' | 'max'>, clusterZones: number): boolean {
  const zones = Math.min(clusterZones, max);
  return Math.floor(max / zones) * zones >= min;
}
