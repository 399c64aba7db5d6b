/** Facts about add-ons that are derived once from an environment, because they affect each other and workloads. */
import type { ServerExporter } from './monitoring/exporters';
import type { GuardedPods } from './parts/network-policy';
import type { AddonKey } from './schema';

/** The namespace of each add-on, or the one that it would have if it were installed. */
export type AddonNamespaces = Readonly<Record<AddonKey, string>>;

export interface AddonFacts {
  readonly addonNamespaces: AddonNamespaces;
  /** Prometheus exporters of databases and caches; none without monitoring. */
  readonly exporters: readonly ServerExporter[];
  /** Pods of add-ons that only named callers may call. */
  readonly guarded: readonly GuardedPods[];
  /** Namespaces whose pods are in a mesh. */
  readonly mesh: readonly string[];
}
