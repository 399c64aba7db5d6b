/** Values of a workload from the cloud's secret store: one key of a source, or a text made of several. */
import { z } from 'zod';

import { identifier, nonEmpty } from '../../core/words/words';
import { entryOf, entryOfSibling } from '../entry';
import type { ManagedRedisProps } from '../managed-redis/schema';

const source = {
  /** A name in the environment's `databases`, `caches` or `secrets`. */
  from: entryOf('databases', 'caches', 'secrets'),
  /** One of the database's `users`, whose `username` and `password` are meant. @default - the owner's */
  user: entryOfSibling('from', 'databases', 'users', identifier).optional(),
};

export const secretValue = z.union([
  z.strictObject({
    ...source,
    /**
     * The key to take. Databases and caches have `username`, `password`, `host`, `port`, `tls` and `ca`, databases also
     * `database` and `sslmode`; caches with `authentication: 'identity'` have `login` instead of `password`; secrets have the
     * keys that people put there.
     */
    key: z.string().regex(/^[-._A-Za-z0-9]+$/, { error: 'must be letters, digits, - _ .' }),
  }),
  z.strictObject({
    ...source,
    /** A text with keys in braces: `{password}`, or `{password|url}` for the value as a URL escapes it. */
    template: nonEmpty,
  }),
]);
export type SecretValue = z.output<typeof secretValue>;

/** Keys with which a client signs in to a cache with its identity: they are no secrets, and differ between workloads. */
export const SIGN_IN = ['username', 'login'] as const;

/** The key, if it is one of those, of such a cache. */
export const signInKey = (
  { caches }: { readonly caches: Readonly<Record<string, ManagedRedisProps>> },
  from: string,
  key: string,
): (typeof SIGN_IN)[number] | undefined =>
  caches[from]?.authentication === 'identity' ? SIGN_IN.find((one) => one === key) : undefined;

/** The secrets that some values are taken from. */
export const refsOf = (values: readonly SecretValue[]) => values.map(({ from: secret, user }) => ({ secret, user }));

/** The name of a variable. */
export const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of an environment variable' });

const PLACEHOLDER = /\{([-._A-Za-z0-9]+)(\|url)?\}/g;

/** Keys of its source that a value uses. */
export const keysOf = (value: SecretValue): string[] =>
  'key' in value ? [value.key] : [...value.template.matchAll(PLACEHOLDER)].map(([, key = '']) => key);

/** A template with each placeholder replaced. */
export const fillTemplate = (template: string, replace: (key: string, forUrl: boolean) => string): string =>
  template.replace(PLACEHOLDER, (_, key: string, url?: string) => replace(key, url !== undefined));
