/**
 * Recovery time: how long it takes until an environment runs in the second region, where nothing of it runs before. People do it by
 * the runbook (`triptych runbook`). Vendors promise no times for what they make; each figure below has its reason.
 */
import type { RuleTable } from '../../core/rules/rule';
import { counted, type Recovering, type Recovery } from './recovery';

export const RECOVERY_MINUTES = {
  /** To find out that it is the region, to decide, and to have the people and their access together. */
  decide: 30,
  /** To promote a replica, and to back up what was promoted: minutes each, more for a large one. */
  promote: 30,
  /**
   * To restore backups: of a base, and of the log since, which may be that of a day. It takes longer the larger both are:
   * learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore
   */
  restore: 90,
  /** To make network, cluster, nodes and caches: Terraform's providers wait 30 (AWS) to 90 minutes (Azure) for a cluster alone. */
  infrastructure: 60,
  /** To install add-ons and workloads, in the order of their readiness. */
  platform: 30,
  /** To move hosts, and to look whether all is well. Resolvers remember records for minutes. */
  switch: 30,
} as const;

const ALWAYS = ['decide', 'infrastructure', 'platform', 'switch'] as const;

/** How data comes back. */
type Data = 'promote' | 'restore' | 'none';

/**
 * Minutes that a recovery takes at least. Objects of buckets are copied while the cluster is made, and are not counted.
 * @param data how the data comes back that takes longest
 */
export const recoveryMinutes = (data: Data): number =>
  [...ALWAYS, ...(data === 'none' ? [] : [data])].reduce((sum, step) => sum + RECOVERY_MINUTES[step], 0);

/** How the data comes back that takes longest. */
export function slowestWay(recovery: Recovery, { databases, clickHouseClusters, searchClusters }: Recovering): Data {
  // They come back from backups alone.
  const restored = counted<unknown>({ ...clickHouseClusters, ...searchClusters }, recovery);
  const replicas = counted(databases, recovery).map(([, { readReplicas }]) => Object.values(readReplicas));
  const isPromoted = replicas.every((own) => own.some(({ region }) => region === 'secondary'));
  if (!isPromoted || restored.length > 0) return 'restore';
  return replicas.length > 0 ? 'promote' : 'none';
}

const BEFORE = 'nothing runs in the second region, so that network and cluster are made there';

const BECAUSE: Readonly<Record<Data, string>> = {
  none: BEFORE,
  promote: `${BEFORE}, and replicas are promoted`,
  restore: `${BEFORE}, and data is restored from backups. Give each database a read replica in the second region, and have no ClickHouse or OpenSearch that counts, which leaves ${recoveryMinutes('promote')}, or allow more`,
};

export const recoveryTimeRules: RuleTable<Recovering, unknown> = [
  {
    code: 'recovery-takes-longer',
    property: 'recovery.rtoMinutes',
    check: (environment) => {
      const { recovery } = environment;
      if (recovery?.rtoMinutes === undefined) return false;
      const data = slowestWay(recovery, environment);
      const least = recoveryMinutes(data);
      return recovery.rtoMinutes < least && `must be ${least} or more: ${BECAUSE[data]}`;
    },
  },
];
