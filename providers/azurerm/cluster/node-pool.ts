/**
 * NodePool on Azure: one AKS pool per subnet of nodes, which means per zone of a managed network. The environment's
 * numbers are totals, divided evenly; AKS' own autoscaler keeps such pools balanced.
 */
import type {
  KubernetesCluster,
  KubernetesClusterDefaultNodePool,
} from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import {
  KubernetesClusterNodePool,
  type KubernetesClusterNodePoolConfig,
} from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import { Token } from 'cdktf';
import type { Construct } from 'constructs';

import {
  describeNodes,
  desiredNodes,
  nodeLabels as labelsOf,
  poolPath,
  poolProperty,
} from '../../../constructs/cluster/pools';
import type { ClusterProps, NodePoolProps as Pool } from '../../../constructs/cluster/schema';
import { Component } from '../../../core/cdktf/component';
import { type Choice, choice, chosen } from '../../../core/decision';
import { present } from '../../../core/invariant';
import { shortHash } from '../../../core/names';
import { soleOf } from '../../../core/records';
import type { Requirement, Selection } from '../../../core/sizing/catalogue';
import { chooseSku, nodeRequirement } from '../../../core/sizing/choices';
import type { AzureNetwork, NodeSubnet } from '../network/azure-network';
import { nodes } from '../shared/catalogue';
import { names } from '../shared/names';

/**
 * Pods per node: Kubernetes' own default. With the default of AKS, 250, every node would reserve memory for all of
 * them: https://learn.microsoft.com/azure/aks/node-resource-reservations
 */
const PODS_PER_NODE = 110;
/** Size of the host's disk per vCPU, in GiB, on machines of the fifth generation that have one. */
const HOST_DISK_GIB_PER_VCPU = 37.5;
/**
 * Share of additional nodes during an upgrade: the default of AKS, which would otherwise be reported as a difference.
 */
const UPGRADE_SURGE = 0.1;
const UPGRADE_SETTINGS = {
  maxSurge: `${UPGRADE_SURGE * 100}%`,
  drainTimeoutInMinutes: 30,
  nodeSoakDurationInMinutes: 0,
};
/** The default pool for the cluster's own components: AKS requires two nodes of 4 vCPU that are not burstable. */
export const SYSTEM_POOL: NonNullable<ClusterProps['systemPool']> = {
  size: { vcpu: 4, memoryGiB: 16, architecture: 'x86_64' },
  min: 2,
  max: 3,
};
const SYSTEM_POOL_NAME = 'system';
const SYSTEM_DISK_GIB = 128;
/** AKS adds this label and taint to spot nodes: set here too, they are not reported as a difference. */
const SPOT = { label: 'kubernetes.azure.com/scalesetpriority', value: 'spot' };

/** The arguments that the cluster's first pool and all others share. */
function machineOf(
  { sku, image, disk, diskGiB, encryptsHost }: Machine,
  { subnetId, zones }: Pick<NodeSubnet, 'subnetId' | 'zones'>,
) {
  return {
    vmSize: sku.sku,
    osSku: image,
    osDiskType: disk,
    osDiskSizeGb: diskGiB,
    ...(encryptsHost && { hostEncryptionEnabled: true }),
    maxPods: PODS_PER_NODE,
    nodePublicIpEnabled: false,
    vnetSubnetId: subnetId,
    zones: [...zones],
  };
}

/** What every node of a pool is made of. */
interface Machine {
  readonly sku: Selection;
  readonly image: string;
  readonly disk: string;
  readonly diskGiB: number;
  readonly encryptsHost: boolean;
}

function decideMachine(
  component: Component,
  pool: string,
  requirement: Requirement,
  { diskGiB, encryptsHost }: Pick<Machine, 'diskGiB' | 'encryptsHost'>,
): Machine {
  const sku = component.decide('size', poolProperty(pool, 'size'), chooseSku(nodes, requirement));
  const image = chosen('Ubuntu', "AKS's own image, for every architecture");
  return {
    sku,
    image: component.decide('image', poolPath(pool), image),
    disk: component.decide('storage', poolProperty(pool, 'diskGiB'), chooseDisk(sku, diskGiB)),
    diskGiB,
    encryptsHost,
  };
}

function chooseDisk(sku: Selection, diskGiB: number): Choice<'Ephemeral' | 'Managed'> {
  const isEphemeral = fitsInHost(sku, diskGiB);
  const why = `the disk in the host of ${sku.sku} ${isEphemeral ? 'is faster, free, and large enough' : 'is missing, unknown or too small'}`;
  const type = isEphemeral ? 'Ephemeral' : 'Managed';
  return choice(type, `${type}, ${diskGiB} GiB`, why);
}

