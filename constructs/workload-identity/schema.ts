/** Rights that a workload asks for: the words of `access` in an environment. */
import { z } from 'zod';
import { identifier } from '../../core/words/words';

/** What a workload may ask for. */
export const access = z.union([
  z.strictObject({
    /** A bucket of the environment's `objectStores`. */
    objectStore: identifier,
    /** List and read objects. @default false */
    read: z.boolean().default(false),
    /** Write and delete objects. @default false */
    write: z.boolean().default(false),
  }),
  z.strictObject({
    /** A name in the environment's `secrets`, `databases` or `caches`: its secret in the cloud's store. */
    secret: identifier,
    /** Read what the secret holds. */
    read: z.literal(true),
  }),
]);

export type Access = z.output<typeof access>;
