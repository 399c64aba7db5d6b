/** Alerts on unusual costs: the account's one monitor of services, and who subscribes to it. */
import { CeAnomalyMonitor } from '@cdktf/provider-aws/lib/ce-anomaly-monitor';
import { CeAnomalySubscription } from '@cdktf/provider-aws/lib/ce-anomaly-subscription';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import { channelsOf, readyFor } from '../../../constructs/notification/channels';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';
import type { AwsTypes } from '../types';

export type CostAnomaliesProps = NonNullable<AccountProps['costAnomalies']>;

export class CostAnomalies extends Component<CostAnomaliesProps> {
  constructor(
    scope: Construct,
    id: string,
    props: CostAnomaliesProps,
    private readonly deps: AccountDeps<AwsTypes>,
  ) {
    super(scope, id, props);
    const monitor = this.monitorArn();
    // One for each, because a topic gets single alerts, of which a subscription sends to one.
    for (const name of props.notify)
      this.createAs('costAlerts', `to-${name}`, CeAnomalySubscription, {
        name: this.name(names.costMonitor, 'anomalies', name),
        frequency: 'IMMEDIATE',
        monitorArnList: [monitor],
        subscriber: channelsOf([name], deps).map((address) => ({ type: 'SNS', address })),
        thresholdExpression: {
          dimension: {
            key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
            matchOptions: ['GREATER_THAN_OR_EQUAL'],
            values: [String(props.minimum)],
          },
        },
        dependsOn: readyFor([name], deps),
      });
  }

  private monitorArn(): string {
    const { costMonitor } = this.deps.foundation.target;
    if (costMonitor !== undefined) return costMonitor;
    return this.create('costMonitor', CeAnomalyMonitor, {
      name: this.name(names.costMonitor, 'services'),
      monitorType: 'DIMENSIONAL',
      monitorDimension: 'SERVICE',
    }).arn;
  }
}
