/** The JSON schema of environments, and what a validator of its own says by it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv from 'ajv/dist/2020';

export const SCHEMA_FILE = 'schema/environment.schema.json';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const jsonSchema: any = JSON.parse(readFileSync(join(__dirname, '../..', SCHEMA_FILE), 'utf8'));

/** Formats of JSON schema: for editors, which may check them. */
const formats = { email: true, hostname: true, uri: true } as const;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: true, formats }).compile(jsonSchema);

/** What the validator says of an environment in a file of JSON, where there is no `undefined`. */
export function refusals(input: unknown): string[] {
  validate(JSON.parse(JSON.stringify(input)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
