/** Stores of an environment, as runbooks call them. */
import { nameInCluster } from '../../../core/names-in-cluster';
import type { Way } from '../../../core/operations/way';
import { firstLower } from '../../../core/text';
import type { Action, Known } from '../known';

export interface Store {
  /** Path in the environment: `databases.orders`. */
  readonly path: string;
  readonly id: string;
  readonly kind: Way['store']['kind'] | undefined;
  /** Its name among the ways back. */
  readonly name: string;
}

/** Records of the environment, with the kinds of their ways back. */
const KINDS = {
  databases: 'database',
  objectStores: 'bucket',
  caches: 'cache',
  clickHouseClusters: 'ClickHouse',
  kafkaClusters: undefined,
  searchClusters: 'OpenSearch',
} as const;

type StoreRecord = keyof typeof KINDS;

const IN_CLUSTER: readonly StoreRecord[] = ['clickHouseClusters', 'searchClusters'];

export const storesIn = ({ plan: { environment } }: Known, ...records: readonly StoreRecord[]): Store[] =>
  records.flatMap((record) =>
    Object.keys(environment[record]).map((id) => ({
      path: `${record}.${id}`,
      id,
      kind: KINDS[record],
      name: IN_CLUSTER.includes(record) ? nameInCluster(environment, id) : id,
    })),
  );

/** The ways back of a store, the best first. */
export const waysOf = ({ ways }: Known, { kind, name }: Store, lost: Way['lost']): Way[] =>
  ways.filter((way) => way.lost === lost && way.store.kind === kind && way.store.name === name);

/** What is done by the ways back of a store; each is for when the one before fails. */
export const byWays = (ways: readonly Way[], path?: string): Action[] =>
  ways.flatMap((way, index) => {
    const start = index > 0 ? 'If that fails' : path;
    const says = `${start === undefined ? way.does : `${start}: ${firstLower(way.does)}`}.`;
    return [
      { says, lines: way.commands },
      ...(way.restore === undefined
        ? []
        : [{ says: 'What is made of it has:', lines: [`restore: ${way.restore}`, ...(way.also ?? [])] }]),
      ...(way.byHand ? [{ says: 'By hand instead:', lines: way.byHand }] : []),
    ];
  });

/** What has nothing but to be said. */
export const say = (...sentences: readonly string[]): Action[] => sentences.map((says) => ({ says, lines: [] }));
