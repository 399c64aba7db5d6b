/** What a change of each property of a notification does to what exists, on every cloud alike. */
import { type ChangesOf, replaced } from '../../core/changes';
import type { NotificationProps } from './schema';

export const changes: ChangesOf<NotificationProps> = {
  email: replaced('AWS asks the new address to confirm, and sends nothing until it has'),
  'webhook.url': replaced('messages sent meanwhile are lost'),
  'webhook.addressInState': replaced('with the address; without another address in place'),
};
