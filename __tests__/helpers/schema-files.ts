/** Every schema of the constructs, with the properties that its source documents. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { propertiesOf, type Property } from '../../scripts/docs/properties';

const ROOT = join(__dirname, '..', '..');

export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Files with an ending below a folder, by their path from the project's root. */
export const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path, ending);
    return path.endsWith(ending) ? [path] : [];
  });

export interface DocumentedProperty extends Property {
  /** File and name of the schema, for test titles. */
  readonly owner: string;
  readonly schema: z.ZodType;
}

/** The documented properties of every schema that a `schema.ts` of `constructs/` exports. */
export const documentedProperties = (): DocumentedProperty[] =>
  filesBelow('constructs', '/schema.ts').flatMap((file) => {
    const exported = jest.requireActual<Record<string, unknown>>(join(ROOT, file));
    return Object.entries(exported).flatMap(([name, schema]) =>
      schema instanceof z.ZodType
        ? propertiesOf(file.replace(/\.ts$/, ''), name).map((property) => ({
            ...property,
            owner: `${file} ${name}`,
            schema,
          }))
        : [],
    );
  });
