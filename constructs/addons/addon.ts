/**
 * Addon: software that is installed in a cluster from Helm charts of pinned versions. Each is a file beside this one: its
 * properties, its charts with their values, the objects that it needs, its rights in the cloud, and what must be there first.
 */
import type { Manifest } from '../../core/kubernetes/manifest';
import type { CloudName } from '../../core/words/clouds';
import type { CloudServices } from '../cloud-services/contract';
import type { Environment } from '../environment/schema';
import type { Right } from '../workload-identity/contract';
import type { AddonProps } from './common';
import type { AddonRules } from './parts/rules';
import type { AddonKey } from './schema';

/** A chart of a version that was tested. */
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
  /** Whether `version` and `values` of the add-on's properties are about it. @default - the first release is the one */
  readonly main?: boolean;
  /** Seconds that it may take until everything is ready. @default 600 */
  readonly timeoutSeconds?: number;
}

export interface AddonContext<P> {
  readonly props: P;
  readonly environment: Environment;
  readonly cloud: CloudServices;
  /** The namespace that it is installed in. */
  readonly namespace: string;
  /** Copies of a controller: 2 where the environment is highly available, else 1. */
  readonly replicas: number;
  /** Namespaces in which something reads from the cloud's secret store. */
  readonly secretReaders: readonly string[];
  /** Whether another add-on is installed too. */
  readonly installed: (addon: AddonKey) => boolean;
}

/** Labels by namespace. */
export type NamespaceLabels = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Addon<P extends AddonProps = AddonProps> {
  /** Its id in addresses and names: `cert-manager`. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  /** What its pods need of the namespace's Pod Security Standard. */
  readonly podSecurity: 'restricted' | 'baseline' | 'privileged';
  /** Clouds that have it already, and by what. Nothing is installed there. @default - none */
  readonly builtIn?: Partial<Readonly<Record<CloudName, string>>>;
  /** Whether it keeps something on disks of the cluster. @default false */
  readonly volumes?: boolean;
  /** Add-ons that must be there, because it does not work without. @default - none */
  readonly needs?: (props: P, environment: Environment) => readonly AddonKey[];
  /** Add-ons that are installed before it, where they are asked for. @default - none */
  readonly after?: readonly AddonKey[];
  /**
   * What its service account, which is called by its id, may do in the cloud; `secrets` are all that anything in the cluster
   * reads. @default - it has no identity there
   */
  readonly rights?: (props: P, environment: Environment, secrets: readonly string[]) => readonly Right[];
  /** Names in the environment's secrets, databases and caches whose secrets it reads. @default - none */
  readonly secrets?: (props: P, environment: Environment) => readonly string[];
  /** Labels that namespaces must carry for it, by namespace. @default - none */
  readonly namespaceLabels?: (props: P, environment: Environment) => NamespaceLabels;
  /** What a user may get wrong. @default - nothing */
  readonly rules?: AddonRules<P>;
  /** Its charts, in the order in which they are installed. */
  readonly releases: (context: AddonContext<P>) => readonly ChartRelease[];
  /** Objects that its charts' CRDs, or Kubernetes itself, take; installed before the first release. @default - none */
  readonly before?: (context: AddonContext<P>) => readonly Manifest[];
  /** Objects that its charts' CRDs take; installed after the releases. @default - none */
  readonly objects?: (context: AddonContext<P>) => readonly Manifest[];
}
