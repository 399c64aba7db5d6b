/** Notification on Azure: an action group of Azure Monitor, with one receiver. */
import { MonitorActionGroup } from '@cdktf/provider-azurerm/lib/monitor-action-group';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/notification';
import { shortHash } from '../../../core/names';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

declare module '../../../constructs/notification/schema' {
  interface NotificationOverrides {
    readonly azurerm?: {
      readonly actionGroup?: Partial<
        import('@cdktf/provider-azurerm/lib/monitor-action-group').MonitorActionGroupConfig
      >;
    };
  }
}

/** Longest name that messages show: learn.microsoft.com/azure/azure-monitor/alerts/action-groups */
const MAX_SHORT_NAME = 12;

export class Notification extends neutral.Notification {
  private readonly group: MonitorActionGroup;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.NotificationProps,
    { foundation }: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.group = this.createMain('actionGroup', MonitorActionGroup, {
      name: this.name(names.actionGroup, id),
      resourceGroupName: foundation.resourceGroupName,
      shortName: shortNameOf(id),
      ...receiverOf(this.receiver),
    });
  }

  get channelId(): string {
    return this.group.id;
  }
}

const shortNameOf = (id: string): string =>
  id.length <= MAX_SHORT_NAME ? id : `${id.slice(0, MAX_SHORT_NAME - 4)}${shortHash(id, 4)}`;

const receiverOf = (receiver: neutral.Receiver) =>
  'email' in receiver
    ? { emailReceiver: [{ name: 'receiver', emailAddress: receiver.email, useCommonAlertSchema: true }] }
    : { webhookReceiver: [{ name: 'receiver', serviceUri: receiver.url, useCommonAlertSchema: true }] };
