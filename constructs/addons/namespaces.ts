/** Namespaces of add-ons, in a file without add-ons because add-ons look each other's namespace up here. */
import type { AddonProps } from './common';
import { type AddonKey, NAMESPACES } from './schema';

/** The namespace that Kubernetes creates itself. */
export const KUBE_SYSTEM = 'kube-system';

/** The add-ons of an environment, which may still lack defaults. */
export interface Asked {
  readonly addons: Partial<Readonly<Record<AddonKey, AddonProps | undefined>>>;
}

/** The namespace of an add-on, or the one that it would get if it were installed. */
export const namespaceOf = ({ addons }: Asked, key: AddonKey): string => addons[key]?.namespace ?? NAMESPACES[key];
