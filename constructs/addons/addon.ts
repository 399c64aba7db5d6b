/**
 * Addon: software that is installed in a cluster from Helm charts of pinned versions. Each add-on has a folder next to
 * this file: properties, charts with their values, Kubernetes objects, rights in the cloud, and required add-ons.
 */
import type { Manifest } from '../../core/kubernetes/manifest';
import type { CloudName } from '../../core/words/clouds';
import type { CloudLookup } from '../cloud-lookup/contract';
import type { Environment } from '../environment/schema';
import type { Right, SecretRef } from '../workload-identity/contract';
import type { AddonBase, AddonProps } from './common';
import type { AddonFacts, AddonNamespaces } from './facts';
import type { GuardedPods, Traffic } from './parts/network-policy';
import type { AddonRuleContext, AddonRules } from './parts/rules';
import type { AddonKey } from './schema';

/** A chart in the version that was tested. */
export interface Chart {
  /** `https://…` or `oci://…`. */
  readonly repository: string;
  readonly name: string;
  readonly version: string;
}

/** One Helm release of an add-on. */
export interface ChartRelease {
  /** Name of the release, unique in the cluster. */
  readonly name: string;
  readonly chart: Chart;
  readonly values: object;
  /** Whether the user's `version` and `values` apply to this release. @default - true for the first release only */
  readonly main?: boolean;
  /** Whether the user's `version` applies, too, because it must be that of the main one. @default false */
  readonly sameVersion?: boolean;
  /** Seconds within which everything must become ready. @default 600 */
  readonly timeoutSeconds?: number;
  /** Whether a failed release is rolled back. @default true */
  readonly atomic?: boolean;
  /** Whether the CRDs in the chart's folder `crds` are installed. @default true */
  readonly installCrds?: boolean;
  /** Whether it has CRDs in a folder `crds`, of the chart or of its parts, which a job applies before each version. @default false */
  readonly crdsInFolder?: boolean;
  /**
   * Folder of the chart with CRDs that its templates can install, but not keep when the release goes. The job applies them
   * instead, too.
   * @default - none
   */
  readonly crdFiles?: string;
}

export interface AddonContext<P> extends AddonFacts {
  readonly props: P;
  readonly environment: Environment;
  readonly cloud: CloudLookup;
  /** The namespace that it is installed in. */
  readonly namespace: string;
  /** Copies of a controller: 2 where the environment is highly available, else 1. */
  readonly replicas: number;
  /** Namespaces in which secrets of the cloud's store are read. */
  readonly secretReaders: readonly string[];
  /** Whether another add-on is installed. */
  readonly installed: (addon: AddonKey) => boolean;
  /** Traffic of the add-ons in a namespace. */
  readonly trafficOf: (namespace: string) => readonly Traffic[];
}

/** What is known of an add-on before there is a cloud. */
export type GuardedContext<P> = Pick<AddonContext<P>, 'props' | 'environment' | 'namespace' | 'addonNamespaces'>;

/** What an add-on knows that decides in which namespaces it acts. */
export type ActingContext<P> = Pick<AddonContext<P>, 'props' | 'environment' | 'namespace' | 'exporters'>;

/** Labels by namespace. */
export type NamespaceLabels = Readonly<Record<string, Readonly<Record<string, string>>>>;

type PodSecurity = 'restricted' | 'baseline' | 'privileged';

export interface Addon<P extends AddonProps = AddonProps> extends AddonBase<P> {
  /** Its id in addresses and names: `cert-manager`. */
  readonly id: string;
  /** Name in messages and pages. */
  readonly title: string;
  /** The strictest Pod Security Standard that its pods meet. */
  readonly podSecurity: PodSecurity | ((props: P) => PodSecurity);
  /** The clouds' own equivalents. Nothing is installed on these clouds. @default - none */
  readonly builtIn?: Partial<Readonly<Record<CloudName, string>>>;
  /** Whether it uses persistent volumes. @default false */
  readonly volumes?: boolean;
  /** Whether the plan refuses to lose it, and the namespace with its disks. @default - false */
  readonly isProtected?: (props: P) => boolean;
  /** Add-ons that it requires. @default - none */
  readonly needs?: (props: P, context: AddonRuleContext) => readonly AddonKey[];
  /** Add-ons whose CRDs are installed before its charts, if the environment has them. @default - none */
  readonly after?: readonly AddonKey[] | ((props: P) => readonly AddonKey[]);
  /**
   * Add-ons whose objects exist before its own, if the environment has them, and are destroyed after them, and after it has
   * cleaned up.
   * @default - none
   */
  readonly objectsAfter?: readonly AddonKey[];
  /**
   * Seconds for which a destroy waits after everything that depends on it has gone, so that its controller can clean up
   * what it had made for that outside the cluster. @default - none
   */
  readonly cleanUpSeconds?: number;
  /**
   * Rights in the cloud of its service account, which is named after its id. `secrets` are all secrets that the cluster
   * reads.
   * @default - no identity in the cloud
   */
  readonly rights?: (props: P, environment: Environment, secrets: readonly SecretRef[]) => readonly Right[];
  /** Names of secrets, databases and caches of the environment whose secrets it reads. @default - none */
  readonly secrets?: (props: P, environment: Environment) => readonly string[];
  /** Labels that it requires on namespaces, by namespace. @default - none */
  readonly namespaceLabels?: (props: P, environment: Environment, addonNamespaces: AddonNamespaces) => NamespaceLabels;
  /** Rules for its properties. @default - none */
  readonly rules?: AddonRules<P>;
  /** Warnings, on clouds that have no equivalent of their own. @default - none */
  readonly warnings?: AddonRules<P>;
  /** Its pods that only named callers may call, because they do not authenticate them. @default - none */
  readonly guarded?: (context: GuardedContext<P>) => readonly GuardedPods[];
  /**
   * Labels of all its pods, which do not call each other. By them they are closed in Kubernetes' own namespace, too, where
   * nobody may deny everything. @default - not known
   */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Whom its pods call, and who calls them. Everything else is denied. @default - only the APIs of Kubernetes and of the cloud */
  readonly traffic?: (context: AddonContext<P>) => readonly Traffic[];
  /**
   * Namespaces other than its own in which it has rights: they exist before it, and what needs it there goes before the
   * rights do. @default - none, or all of the cluster
   */
  readonly actsIn?: (context: ActingContext<P>) => readonly string[];
  /** The binding of its rights in one of them. @default - its chart makes them */
  readonly binding?: (namespace: string, context: ActingContext<P>) => Manifest;
  /** Its charts, in the order in which they are installed. */
  readonly releases: (context: AddonContext<P>) => readonly ChartRelease[];
  /** Objects that are installed before the first release. @default - none */
  readonly before?: (context: AddonContext<P>) => readonly Manifest[];
  /** Objects that are installed after the releases, because they need the charts' CRDs. @default - none */
  readonly objects?: (context: AddonContext<P>) => readonly Manifest[];
}

export const podSecurityOf = <P extends AddonProps>({ podSecurity }: Addon<P>, props: P): PodSecurity =>
  typeof podSecurity === 'function' ? podSecurity(props) : podSecurity;

export const afterOf = <P extends AddonProps>({ after = [] }: Addon<P>, props: P): readonly AddonKey[] =>
  typeof after === 'function' ? after(props) : after;
