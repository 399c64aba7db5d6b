/** Renaming: entries of an environment that had other names before, and the environment under other names. */
import { z } from 'zod';

import { isPlain } from '../../core/patch';
import { alternatives, inside } from '../../core/rules/schema-keys';
import { type RecordPath, recordsNamedBy } from '../entry';
import { environmentSchema } from './schema';

/** An entry that had other names before. */
export interface Renamed {
  /** Path of its record, by present names: `['databases', 'orders', 'readReplicas']`. */
  readonly record: RecordPath;
  readonly name: string;
  /** Earlier names, the oldest first. */
  readonly formerly: readonly [oldest: string, ...later: string[]];
}

/** An entry that can be renamed. */
export interface Entry {
  readonly record: RecordPath;
  readonly name: string;
  /** Earlier names, the oldest first. */
  readonly formerly: readonly string[];
}

const known = new WeakMap<object, readonly Entry[]>();

/** Every entry of an environment that can be renamed, outer ones first. Found once: rules and every stack ask for them. */
export function entriesIn(environment: object): readonly Entry[] {
  const found = known.get(environment) ?? findEntries(environment);
  known.set(environment, found);
  return found;
}

function findEntries(environment: object): Entry[] {
  const visit = (value: unknown, path: readonly string[], schemas: readonly z.ZodType[]): Entry[] => {
    const all = schemas.flatMap(alternatives);
    if (all.length === 0 || typeof value !== 'object' || value === null) return [];
    const keysName = all.some((schema) => schema instanceof z.ZodRecord);
    return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
      const next = all.flatMap((schema) => inside(schema, key));
      const here = keysName && next.flatMap(alternatives).some(takesFormerly) ? [entry(path, key, inner)] : [];
      return [...here, ...visit(inner, [...path, key], next)];
    });
  };
  return visit(environment, [], [environmentSchema]);
}

const takesFormerly = (schema: z.ZodType): boolean => schema instanceof z.ZodObject && 'formerly' in schema.shape;

function entry(record: RecordPath, name: string, value: unknown): Entry {
  const { formerly } = (isPlain(value) ? value : {}) as { readonly formerly?: readonly string[] };
  return { record, name, formerly: formerly ?? [] };
}

/** Whether anything had another name before: a look that spares going through all schemas. */
export function hasFormerNames(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('formerly' in value && Array.isArray(value.formerly) && value.formerly.length > 0) return true;
  return Object.values(value).some(hasFormerNames);
}

/** Entries of an environment that had other names before, outer ones first. */
export function renamedIn(environment: object): Renamed[] {
  if (!hasFormerNames(environment)) return [];
  return entriesIn(environment).flatMap(({ formerly: [oldest, ...later], ...rest }) =>
    oldest === undefined ? [] : [{ ...rest, formerly: [oldest, ...later] }],
  );
}

/** The name that clouds and clusters know. */
export const oldestOf = ({ formerly: [oldest] }: Renamed): string => oldest;

/** The same of an entry that may have had no other. */
export const nameInCloud = (
  name: string,
  { formerly }: { readonly formerly?: readonly string[] | undefined },
): string => formerly?.[0] ?? name;

/** What entries are called, by record and present name. */
export type NewNames = (record: RecordPath, name: string) => string | undefined;

/** New names for some entries. */
export function newNames(entries: readonly Renamed[], nameOf: (entry: Renamed) => string): NewNames {
  const names = new Map(entries.map((entry) => [keyOf(entry.record, entry.name), nameOf(entry)]));
  return (record, name) => names.get(keyOf(record, name));
}

const keyOf = (record: RecordPath, name: string): string => [...record, name].join('\0');

/** A path under the oldest names of entries, under their present ones. */
export function presentPath(path: string, entries: readonly Renamed[]): string {
  return entries.reduce((given, entry) => {
    const [before, now] = [oldestOf(entry), entry.name].map((name) => [...entry.record, name].join('.'));
    return given === before || given.startsWith(`${before}.`) ? `${now}${given.slice(before?.length)}` : given;
  }, path);
}

/** The same environment with other names of entries, wherever they stand: as keys, and as values that name an entry. */
export function underNames<E extends object>(environment: E, names: NewNames): E {
  const visit = (value: unknown, path: readonly string[], schemas: readonly z.ZodType[]): unknown => {
    const all = schemas.flatMap(alternatives);
    if (all.length === 0) return value;
    if (typeof value === 'string') return nameOfReference(value, path, all) ?? value;
    const within = (key: string, inner: unknown) =>
      visit(
        inner,
        [...path, key],
        all.flatMap((schema) => inside(schema, key)),
      );
    if (Array.isArray(value)) return value.map((inner, index) => within(String(index), inner));
    if (!isPlain(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [names(path, key) ?? key, within(key, inner)]),
    );
  };
  const nameOfReference = (name: string, path: readonly string[], schemas: readonly z.ZodType[]) =>
    schemas
      .flatMap((schema) => recordsNamedBy(schema)?.(path, environment) ?? [])
      .map((record) => names(record, name))
      .find((found) => found !== undefined);
  return visit(environment, [], [environmentSchema]) as E;
}
