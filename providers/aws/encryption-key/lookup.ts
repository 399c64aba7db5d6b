/** How a key that one stack creates is found in the other. */

/** What the keys are called in the constructs that create them. */
export const KEY_IDS = { primary: 'key', secondary: 'secondary-key' } as const;

export const aliasOf = (name: string): string => `alias/${name}`;
