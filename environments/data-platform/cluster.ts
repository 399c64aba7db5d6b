/** "Resource Requirements": the cluster's nodes, and what the pods of each namespace may request of them. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { administrators, NAMESPACES, versions } from './base';

type Cluster = Extract<NonNullable<EnvironmentInput['cluster']>, { nodePools: unknown }>;

/** A row of the table: nodes, and vCPU, memory and storage of each. */
interface Nodes {
  readonly nodes: number;
  /** Number of nodes to which the autoscaler may grow. @default - `nodes` */
  readonly max?: number;
  readonly vcpu: number;
  readonly memoryGiB: number;
}

interface Disk {
  readonly diskGiB: number;
}

export interface Resources {
  /**
   * The clouds run the control plane and sell no nodes for it: these nodes are for the cluster's own components, on
   * which no workload runs.
   */
  readonly controlPlane: Nodes & Disk;
  readonly apps: Nodes & Disk;
  /** Data is on volumes, because a node's own disk is lost with the node: `storageGiB` is their sum for each node. */
  readonly data: Nodes & { readonly storageGiB: number };
}

const sizeOf = ({ vcpu, memoryGiB }: Nodes) => ({ size: { vcpu, memoryGiB } });
const numberOf = ({ nodes, max = nodes }: Nodes) => ({ min: nodes, max });

/** Taint that keeps the nodes of the data pool free for data. */
const DATA_ONLY = { key: 'workload', value: 'data', effect: 'NoSchedule' } as const;

export const clusterOf = ({ controlPlane, apps, data }: Resources) =>
  ({
    version: versions.kubernetes,
    systemPool: { ...sizeOf(controlPlane), ...numberOf(controlPlane), diskGiB: controlPlane.diskGiB },
    nodePools: {
      apps: { ...sizeOf(apps), ...numberOf(apps), diskGiB: apps.diskGiB },
      data: { ...sizeOf(data), ...numberOf(data), taints: [DATA_ONLY] },
    },
    administrators,
  }) satisfies Cluster;

const quotaOf = ({ nodes, vcpu, memoryGiB }: Nodes) => ({
  cpu: String(nodes * vcpu),
  memory: `${nodes * memoryGiB}Gi`,
});

/** "Kubernetes Namespaces" of services and stores; add-ons make the other two. */
export const namespacesOf = ({ apps, data }: Resources) =>
  ({
    [NAMESPACES.apps]: { quota: quotaOf(apps) },
    [NAMESPACES.data]: { quota: { ...quotaOf(data), storage: `${data.nodes * data.storageGiB}Gi` } },
  }) satisfies EnvironmentInput['namespaces'];
