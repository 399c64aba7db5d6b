/** Alarms on AWS: of CloudWatch, which publish to the topics of notifications. */
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/alarms';
import type { AlarmsDeps } from '../../../constructs/cloud';
import { present } from '../../../core/invariant';
import { names } from '../shared/names';
import type { AwsTypes } from '../types';
import { type Metric, type Row, TABLE } from './table';
import { type Target, targetsIn } from './targets';

declare module '../../../constructs/alarms/schema' {
  interface AlarmsOverrides {
    readonly aws?: {
      readonly alarm?: Partial<import('@cdktf/provider-aws/lib/cloudwatch-metric-alarm').CloudwatchMetricAlarmConfig>;
    };
  }
}

/** Every metric here is told once a minute. */
const PERIOD = 60;

/** The name of what an expression makes of metrics. */
const RESULT = 'result';

const COMPARISONS = { above: 'GreaterThanThreshold', below: 'LessThanThreshold' } as const;

export class Alarms extends neutral.Alarms {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.AlarmsProps,
    protected readonly deps: AlarmsDeps<AwsTypes>,
  ) {
    super(scope, id, props);
    const targets = targetsIn(this.watched, deps);
    for (const alarm of this.alarms)
      for (const target of targets[neutral.ALARMS[alarm.name].about])
        this.createAlarm(alarm, target, TABLE[alarm.name] as Row<Target>);
  }

  private createAlarm(alarm: neutral.Alarm, target: Target, row: Row<Target>): void {
    const parts = neutral.partsOf(alarm, ...target.words);
    this.createAs('alarm', parts.join('-'), CloudwatchMetricAlarm, {
      alarmName: this.name(names.alarm, ...parts),
      alarmDescription: this.tells(alarm, target.what),
      ...this.measured(row, target),
      comparisonOperator: COMPARISONS[row.raised],
      threshold: row.threshold(this.thresholds, target),
      evaluationPeriods: alarm.minutes,
      treatMissingData: row.missing ? 'breaching' : 'notBreaching',
      alarmActions: alarm.channels,
      // Whoever is called is told when it is over.
      okActions: alarm.channels,
    });
  }

  private measured(
    { namespace, metrics, expression }: Row<Target>,
    target: Target,
  ): Partial<CloudwatchMetricAlarmConfig> {
    const common = ({ name, dimensions = Object.keys(target.dimensions) }: Metric) => ({
      namespace,
      metricName: name,
      dimensions: Object.fromEntries(Object.entries(target.dimensions).filter(([key]) => dimensions.includes(key))),
      period: PERIOD,
    });
    if (!expression) {
      const metric = present(Object.values(metrics)[0], 'metric');
      return { ...common(metric), statistic: metric.statistic };
    }
    return {
      metricQuery: [
        { id: RESULT, expression: expression(this.thresholds), label: RESULT, returnData: true },
        ...Object.entries(metrics).map(([id, metric]) => ({
          id,
          metric: { ...common(metric), stat: metric.statistic },
        })),
      ],
    };
  }
}
