/** Alarms and backups of environments, as pages show them: read from what is synthesized, not from what was asked for. */
import type { Clouds } from '../../constructs/cloud';
import { DRILL } from '../../constructs/drill';
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
    return found ? sections(`${system}-${name}-`, name, found, clouds) : [];
  });

type ByCloud = Partial<Readonly<Record<CloudName, Documents>>>;

function sections(prefix: string, name: string, found: ByCloud, clouds: Clouds): string[] {
  const targeted = CLOUD_NAMES.flatMap((cloud) => {
    const documents = found[cloud];
    return documents ? [[cloud, documents] as const] : [];
  });
  const alarmsOf = (...stacks: readonly (keyof Documents)[]) =>
    targeted.map(([cloud, documents]) => {
      const chosen = compact(stacks.map((stack) => documents[stack]));
      return [cloud, chosen.flatMap((one) => alarmsIn(new Resources(one), clouds[cloud].alarms, [DRILL]))] as const;
    });
  const backups = targeted.map(([cloud, { infrastructure = {}, platform = {} }]) => {
    const own = backupsIn(new Resources(infrastructure), clouds[cloud].backups);
    return [cloud, [...own, ...inCluster(platform)]] as const;
  });
  const heads = ALARM_HEADS(targeted.map(([cloud]) => cloud));
  return [
    `## Alarms of ${name}`,
    'What each cloud watches, and whom it tells; what Prometheus watches inside the cluster comes beside it. AWS keeps no severity with an alarm.',
    tableOf(heads, alarmRows(alarmsOf('infrastructure', 'edge'), prefix)),
    `## Alarms on the account of ${name}`,
    'What whoever acts in the account raises. The trails differ, and so do the alarms.',
    tableOf(heads, alarmRows(alarmsOf('account'), `${prefix}account-`)),
    `## Backups of ${name}`,
    'Copies of data, on each cloud. What has no row is nowhere else.',
    tableOf(BACKUP_HEADS, backupRows(backups)),
  ];
}
