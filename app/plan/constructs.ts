/** Constructs of an environment with their paths, and the rules and parity of each kind. */
import type { Cloud } from '../../constructs/cloud';
import { isManaged } from '../../constructs/environment/managed';
import type { Environment } from '../../constructs/environment/schema';
import type { InClusterKits } from '../../constructs/in-cluster';
import { type ConstructKind, CONSTRUCTS, KINDS } from '../../constructs/registry';
import type { Support } from '../../core/parity';
import type { RuleTable } from '../../core/rules/rule';

/** A construct that an environment creates. */
export interface Placed {
  readonly kind: ConstructKind;
  readonly id: string;
  /** Path in the environment, as the user typed it: `databases.postgres`. */
  readonly path: string;
  readonly props: unknown;
  /** The props as the user wrote them, without defaults. */
  readonly written: unknown;
}

/** An environment as the user wrote it, unchecked. */
export type Written = Readonly<Record<string, unknown>>;

export const constructsOf = (environment: Environment, written: Written): Placed[] =>
  KINDS.flatMap((kind) => {
    const { at, named } = CONSTRUCTS[kind];
    const held: unknown = environment[at];
    if (named) {
      const record = written[at] as Written | undefined;
      return Object.entries(held as object).map(([id, props]: [string, unknown]) => ({
        kind,
        id,
        path: `${at}.${id}`,
        props,
        written: record?.[id],
      }));
    }
    const isAskedFor = held !== undefined && isManaged(held as object);
    return isAskedFor ? [{ kind, id: kind, path: at, props: held, written: written[at] }] : [];
  });

/** Rules, warnings and parity of a kind of construct on one cloud. */
export interface KindOnCloud {
  readonly neutralRules: RuleTable<unknown, unknown>;
  readonly neutralWarnings: RuleTable<unknown, unknown>;
  readonly rules: RuleTable<unknown, unknown>;
  readonly warnings: RuleTable<unknown, unknown>;
  readonly parity: Readonly<Record<string, Support>>;
}

/** The kit of a kind, without its own types: the compiler checked them where the kit was defined. */
export function kindOn(cloud: Cloud, inCluster: InClusterKits, kind: ConstructKind): KindOnCloud {
  const {
    rules = [],
    warnings = [],
    parity,
  } = { ...cloud.kits, ...inCluster.kits }[kind] as unknown as Omit<Partial<KindOnCloud>, 'parity'> &
    Pick<KindOnCloud, 'parity'>;
  const row = CONSTRUCTS[kind];
  return {
    neutralRules: row.rules as RuleTable<unknown, unknown>,
    neutralWarnings: (row.warnings ?? []) as RuleTable<unknown, unknown>,
    rules,
    warnings,
    parity,
  };
}
