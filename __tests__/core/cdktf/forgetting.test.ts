/** What is forgotten with a stack: the tokens that were made for it, and no others. */
import { Lazy, Token, Tokenization } from 'cdktf';

import { forgettingTokens } from '../../../core/cdktf/fast-tokens';
import { fingerprint } from '../../../core/cdktf/fingerprint';

const token = (): string => Token.asString(Lazy.stringValue({ produce: () => 'value' }));

it('tokens are forgotten with the code that made them, also when it throws', () => {
  const before = token();
  let inside = '';
  const code = () => {
    inside = token();
    expect(Tokenization.reverse(before)).toHaveLength(1);
    expect(Tokenization.reverse(inside)).toHaveLength(1);
    throw new Error('no');
  };
  expect(() => forgettingTokens(code)).toThrow('no');
  expect(Tokenization.reverse(before)).toHaveLength(1);
  expect(() => Tokenization.reverse(inside)).toThrow(/token/i);
});

describe('a fingerprint', () => {
  it('tells data apart', () => {
    const values = [{}, { a: 1 }, { a: '1' }, { a: undefined }, { a: null }, { a: [1] }, { b: 1 }, { a: 1, b: 1 }];
    expect(new Set(values.map(fingerprint)).size).toBe(values.length);
    expect(fingerprint({ a: 1 })).toBe(fingerprint({ a: 1 }));
    expect(fingerprint({ url: 'https://one+two', size: 1e9 })).toBeDefined();
  });

  it.each([
    ['code', () => undefined],
    ['a token', token()],
    ['a number that stands for a token', Token.asNumber(Lazy.numberValue({ produce: () => 1 }))],
    ['a list that stands for a token', Token.asList(Lazy.listValue({ produce: () => [] }))],
    ['an object of a class', Lazy.anyValue({ produce: () => 1 })],
    ['a map with keys of its own', new Map()],
  ])('%s has none', (_, value) => {
    expect(fingerprint({ a: [{ b: value }] })).toBeUndefined();
  });
});
