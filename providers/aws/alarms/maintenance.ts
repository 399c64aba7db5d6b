/** Notices of AWS Health: what AWS plans to change in the account and region, which EventBridge sends to topics. */
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { names } from '../shared/names';

interface Props {
  /** Topics that are told, by names of notifications. */
  readonly topics: readonly (readonly [name: string, arn: string])[];
}

export class MaintenanceNotices extends Component<Props> {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    const rule = this.create('notices', CloudwatchEventRule, {
      name: this.name(names.eventRule, id),
      description: 'Maintenance and other changes that AWS plans',
      // docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html
      eventPattern: jsonencode({
        source: ['aws.health'],
        'detail-type': ['AWS Health Event'],
        detail: { eventTypeCategory: ['scheduledChange'] },
      }),
    });
    for (const [name, arn] of props.topics)
      this.createAs('noticesTarget', `to-${name}`, CloudwatchEventTarget, { rule: rule.name, targetId: name, arn });
  }
}
