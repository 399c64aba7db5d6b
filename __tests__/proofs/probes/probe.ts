/** Two values of a property, as changes to its construct. */
export type Probe = readonly [one: object, other: object];

/** Of a property that stands alone. */
export const one = (key: string, a: unknown, b: unknown): Probe => [{ [key]: a }, { [key]: b }];
