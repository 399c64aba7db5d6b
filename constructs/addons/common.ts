/** Properties that add-ons share. */
import { z } from 'zod';

import type { DeepPatch } from '../../core/patch';
import { identifier } from '../../core/words/words';

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
  namespace: identifier.optional(),
  ...fixedAddonProps<V>(),
});

export interface AddonProps {
  readonly namespace?: string | undefined;
  readonly version?: string | undefined;
  readonly values?: object | undefined;
}
