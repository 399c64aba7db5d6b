/** Values of a workload that come out of the cloud's secret store: whole, or as parts of a text. */
import { z } from 'zod';
import { identifier, nonEmpty } from '../../core/words/words';

/** A value out of the cloud's secret store. */
export const secretValue = z.union([
  z.strictObject({
    /** A name in the environment's `databases`, `caches` or `secrets`. */
    from: identifier,
    /**
     * Which part: `username`, `password`; of databases and caches also `host`, `port`, `tls` and `ca`, of databases `database`;
     * of secrets whatever was put there.
     */
    key: z.string().regex(/^[-._A-Za-z0-9]+$/, { error: 'must be letters, digits, - _ .' }),
  }),
  z.strictObject({
    from: identifier,
    /** Text with parts in it: `{password}`, or `{password|url}` as it must stand in a URL. */
    template: nonEmpty,
  }),
]);
export type SecretValue = z.output<typeof secretValue>;

const PLACEHOLDER = /\{([-._A-Za-z0-9]+)(\|url)?\}/g;

/** Parts of a secret that a value is made of. */
export const keysOf = (value: SecretValue): string[] =>
  'key' in value ? [value.key] : [...value.template.matchAll(PLACEHOLDER)].map(([, key]) => key!);

/** A template with something else in place of each part. */
export const filled = (template: string, part: (key: string, forUrl: boolean) => string): string =>
  template.replace(PLACEHOLDER, (_, key: string, url?: string) => part(key, url !== undefined));
