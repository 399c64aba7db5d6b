/** Records of a distribution's requests in CloudWatch, where CloudFront delivers them: us-east-1. */
import { CloudwatchLogDelivery } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery';
import { CloudwatchLogDeliveryDestination } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination';
import { CloudwatchLogDeliverySource } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-source';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import type { Foundation } from '../foundation/foundation';
import { REQUEST_LOGS } from '../foundation/log-policy';
import { names } from '../shared/names';
import { GLOBAL_REGION as region } from '../shared/regions';

export interface AccessLogsProps {
  readonly retentionDays: number;
  readonly distributionArn: string;
}

export class AccessLogs extends Component<AccessLogsProps> {
  constructor(scope: Construct, id: string, props: AccessLogsProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const { retentionDays, distributionArn } = props;
    const group = this.create('logGroup', CloudwatchLogGroup, {
      region,
      name: `${REQUEST_LOGS}${this.nameByPath(names.logGroup)}`,
      retentionInDays: retentionDays,
    });
    const source = this.create('deliverySource', CloudwatchLogDeliverySource, {
      region,
      name: this.nameByPath(names.logDelivery),
      logType: 'ACCESS_LOGS',
      resourceArn: distributionArn,
    });
    const destination = this.create('deliveryDestination', CloudwatchLogDeliveryDestination, {
      region,
      name: this.nameByPath(names.logDelivery),
      outputFormat: 'json',
      deliveryDestinationConfiguration: [{ destinationResourceArn: group.arn }],
      lifecycle: USERS_FIRST,
    });
    this.createMain('delivery', CloudwatchLogDelivery, {
      region,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      dependsOn: [foundation.requestLogPolicy],
    });
  }
}
