/** How pods are spread over zones and nodes. */
import { z } from 'zod';

const strictness = z.enum(['required', 'preferred']);

export const spread = z
  .strictObject({
    /** Whether pods must be spread evenly over zones, or should be. */
    zones: strictness.default('preferred'),
    /** Whether no two pods may run on one node, or should not. */
    nodes: strictness.default('preferred'),
  })
  .prefault({});