/** A disk in the host is faster and free, and AKS keeps nothing on a node that must survive it. */
const fitsInHost = ({ vcpu, lacks }: Selection, diskGiB: number): boolean =>
  vcpu !== undefined && !lacks?.includes('ephemeralDisk') && diskGiB <= vcpu * HOST_DISK_GIB_PER_VCPU;

/** Arguments for the number of nodes, and those of them that the autoscaler changes. */
function scaling(min: number, max: number, desired = min) {
  if (min === max) return { arguments: { autoScalingEnabled: false, nodeCount: max }, moved: [] };
  const counts = { minCount: min, maxCount: max, nodeCount: desired };
  return { arguments: { autoScalingEnabled: true, ...counts }, moved: ['node_count'] };
}

/** Number of additional nodes of a pool during an upgrade. */
export const surgeOf = (max: number): number => Math.ceil(max * UPGRADE_SURGE);

interface SystemPoolDeps {
  readonly network: AzureNetwork;
  readonly zones: readonly string[];
  readonly encryptsHost: boolean;
  readonly version: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The cluster's first pool, with those of its arguments that change without Terraform. It is in the first subnet, because a
 * pool has one subnet and a cluster has one such pool, and in all zones of the target from the start: AKS would delete its
 * nodes, undrained, to give it another zone.
 */
export function systemPool(
  cluster: Component,
  pool: ClusterProps['systemPool'],
  { network, zones, encryptsHost, version, tags }: SystemPoolDeps,
) {
  const { size, sku, min, max, diskGiB = SYSTEM_DISK_GIB } = pool ?? SYSTEM_POOL;
  const { subnetId } = present(network.nodeSubnets[0], 'a subnet for nodes');
  const requirement = nodeRequirement(size, sku?.azurerm, ['systemPool']);
  const machine = decideMachine(cluster, SYSTEM_POOL_NAME, requirement, { diskGiB, encryptsHost });
  const why = `one pool over ${zones.length} zones, which every AKS cluster has, asked for or not`;
  cluster.decide('nodes', poolProperty(SYSTEM_POOL_NAME, 'desired'), chosen(describeNodes({ min, max }), why));
  const { arguments: counts, moved } = scaling(min, max);
  return {
    arguments: {
      name: SYSTEM_POOL_NAME,
      type: 'VirtualMachineScaleSets',
      ...(version !== undefined && { orchestratorVersion: version }),
      ...machineOf(machine, { subnetId, zones }),
      // A cluster cannot do without this pool: where AKS cannot change it, the provider moves its nodes to a second pool
      // of this name, and back.
      temporaryNameForRotation: `tmp${shortHash(SYSTEM_POOL_NAME, names.nodePool.max - 'tmp'.length)}`,
      ...counts,
      onlyCriticalAddonsEnabled: true,
      upgradeSettings: UPGRADE_SETTINGS,
      tags: { ...tags },
    } satisfies KubernetesClusterDefaultNodePool,
    moved: ['zones', ...moved].map((argument) => `default_node_pool[0].${argument}`),
  };
}

/**
 * The part of a total that falls to one of several groups. Growing totals never shrink a part, so `min` stays below
 * `max`.
 */
export const share = (total: number, index: number, groups: number): number =>
  Math.floor((total + groups - 1 - index) / groups);

export const requirementOf = ({ size, sku, spot }: Pick<Pool, 'size' | 'sku' | 'spot'>): Requirement =>
  nodeRequirement(size, sku?.azurerm, spot ? ['spot'] : []);

const HASH = 4;

/**
 * Arguments that AKS cannot change in a pool: those for which the provider makes a new one, and those for which it
 * deletes all nodes and creates them anew (`cycleNodePoolProperties` in its kubernetes_cluster_node_pool_resource.go).
 */
const FIXED = [
  ...['vmSize', 'osType', 'osSku', 'osDiskType', 'osDiskSizeGb', 'kubeletDiskType', 'ultraSsdEnabled', 'snapshotId'],
  ...['zones', 'vnetSubnetId', 'podSubnetId', 'maxPods', 'nodePublicIpEnabled', 'nodePublicIpPrefixId'],
  ...['priority', 'evictionPolicy', 'spotMaxPrice', 'hostGroupId', 'capacityReservationGroupId'],
  ...['proximityPlacementGroupId', 'gpuInstance', 'gpuDriver', 'hostEncryptionEnabled', 'fipsEnabled'],
  ...['kubeletConfig', 'linuxOsConfig', 'nodeNetworkProfile', 'windowsProfile'],
] as const satisfies readonly (keyof KubernetesClusterNodePoolConfig)[];

/**
 * The name of an AKS pool, at most 12 characters. It ends in a hash of what AKS cannot change in the pool, so that a pool
 * with another machine, disk or subnet has another name, and exists before its predecessor goes.
 */
function nameOf(
  pool: string,
  { zones, name: subnet }: NodeSubnet,
  config: Omit<KubernetesClusterNodePoolConfig, 'name'>,
): string {
  const zone = soleOf(zones) ?? '';
  // References are left out: the subnet's name stands for its id.
  const shape = JSON.stringify([pool, subnet, ...FIXED.map((argument) => [argument, config[argument]])], (_, value) =>
    Token.isUnresolved(value) ? undefined : (value as unknown),
  );
  return pool.slice(0, names.nodePool.max - HASH - zone.length) + zone + shortHash(shape, HASH);
}

export interface NodePoolProps {
  readonly name: string;
  readonly pool: Pool;
  readonly cluster: KubernetesCluster;
  /** Kubernetes version of the nodes; undefined leaves it to AKS. */
  readonly version: string | undefined;
  /** Whether what is on the host is encrypted, too. */
  readonly encryptsHost: boolean;
}

export class NodePool extends Component<NodePoolProps> {
  readonly pools: readonly KubernetesClusterNodePool[];
  private readonly machine: Machine;

