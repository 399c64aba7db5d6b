/** What to do when a store alone is lost, or what it holds is wrong. */
import type { Action, Known, Step } from '../known';
import { byWays, say, type Store, storesIn, waysOf } from './stores';

const RECORDS = [
  'databases',
  'objectStores',
  'clickHouseClusters',
  'kafkaClusters',
  'searchClusters',
  'caches',
] as const;

export const storesLost = (known: Known): Step[] => [
  ...storesIn(known, ...RECORDS).map((store) => ({ title: store.path, actions: actionsFor(known, store) })),
  ...known.ways
    .filter(({ store, lost }) => store.kind === 'cluster' && lost === 'store')
    .map((way) => ({ title: `addons.velero.schedules.${way.store.name}`, actions: byWays([way]) })),
];

/** A bucket that is gone comes back from its copy, too. */
function actionsFor(known: Known, store: Store): Action[] {
  const ways = [...waysOf(known, store, 'store'), ...(store.kind === 'bucket' ? waysOf(known, store, 'region') : [])];
  if (ways.length > 0) return byWays(ways);
  return say(store.kind === 'cache' ? 'It starts empty.' : 'It is lost: there is no copy of it, and no backup.');
}
