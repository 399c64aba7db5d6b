/** What `explain` tells of a stack: plain data, the same for the same environment, and fit for JSON. */
import type { BuiltName, OverrideInForce } from '../../core/cdktf/component';
import type { RequiredProvider } from '../../core/cdktf/stack';
import type { Facts, Subject } from '../../core/decision';
import type { CloudName } from '../../core/words/clouds';

/**
 * Where a value comes from that the user did not write: the schema's default; the environment's `highAvailability`; the
 * environment's `differences` for this cloud; a decision, where there is no default because each cloud takes its own.
 */
export type DefaultSource = 'schema' | 'highAvailability' | 'differences' | 'decision';

export interface ExplainedDefault {
  /** Path in the environment: `databases.orders.backups.retentionDays`. */
  readonly path: string;
  /** `null` where `differences` remove what is written. */
  readonly value: unknown;
  readonly from: DefaultSource;
  /** What the decision is about, for `from: 'decision'`. */
  readonly subject?: Subject;
}

export interface ExplainedDecision {
  readonly subject: Subject;
  /**
   * Path in the environment of what decides, or would decide if it were written. Of the construct, where the user has
   * nothing to write.
   */
  readonly path: string;
  /** The part of a construct that the environment does not name: `postgres-exporter`. */
  readonly part?: string;
  /** What is at that path; absent if there is nothing. */
  readonly given?: unknown;
  readonly value: string;
  /** The rule that chose the value. */
  readonly why: string;
  readonly facts?: Facts;
}

export interface ExplainedWarning {
  readonly path?: string;
  readonly code: string;
  readonly message: string;
  /** Why the environment accepts it; absent if it does not. */
  readonly acknowledged?: string;
}

export interface ExplainedConstruct {
  /** Path in the environment, or the id of a part that the environment does not name: `databases.orders`, `foundation`. */
  readonly path: string;
  /** Its name in the documentation: `ManagedPostgres`; absent for parts that the environment does not name. */
  readonly title?: string;
  readonly decisions: readonly ExplainedDecision[];
  readonly defaults: readonly ExplainedDefault[];
  readonly names: readonly BuiltName[];
  /** Arguments that the user's overrides replace. */
  readonly overrides: readonly OverrideInForce[];
  readonly warnings: readonly ExplainedWarning[];
  /** Addresses of its resources, data sources and ephemeral values in Terraform, in the order of creation. */
  readonly addresses: readonly string[];
}

export interface Explained {
  readonly stack: string;
  /** `system/environment`. */
  readonly environment: string;
  readonly cloud: CloudName;
  readonly region: string;
  /** Stacks that must be applied before it. */
  readonly after: readonly string[];
  /** Where Terraform keeps its state. */
  readonly state: { readonly kind: string; readonly address: string };
  readonly terraform: { readonly version: string; readonly providers: readonly RequiredProvider[] };
  readonly tags: Readonly<Record<string, string>>;
  /** Number of resources by type, the most frequent first. */
  readonly counts: Readonly<Record<string, number>>;
  /** Defaults of settings that belong to no construct. */
  readonly defaults: readonly ExplainedDefault[];
  /** Warnings that belong to no construct. */
  readonly warnings: readonly ExplainedWarning[];
  readonly constructs: readonly ExplainedConstruct[];
  /** Addresses that belong to no construct, such as those of resources that an environment adds itself. */
  readonly others: readonly string[];
}
