/** What rules and schemas have made certain. A failure is a mistake in this project, not in an environment. */

export function invariant(holds: unknown, message: string): asserts holds {
  if (!holds) throw new Error(`${message}, although the rules have passed`);
}

/** A value that must be there. */
export function present<T>(value: T | undefined, name: string): T {
  invariant(value !== undefined, `${name} is missing`);
  return value;
}
