/** Alarms on AWS: of CloudWatch, which publish to the topics of notifications. */
import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/alarms';
import type { AlarmsDeps } from '../../../constructs/cloud';
import { notificationsIn } from '../../../constructs/notification/channels';
import { present } from '../../../core/invariant';
import { EventNotices } from '../notification/event-notices';
import { names } from '../shared/names';
import type { AwsTypes } from '../types';
import { bodyOf, type Chart } from './dashboard';
import { firewallCharts } from './firewalls';
import { measuredBy } from './own-rules';
import { type Metric, PERIOD, type Row, TABLE } from './table';
import { type Target, targetsIn } from './targets';

declare module '../../../constructs/alarms/schema' {
  interface AlarmsOverrides {
    readonly aws?: {
      readonly alarm?: Partial<import('@cdktf/provider-aws/lib/cloudwatch-metric-alarm').CloudwatchMetricAlarmConfig>;
      readonly notices?: Partial<import('@cdktf/provider-aws/lib/cloudwatch-event-rule').CloudwatchEventRuleConfig>;
      readonly noticesTarget?: Partial<
        import('@cdktf/provider-aws/lib/cloudwatch-event-target').CloudwatchEventTargetConfig
      >;
      readonly dashboard?: Partial<import('@cdktf/provider-aws/lib/cloudwatch-dashboard').CloudwatchDashboardConfig>;
    };
  }
}

/** Minutes from one value to the next. */
const everyMinutes = ({ everyMinutes: minutes = 1 }: Pick<Row<Target>, 'everyMinutes'>): number => minutes;

/** Percentiles have an argument of their own. */
const statisticOf = ({ statistic }: Metric) =>
  statistic.startsWith('p') ? { extendedStatistic: statistic } : { statistic };

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
    const watching = [
      ...this.watching<Row<Target>, Target>(TABLE, targetsIn(this.watched, deps)),
      ...this.watchingOwn('aws', measuredBy),
    ];
    for (const { row, targets, ...alarm } of watching)
      for (const target of targets) this.createAlarm(alarm, target, row);
    if (props.maintenanceNotices.length > 0) this.tellOfMaintenance();
    if (props.dashboard)
      this.createDashboard([...watching, ...firewallCharts(deps)].filter(({ targets }) => targets.length > 0));
  }

  private tellOfMaintenance(): void {
    const props = {
      key: 'notices',
      word: 'maintenance',
      description: 'Maintenance and other changes that AWS plans',
      // docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html
      pattern: {
        source: ['aws.health'],
        'detail-type': ['AWS Health Event'],
        detail: { eventTypeCategory: ['scheduledChange'] },
      },
      notify: this.props.maintenanceNotices,
    };
    new EventNotices(this, 'maintenance', props, this.deps);
  }

  private createDashboard(charts: readonly Chart[]): void {
    this.create('dashboard', CloudwatchDashboard, {
      dashboardName: this.name(names.dashboard, 'alarms'),
      dashboardBody: bodyOf(charts, this.deps.foundation.target.region, this.thresholds),
    });
  }

  private createAlarm(alarm: neutral.Alarm, target: Target, row: Row<Target>): void {
    const parts = neutral.partsOf(alarm, ...target.words);
    const channels = this.channelsFor(alarm, target);
    this.createAs('alarm', parts.join('-'), CloudwatchMetricAlarm, {
      region: target.region,
      alarmName: this.name(names.alarm, ...parts),
      alarmDescription: neutral.tells(alarm, target.what),
      ...this.measured(row, target),
      comparisonOperator: COMPARISONS[row.raised],
      threshold: row.threshold(this.thresholds, target),
      evaluationPeriods: alarm.minutes / everyMinutes(row),
      ...(row.once && { datapointsToAlarm: 1 }),
      treatMissingData: row.missing ? 'breaching' : 'notBreaching',
      alarmActions: channels,
      // Whoever is called is told when it is over.
      okActions: channels,
    });
  }

  /** An alarm sees only metrics of its own region, and tells only topics there. */
  private channelsFor({ severity, channels }: neutral.Alarm, { region }: Target): string[] {
    if (region === undefined) return channels;
    return notificationsIn(this.props[severity], this.deps).map(({ secondaryChannelId }) => secondaryChannelId);
  }

  private measured(
    { namespace, metrics, expression, ...row }: Row<Target>,
    target: Target,
  ): Partial<CloudwatchMetricAlarmConfig> {
    const common = ({ name, dimensions = Object.keys(target.dimensions) }: Metric) => ({
      namespace,
      metricName: name,
      dimensions: Object.fromEntries(Object.entries(target.dimensions).filter(([key]) => dimensions.includes(key))),
      period: PERIOD * everyMinutes(row),
    });
    if (!expression) {
      const metric = present(Object.values(metrics)[0], 'metric');
      return { ...common(metric), ...statisticOf(metric) };
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
