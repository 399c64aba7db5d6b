/** Alerts on unusual costs: an alert of Cost Management, which sends e-mails alone. */
import { CostAnomalyAlert } from '@cdktf/provider-azurerm/lib/cost-anomaly-alert';
import { Rotating } from '@cdktf/provider-time/lib/rotating';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import { notificationsIn } from '../../../constructs/notification/channels';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';
import type { AzurermTypes } from '../types';
import { RENEWAL, renewedBy } from './cost-alert';

export type CostAnomaliesProps = NonNullable<AccountProps['costAnomalies']>;

export class CostAnomalies extends Component<CostAnomaliesProps> {
  constructor(scope: Construct, id: string, props: CostAnomaliesProps, deps: AccountDeps<AzurermTypes>) {
    super(scope, id, props);
    const receivers = notificationsIn(props.notify, deps).map(({ receiver }) => receiver);
    const renewal = this.create('renewal', Rotating, RENEWAL);
    this.create('costAnomalies', CostAnomalyAlert, {
      name: this.name(names.costAlert, 'anomalies'),
      displayName: 'Cost anomalies',
      subscriptionId: deps.foundation.subscriptionId,
      emailSubject: 'Cost anomaly in an Azure subscription',
      emailAddresses: receivers.flatMap((receiver) => ('email' in receiver ? [receiver.email] : [])),
      ...renewedBy(renewal),
    });
  }
}
