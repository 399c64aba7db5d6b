/** Notification on Google: a notification channel of Cloud Monitoring. */
import { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/notification';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

declare module '../../../constructs/notification/schema' {
  interface NotificationOverrides {
    readonly google?: {
      readonly channel?: Partial<
        import('@cdktf/provider-google/lib/monitoring-notification-channel').MonitoringNotificationChannelConfig
      >;
    };
  }
}

export class Notification extends neutral.Notification {
  private readonly channel: MonitoringNotificationChannel;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.NotificationProps,
    { foundation }: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.channel = this.createMain('channel', MonitoringNotificationChannel, {
      displayName: this.name(names.display, id),
      ...receiverOf(this.receiver),
      dependsOn: foundation.dependsOn,
    });
  }

  get channelId(): string {
    return this.channel.name;
  }
}

interface Labelled {
  readonly type: string;
  readonly labels: Record<string, string>;
}

const receiverOf = (receiver: neutral.Receiver): Labelled =>
  'email' in receiver
    ? { type: 'email', labels: { email_address: receiver.email } }
    : { type: 'webhook_tokenauth', labels: { url: receiver.url } };
