/**
 * Platform: the contract for everything inside a cluster, with a kit for each construct, the same on every cloud.
 * Differences between clouds come from `CloudLookup`.
 */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { Component } from '../core/cdktf/component';
import type { EnvironmentStack } from '../core/cdktf/stack';
import type { AddonFacts } from './addons/facts';
import type { AddonKey } from './addons/schema';
import type { CloudLookup } from './cloud-lookup/contract';
import type { Environment } from './environment/schema';
import type { ChangesFor, ClusterConstructKind, ParityFor, PropsOf } from './registry';
import type { InstalledAddon, SecretsUsed } from './resolved';
import type { SecretRef } from './workload-identity/contract';

/** A component that others wait for. */
export interface Waited extends Component {
  /** Resources that must exist before others can use the component. */
  readonly ready: readonly ITerraformDependable[];
}

/** Context of every construct in a cluster. */
export interface InCluster extends AddonFacts {
  readonly environment: Environment;
  readonly cloud: CloudLookup;
  readonly secrets: SecretsUsed;
  /** Add-ons to install. */
  readonly addons: readonly InstalledAddon[];
  /** Resources that must exist before a volume can be created. */
  readonly storage: () => readonly ITerraformDependable[];
  /** Resources that must exist before a pod can have one of the project's priorities. */
  readonly priorities: () => readonly ITerraformDependable[];
  /** Resources that must exist before a namespace of the environment or of an add-on can be used. */
  readonly namespace: (name: string) => readonly ITerraformDependable[];
  /** Resources that must exist before an add-on can be used; empty if it is not installed. */
  readonly addon: (key: AddonKey) => readonly ITerraformDependable[];
  /** Resources that must exist before objects of an add-on's CRDs can be created; empty if it is not installed. */
  readonly addonCrds: (key: AddonKey) => readonly ITerraformDependable[];
  /** Resources that must exist before somebody can sign in with these secrets: databases' users are made in the cluster. */
  readonly users: (secrets: readonly SecretRef[]) => readonly ITerraformDependable[];
  /** The same for a workload, a chart, or a Kafka, ClickHouse or OpenSearch cluster, that was created earlier. */
  readonly construct: (id: string) => readonly ITerraformDependable[];
}

/** The same, of which somebody waits for one database only. */
export interface WaitedByDatabase extends Waited {
  readonly of: (database: string) => readonly ITerraformDependable[];
}

type Constructor<P, W extends Waited = Waited> = new (scope: Construct, id: string, props: P, on: InCluster) => W;

/** The implementation of one construct inside clusters. */
export interface ClusterKit<K extends ClusterConstructKind> {
  readonly create: Constructor<PropsOf<K>>;
  /** Whether it uses persistent volumes. @default false */
  readonly volumes?: boolean;
  /** Kubernetes objects that each property changes, the same on every cloud. */
  readonly parity: ParityFor<K>;
  /** What a change of each property does to what runs, the same on every cloud. */
  readonly changes: ChangesFor<K>;
}

/** An add-on in the cluster. */
export interface WaitedAddon extends Waited {
  /** Resources that must exist before objects of its CRDs can be created. */
  readonly crds: readonly ITerraformDependable[];
  /** Creates the objects of its charts' CRDs, once the charts of all add-ons have been created. */
  createObjects(): void;
}

export interface InClusterKits {
  /** Adds the providers that do not depend on the cloud. */
  readonly configure: (stack: EnvironmentStack) => void;
  readonly StorageClass: Constructor<object>;
  readonly PriorityClasses: Constructor<object>;
  /** Who may do what in which namespaces. */
  readonly Access: Constructor<object>;
  readonly Addon: Constructor<InstalledAddon, WaitedAddon>;
  /** The users of the environment's databases. */
  readonly DatabaseUsers: Constructor<object, WaitedByDatabase>;
  /** Alert rules, dashboards and exporters for the environment's databases, caches, clusters and workloads. */
  readonly Observability: Constructor<object>;
  readonly kits: { readonly [K in ClusterConstructKind]: ClusterKit<K> };
}
