/**
 * Recovery time: how long it takes until an environment runs in the second region, in which nothing of it runs before, or a pilot light
 * does. People do it by the runbook (`triptych runbook`). Vendors promise no times for what they make; each figure below has its reason.
 */
import { compact } from '../../core/records';
import type { RuleTable } from '../../core/rules/rule';
import { firstUpper } from '../../core/text';
import { counted, isReplicated, type Recovering, type Recovery } from './recovery';

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
  /** To make databases of what was saved, and caches, where a pilot light has network and cluster. */
  stores: 30,
  /** To promote the replicas of a warm standby, which has all else, and to give it what only a whole environment has. */
  wake: 15,
  /** To install add-ons and workloads, in the order of their readiness. */
  platform: 30,
  /** To install workloads, where add-ons are installed already. */
  workloads: 15,
  /** To move hosts, and to look whether all is well. Resolvers remember records for minutes. */
  switch: 30,
} as const;

const ALWAYS = ['decide', 'switch'] as const;

/** How data comes back. */
type Data = 'promote' | 'restore' | 'none';

type Mode = Recovery['mode'];
type Step = keyof typeof RECOVERY_MINUTES;

/** What is made before the cluster is filled; what is restored from backups is made by restoring it. */
export const makingStep = (mode: Mode, data: Data): Step | undefined => {
  if (mode === 'restore') return 'infrastructure';
  if (mode === 'warm-standby') return 'wake';
  return data === 'restore' ? undefined : 'stores';
};

/** What is installed in the cluster before the hosts are moved. */
export const fillingStep = (mode: Mode): Step => (mode === 'warm-standby' ? 'workloads' : 'platform');

/**
 * Minutes that a recovery takes at least. Objects of buckets are copied while the rest is made, and are not counted.
 * @param data how the data comes back that takes longest
 */
export const recoveryMinutes = (data: Data, mode: Mode): number =>
  compact([...ALWAYS, makingStep(mode, data), fillingStep(mode), data !== 'none' && data]).reduce(
    (sum, step) => sum + RECOVERY_MINUTES[step],
    0,
  );

/** How the data comes back that takes longest; replicas of a pilot light are promoted while the rest is made. */
export function slowestWay(
  recovery: Pick<Recovery, 'expendable' | 'mode' | 'databases'>,
  { databases, clickHouseClusters, searchClusters }: Recovering,
): Data {
  // They come back from backups alone.
  const restored = counted<unknown>({ ...clickHouseClusters, ...searchClusters }, recovery);
  const promoting = isReplicated(recovery) ? {} : databases;
  const replicas = counted(promoting, recovery).map(([, { readReplicas }]) => Object.values(readReplicas));
  const isPromoted = replicas.every((own) => own.some(({ region }) => region === 'secondary'));
  if (!isPromoted || restored.length > 0) return 'restore';
  return replicas.length > 0 ? 'promote' : 'none';
}

const BEFORE: Readonly<Record<Mode, string>> = {
  restore: 'nothing runs in the second region, so that network and cluster are made there',
  'pilot-light': 'the pilot light has network and cluster, so that the rest is made there',
  'warm-standby': 'the warm standby is made whole',
};

const DATA: Readonly<Record<Data, string>> = {
  none: '',
  promote: ', and replicas are promoted',
  restore: ', and data is restored from backups',
};

const NO_CLUSTERS = 'have no ClickHouse or OpenSearch that counts';

/** What takes less, and what that leaves. */
const lessOf = (data: Data, mode: Mode): string[] =>
  compact([
    mode === 'restore' &&
      data === 'restore' &&
      `Give each database a read replica in the second region, and ${NO_CLUSTERS}, which leaves ${recoveryMinutes('promote', mode)}`,
    mode === 'restore' &&
      `keep a pilot light there (recovery.mode), which leaves ${recoveryMinutes(data, 'pilot-light')}`,
    mode === 'pilot-light' &&
      data !== 'none' &&
      `let the pilot light have replicas of the databases (recovery.databases)${data === 'restore' ? `, and ${NO_CLUSTERS}` : ''}, which leaves ${recoveryMinutes('none', mode)}`,
    mode === 'pilot-light' &&
      data === 'none' &&
      `keep a warm standby there (recovery.mode), which leaves ${recoveryMinutes('none', 'warm-standby')}`,
    mode === 'warm-standby' && data !== 'none' && `${NO_CLUSTERS}, which leaves ${recoveryMinutes('none', mode)}`,
  ]);

function because(data: Data, mode: Mode): string {
  const remedies = [...lessOf(data, mode), 'allow more'];
  return `${BEFORE[mode]}${DATA[data]}. ${firstUpper(remedies.join(', or '))}`;
}

export const recoveryTimeRules: RuleTable<Recovering, unknown> = [
  {
    code: 'recovery-takes-longer',
    property: 'recovery.rtoMinutes',
    check: (environment) => {
      const { recovery } = environment;
      if (recovery?.rtoMinutes === undefined) return false;
      const data = slowestWay(recovery, environment);
      const least = recoveryMinutes(data, recovery.mode);
      return recovery.rtoMinutes < least && `must be ${least} or more: ${because(data, recovery.mode)}`;
    },
  },
];
