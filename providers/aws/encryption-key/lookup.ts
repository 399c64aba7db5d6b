/** Names by which the platform stack finds keys of the infrastructure stack. */

/** Ids of keys within the constructs that create them. */
export const KEY_IDS = { primary: 'key', secondary: 'secondary-key' } as const;

export const aliasOf = (name: string): string => `alias/${name}`;
