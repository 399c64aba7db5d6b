/** Types of parity tables: what a cloud makes of each property, exhaustive by type. */
import type { Finding } from './rules/rule';

type Primitive = string | number | boolean | null | undefined;

type ObjectsOf<T> = Exclude<T, Primitive>;

type HoldsObjects<T> = [ObjectsOf<T>] extends [never] ? false : true;

/** Words, numbers, lists and records of them, and values by cloud are leaves; so is what has a shorthand as a word. */
type IsLeaf<T> = [ObjectsOf<T>] extends [never]
  ? true
  : [Extract<T, string>] extends [never]
    ? ObjectsOf<T> extends readonly (infer E)[]
      ? HoldsObjects<E> extends true
        ? false
        : true
      : string extends keyof ObjectsOf<T>
        ? HoldsObjects<ObjectsOf<T>[keyof ObjectsOf<T>]> extends true
          ? false
          : true
        : 'aws' extends keyof ObjectsOf<T>
          ? true
          : false
    : true;

type Join<P extends string, K extends string> = P extends '' ? K : `${P}.${K}`;

/** Of each alternative where there are several. */
type PathsIn<T, P extends string> = T extends unknown
  ? { [K in keyof T & string]-?: PathsAt<T[K], Join<P, string extends K ? '*' : K>> }[keyof T & string]
  : never;

type PathsAt<T, P extends string> =
  IsLeaf<T> extends true
    ? P
    : | ([Extract<T, false>] extends [never] ? never : P)
      | (ObjectsOf<T> extends readonly (infer E)[] ? PathsIn<ObjectsOf<E>, Join<P, '*'>> : PathsIn<ObjectsOf<T>, P>);

/** Every property of a construct's props, as a path; `*` stands for a list's index or a record's key. */
export type PropertyPath<P> = PathsIn<Omit<P, 'overrides'>, ''>;

/** A value that one cloud cannot give, of a property that it otherwise supports. */
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

/** The cloud has it: `to` names the argument. */
export const native = (to: string, ...except: Exception[]): Support => ({ kind: 'native', to, except });

/** Made from other means: `how`. */
export const emulated = (to: string, how: string, ...except: Exception[]): Support => ({
  kind: 'emulated',
  to,
  how,
  except,
});

/** The cloud lacks it: refused when given. */
export const unsupported = (why: string, instead: string): Support => ({ kind: 'unsupported', why, instead });

/** Some values are refused: `value` describes them. */
export const except = <V>(value: string, when: (value: V) => boolean, why: string, instead: string): Exception => ({
  value,
  when,
  why,
  instead,
});

export type ParityOf<P> = Readonly<Record<PropertyPath<P>, Support>>;

/** All the values at a path with `*`, each with the path where it was found. */
export function valuesAt(value: unknown, path: string): { path: string; value: unknown }[] {
  const [head, ...rest] = path.split('.');
  if (head === undefined || head === '') return [{ path: '', value }];
  if (typeof value !== 'object' || value === null) return [];
  const entries =
    head === '*'
      ? Object.entries(value)
      : head in value
        ? [[head, (value as Record<string, unknown>)[head]] as const]
        : [];
  return entries.flatMap(([key, inner]) =>
    valuesAt(inner, rest.join('.')).map((found) => ({
      path: [key, found.path].filter(Boolean).join('.'),
      value: found.value,
    })),
  );
}

/** What is reported of a property that the cloud lacks, and of a value that it does not take. */
export const NOT_SUPPORTED = { code: 'not-supported', message: 'is not supported: …; …' };
export const VALUE_NOT_SUPPORTED: typeof NOT_SUPPORTED = { code: 'value-not-supported', message: 'cannot be …: …; …' };

/** What a construct asks of a cloud that it cannot give. `given` is what the user wrote, `props` what came of it. */
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
