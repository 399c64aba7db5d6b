/** Resolved: facts derived once from an environment on one cloud, and used by rules and by both stacks. */
import type { Addon } from './addons/addon';
import type { AddonProps } from './addons/common';
import type { AddonFacts } from './addons/facts';
import type { AddonKey } from './addons/schema';
import type { NamespaceProps } from './namespace/schema';
import type { CloudConstructKind } from './registry';
import type { SecretRef, WorkloadIdentityProps } from './workload-identity/contract';

/** An add-on to install, with its properties. */
export interface InstalledAddon {
  readonly key: AddonKey;
  readonly addon: Addon;
  readonly props: AddonProps;
  readonly namespace: string;
}

/** Secrets that the cluster reads from the cloud's secret store. */
export interface SecretsUsed {
  /** Each once, sorted. */
  readonly used: readonly SecretRef[];
  /** Databases and caches among them, whose connection details are in the store too. */
  readonly connections: readonly string[];
  /** Namespaces in which secrets are read, sorted. */
  readonly readers: readonly string[];
}

export interface Resolved extends AddonFacts {
  /** Add-ons to install, in this order; without those that the cloud provides. */
  readonly addons: readonly InstalledAddon[];
  /** Namespaces to create, with the labels that add-ons require. */
  readonly namespaces: Readonly<Record<string, NamespaceProps>>;
  /** Service accounts with rights in the cloud, by the name of their identity. */
  readonly identities: Readonly<Record<string, WorkloadIdentityProps>>;
  readonly secrets: SecretsUsed;
  /** Kinds of constructs that the cloud creates: shared resources for other kinds are left out. */
  readonly uses: ReadonlySet<CloudConstructKind>;
}
