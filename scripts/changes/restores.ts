/** Changes of what a database begins with. */
import { onEach, type TypesByCloud, UNPROTECTED } from './life';
import { goes, KEPT, NOTHING, refused, type Row, type Topology } from './matrix';

const RESTORED = { restore: { from: 'orders', at: '2026-05-31T06:30:00Z' } } as const;
const EARLIER = { restore: { from: 'orders', at: '2026-05-30T06:30:00Z' } } as const;

/**
 * @param orders the first server
 * @param holds types of what holds its data
 */
export function restores(orders: NonNullable<Topology['databases']>[string], holds: TypesByCloud): Record<string, Row> {
  /** A second server that begins as the first one was, or empty. */
  const beside = (change: object = {}): Topology => ({ databases: { orders, again: { ...orders, ...change } } });
  return {
    'restored beside the first': { before: { databases: { orders } }, after: beside(RESTORED), expected: KEPT },
    'restored, and done': { before: beside(RESTORED), after: beside({ restore: 'done' }), expected: KEPT },
    'restored, first removed': {
      before: { databases: { orders: { ...orders, ...UNPROTECTED }, again: { ...orders, ...RESTORED } } },
      after: { databases: { again: { ...orders, restore: 'done' } } },
      expected: onEach((cloud) => goes(holds[cloud])),
    },
    'restored, both renamed': {
      before: beside(RESTORED),
      after: {
        databases: {
          sales: { ...orders, formerly: ['orders'] },
          once: { ...orders, formerly: ['again'], restore: { ...RESTORED.restore, from: 'sales' } },
        },
      },
      expected: NOTHING,
    },
    'restored to another moment': {
      before: beside(RESTORED),
      after: beside(EARLIER),
      expected: refused('terraform_data.fixed'),
    },
    'restored over what is there': {
      before: beside(),
      after: beside(RESTORED),
      expected: refused('terraform_data.fixed'),
    },
    'restored over unprotected': {
      before: beside(UNPROTECTED),
      after: beside({ ...RESTORED, ...UNPROTECTED }),
      expected: refused('terraform_data.fixed'),
    },
    'restore left out': {
      before: beside({ ...RESTORED, ...UNPROTECTED }),
      after: beside(UNPROTECTED),
      expected: refused('terraform_data.fixed'),
    },
  };
}
