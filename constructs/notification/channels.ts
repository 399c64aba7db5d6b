/** What clouds call the channels of notifications, by the names of these. */
import type { ITerraformDependable } from 'cdktf';

import { present } from '../../core/invariant';
import type { Notification } from './contract';

/** Notifications of a stack, by name. */
export type Notifications<N extends Notification = Notification> = Readonly<Record<string, N>>;

interface Told<N extends Notification = Notification> {
  readonly notifications: Notifications<N>;
}

export const notificationsIn = <N extends Notification>(named: readonly string[], { notifications }: Told<N>): N[] =>
  named.map((name) => present(notifications[name], `notifications.${name}`));

export const channelsOf = (named: readonly string[], told: Told): string[] =>
  notificationsIn(named, told).map(({ channelId }) => channelId);

/** What must be there before a service is told to send. */
export const readyFor = (named: readonly string[], told: Told): ITerraformDependable[] =>
  notificationsIn(named, told).flatMap(({ ready }) => ready);
