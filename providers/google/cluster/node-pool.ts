/** NodePool on Google: private, shielded GKE nodes of one machine type, repaired and upgraded by Google. */
import { ContainerNodePool, type ContainerNodePoolConfig } from '@cdktf/provider-google/lib/container-node-pool';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { describeNodes, desiredNodes, nodeLabels, poolPath, poolProperty } from '../../../constructs/cluster/pools';
import type { ClusterProps, NodePoolProps, Taint } from '../../../constructs/cluster/schema';
import { Component } from '../../../core/cdktf/component';
import { type Choice, choice, chosen } from '../../../core/decision';
import { chooseSku, nodeRequirement } from '../../../core/sizing/choices';
import { nodes } from '../shared/catalogue';

/** Settings that all nodes of a cluster share. */
export interface NodeSettings {
  readonly serviceAccount: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The key that encrypts boot disks; undefined for Google's own. */
  readonly diskKey: string | undefined;
  /** Whether pods get the identities of their service accounts, and no access to the node's. */
  readonly workloadIdentity: boolean;
}

export interface NodePoolDeps {
  /** The pool's name in the environment. */
  readonly name: string;
  /** The cluster's id. */
  readonly cluster: string;
  readonly location: string;
  /** Names of the cluster's zones. */
  readonly zones: readonly string[];
  readonly settings: NodeSettings;
  /**
   * Resources that must exist before nodes start: the rights of the nodes' service account and the grants on their key.
   */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** GKE's spelling of taint effects. */
const EFFECTS: Record<Taint['effect'], string> = {
  NoSchedule: 'NO_SCHEDULE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
};

/** Machine series that boot only from Hyperdisk: cloud.google.com/compute/docs/disks/hyperdisks#machine-type-support */
const HYPERDISK_ONLY = /^(c4|n4|m4|x4|h4|a4|g4)[a-z]?-/;

/** The type of disk that a machine type supports. */
export const diskTypeOf = (machineType: string): string =>
  HYPERDISK_ONLY.test(machineType) ? 'hyperdisk-balanced' : 'pd-balanced';

function chooseDisk(machineType: string, diskGiB: number): Choice<string> {
  const type = diskTypeOf(machineType);
  const why = `${machineType} boots from ${type === 'pd-balanced' ? 'Persistent Disk' : 'Hyperdisk only'}`;
  return choice(type, `${type}, ${diskGiB} GiB`, why);
}

/** The access scope without restrictions of its own, so that IAM alone decides what nodes may do. */
const IAM_ONLY_SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

export class NodePool extends Component<NodePoolProps> {
  readonly pool: ContainerNodePool;

  constructor(scope: Construct, id: string, props: NodePoolProps, deps: NodePoolDeps) {
    super(scope, id, props);
    const { zones, count } = spread(props, deps.zones.length);
    this.decide(
      'nodes',
      poolProperty(deps.name, 'desired'),
      chosen(describeNodes(props), `as many in each of ${zones} zones: GKE counts nodes per zone, ${count} at first`),
    );
    this.pool = this.createMain('nodePool', ContainerNodePool, {
      // A prefix, which GKE's other pools do not have: a pool's successor needs a name of its own.
      namePrefix: `${deps.name}-`,
      cluster: deps.cluster,
      location: deps.location,
      nodeLocations: deps.zones.slice(0, zones),
      ...this.scaling(count),
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: 'SURGE', maxSurge: 1, maxUnavailable: 0 },
      networkConfig: { enablePrivateNodes: true },
      nodeConfig: this.nodeConfig(deps),
      lifecycle: {
        // What a pool cannot change (spot, its disks' key, its service account) makes a successor, to which pods move when
        // GKE drains the old nodes.
        createBeforeDestroy: true,
        // A changed initial count would replace the pool, although the autoscaler decides on the current one. A pool from
        // before there were prefixes keeps its name.
        ignoreChanges: ['initial_node_count', 'name_prefix'],
      },
      dependsOn: [...deps.dependsOn],
    });
  }

  /**
   * The limits of the autoscaler are totals; counts of nodes are per zone. A pool of fixed size has no autoscaler,
   * because GKE's leaves a pool below its minimum until pods wait for nodes.
   */
  private scaling(count: number): Pick<ContainerNodePoolConfig, 'nodeCount' | 'initialNodeCount' | 'autoscaling'> {
    const { min, max, spot } = this.props;
    if (min === max) return { nodeCount: count };
    return {
      initialNodeCount: count,
      // Spot capacity varies by zone: ANY takes it wherever it is available.
      autoscaling: { totalMinNodeCount: min, totalMaxNodeCount: max, locationPolicy: spot ? 'ANY' : 'BALANCED' },
    };
  }

  private nodeConfig({ name, settings }: NodePoolDeps): ContainerNodePoolConfig['nodeConfig'] {
    const { serviceAccount, labels, diskKey, workloadIdentity } = settings;
    const { size, sku, diskGiB, spot, taints } = this.props;
    const machine = this.decide(
      'size',
      poolProperty(name, 'size'),
      chooseSku(nodes, nodeRequirement(size, sku?.google)),
    );
    const { sku: machineType } = machine;
    const image = chosen('COS_CONTAINERD', "Container-Optimized OS, GKE's own image, for every architecture");
    return {
      machineType,
      imageType: this.decide('image', poolPath(name), image),
      diskSizeGb: diskGiB,
      diskType: this.decide('storage', poolProperty(name, 'diskGiB'), chooseDisk(machineType, diskGiB)),
      bootDiskKmsKey: diskKey,
      serviceAccount,
      oauthScopes: [IAM_ONLY_SCOPE],
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
      // Providers before 7.6 turn the CPU quota off unless it is set.
      kubeletConfig: { insecureKubeletReadonlyPortEnabled: 'FALSE', cpuCfsQuota: true },
    };
  }
}

/**
 * The number of zones that a pool uses, and its initial number of nodes per zone. A pool with fewer nodes than zones
 * leaves some zones out. Rules refuse pools for which no number of nodes per zone fits between `min` and `max`.
 */
export function spread(
  pool: Pick<NodePoolProps, 'min' | 'max' | 'desired'>,
  clusterZones: number,
): { zones: number; count: number } {
  const zones = Math.min(clusterZones, pool.max);
  return { zones, count: Math.min(Math.ceil(desiredNodes(pool) / zones), Math.floor(pool.max / zones)) };
}

/** Whether a total between `min` and `max` exists that is the same number of nodes in every zone. */
export function spreadsEvenly({ min, max }: Pick<NodePoolProps, 'min' | 'max'>, clusterZones: number): boolean {
  const zones = Math.min(clusterZones, max);
  return Math.floor(max / zones) * zones >= min;
}

/** The largest number of nodes in all pools, including the additional one per pool during an upgrade. */
export const maxNodes = ({ nodePools, systemPool }: Pick<ClusterProps, 'nodePools' | 'systemPool'>): number =>
  [...Object.values(nodePools), ...(systemPool ? [systemPool] : [])].reduce((sum, { max }) => sum + max + 1, 0);
