/** What `jsonencode` was given, read back. */
import { Fn, TerraformStack, Testing, Token } from 'cdktf';

import { jsonencode } from '../../../core/cdktf/escape';
import { decoded } from '../../../core/rights/literal';

function roundTrip(value: unknown): unknown {
  const stack = new TerraformStack(Testing.app(), 'stack');
  stack.addOverride('locals.policy', jsonencode(value));
  const { locals } = JSON.parse(Testing.synth(stack)) as { readonly locals: { readonly policy: string } };
  return decoded(locals.policy);
}

it.each<[string, unknown]>([
  ['a policy', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:Get*'], Resource: '*' }] }],
  ['what is empty', { list: [], record: {}, text: '' }],
  ['numbers and words', { count: 3, part: -1.5, yes: true, no: false, nothing: null }],
  ['quotes, commas and brackets in texts', { a: 'say "x", [y] = {z}', 'a, "b"': 'back\\slash', lines: 'one\ntwo' }],
  ['texts that look like words', { a: 'true', b: '3', c: 'null' }],
])('reads %s', (_, value) => {
  expect(roundTrip(value)).toEqual(value);
});

it('keeps expressions, alone and in texts', () => {
  const arn = Token.asString(Fn.element(['a', 'b'], 1));
  expect(roundTrip({ one: arn, list: [`${arn}/*`, arn], after: 'x' })).toEqual({
    one: '${element(["a", "b"], 1)}',
    list: ['${element(["a", "b"], 1)}/*', '${element(["a", "b"], 1)}'],
    after: 'x',
  });
});

it.each(['${jsondecode("{}")}', 'text', '', undefined, 3])('finds nothing in %s', (text) => {
  expect(decoded(text)).toBeUndefined();
});
