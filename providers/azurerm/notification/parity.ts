import type { NotificationProps } from '../../../constructs/notification';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<NotificationProps> = {
  email: native('azurerm_monitor_action_group.email_receiver'),
  'webhook.url': native('azurerm_monitor_action_group.webhook_receiver'),
  'webhook.addressInState': native('azurerm_monitor_action_group.webhook_receiver'),
};
