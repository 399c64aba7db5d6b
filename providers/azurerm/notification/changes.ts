/** What a change of each property of a notification does to what exists, on Azure. */
import { changes as commonChanges } from '../../../constructs/notification/changes';
import type { NotificationProps } from '../../../constructs/notification/schema';
import { type ChangesOf, inPlace } from '../../../core/changes';

export const changes: ChangesOf<NotificationProps> = {
  ...commonChanges,
  email: inPlace('Azure writes to the new address that it is a receiver'),
  'webhook.url': inPlace(),
};
