/** Ids of action groups, by the names of notifications. */
import type { AccountDeps } from '../../../constructs/cloud';
import { present } from '../../../core/invariant';

export const channelsOf = (named: readonly string[], { notifications }: Pick<AccountDeps, 'notifications'>): string[] =>
  named.map((name) => present(notifications[name], `notifications.${name}`).channelId);
