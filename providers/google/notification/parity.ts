import type { NotificationProps } from '../../../constructs/notification';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<NotificationProps> = {
  email: native('google_monitoring_notification_channel.labels.email_address'),
  'webhook.url': native('google_monitoring_notification_channel.labels.url'),
  'webhook.addressInState': native('google_monitoring_notification_channel.labels.url'),
};
