/** Sorting by what comes after what. */
import { inOrder } from '../../core/order';

const sorted = (after: Readonly<Record<string, readonly string[]>>): string =>
  inOrder(
    Object.keys(after),
    (id) => id,
    (id) => after[id] ?? [],
  ).join('');

it.each([
  ['keeps the order where nothing comes after anything', { b: [], a: [], c: [] }, 'bac'],
  ['moves only what it must', { a: ['c'], b: [], c: [] }, 'cab'],
  ['follows indirectly', { a: ['b'], b: ['c'], c: [] }, 'cba'],
  ['ignores unknown names', { a: ['x'], b: [] }, 'ab'],
  ['ends in a circle', { a: ['b'], b: ['a'] }, 'ba'],
])('%s', (_, after, order) => {
  expect(sorted(after as Record<string, string[]>)).toBe(order);
});
