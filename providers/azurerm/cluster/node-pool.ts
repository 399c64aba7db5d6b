/**
 * NodePool on Azure: an AKS pool in each place where nodes stand, which is each zone of a network made here. The topology's
 * numbers are totals, shared out evenly; AKS' own autoscaler keeps such pools balanced.
 */
import type {
  KubernetesCluster,
  KubernetesClusterDefaultNodePool,
} from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import {
  KubernetesClusterNodePool,
  type KubernetesClusterNodePoolConfig,
} from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import type { Construct } from 'constructs';
import type { Requirement, Selection } from '../../../core/sizing/catalogue';
import { nodeRequirement, skuOf } from '../../../core/sizing/choices';
import { desiredNodes, nodeLabels as labelsOf } from '../../../constructs/cluster/pools';
import type { ClusterProps, NodePoolProps as Pool } from '../../../constructs/cluster/schema';
import { Component } from '../../../core/cdktf/component';
import { shortHash } from '../../../core/names';
import { nodes } from '../shared/catalogue';
import { names } from '../shared/names';
import type { AzureNetwork, NodeSubnet } from '../network/network';

/**
 * Pods a node, as Kubernetes itself has it. AKS would say 250, and keeps memory free for each of them:
 * https://learn.microsoft.com/azure/aks/node-resource-reservations
 */
const PODS_PER_NODE = 110;
/** GiB that a machine of the fifth generation has in its host for each vCPU, where it has a disk there at all. */
const HOST_DISK_GIB_PER_VCPU = 37.5;
/** More nodes at once while a pool is upgraded: AKS' own default, which it otherwise reports back as a difference. */
const UPGRADE_SURGE = 0.1;
const UPGRADE_SETTINGS = {
  maxSurge: `${UPGRADE_SURGE * 100}%`,
  drainTimeoutInMinutes: 30,
  nodeSoakDurationInMinutes: 0,
};
/** The pool of the cluster's own components where the topology names none: AKS wants two nodes of 4 vCPU that are not burstable. */
export const SYSTEM_POOL = {
  size: { vcpu: 4, memoryGiB: 16, architecture: 'x86_64' },
  sku: undefined,
  min: 2,
  max: 3,
} as const;
const SYSTEM_POOL_NAME = 'system';
const SYSTEM_DISK_GIB = 128;
/** AKS puts both on spot nodes; saying so keeps it from being a difference. */
const SPOT = { label: 'kubernetes.azure.com/scalesetpriority', value: 'spot' };

/** What nodes have in common, in the cluster's first pool and in all others. */
function machineOf(name: string, sku: Selection, diskGiB: number, { subnetId, zones }: NodeSubnet) {
  return {
    vmSize: sku.sku,
    osSku: 'Ubuntu',
    osDiskType: fitsInHost(sku, diskGiB) ? 'Ephemeral' : 'Managed',
    osDiskSizeGb: diskGiB,
    maxPods: PODS_PER_NODE,
    nodePublicIpEnabled: false,
    vnetSubnetId: subnetId,
    zones: [...zones],
    // For most changes of a pool AKS moves its nodes by way of a second one.
    temporaryNameForRotation: `tmp${shortHash(name, names.nodePool.max - 'tmp'.length)}`,
  };
}

/** A disk in the host is faster and costs nothing; what AKS keeps of a node is elsewhere. */
const fitsInHost = ({ vcpu, lacks }: Selection, diskGiB: number): boolean =>
  vcpu !== undefined && !lacks?.includes('ephemeralDisk') && diskGiB <= vcpu * HOST_DISK_GIB_PER_VCPU;

/** How many nodes there are, and which of it is the autoscaler's to change. */
function scaling(min: number, max: number, desired = min) {
  return min === max
    ? { arguments: { autoScalingEnabled: false, nodeCount: max }, moved: [] }
    : {
        arguments: { autoScalingEnabled: true, minCount: min, maxCount: max, nodeCount: desired },
        moved: ['node_count'],
      };
}

/** Leaves alone what Azure moves by itself. */
export const unmoved = (ignoreChanges: string[]) => (ignoreChanges.length > 0 ? { lifecycle: { ignoreChanges } } : {});

/** Nodes of which a pool may have more for the time of an upgrade. */
export const surgeOf = (max: number): number => Math.ceil(max * UPGRADE_SURGE);

