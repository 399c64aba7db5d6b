/** Resolved: what follows from an environment on one cloud, derived once, for rules and for both stacks alike. */
import type { Addon } from './addons/addon';
import type { AddonProps } from './addons/common';
import type { AddonKey } from './addons/schema';
import type { NamespaceProps } from './namespace/schema';
import type { CloudConstructKind } from './registry';
import type { WorkloadIdentityProps } from './workload-identity/contract';

/** An add-on with the properties that it was asked for with. */
export interface InstalledAddon {
  readonly key: AddonKey;
  readonly addon: Addon;
  readonly props: AddonProps;
  readonly namespace: string;
}

/** What the cluster reads from the cloud's secret store. */
export interface SecretsUsed {
  /** Names in `databases`, `caches` and `secrets`, sorted. */
  readonly used: readonly string[];
  /** Databases and caches among them: where to find these is kept in the store as well. */
  readonly connections: readonly string[];
  /** Namespaces in which something reads, sorted. */
  readonly readers: readonly string[];
}

export interface Resolved {
  /** Add-ons that the cloud does not have already, in the order of installation. */
  readonly addons: readonly InstalledAddon[];
  /** Every namespace that is created, with the labels that add-ons want. */
  readonly namespaces: Readonly<Record<string, NamespaceProps>>;
  /** Service accounts with rights in the cloud, by the name of the identity that they stand for. */
  readonly identities: Readonly<Record<string, WorkloadIdentityProps>>;
  readonly secrets: SecretsUsed;
  /** Constructs that the cloud creates; one that is not asked for leaves no trace. */
  readonly uses: ReadonlySet<CloudConstructKind>;
}
