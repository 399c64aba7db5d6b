/** Names of entries: which properties hold one, and what an entry was called before. */
import { z } from 'zod';

import type { PlainObject } from '../core/patch';
import { identifier, nonEmpty } from '../core/words/words';

/** Path of a record whose entries have names: `['cluster', 'nodePools']`. */
export type RecordPath = readonly string[];

/** Records of which a property's value may be an entry, for the property's path in an environment. */
type Records = (path: readonly string[], environment: unknown) => readonly RecordPath[];

const references = z.registry<{ readonly records: Records }>();

/** Whether, and of which records, a schema's value names an entry. */
export const recordsNamedBy = (schema: z.ZodType): Records | undefined => references.get(schema)?.records;

/** The name of another entry, which `formerly` lets an environment rename: every property that holds one is such a schema. */
export function named<S extends z.ZodType>(records: Records, schema: S): S {
  const own = schema.clone();
  references.add(own, { records });
  return own;
}

/** Name of an entry in one of an environment's records. */
export const entryOf = (...records: readonly string[]) => named(() => records.map((record) => [record]), identifier);

/** Name of one of the cluster's node pools. */
export const poolName = named(() => [['cluster', 'nodePools']], nonEmpty);

/** Name of an entry of a record of the same construct or add-on: a Kafka user's topic. */
export const entryBeside = <S extends z.ZodType>(record: string, schema: S): S =>
  named((path) => [[...path.slice(0, 2), record]], schema);

/** A record of the entry that the property beside this one names: a topic of `cluster`. */
export const entryOfSibling = <S extends z.ZodType>(sibling: string, records: string, record: string, schema: S): S =>
  named((path, environment) => {
    const owner = [...path.slice(0, -1), sibling].reduce<unknown>(
      (value, key) => (value as PlainObject)[key],
      environment,
    );
    return [[records, String(owner), record]];
  }, schema);

const former = <S extends z.ZodType>(name: S) => z.array(name).min(1);

/**
 * What every entry has that is something of its own in a cloud or a cluster.
 * @param name what the record takes as a name
 */
export const entry = <S extends z.ZodType<string> = typeof identifier>(name: S = identifier as unknown as S) => ({
  /**
   * Names that the entry had before, the oldest first. It keeps the first one in the cloud and in the cluster, where a new
   * name would replace it, and moves to its present name in Terraform's state.
   * @default - none
   */
  formerly: former(name).optional(),
});
