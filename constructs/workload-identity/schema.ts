/** Rights that workloads and charts ask for in their `access`. */
import { z } from 'zod';

import { identifier } from '../../core/words/words';
import { entryOf, entryOfSibling } from '../entry';

export const access = z.union([
  z.strictObject({
    /** A bucket of the environment's `objectStores`. */
    objectStore: entryOf('objectStores'),
    /** Whether objects may be listed and read. */
    read: z.boolean().default(false),
    /** Whether objects may be written and deleted. */
    write: z.boolean().default(false),
  }),
  z.strictObject({
    /** A name in the environment's `secrets`, `databases` or `caches`: its secret in the cloud's store. */
    secret: entryOf('secrets', 'databases', 'caches'),
    /** One of the database's users, whose secret is meant instead of the owner's. @default - the owner's */
    user: entryOfSibling('secret', 'databases', 'users', identifier).optional(),
    /** Allows reading the secret's content. */
    read: z.literal(true),
  }),
  z.strictObject({
    /** A cache of the environment's `caches` with `authentication: 'identity'`. */
    cache: entryOf('caches'),
    /** Allows signing in to the cache, with the rights of its only user: every command on every key. */
    connect: z.literal(true),
  }),
  z.strictObject({
    /** A database of the environment's `databases`. */
    database: entryOf('databases'),
    /** One of its `users` with `login: 'identity'`. */
    user: entryOfSibling('database', 'databases', 'users', identifier),
    /** Allows signing in to the database as that user, with the user's rights. */
    connect: z.literal(true),
  }),
]);

export type Access = z.output<typeof access>;

export interface HasAccess {
  readonly access: readonly Access[];
}

/** Whether a workload or chart may sign in to a cache. */
export const maySignIn = ({ access: rights }: HasAccess, cache: string): boolean =>
  rights.some((right) => 'cache' in right && right.cache === cache);

/** Whether it may sign in to a database as one of its users. */
export const maySignInAs = ({ access: rights }: HasAccess, database: string, user: string): boolean =>
  rights.some((right) => 'database' in right && right.database === database && right.user === user);
