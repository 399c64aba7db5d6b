/** How a key that one stack creates is found in the other. */

/** What the keys are called in the constructs that create them. */
export const KEY_IDS = { primary: 'key', secondary: 'secondary-key' } as const;

/** What the key ring of the target's own region is called. */
export const KEY_RING = 'keys';

export interface KeyLocation {
  readonly project: string;
  readonly location: string;
  readonly ring: string;
  readonly key: string;
}

export const keyIdOf = ({ project, location, ring, key }: KeyLocation): string =>
  `projects/${project}/locations/${location}/keyRings/${ring}/cryptoKeys/${key}`;
