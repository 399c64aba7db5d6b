/** Rules of `restore` of every construct that has it. */
import type { Rule } from '../core/rules/rule';
import type { CloudName } from '../core/words/clouds';
import { backupOn, backupsOf } from './restore';

/**
 * Requires a backup of this cloud where backups are named by cloud.
 * @param restores whether the cloud restores such a thing
 */
export const backupRule = <P extends { readonly restore: unknown }, C>(
  cloud: CloudName,
  restores: (props: P) => boolean = () => true,
): Rule<P, C> => ({
  code: 'restore-without-backup',
  property: 'restore.backup',
  check: (props) =>
    backupsOf(props.restore) !== undefined &&
    backupOn(cloud, props.restore) === undefined &&
    restores(props) &&
    `must name a backup for each cloud of the environment: ${cloud} has none. Add one, or move restore to differences of the clouds that restore`,
});