interface SystemPoolOn {
  readonly network: AzureNetwork;
  readonly version: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The cluster's first pool, over all zones in the first place's subnet, since a pool has one subnet and a cluster one such pool; and
 * what the autoscaler moves of it.
 */
export function systemPool(pool: ClusterProps['systemPool'], { network: { nodePlaces }, version, tags }: SystemPoolOn) {
  const { size, sku, min, max } = pool ?? SYSTEM_POOL;
  const place = { subnetId: nodePlaces[0]!.subnetId, zones: [...new Set(nodePlaces.flatMap(({ zones }) => zones))] };
  const { arguments: counts, moved } = scaling(min, max);
  return {
    arguments: {
      name: SYSTEM_POOL_NAME,
      type: 'VirtualMachineScaleSets',
      ...(version !== undefined && { orchestratorVersion: version }),
      ...machineOf(
        SYSTEM_POOL_NAME,
        skuOf(nodes, nodeRequirement(size, sku?.azurerm, ['systemPool'])),
        SYSTEM_DISK_GIB,
        place,
      ),
      ...counts,
      onlyCriticalAddonsEnabled: true,
      upgradeSettings: UPGRADE_SETTINGS,
      tags: { ...tags },
    } satisfies KubernetesClusterDefaultNodePool,
    moved: moved.map((argument) => `default_node_pool[0].${argument}`),
  };
}

/** The `index`th place's part of a total: never a larger least than most. */
export const share = (total: number, index: number, places: number): number =>
  Math.floor((total + places - 1 - index) / places);

/** What a pool asks of a machine. */
export const requirementOf = ({ size, sku, spot }: Pick<Pool, 'size' | 'sku' | 'spot'>): Requirement =>
  nodeRequirement(size, sku?.azurerm, spot ? ['spot'] : []);

/** AKS takes 12 characters; the zone is one of them. */
const nameOf = (pool: string, zone: string): string =>
  pool.length + zone.length <= names.nodePool.max
    ? `${pool}${zone}`
    : `${pool.slice(0, names.nodePool.max - 7)}${shortHash(pool)}${zone}`;

export interface NodePoolProps {
  readonly name: string;
  readonly pool: Pool;
  readonly cluster: KubernetesCluster;
  /** Kubernetes version of the nodes; undefined leaves it to AKS. */
  readonly version: string | undefined;
}

export class NodePool extends Component<NodePoolProps> {
  readonly pools: readonly KubernetesClusterNodePool[];

  constructor(scope: Construct, id: string, props: NodePoolProps, { network }: { network: AzureNetwork }) {
    super(scope, id, props);
    this.pools = network.nodePlaces.map((place, index, places) => this.createPool(place, index, places.length));
  }

  private createPool(place: NodeSubnet, index: number, places: number): KubernetesClusterNodePool {
    const { pool, cluster, version } = this.props;
    const zone = place.zones.length === 1 ? place.zones[0]! : '';
    const name = nameOf(this.props.name, zone);
    const part = (total: number) => share(total, index, places);
    // A pool may have no node in a place: it is there all the same, so that growing adds nothing but nodes.
    const { arguments: counts, moved } = scaling(part(pool.min), part(pool.max), part(desiredNodes(pool)));
    return this.createAs('nodePool', zone || 'Default', KubernetesClusterNodePool, {
      name,
      kubernetesClusterId: cluster.id,
      mode: 'User',
      osType: 'Linux',
      ...(version !== undefined && { orchestratorVersion: version }),
      ...machineOf(name, skuOf(nodes, requirementOf(pool)), pool.diskGiB, place),
      ...counts,
      ...scheduling(this.props.name, pool),
      ...unmoved(moved),
    });
  }
}

/** Labels, taints and what spot nodes are. */
function scheduling(name: string, { spot, labels, taints }: Pool): Partial<KubernetesClusterNodePoolConfig> {
  const nodeLabels = labelsOf(name, labels);
  const nodeTaints = taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`);
  // AKS refuses to surge spot pools: https://github.com/hashicorp/terraform-provider-azurerm/issues/19355
  if (!spot) return { priority: 'Regular', nodeLabels, nodeTaints, upgradeSettings: UPGRADE_SETTINGS };
  return {
    priority: 'Spot',
    evictionPolicy: 'Delete',
    // Up to the price of a regular machine.
    spotMaxPrice: -1,
    nodeLabels: { ...nodeLabels, [SPOT.label]: SPOT.value },
    nodeTaints: [...nodeTaints, `${SPOT.label}=${SPOT.value}:NoSchedule`],
  };
}
