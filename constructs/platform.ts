/**
 * Platform: the contract of what runs inside a cluster: one class for each construct, the same on every cloud. What a cloud
 * does otherwise comes in through its `CloudServices`.
 */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Addon as AddonDefinition } from './addons/addon';
import type { AddonProps } from './addons/common';
import type { AddonKey } from './addons/schema';
import type { ClickHouseClusterProps } from './click-house-cluster/schema';
import type { CloudServices } from './cloud-services/contract';
import type { Component } from '../core/cdktf/component';
import type { KafkaClusterProps } from './kafka-cluster/schema';
import type { NamespaceProps } from './namespace/schema';
import type { ClusterConstructKind, ConstructProps } from './kinds';
import type { ParityOf } from '../core/parity';
import type { SearchClusterProps } from './search-cluster/schema';
import type { Environment } from './environment/schema';
import type { WorkloadProps } from './workload/schema';

/** Something that others wait for. */
export interface Waited extends Component {
  /** What must have been made before it can be used. */
  readonly ready: readonly ITerraformDependable[];
}

/** What everything in the cluster stands on. */
export interface InCluster {
  readonly environment: Environment;
  readonly cloud: CloudServices;
  /** What must have been made before a volume can be. */
  readonly storage: () => readonly ITerraformDependable[];
  /** What must have been made before a namespace, of the environment or of an add-on, can be used. */
  readonly namespace: (name: string) => readonly ITerraformDependable[];
  /** What must have been made before an add-on can be used; nothing where it is not installed. */
  readonly addon: (key: AddonKey) => readonly ITerraformDependable[];
  /** The same of another workload, or of a Kafka, ClickHouse or OpenSearch cluster, that was made before. */
  readonly construct: (id: string) => readonly ITerraformDependable[];
}

/** An add-on with the properties that it was asked for with. */
export interface InstalledAddon {
  readonly key: AddonKey;
  readonly addon: AddonDefinition;
  readonly props: AddonProps;
}

type Constructor<P> = new (scope: Construct, id: string, props: P, on: InCluster) => Waited;

export interface Platform {
  readonly StorageClass: Constructor<object>;
  readonly Namespace: Constructor<NamespaceProps>;
  readonly Addon: Constructor<InstalledAddon>;
  readonly KafkaCluster: Constructor<KafkaClusterProps>;
  readonly ClickHouseCluster: Constructor<ClickHouseClusterProps>;
  readonly SearchCluster: Constructor<SearchClusterProps>;
  readonly Workload: Constructor<WorkloadProps>;
  /** Alert rules, dashboards and exporters of what the environment runs. */
  readonly Observability: Constructor<object>;

  /** What Kubernetes objects each property reaches: alike on every cloud. */
  readonly parity: { readonly [K in ClusterConstructKind]: ParityOf<ConstructProps[K]> };
}
