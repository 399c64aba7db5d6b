/** UptimeCheck on AWS: a health check of Route 53, and an alarm of CloudWatch where Route 53 measures. */
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Route53HealthCheck } from '@cdktf/provider-aws/lib/route53-health-check';
import type { Construct } from 'constructs';

import type { BudgetDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/uptime-check';
import { names } from '../shared/names';
import { GLOBAL_REGION } from '../shared/regions';
import type { AwsTypes } from '../types';

declare module '../../../constructs/uptime-check/schema' {
  interface UptimeCheckOverrides {
    readonly aws?: {
      readonly healthCheck?: Partial<import('@cdktf/provider-aws/lib/route53-health-check').Route53HealthCheckConfig>;
      readonly alarm?: Partial<import('@cdktf/provider-aws/lib/cloudwatch-metric-alarm').CloudwatchMetricAlarmConfig>;
    };
  }
}

const EVERY_SECONDS = 30;
/** CloudWatch gets the state of a health check once a minute. */
const PERIOD = 60;

export class UptimeCheck extends neutral.UptimeCheck {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.UptimeCheckProps,
    protected readonly deps: BudgetDeps<AwsTypes>,
  ) {
    super(scope, id, props);
    const { host, path, contains, everySeconds = EVERY_SECONDS, minutes } = props;
    const { id: HealthCheckId } = this.createMain('healthCheck', Route53HealthCheck, {
      type: contains === undefined ? 'HTTPS' : 'HTTPS_STR_MATCH',
      fqdn: host,
      port: 443,
      enableSni: true,
      resourcePath: path,
      searchString: contains,
      requestInterval: everySeconds,
      // The alarm waits.
      failureThreshold: 1,
      tags: { Name: this.name(names.tag, id) },
    });
    this.create('alarm', CloudwatchMetricAlarm, {
      region: GLOBAL_REGION,
      alarmName: this.name(names.alarm, id),
      alarmDescription: this.tells,
      namespace: 'AWS/Route53',
      metricName: 'HealthCheckStatus',
      dimensions: { HealthCheckId },
      statistic: 'Minimum',
      period: PERIOD,
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      evaluationPeriods: minutes,
      treatMissingData: 'breaching',
      alarmActions: this.channels,
      // Whoever is called is told when it is over.
      okActions: this.channels,
    });
  }
}
