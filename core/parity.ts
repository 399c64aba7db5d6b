/** Parity tables: how a cloud supports each property of a construct, exhaustive by type. */
import type { Finding } from './rules/rule';

// ---- Paths ----
//
// A parity table has one row per path, and a missing or superfluous row is a type error. Examples of paths:
//
//   storage: { sizeGiB: number }                    'storage.sizeGiB'
//     an object is no leaf: each of its properties has a row
//   nodePools: Record<string, { min: number }>      'nodePools.*.min'
//     nor is a record of objects; `*` stands for the key
//   cors: { origins: string[] }[]                   'cors.*.origins'
//     nor is a list of objects; but a list of words is a leaf, because its elements have no properties
//   flowLogs: false | { retentionDays: number }     'flowLogs' | 'flowLogs.retentionDays'
//     an object that `false` can replace has a row of its own, too: turning it off is a property
//   values: Record<string, unknown>                 'values'
//     a record of anything is a leaf, because nothing is known of what it holds
//
// Leaves, too: values per cloud, and unions of a word and an object, such as `size: 'small' | { vcpu: number }`,
// because the object says the same as the word.

type Primitive = string | number | boolean | null | undefined;

type ObjectsOf<T> = Exclude<T, Primitive>;

type HoldsObjects<T> = unknown extends T ? false : [ObjectsOf<T>] extends [never] ? false : true;

type Not<T extends boolean> = T extends true ? false : true;

/** Whether a property is one row of its own. The first case that applies decides. */
type IsLeaf<T> = [ObjectsOf<T>] extends [never] // only words and numbers
  ? true
  : [Extract<T, string>] extends [never] // no shorthand as a word
    ? ObjectsOf<T> extends readonly (infer E)[] // a list
      ? Not<HoldsObjects<E>>
      : string extends keyof ObjectsOf<T> // a record
        ? Not<HoldsObjects<ObjectsOf<T>[keyof ObjectsOf<T>]>>
        : 'aws' extends keyof ObjectsOf<T> // values per cloud
          ? true
          : false
    : true;

type Join<P extends string, K extends string> = P extends '' ? K : `${P}.${K}`;

/** Keys of a construct's properties, without the names that it had before: those are no setting of the cloud. */
type SettingOf<T> = Exclude<keyof T & string, 'formerly'>;

/** The paths below an object at path `P`; of each alternative where `T` is a union. */
type PathsIn<T, P extends string> = T extends unknown
  ? { [K in SettingOf<T>]-?: PathsAt<T[K], Join<P, string extends K ? '*' : K>> }[SettingOf<T>]
  : never;

/** The path `P` of a leaf, or the paths below it; both where `false` can replace it. */
type PathsAt<T, P extends string> =
  IsLeaf<T> extends true
    ? P
    : | ([Extract<T, false>] extends [never] ? never : P)
      | (ObjectsOf<T> extends readonly (infer E)[] ? PathsIn<ObjectsOf<E>, Join<P, '*'>> : PathsIn<ObjectsOf<T>, P>);

/** Every property of a construct's props, as a path; `*` stands for a list's index or a record's key. */
export type PropertyPath<P> = PathsIn<Omit<P, 'overrides'>, ''>;

// ---- Tables ----

/** Values that one cloud does not support, of a property that it otherwise does. */
export interface Exception {
  readonly when: (value: never) => boolean;
  readonly value: string;
  readonly why: string;
  readonly instead: string;
}

export type Support =
  | { readonly kind: 'native'; readonly to: string; readonly except: readonly Exception[] }
  | { readonly kind: 'emulated'; readonly to: string; readonly how: string; readonly except: readonly Exception[] }
  | { readonly kind: 'unsupported'; readonly why: string; readonly instead: string };

/** The cloud has the setting; `to` names the argument. */
export const native = (to: string, ...except: Exception[]): Support => ({ kind: 'native', to, except });

/** The cloud lacks the setting; `how` says what replaces it. */
export const emulated = (to: string, how: string, ...except: Exception[]): Support => ({
  kind: 'emulated',
  to,
  how,
  except,
});

/** The cloud does not support the property, which is refused when given. */
export const unsupported = (why: string, instead: string): Support => ({ kind: 'unsupported', why, instead });

/** Some values are refused; `value` describes them. */
export const except = <V>(value: string, when: (value: V) => boolean, why: string, instead: string): Exception => ({
  value,
  when,
  why,
  instead,
});

export type ParityOf<P> = Readonly<Record<PropertyPath<P>, Support>>;

/** All values at a path with `*`, each with its own path. */
export function valuesAt(value: unknown, path: string): { path: string; value: unknown }[] {
  const [head, ...rest] = path.split('.');
  if (head === undefined || head === '') return [{ path: '', value }];
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value).filter(([key]) => head === '*' || key === head);
  return entries.flatMap(([key, inner]) =>
    valuesAt(inner, rest.join('.')).map((match) => ({
      path: [key, match.path].filter(Boolean).join('.'),
      value: match.value,
    })),
  );
}

/** The problem of a property that the cloud does not support. */
export const NOT_SUPPORTED = { code: 'not-supported', message: 'is not supported: …; …' };

/** The problem of a value that the cloud does not support. */
export const VALUE_NOT_SUPPORTED: typeof NOT_SUPPORTED = { code: 'value-not-supported', message: 'cannot be …: …; …' };

/**
 * Problems of properties that a construct sets and the cloud does not support.
 * @param given as the user wrote it: defaults must not count as set
 * @param props with all defaults
 */
export function parityFindings(
  table: Readonly<Record<string, Support>>,
  given: unknown,
  props: unknown,
): Omit<Finding, 'standsOn'>[] {
  return Object.entries(table).flatMap(([path, support]) => {
    if (support.kind === 'unsupported') {
      return valuesAt(given, path)
        .filter(({ value }) => value !== undefined)
        .map(({ path: property }) => ({
          code: NOT_SUPPORTED.code,
          property,
          message: `is not supported: ${support.why}; ${support.instead}`,
        }));
    }
    return support.except.flatMap(({ when, why, instead }) =>
      valuesAt(props, path)
        .filter(({ value }) => value !== undefined && (when as (value: unknown) => boolean)(value))
        .map(({ path: property, value }) => ({
          code: VALUE_NOT_SUPPORTED.code,
          property,
          message: `cannot be ${JSON.stringify(value)}: ${why}; ${instead}`,
        })),
    );
  });
}
