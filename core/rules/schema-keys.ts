/** What a schema knows at a path: the names of the properties that an object there may have. */
import { z } from 'zod';

/** Sorted; none where the path leads to no object. */
export function keysAt(schema: z.ZodType, path: readonly string[]): string[] {
  const inner = path.reduce<readonly z.ZodType[]>((schemas, key) => schemas.flatMap((one) => step(one, key)), [schema]);
  return [...new Set(inner.flatMap((one) => alternatives(one).flatMap(keysOf)))].sort();
}

const step = (schema: z.ZodType, key: string): z.ZodType[] =>
  alternatives(schema).flatMap((one) => {
    if (one instanceof z.ZodObject) return key in one.shape ? [one.shape[key] as z.ZodType] : [];
    if (one instanceof z.ZodRecord) return [one.valueType as z.ZodType];
    if (one instanceof z.ZodArray) return [one.element as z.ZodType];
    return [];
  });

/** What a schema may stand for, without what only says whether or when it is given. */
function alternatives(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => alternatives(one as z.ZodType));
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
