/** `schema`: the JSON schema of environments. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Answer, Context } from './command';

/** Where the package keeps it. */
export const SCHEMA_FILE = 'schema/environment.schema.json';

export function schema({ root }: Context): Answer {
  const text = readFileSync(join(root, SCHEMA_FILE), 'utf8').trimEnd();
  return { text: [text], data: JSON.parse(text) as object };
}
