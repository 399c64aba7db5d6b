/** Looks up schemas and keys at a path of a schema. */
import { z } from 'zod';

/** The schemas of the values at a path: one per alternative, none where the path leads nowhere. */
export const schemasAt = (schema: z.ZodType, path: readonly string[]): z.ZodType[] =>
  path.reduce((schemas, key) => schemas.flatMap((inner) => inside(inner, key)), [schema]);

/** The names of the properties that an object at a path may have, sorted; none where the path leads to no object. */
export function keysAt(schema: z.ZodType, path: readonly string[]): string[] {
  const objects = schemasAt(schema, path).flatMap(alternatives);
  return [...new Set(objects.flatMap(keysOf))].sort();
}

/** Properties that tell apart the alternatives that have a property, as `strategy "canary"`. */
export function kindsWith(schema: z.ZodType, path: readonly string[], key: string): string[] {
  const objects = schemasAt(schema, path)
    .flatMap(alternatives)
    .filter((inner) => inner instanceof z.ZodObject);
  return objects
    .filter(({ shape }) => key in shape)
    .flatMap(({ shape }) =>
      Object.entries(shape).flatMap(([name, inner]) =>
        inner instanceof z.ZodLiteral
          ? [`${name} ${[...inner.values].map((one) => JSON.stringify(one)).join(' or ')}`]
          : [],
      ),
    );
}

/** The schemas of the value of a key: one per alternative, none if there is no such key. */
export const inside = (schema: z.ZodType, key: string): z.ZodType[] =>
  alternatives(schema).flatMap((inner) => {
    if (inner instanceof z.ZodObject) return key in inner.shape ? [inner.shape[key] as z.ZodType] : [];
    if (inner instanceof z.ZodRecord) return [inner.valueType as z.ZodType];
    if (inner instanceof z.ZodArray) return [inner.element as z.ZodType];
    return [];
  });

/** The members of unions, behind wrappers that only say whether a value is given or what becomes of it. */
export function alternatives(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => alternatives(option as z.ZodType));
  if (schema instanceof z.ZodPipe) return alternatives(schema.in as z.ZodType);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  )
    return alternatives(schema.unwrap() as z.ZodType);
  return [schema];
}

const keysOf = (schema: z.ZodType): string[] => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);
