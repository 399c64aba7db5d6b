/** Overrides of a construct's resources, per cloud. */
import { z } from 'zod';

/**
 * The escape hatch of a construct, by cloud: for each of its resources a part of that resource's arguments, merged
 * last. Providers declare which resources there are by augmenting the interface `O`.
 */
export const overridesOf = <O extends object>() =>
  z.custom<O>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), {
    error: 'must be an object: { aws?: { <resource>: { … } }, google?: …, azurerm?: … }',
  });
