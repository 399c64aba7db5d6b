/** Overrides of a construct's resources, per cloud. */
import { z } from 'zod';

import { type DeepPatch, isPlain } from '../patch';
import { byCloud } from './clouds';

/**
 * Patches of resources' arguments by override key: `nodeGroup` patches every node group, `'nodeGroup.main'` the one named
 * `main`.
 */
export type ResourcePatches<R> = { readonly [K in keyof R]?: DeepPatch<NonNullable<R[K]>> } & {
  readonly [K in keyof R & string as `${K}.${string}`]?: DeepPatch<NonNullable<R[K]>>;
};

/** The type of overrides, from the arguments of each cloud's resources. */
export type Overrides<O> = { readonly [C in keyof O]?: ResourcePatches<NonNullable<O[C]>> };

/**
 * The escape hatch of a construct, per cloud: for each of its resources a part of that resource's arguments, merged
 * last. Providers declare which resources there are by augmenting the interface `O`. Names of resources and arguments are
 * compared with what exists when the resources are created.
 */
export const overridesOf = <O extends object>() => byCloud(patches) as unknown as z.ZodType<Overrides<O>>;

const patches = z.custom(
  (resources) =>
    isPlain(resources) && Object.values(resources).every((change) => change === undefined || isPlain(change)),
  { error: 'must be an object for each resource: { <resource>: { <argument>: … } }' },
);
