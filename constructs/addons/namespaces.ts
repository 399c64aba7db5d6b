/** Namespaces of add-ons. They stand apart from the add-ons, which look each other up here. */
import { NAMESPACES, type AddonKey } from './schema';
import type { AddonProps } from './common';

/** What is asked for, before an environment is whole too. */
export interface Asked {
  readonly addons: Partial<Readonly<Record<AddonKey, AddonProps | undefined>>>;
}

/** The namespace of an add-on, or the one that it would get. */
export const namespaceOf = ({ addons }: Asked, key: AddonKey): string => addons[key]?.namespace ?? NAMESPACES[key];
