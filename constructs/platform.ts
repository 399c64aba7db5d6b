/**
 * Platform: the contract of what runs inside a cluster: a kit for each construct, the same on every cloud. What a cloud does
 * otherwise comes in through its `CloudServices`.
 */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { Component } from '../core/cdktf/component';
import type { AddonKey } from './addons/schema';
import type { CloudServices } from './cloud-services/contract';
import type { Environment } from './environment/schema';
import type { ClusterConstructKind, ParityFor, PropsOf } from './registry';
import type { InstalledAddon, SecretsUsed } from './resolved';

/** Something that others wait for. */
export interface Waited extends Component {
  /** What must have been made before it can be used. */
  readonly ready: readonly ITerraformDependable[];
}

/** What everything in the cluster stands on. */
export interface InCluster {
  readonly environment: Environment;
  readonly cloud: CloudServices;
  readonly secrets: SecretsUsed;
  /** What must have been made before a volume can be. */
  readonly storage: () => readonly ITerraformDependable[];
  /** What must have been made before a namespace, of the environment or of an add-on, can be used. */
  readonly namespace: (name: string) => readonly ITerraformDependable[];
  /** What must have been made before an add-on can be used; nothing where it is not installed. */
  readonly addon: (key: AddonKey) => readonly ITerraformDependable[];
  /** The same of another workload, or of a Kafka, ClickHouse or OpenSearch cluster, that was made before. */
  readonly construct: (id: string) => readonly ITerraformDependable[];
}

type Constructor<P> = new (scope: Construct, id: string, props: P, on: InCluster) => Waited;

/** All that there is of one construct inside clusters. */
export interface ClusterKit<K extends ClusterConstructKind> {
  readonly create: Constructor<PropsOf<K>>;
  /** Whether it keeps something on disks of the cluster. @default false */
  readonly volumes?: boolean;
  /** What Kubernetes objects each property reaches: alike on every cloud. */
  readonly parity: ParityFor<K>;
}

export interface Platform {
  readonly StorageClass: Constructor<object>;
  readonly Addon: Constructor<InstalledAddon>;
  /** Alert rules, dashboards and exporters of what the environment runs. */
  readonly Observability: Constructor<object>;
  readonly kits: { readonly [K in ClusterConstructKind]: ClusterKit<K> };
}
