/** What a change of each property of a notification does to what exists, on Google. */
import type { NotificationProps } from '../../../constructs/notification';
import { type ChangesOf, inPlace } from '../../../core/changes';

export const changes: ChangesOf<NotificationProps> = {
  email: inPlace('the next message goes to the new address'),
  'webhook.url': inPlace('the next message goes to the new address'),
  'webhook.addressInState': inPlace(),
};
