/** What add-ons share: properties, and the part of a definition that the schema of an environment is made of. */
import { z } from 'zod';

import type { DeepPatch } from '../../core/patch';
import { entryOf } from '../entry';

/** Properties of an add-on with a fixed namespace; `V` is the type of its chart's values. */
export const fixedAddonProps = <V extends object>() => ({
  /** Version of the chart. @default - the version that this project was tested with */
  version: z.string().min(1).optional(),
  /** Values of the chart, merged last. @default - none */
  values: z.custom<DeepPatch<V>>((value) => typeof value === 'object' && value !== null).optional(),
});

/** Properties of an add-on whose namespace can be chosen. */
export const addonProps = <V extends object>() => ({
  /** Namespace of the add-on. @default - the add-on's usual namespace */
  namespace: entryOf('namespaces').optional(),
  ...fixedAddonProps<V>(),
});

export interface AddonProps {
  readonly namespace?: string | undefined;
  readonly version?: string | undefined;
  readonly values?: object | undefined;
}

/**
 * The part of an add-on's definition that the schema of an environment is made of. It is in a file of its own, because
 * the rest of the definition uses the environment's type.
 */
export interface AddonBase<P extends AddonProps = AddonProps> {
  /** Its namespace, unless the user chooses another. */
  readonly namespace: string;
  /** Schema of its properties. */
  readonly schema: z.ZodType<P>;
}
