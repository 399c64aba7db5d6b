/** Words that several constructs share, as schemas; the types come from them. */
import { z } from 'zod';

/** Ids of systems, environments, constructs and pools: they become parts of names on every cloud. */
export const identifier = z
  .string()
  .regex(/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/, {
    error: 'must be 1–30 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen',
  })
  .refine((id) => !id.includes('--'), { error: 'must not hold two hyphens in a row' });

/** The region of a copy: the target's `region` (`primary`) or its `secondaryRegion` (`secondary`). */
export const regionRole = z.enum(['primary', 'secondary']);

/** Text handed to a cloud as it is: `${` and `%{` in it stay text. */
export const nonEmpty = z.string().min(1);

export const portNumber = z.int().min(1).max(65_535);
