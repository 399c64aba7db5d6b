/** Namespaces of add-ons. They stand apart from the add-ons, which look each other up here. */
import type { AddonProps } from './common';
import { type AddonKey, NAMESPACES } from './schema';

/** What is asked for, before an environment is whole too. */
export interface Asked {
  readonly addons: Partial<Readonly<Record<AddonKey, AddonProps | undefined>>>;
}

/** The namespace of an add-on, or the one that it would get. */
export const namespaceOf = ({ addons }: Asked, key: AddonKey): string => addons[key]?.namespace ?? NAMESPACES[key];
