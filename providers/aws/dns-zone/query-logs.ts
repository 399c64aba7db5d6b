/**
 * Logs of a zone's queries: Route 53 writes them to us-east-1 alone, to groups whose names begin so.
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
 */
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Route53QueryLog } from '@cdktf/provider-aws/lib/route53-query-log';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { QUERY_LOGS } from '../foundation/log-policy';
import { names } from '../shared/names';
import { GLOBAL_REGION } from '../shared/regions';

export interface QueryLogsProps {
  readonly zoneId: string;
  readonly retentionDays: number;
}

export class QueryLogs extends Component<QueryLogsProps> {
  constructor(scope: Construct, id: string, props: QueryLogsProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { zoneId, retentionDays } = props;
    const group = this.create('queryLogGroup', CloudwatchLogGroup, {
      region: GLOBAL_REGION,
      name: `${QUERY_LOGS}${this.nameByPath(names.logGroup)}`,
      retentionInDays: retentionDays,
    });
    this.createMain('queryLog', Route53QueryLog, {
      zoneId,
      cloudwatchLogGroupArn: group.arn,
      dependsOn: [deps.foundation.queryLogPolicy],
    });
  }
}
