/** Rules of backups of data clusters in a bucket. */
import type { Rule } from '../../core/rules/rule';
import { longestPause } from '../../core/words/cron';
import { writerTo } from '../addons/parts/own-bucket';
import { type InClusterContext, refersTo } from '../environment/in-cluster-rules';

interface Backups {
  readonly store: string;
  readonly cron: string;
  readonly retentionDays: number;
}

const DAY_MINUTES = 1440;

/** @param backups what they are called */
export const backupRules = (backups: 'backups' | 'snapshots'): readonly Rule<Backups, InClusterContext>[] => [
  refersTo('store', 'objectStores', ({ store }) => store),
  {
    code: 'store-locked',
    property: 'store',
    check: ({ store }, { environment }) =>
      environment.objectStores[store]?.retentionLock !== undefined &&
      `must name an object store without retentionLock, because expired ${backups} are deleted, got "${store}"`,
  },
  {
    code: 'store-shared',
    property: 'store',
    check: ({ store }, { environment }) => {
      const addon = writerTo(environment, store);
      return (
        addon !== undefined &&
        `must name an object store in which no add-on keeps its data, got "${store}", which addons.${addon} uses. Add another to objectStores`
      );
    },
  },
  {
    code: 'cron-never',
    property: 'cron',
    check: ({ cron }) => longestPause(cron) === Infinity && `must come more than once, got "${cron}"`,
  },
  {
    code: 'retention-shorter-than-pause',
    property: 'retentionDays',
    check: ({ cron, retentionDays }) => {
      const days = Math.ceil(longestPause(cron) / DAY_MINUTES);
      return (
        Number.isFinite(days) &&
        retentionDays < days &&
        `must be at least ${days}, the days between two ${backups} by cron "${cron}", got ${retentionDays}`
      );
    },
  },
];
