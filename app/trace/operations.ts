/** Alarms and backups of environments, as pages show them: read from what is synthesized, not from what was asked for. */
import type { Clouds } from '../../constructs/cloud';
import { DRILL } from '../../constructs/drill';
import { standbyEnvironment } from '../../constructs/environment/standby';
import { tableOf } from '../../core/markdown';
import { alarmsIn } from '../../core/operations/alarm';
import { backupsIn } from '../../core/operations/backup';
import { compact } from '../../core/records';
import { Resources } from '../../core/rights/resources';
import { CLOUD_NAMES, type CloudName } from '../../core/words/clouds';
import { ALARM_HEADS, alarmRows } from '../operations/alarms';
import { BACKUP_HEADS, backupRows } from '../operations/backups';
import { inCluster } from '../operations/in-cluster';
import type { ByEnvironment, Documents } from './documents';

/** Environments whose alarms and backups pages show. */
const SHOWN = ['production'];

/** @returns sections in Markdown */
export const operationsOf = (system: string, environments: ByEnvironment, clouds: Clouds): string[] =>
  SHOWN.flatMap((name) => {
    const found = environments.get(name);
    return found ? sections({ system, name, found, standing: environments.get(standbyEnvironment(name)) }, clouds) : [];
  });

type ByCloud = Partial<Readonly<Record<CloudName, Documents>>>;

interface Shown {
  readonly system: string;
  readonly name: string;
  readonly found: ByCloud;
  /** What stands by for it. */
  readonly standing: ByCloud | undefined;
}

function sections({ system, name, found, standing = {} }: Shown, clouds: Clouds): string[] {
  const targeted = CLOUD_NAMES.filter((cloud) => found[cloud]);
  const watched = (all: ByCloud, prefix: string, ...stacks: readonly (keyof Documents)[]): string[][] =>
    alarmRows(
      targeted.map((cloud) => {
        const chosen = compact(stacks.map((stack) => all[cloud]?.[stack]));
        return [cloud, chosen.flatMap((one) => alarmsIn(new Resources(one), clouds[cloud].alarms, [DRILL]))] as const;
      }),
      `${system}-${prefix}-`,
    );
  const backups = targeted.map((cloud) => {
    const { infrastructure, platform } = found[cloud] ?? {};
    const own = compact([infrastructure, standing[cloud]?.infrastructure]).flatMap((one) =>
      backupsIn(new Resources(one), clouds[cloud].backups),
    );
    return [cloud, [...own, ...inCluster(platform ?? {})]] as const;
  });
  const besides = watched(standing, standbyEnvironment(name), 'infrastructure');
  const heads = ALARM_HEADS(targeted);
  return [
    `## Alarms of ${name}`,
    'What each cloud watches, and whom it tells; what Prometheus watches inside the cluster comes beside it. AWS keeps no severity with an alarm.',
    tableOf(heads, watched(found, name, 'infrastructure', 'edge')),
    ...(besides.length > 0 ? [`## Alarms of what stands by for ${name}`, tableOf(heads, besides)] : []),
    `## Alarms on the account of ${name}`,
    'What whoever acts in the account raises. The trails differ, and so do the alarms.',
    tableOf(heads, watched(found, `${name}-account`, 'account')),
    `## Backups of ${name}`,
    'Copies of data, on each cloud. What has no row is nowhere else.',
    tableOf(BACKUP_HEADS, backupRows(backups)),
  ];
}
