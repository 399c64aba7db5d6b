import type { NotificationProps } from '../../../constructs/notification';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<NotificationProps> = {
  email: native('aws_sns_topic_subscription.endpoint'),
  'webhook.url': native('aws_sns_topic_subscription.endpoint'),
  'webhook.addressInState': native('aws_sns_topic_subscription.endpoint'),
};
