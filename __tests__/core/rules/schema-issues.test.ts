/** Messages of the schema for users: the allowed values and the given one. */
import { z } from 'zod';

import { describeIssues } from '../../../core/rules/schema-issues';

const schema = z.strictObject({
  size: z.union([
    z.enum(['small', 'large']),
    z.strictObject({ vcpu: z.int().min(1).max(8), memory: z.int() }),
    z.strictObject({ sku: z.string() }),
  ]),
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('local') }),
    z.strictObject({ kind: z.literal('s3'), bucket: z.string().optional() }),
  ]),
});

function issuesOf(change: object): string[] {
  const { error } = schema.safeParse({ size: 'small', state: { kind: 'local' }, ...change }, { reportInput: true });
  return describeIssues(error!, schema).map(({ path, code, message }) => `${path.join('.')} ${message} [${code}]`);
}

describe('a union', () => {
  it('that fails as a whole lists what every branch allows', () => {
    expect(issuesOf({ size: 5 })).toEqual(['size must be "small", "large", or an object, got 5 [type]']);
  });

  it('that fails inside one branch is described by that branch', () => {
    expect(issuesOf({ size: { vcpu: 9, memory: 1 } })).toEqual(['size.vcpu must be at most 8, got 9 [range]']);
  });

  it('that fails inside several is described by the one with the fewest unknown properties', () => {
    expect(issuesOf({ size: { sku: 'x', vcpus: 4 } })).toEqual([
      'size.vcpus is not a known property. Did you mean "vcpu"? [unknown-property]',
    ]);
  });

  it('says where a property belongs that another branch has', () => {
    expect(issuesOf({ state: { kind: 'local', bucket: 'x' } })).toEqual([
      'state.bucket requires kind "s3" [unknown-property]',
    ]);
    expect(issuesOf({ size: { sku: 'x', vcpu: 4 } })).toEqual([
      'size.vcpu does not go with the other properties that are given [unknown-property]',
    ]);
  });

  it('told apart by one property lists its values', () => {
    expect(issuesOf({ state: { kind: 'ftp' } })).toEqual(['state.kind must be "local" or "s3", got "ftp" [choice]']);
    expect(issuesOf({ state: {} })).toEqual(['state.kind is required ("local" or "s3") [choice]']);
  });
});
