/** Environments that modules export. */
import { foundIn, loadFiles } from '../../helpers/files';

const NEEDED = 'an environment is an object with system, environment, targets, costCenter and network';
const one = (environment: string): string => `{ system: 'shop', environment: '${environment}', targets: {} }`;

describe('a module', () => {
  it.each([
    ['a named export', `export const dev = ${one('dev')};`, ['dev']],
    ['the default export', `export default ${one('dev')};`, ['dev']],
    ['a list', `export const environments = [${one('dev')}, ${one('test')}];`, ['dev', 'test']],
    ['a list by default', `export default [${one('dev')}];`, ['dev']],
    ['a list that is empty on purpose', 'export const environments = [];', []],
    [
      'an object under two names',
      `export const dev = ${one('dev')}; export default dev; export const all = [dev];`,
      ['dev'],
    ],
    ['module.exports', `module.exports = ${one('dev')};`, ['dev']],
    ['a list in module.exports', `module.exports = [${one('dev')}];`, ['dev']],
    [
      'environments beside their parts and functions',
      `export const targets = { aws: {} }; export const regions = ['a']; export const make = () => 1; export const none = null;
       export const dev = ${one('dev')};`,
      ['dev'],
    ],
    ['an environment with mistakes', `export const dev = { environment: 'dev', sytem: 'shop' };`, ['dev']],
  ])('holds %s', async (_, text, names) => {
    const loaded = await loadFiles({ 'shop.ts': text });
    expect(loaded.said).toEqual([]);
    expect(foundIn(loaded)).toEqual(names.map((name) => `shop.ts: ${name}`));
  });

  it('that two files export counts once', async () => {
    const loaded = await loadFiles({ 'a.ts': `export const dev = ${one('dev')};`, 'b.ts': "export * from './a';" });
    expect(foundIn(loaded)).toEqual(['a.ts: dev']);
  });

  it.each([
    [
      'without an environment',
      'export const targets = { aws: {} }; export const make = () => ({});',
      `shop.ts: exports no environment and no list of environments: ${NEEDED} [source/none]`,
    ],
    [
      'with a list that has another entry',
      `const { dev } = {} as any; export const environments = [${one('test')}, dev];`,
      `shop.ts: exports the list environments, whose entry 2 is no environment: ${NEEDED} [source/entry]`,
    ],
    [
      'that throws',
      'export const dev = (() => { throw new Error("cannot read the price list"); })();',
      'shop.ts: cannot read the price list [source/module]',
    ],
    ['that throws no error', 'throw "a fit";', 'shop.ts: throws a fit [source/module]'],
  ])('%s is a problem', async (_, text, message) => {
    expect((await loadFiles({ 'shop.ts': text })).said).toEqual([message]);
  });
});

it('a module with an empty list is none: it will hold environments one day', async () => {
  const { said } = await loadFiles({ 'shop.ts': 'export const environments = [];' });
  expect(said).toEqual([]);
});
