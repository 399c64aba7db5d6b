/** Values of a workload from the cloud's secret store: one key of a source, or a text made of several. */
import { z } from 'zod';

import { identifier, nonEmpty } from '../../core/words/words';
import { entryOf, entryOfSibling } from '../entry';
import type { ManagedPostgresProps } from '../managed-postgres/schema';
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
     * `database` and `sslmode`; caches with `authentication: 'identity'`, and users with `login: 'identity'`, have `login` instead
     * of `password`; secrets have the keys that people put there.
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

/** Keys with which a client signs in with its identity: they are no secrets, and differ between workloads. */
export const SIGN_IN = ['username', 'login'] as const;

interface Servers {
  readonly databases: Readonly<Record<string, Pick<ManagedPostgresProps, 'users'>>>;
  readonly caches: Readonly<Record<string, Pick<ManagedRedisProps, 'authentication'>>>;
}

/** A name in `databases`, `caches` or `secrets`, or a user of a database. */
export type Source = Pick<SecretValue, 'from' | 'user'>;

/** Whether clients sign in to a cache, or as a user of a database, with their identities. */
export const takesIdentity = ({ databases, caches }: Servers, { from, user }: Source): boolean =>
  user === undefined ? caches[from]?.authentication === 'identity' : databases[from]?.users[user]?.login === 'identity';

/** The key, if it is one of those, of such a source. */
export const signInKey = (servers: Servers, source: Source, key: string): (typeof SIGN_IN)[number] | undefined =>
  takesIdentity(servers, source) ? SIGN_IN.find((one) => one === key) : undefined;

/** The secrets that some values are taken from. */
export const refsOf = (values: readonly SecretValue[]) => values.map(({ from: secret, user }) => ({ secret, user }));

/** The name of a variable. */
export const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of an environment variable' });

const PLACEHOLDER = /\{([-._A-Za-z0-9]+)(\|url)?\}/g;

/** Keys in a template. */
export const keysIn = (template: string): string[] => [...template.matchAll(PLACEHOLDER)].map(([, key = '']) => key);

/** Keys of its source that a value uses. */
export const keysOf = (value: SecretValue): string[] => ('key' in value ? [value.key] : keysIn(value.template));

/** A template with each placeholder replaced. */
export const fillTemplate = (template: string, replace: (key: string, forUrl: boolean) => string): string =>
  template.replace(PLACEHOLDER, (_, key: string, url?: string) => replace(key, url !== undefined));
