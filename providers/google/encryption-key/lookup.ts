/** How the platform stack finds keys that the infrastructure stack creates. */

/** Last part of the name of the key ring in the target's region. */
export const KEY_RING = 'keys';

export interface KeyLocation {
  readonly project: string;
  readonly location: string;
  readonly ring: string;
  readonly key: string;
}

export const keyIdOf = ({ project, location, ring, key }: KeyLocation): string =>
  `projects/${project}/locations/${location}/keyRings/${ring}/cryptoKeys/${key}`;
