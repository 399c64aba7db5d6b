/** One row of a rule table over props `P`, in a context `C` that each level of rules defines. */
export interface Rule<P, C = RuleContext> {
  /** The property at fault, as a path inside the props. */
  readonly property: string;
  /** True when the props break the rule. */
  readonly when: (props: P, context: C) => boolean;
  /** What is allowed, what was given, what to do. */
  readonly say: (props: P, context: C) => string;
}

/** Rules for the elements of a list or record inside the props, named in the message by index or key. */
export interface RulesFor<P, C = RuleContext> {
  readonly each: (props: P, context: C) => Iterable<readonly [path: string, element: unknown]>;
  readonly rules: readonly Rule<never, C>[];
}

export type RuleTable<P, C = RuleContext> = readonly (Rule<P, C> | RulesFor<P, C>)[];

/** What a rule may look at besides the props: the whole environment and what is said of the cloud. */
export interface RuleContext<E = unknown, T = unknown> {
  readonly environment: E;
  readonly target: T;
  /** Name of the construct in the topology. */
  readonly id: string;
}

/** Ties element rules to where the elements are, keeping the element's type. */
export function forEach<P, T, C = RuleContext>(
  each: (props: P, context: C) => Iterable<readonly [path: string, element: T]>,
  rules: readonly Rule<T, C>[],
): RulesFor<P, C> {
  return { each, rules: rules };
}

/** Runs a table; returns a property and a message for each broken row. */
export function check<P, C>(table: RuleTable<P, C>, props: P, context: C): { property: string; message: string }[] {
  return table.flatMap((row) => {
    if ('each' in row) {
      return [...row.each(props, context)].flatMap(([path, element]) =>
        check(row.rules as RuleTable<unknown, C>, element, context).map((found) => ({
          property: found.property ? `${path}.${found.property}` : path,
          message: found.message,
        })),
      );
    }
    return row.when(props, context) ? [{ property: row.property, message: row.say(props, context) }] : [];
  });
}
