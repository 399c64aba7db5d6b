import { z } from 'zod';

import { keysAt, schemasAt } from '../../../core/rules/schema-keys';

const schema = z.strictObject({
  size: z.union([z.enum(['small']), z.strictObject({ vcpu: z.int(), memory: z.int() })]),
  pools: z.record(z.string(), z.strictObject({ min: z.int() })).default({}),
  logs: z.union([z.literal(false), z.strictObject({ days: z.int().default(7) })]).prefault({}),
  cors: z.array(z.strictObject({ origins: z.array(z.string()) })).optional(),
  store: z.strictObject({ versioning: z.boolean() }).transform(({ versioning }) => ({ versioning, derived: true })),
});

describe('keysAt', () => {
  it.each<[path: string, keys: string[]]>([
    ['', ['cors', 'logs', 'pools', 'size', 'store']],
    ['size', ['memory', 'vcpu']],
    ['pools', []],
    ['pools.main', ['min']],
    ['logs', ['days']],
    ['logs.days', []],
    ['cors.0', ['origins']],
    ['store', ['versioning']],
    ['nowhere.at.all', []],
  ])('at "%s" are %j', (path, keys) => {
    expect(keysAt(schema, path === '' ? [] : path.split('.'))).toEqual(keys);
  });
});

describe('schemasAt', () => {
  it('are those of the values at a path, with their defaults', () => {
    const [days, ...others] = schemasAt(schema, ['logs', 'days']);
    expect(others).toEqual([]);
    expect(days!.parse(undefined)).toBe(7);
  });
});
