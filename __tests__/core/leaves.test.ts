import { leavesOf } from '../../core/leaves';

describe('the leaves of a value', () => {
  it('are everything but objects and lists of objects, with their paths', () => {
    const value = { size: 'large', zones: ['a', 'b'], pools: [{ min: 1 }, { min: 2 }], storage: { sizeGiB: 10 } };
    expect(leavesOf(value, ['db'])).toEqual([
      { path: ['db', 'size'], value: 'large' },
      { path: ['db', 'zones'], value: ['a', 'b'] },
      { path: ['db', 'pools', '0', 'min'], value: 1 },
      { path: ['db', 'pools', '1', 'min'], value: 2 },
      { path: ['db', 'storage', 'sizeGiB'], value: 10 },
    ]);
  });

  it('hold empty objects and lists, false and null, but nothing undefined', () => {
    expect(leavesOf({ labels: {}, taints: [], spot: false, gone: null, absent: undefined })).toEqual([
      { path: ['labels'], value: {} },
      { path: ['taints'], value: [] },
      { path: ['spot'], value: false },
      { path: ['gone'], value: null },
    ]);
  });
});