  constructor(scope: Construct, id: string, props: NodePoolProps, { network }: { network: AzureNetwork }) {
    super(scope, id, props);
    const { name, pool, encryptsHost } = props;
    const groups = network.nodeSubnets.length;
    this.machine = decideMachine(this, name, requirementOf(pool), { diskGiB: pool.diskGiB, encryptsHost });
    const why = `divided among ${groups} pools of AKS, one for each subnet of nodes`;
    this.decide('nodes', poolProperty(name, 'desired'), chosen(describeNodes(pool), why));
    this.pools = network.nodeSubnets.reduce<KubernetesClusterNodePool[]>(
      (pools, subnet, index) => [...pools, this.createPool(subnet, part(index, groups), pools.at(-1))],
      [],
    );
  }

  /** @param previous the pool of the zone before: zones change one after another, never all at once */
  private createPool(
    subnet: NodeSubnet,
    partOf: (total: number) => number,
    previous: KubernetesClusterNodePool | undefined,
  ): KubernetesClusterNodePool {
    const { name, pool, cluster, version } = this.props;
    const id = soleOf(subnet.zones) ?? 'Default';
    // A pool is created in every zone, even without nodes, so that growing adds nothing but nodes.
    const { arguments: counts, moved } = scaling(partOf(pool.min), partOf(pool.max), partOf(desiredNodes(pool)));
    const config = {
      kubernetesClusterId: cluster.id,
      mode: 'User',
      osType: 'Linux',
      ...(version !== undefined && { orchestratorVersion: version }),
      ...machineOf(this.machine, subnet),
      ...counts,
      ...scheduling(name, pool),
    };
    return this.createAs('nodePool', id, KubernetesClusterNodePool, {
      name: nameOf(name, subnet, this.overridden('nodePool', config, id)),
      ...config,
      lifecycle: { createBeforeDestroy: true, ...(moved.length > 0 && { ignoreChanges: moved }) },
      ...(previous && { dependsOn: [previous] }),
    });
  }
}

const part = (index: number, groups: number) => (total: number) => share(total, index, groups);

/** Labels and taints, and the arguments of spot nodes. */
function scheduling(name: string, { spot, labels, taints }: Pool): Partial<KubernetesClusterNodePoolConfig> {
  const nodeLabels = labelsOf(name, labels);
  const nodeTaints = taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`);
  // AKS refuses to surge spot pools: https://github.com/hashicorp/terraform-provider-azurerm/issues/19355
  if (!spot) return { priority: 'Regular', nodeLabels, nodeTaints, upgradeSettings: UPGRADE_SETTINGS };
  return {
    priority: 'Spot',
    evictionPolicy: 'Delete',
    // No limit but the price of a regular machine.
    spotMaxPrice: -1,
    nodeLabels: { ...nodeLabels, [SPOT.label]: SPOT.value },
    nodeTaints: [...nodeTaints, `${SPOT.label}=${SPOT.value}:NoSchedule`],
  };
}
