/** The JSON schema of an environment, for editors: from zod, with the doc comments of the sources. */
import { runInNewContext } from 'node:vm';

import { z } from 'zod';

import { ADDONS } from '../../constructs/addons';
import { environmentSchema } from '../../constructs/environment/schema';
import { CONSTRUCTS } from '../../constructs/registry';
import { isPlain } from '../../core/patch';
import { mapValues } from '../../core/records';
import { CLOUD_NAMES } from '../../core/words/clouds';
import { environmentProperties } from './environment';
import { membersOfInterface, placesOf, type Property } from './properties';

type Json = z.core.JSONSchema.BaseSchema;

/** Properties that only a program can give. */
const CODE_ONLY = ['extend'];

/** Formats that JSON schema defines. */
const FORMATS: readonly unknown[] = ['email', 'hostname', 'uri'];

/** Properties that one cloud's differences cannot change. */
const SAME_EVERYWHERE = ['targets', 'system', 'environment'];

/** The schema's file. A file of environments holds one of them or a list. */
export function jsonSchemaFile(): string {
  const environment = environmentJson();
  const difference = patchOf({ ...environment, properties: without(environment.properties, SAME_EVERYWHERE) });
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Environments of Triptych',
    if: { type: 'array' },
    then: { type: 'array', minItems: 1, items: { $ref: '#/$defs/environment' } },
    else: { $ref: '#/$defs/environment' },
    $defs: {
      environment: {
        title: 'Environment',
        ...environment,
        properties: {
          $schema: { type: 'string', description: 'Path of this schema, for editors.' },
          ...environment.properties,
          differences: differencesJson(),
        },
      },
      difference: { title: 'Differences', ...difference },
    },
  };
  return `${JSON.stringify(schema, null, 1)}\n`;
}

function environmentJson(): Json {
  const { $schema: _, ...json } = z.toJSONSchema(environmentSchema, {
    io: 'input',
    // What zod checks by a function is refined below, or stays open.
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodCustom) jsonSchema.type = 'object';
      // Formats of zod's own have a pattern too.
      if (!FORMATS.includes(jsonSchema.format)) delete jsonSchema.format;
      for (const limit of ['minimum', 'maximum'] as const)
        if (Math.abs(jsonSchema[limit] ?? 0) === Number.MAX_SAFE_INTEGER) delete jsonSchema[limit];
    },
  });
  const properties = without(json.properties, CODE_ONLY);
  return described({ ...json, properties }, '', new Map(documented().map((property) => [property.place, property])));
}

const without = (properties: Json['properties'] = {}, keys: readonly string[]): NonNullable<Json['properties']> =>
  Object.fromEntries(Object.entries(properties).filter(([key]) => !keys.includes(key)));

const differencesJson = () => ({
  description: environmentProperties().find(({ path }) => path === 'differences')?.comment,
  type: 'object',
  properties: Object.fromEntries(CLOUD_NAMES.map((cloud) => [cloud, { $ref: '#/$defs/difference' }])),
  additionalProperties: false,
});

const ENVIRONMENT = 'constructs/environment/schema';

/** The documented properties of an environment, with those of add-ons, whose schemas are put together by a function. */
const documented = (): Property[] => [
  ...placesOf(ENVIRONMENT, 'environmentSchema'),
  ...membersOfInterface(ENVIRONMENT, 'EnvironmentInput'),
  ...Object.entries(ADDONS).flatMap(([key, { id }]) =>
    placesOf(`constructs/addons/${id}/schema`, `${key}Schema`).map((property) => ({
      ...property,
      place: `addons.${key}.${property.place}`,
    })),
  ),
];

/** Names of constructs and add-ons, by their place. */
const TITLES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.values(CONSTRUCTS).map(({ at, named, title }) => [named ? `${at}.*` : at, title])),
  ...Object.fromEntries(Object.entries(ADDONS).map(([key, { title }]) => [`addons.${key}`, title])),
};

/** A schema with the titles, descriptions and examples of its properties. */
function described(json: Json, place: string, docs: ReadonlyMap<string, Property>): Json {
  const inner = (value: unknown, key: string) => described(value as Json, place ? `${place}.${key}` : key, docs);
  const branch = (value: unknown, index: number) => described(value as Json, `${place}|${index}`, docs);
  const property = docs.get(place);
  const title = TITLES[place];
  return {
    ...(title !== undefined && { title }),
    ...(property && { description: descriptionOf(property) }),
    ...json,
    ...(property?.example !== undefined && { examples: [valueOf(property.example)] }),
    ...(json.properties && { properties: mapValues(json.properties, (key, value) => inner(value, key)) }),
    ...(isPlain(json.additionalProperties) && { additionalProperties: inner(json.additionalProperties, '*') }),
    ...(isPlain(json.items) && { items: inner(json.items, '*') }),
    ...(json.anyOf && { anyOf: json.anyOf.map(branch) }),
    ...(json.oneOf && { oneOf: json.oneOf.map(branch) }),
  };
}

/** The doc comment, and the default where no value says it. */
function descriptionOf({ comment, documented: fallback, literal }: Property): string {
  const text = comment.replace(/\s+/g, ' ').trim();
  const said = fallback?.replace(/\s+/g, ' ').replace(/^- /, '');
  return said === undefined || said === 'none' || literal !== undefined ? text : `${text} Default: ${said}.`;
}

/** The value of `lifecycle: { … }`. */
const valueOf = (example: string): unknown => Object.values(runInNewContext(`({ ${example} })`) as object)[0];

/** The schema of a merge patch: nothing is required, every property may be `null`, lists are replaced. */
function patchOf({ required: _, default: __, ...json }: Json): Json {
  const part = (value: unknown) => orNull(patchOf(value as Json));
  const { oneOf, anyOf = oneOf, ...rest } = json;
  return {
    ...rest,
    ...(json.properties && { properties: mapValues(json.properties, (_key, value) => part(value)) }),
    ...(isPlain(json.additionalProperties) && { additionalProperties: part(json.additionalProperties) }),
    ...(anyOf && { anyOf: anyOf.map((value) => patchOf(value)) }),
  };
}

function orNull(json: Json): Json {
  const { type, enum: values, const: value, anyOf } = json;
  if (anyOf) return { ...json, anyOf: [...anyOf, { type: 'null' }] };
  if (type === undefined) return json;
  const { const: _, ...rest } = json;
  const allowed = values ?? (value === undefined ? undefined : [value]);
  return { ...rest, type: [type, 'null'].flat(), ...(allowed && { enum: [...allowed, null] }) } as unknown as Json;
}
