/** Properties that add-ons share. */
import { z } from 'zod';

import type { DeepPatch } from '../../core/patch';
import { identifier } from '../../core/words/words';

/** Properties of an add-on that cannot be anywhere else; `V` are the values of its chart. */
export const fixedAddonProps = <V extends object>() => ({
  /** Version of the chart. @default - the one that this project was tested with */
  version: z.string().min(1).optional(),
  /** Values of the chart, merged last. @default - none */
  values: z.custom<DeepPatch<V>>((value) => typeof value === 'object' && value !== null).optional(),
});

/** Properties of every other add-on. */
export const addonProps = <V extends object>() => ({
  /** Where it is installed. @default - a namespace of its own */
  namespace: identifier.optional(),
  ...fixedAddonProps<V>(),
});

export interface AddonProps {
  readonly namespace?: string | undefined;
  readonly version?: string | undefined;
  readonly values?: object | undefined;
}
