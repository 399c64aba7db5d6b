import * as fc from 'fast-check';

import { keyMoves, type Place } from '../../core/protection';

const text = ({ kept, key }: Place): string => `${kept ? 'protected' : 'unprotected'} ${key}`;

/** Where Terraform puts what the state has at a place. */
function follow(moves: ReturnType<typeof keyMoves>, start: Place): Place {
  const next = moves.find(({ from }) => text(from) === text(start));
  return next ? follow(moves, next.to) : start;
}

describe('moves of a key', () => {
  it('follow protection', () => {
    expect(keyMoves('a', [], true)).toEqual([{ from: { kept: false, key: 'a' }, to: { kept: true, key: 'a' } }]);
    expect(keyMoves('a', [], false)).toEqual([{ from: { kept: true, key: 'a' }, to: { kept: false, key: 'a' } }]);
  });

  it('lead from every former place to the one of today, with one move to each', () => {
    const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 });
    fc.assert(
      fc.property(keys, fc.boolean(), ([key = '', ...formerKeys], isProtected) => {
        const moves = keyMoves(key, formerKeys, isProtected);
        for (const former of [key, ...formerKeys])
          for (const kept of [true, false])
            expect(follow(moves, { kept, key: former })).toEqual({ kept: isProtected, key });
        for (const end of ['from', 'to'] as const)
          expect(new Set(moves.map((move) => text(move[end]))).size).toBe(moves.length);
      }),
    );
  });
});
