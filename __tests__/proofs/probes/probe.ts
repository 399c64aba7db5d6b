/** Two values of a property, as changes to its construct. */
export type Probe = readonly [one: object, other: object];

/** Probe of a property that needs no other changes. */
export const one = (key: string, a: unknown, b: unknown): Probe => [{ [key]: a }, { [key]: b }];
