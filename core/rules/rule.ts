/** Rules: tables of what must hold of props, checked before anything is created. */

/** A message (what is allowed, what was given, what to do), or nothing where the props are fine. */
export type Verdict = string | false | undefined;

/**
 * One row of a rule table over props `P`, in a context `C` that each level of rules defines. Rules of elements get the
 * props that hold the element, `O`, too.
 */
export interface Rule<P, C = RuleContext, O = unknown> {
  /**
   * Name of the rule within its construct, kebab case: `storage-max` is shown as `postgres/storage-max`. Stable,
   * because environments acknowledge warnings by it.
   */
  readonly code: string;
  /** The property at fault, as a path inside the props; empty for the props as a whole. */
  readonly property: string;
  readonly check: (props: P, context: C, owner: O) => Verdict;
  /** The message in docs/errors.md, with `…` for values. @default - read from `check`, which must then hold the text itself */
  readonly says?: string;
  /**
   * For a warning: whether it is also about a property that the user did not write, because nothing is there. Otherwise
   * what follows from a default is not worth a warning, and none is shown.
   * @default false
   */
  readonly ofAbsent?: boolean;
  /**
   * Which names of renamed entries it is about: the first, which clouds and clusters know (`oldest`), or that and the present
   * one, which Terraform's addresses have (`both`).
   * @default - the present one, which the user writes
   */
  readonly names?: 'oldest' | 'both';
  /**
   * Paths in the environment on which the verdict depends, such as `addons.keda` or `caches.sessions`: it is not shown
   * when the schema has already refused one of them, so that one mistake gives one message.
   * @default - none
   */
  readonly standsOn?: (props: P, context: C, owner: O) => readonly string[];
}

/** Rules for the elements of a list or record inside the props, which are their owner. */
export interface RulesFor<P, C = RuleContext> {
  readonly elements: (props: P, context: C) => Iterable<readonly [path: string, element: unknown]>;
  readonly rules: readonly Rule<never, C, P>[];
}

export type RuleTable<P, C = RuleContext> = readonly (Rule<P, C> | RulesFor<P, C>)[];

/** Context of a rule, in addition to the props: the whole environment, and its target on one cloud. */
export interface RuleContext<E = unknown, T = unknown> {
  readonly environment: E;
  readonly target: T;
  /** Name of the construct in the environment. */
  readonly id: string;
}

/**
 * Rules for elements, which keep their type.
 * @param elements each with its path inside the props
 */
export function forEach<P, T, C = RuleContext>(
  elements: (props: P, context: C) => Iterable<readonly [path: string, element: T]>,
  rules: readonly Rule<NoInfer<T>, C, P>[],
): RulesFor<P, C> {
  return { elements, rules };
}

/** A rule that props broke. */
export interface Finding {
  readonly code: string;
  /** Path inside the props. */
  readonly property: string;
  readonly message: string;
  readonly standsOn: readonly string[];
  /** Whether it is about a property that is not there. */
  readonly ofAbsent?: boolean;
  /** Which names of renamed entries it is about. @default - the present one */
  readonly names?: Rule<never>['names'];
}

/** Checks a table; returns a finding for each broken row. */
export function findings<P, C>(table: RuleTable<P, C>, props: P, context: C): Finding[] {
  return table.flatMap((row) =>
    'elements' in row ? ofElements(row, props, context) : finding(row, '', [props, context, undefined]),
  );
}

function ofElements<P, C>({ elements, rules }: RulesFor<P, C>, props: P, context: C): Finding[] {
  return [...elements(props, context)].flatMap(([path, element]) =>
    rules.flatMap((rule) => finding(rule, path, [element as never, context, props])),
  );
}

function finding<P, C, O>(rule: Rule<P, C, O>, path: string, args: [props: P, context: C, owner: O]): Finding[] {
  const message = rule.check(...args);
  if (!message) return [];
  const property = [path, rule.property].filter(Boolean).join('.');
  const { code, ofAbsent, names } = rule;
  const standsOn = rule.standsOn?.(...args) ?? [];
  return [{ code, property, message, standsOn, ...(ofAbsent && { ofAbsent }), ...(names && { names }) }];
}

/** Every rule of a table, those of elements too. */
export const rulesIn = (table: RuleTable<never, never>): readonly Rule<never, never, never>[] =>
  table.flatMap((row) => ('elements' in row ? row.rules : [row]));
