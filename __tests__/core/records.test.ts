import { compact, mapValues, soleOf } from '../../core/records';

it('mapValues keeps the keys and their order', () => {
  expect(Object.entries(mapValues({ b: 1, a: 2 }, (id, value) => `${id}${value}`))).toEqual([
    ['b', 'b1'],
    ['a', 'a2'],
  ]);
});

it('compact drops undefined and false, and nothing else', () => {
  expect(compact([0, '', undefined, null, false, 'a'])).toEqual([0, '', null, 'a']);
});

it('soleOf answers only for lists of one entry', () => {
  expect([soleOf([]), soleOf(['a']), soleOf(['a', 'b'])]).toEqual([undefined, 'a', undefined]);
});
