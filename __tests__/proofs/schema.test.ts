/** The JSON schema, by a validator of its own, says the same of an environment as the schema that it is printed from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load } from '../../app/load/load';
import { plan } from '../../app/plan/plan';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { describeProblem } from '../../core/rules/problem';
import { providers } from '../../providers';
import { exampleOf } from '../../scripts/docs/pages';
import { designs } from '../helpers/designs';
import { targets, whole, wholeWith } from '../helpers/environments';
import { everything } from '../helpers/everything';
import { jsonSchema, refusals, SCHEMA_FILE } from '../helpers/json-schema';
import { shopWith } from '../helpers/shop';
import { problemsOf } from '../helpers/synth';

const ROOT = join(__dirname, '../..');
const known: Record<string, EnvironmentInput> = {
  ...designs,
  whole,
  everything,
  shop: shopWith(),
  'the example of the README': exampleOf(readFileSync(join(ROOT, 'README.md'), 'utf8')),
};

describe('the schema accepts', () => {
  it.each(Object.entries(known))('%s', (_, input) => {
    expect(refusals(input)).toEqual([]);
  });

  it('a list, and the path of itself', () => {
    expect(refusals([whole, { $schema: '../schema.json', ...whole }])).toEqual([]);
  });

  it('differences: parts, and null for what is removed', () => {
    const azurerm = {
      caches: { redis: { size: 'small', maintenanceWindow: null } },
      cluster: null,
      tags: { Team: null },
    };
    expect(refusals({ ...whole, differences: { azurerm } })).toEqual([]);
  });
});

/** Mistakes, as changes of a valid environment. */
const mistakes: Record<string, object> = {
  'an unknown property': { databasse: {} },
  'an unknown property of a construct': { caches: { redis: { sise: 'small' } } },
  'a property that is missing': { costCenter: null },
  'a missing property of a construct': { databases: { postgres: { owner: null } } },
  'no target': { targets: { aws: null, google: null, azurerm: null } },
  'a name that no cloud takes': { system: 'My_Shop' },
  'the name of a construct': { caches: { Redis: whole.caches!.redis } },
  'an account with letters': { targets: { aws: { account: '12345678901x' } } },
  'a version without quotes': { cluster: { version: 1.35 } },
  'a range that is none': { network: { cidr: '10.0.0.0' } },
  'a number that is too small': { databases: { postgres: { storage: { sizeGiB: 1 } } } },
  'a word that is none of the choices': { network: { nat: 'many' } },
  'no pool': { cluster: { nodePools: { main: null } } },
  'a kind of state that there is not': { state: { kind: 'ftp' } },
  'a property of another kind of state': { state: { kind: 'gcs', bucket: 'states', region: 'eu' } },
  'an add-on with nothing': { addons: { reloader: false } },
  'an override that is no object': { caches: { redis: { overrides: 'large' } } },
};

describe('the schema refuses, like the one that it is printed from,', () => {
  it.each(Object.entries(mistakes))('%s', (_, change) => {
    const input = wholeWith(change);
    expect(problemsOf(input)).not.toEqual([]);
    expect(refusals(input)).not.toEqual([]);
  });

  it.each([
    [{ google: { network: { nat: 'many' } } }],
    [{ google: { system: 'other' } }],
    [{ oracle: {} }],
    [{ google: { databases: { postgres: { overrides: null, sise: 1 } } } }],
  ])('in a difference, %j', (differences) => {
    expect(refusals({ ...whole, differences })).not.toEqual([]);
  });

  it.each([[[]], ['a text'], [null]])('%j', (value) => {
    expect(refusals(value)).not.toEqual([]);
  });
});

describe('the schema says', () => {
  const { environment, difference } = jsonSchema.$defs;
  const { properties } = environment;

  it('meaning, unit, range and default of a property', () => {
    expect(properties.databases.additionalProperties).toMatchObject({ title: 'ManagedPostgres' });
    expect(properties.cluster.anyOf[0].properties.nodePools.additionalProperties.properties.diskGiB).toEqual({
      description: "Size of each node's disk, in GiB.",
      type: 'integer',
      minimum: 20,
      maximum: 4096,
      default: 50,
    });
    expect(properties.targets.properties.aws.properties.zones.description).toMatch(
      / Default: the first available ones/,
    );
  });

  it('of each kind of state its own meaning', () => {
    const kinds = properties.state.oneOf.map((kind: typeof jsonSchema) => kind.properties.kind);
    expect(new Set(kinds.map(({ description }: typeof jsonSchema) => description)).size).toBe(kinds.length);
    expect(kinds[1]).toMatchObject({ const: 's3', description: 'A bucket of Amazon S3.' });
  });

  it('examples that it accepts', () => {
    const { examples } = properties.cluster.anyOf[0].properties.nodePools;
    expect(refusals(wholeWith({ cluster: { nodePools: examples[0] } }))).toEqual([]);
  });

  it('nothing of what only a program can give', () => {
    expect(Object.keys(properties)).not.toContain('extend');
    expect(Object.keys(difference.properties)).not.toContain('extend');
  });

  it('every top-level property in words', () => {
    const silent = Object.entries<typeof jsonSchema>(properties).filter(([, { description }]) => !description);
    expect(silent).toEqual([]);
  });
});

describe('the example in YAML', () => {
  const EXAMPLE = 'docs/examples/shop.yaml';
  const loaded = load([EXAMPLE], { load: () => Promise.reject(new Error('is no module')) }, ROOT);

  it('is accepted by the schema that it names', async () => {
    const { sources } = await loaded;
    expect(sources.flatMap(({ input }) => refusals(input))).toEqual([]);
    const [, path] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(join(ROOT, EXAMPLE), 'utf8'))!;
    expect(join(EXAMPLE, '..', path!)).toBe(SCHEMA_FILE);
  });

  it('plans on three clouds without problems and warnings', async () => {
    const { sources, problems } = await loaded;
    const inputs = sources.map(({ input }) => input);
    const planned = plan(inputs, providers, { origins: new Map(sources.map(({ input, origin }) => [input, origin])) });
    expect([...problems, ...planned.problems, ...planned.warnings].map(describeProblem)).toEqual([]);
    const clouds = Object.keys(targets);
    expect(planned.plans.map(({ stacks }) => stacks.infrastructure)).toEqual(
      ['staging', 'production'].flatMap((name) => clouds.map((cloud) => `shop-${name}-${cloud}`)),
    );
  });

  it('tells the line where a mistake is written', async () => {
    const { sources } = await loaded;
    const [, { input, origin }] = sources as [unknown, (typeof sources)[number]];
    const wrong = patch(input, { databases: { orders: { version: '1' } } }) as EnvironmentInput;
    const { problems } = plan([wrong], providers, { origins: new Map([[wrong, origin]]) });
    const lines = readFileSync(join(ROOT, EXAMPLE), 'utf8').split('\n');
    const first = lines.findIndex((line) => line.includes("version: '17'")) + 1;
    expect(new Set(problems.map(({ at }) => at?.line))).toEqual(new Set([first]));
  });
});
