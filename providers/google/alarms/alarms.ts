/** Alarms on Google: policies of Cloud Monitoring, which tell the channels of notifications. */
import {
  MonitoringAlertPolicy,
  type MonitoringAlertPolicyConditions,
} from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { MonitoringDashboard } from '@cdktf/provider-google/lib/monitoring-dashboard';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/alarms';
import type { AlarmsDeps } from '../../../constructs/cloud';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';
import { type Chart, dashboardOf } from './dashboard';
import { aggregationOf, filterOf } from './filter';
import { firewallCharts } from './firewalls';
import { measuredBy } from './own-rules';
import { type Condition, type Row, TABLE } from './table';
import { type Target, targetsIn } from './targets';

declare module '../../../constructs/alarms/schema' {
  interface AlarmsOverrides {
    readonly google?: {
      readonly alarm?: Partial<
        import('@cdktf/provider-google/lib/monitoring-alert-policy').MonitoringAlertPolicyConfig
      >;
      readonly dashboard?: Partial<import('@cdktf/provider-google/lib/monitoring-dashboard').MonitoringDashboardConfig>;
    };
  }
}

const MINUTE = 60;

const COMPARISONS = { above: 'COMPARISON_GT', below: 'COMPARISON_LT' } as const;
export const SEVERITIES = { critical: 'CRITICAL', warning: 'WARNING' } as const;

export class Alarms extends neutral.Alarms {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.AlarmsProps,
    protected readonly deps: AlarmsDeps<GoogleTypes>,
  ) {
    super(scope, id, props);
    const watching = [
      ...this.watching<Row<Target>, Target>(TABLE, targetsIn(this.watched, deps)),
      ...this.watchingOwn('google', measuredBy),
    ];
    for (const { row, targets, ...alarm } of watching)
      for (const target of targets) this.createAlarm(alarm, target, row);
    if (props.dashboard)
      this.createDashboard([...watching, ...firewallCharts(deps)].filter(({ targets }) => targets.length > 0));
  }

  private createDashboard(charts: readonly Chart[]): void {
    this.create('dashboard', MonitoringDashboard, {
      dashboardJson: dashboardOf(this.name(names.display, 'alarms'), charts, this.thresholds),
      dependsOn: this.deps.foundation.dependsOn,
    });
  }

  private createAlarm(alarm: neutral.Alarm, target: Target, row: Row<Target>): void {
    if (row.length === 0) return;
    const parts = neutral.partsOf(alarm, ...target.words);
    const content = neutral.tells(alarm, target.what);
    this.createAs('alarm', parts.join('-'), MonitoringAlertPolicy, {
      displayName: this.name(names.display, ...parts),
      documentation: { content: `${content}.` },
      severity: SEVERITIES[alarm.severity],
      combiner: 'AND',
      conditions: row.map((condition) => this.condition(alarm, target, condition)),
      // Whoever is called is told when it is over. What is told no more is over, too.
      alertStrategy: { autoClose: `${30 * MINUTE}s`, notificationPrompts: ['OPENED', 'CLOSED'] },
      notificationChannels: alarm.channels,
      dependsOn: this.deps.foundation.dependsOn,
    });
  }

  private condition(
    { minutes }: neutral.Alarm,
    target: Target,
    { metric, of, raised, threshold, once, missing }: Condition<Target>,
  ): MonitoringAlertPolicyConditions {
    const measured = metric(target);
    return {
      displayName: `${measured.type} is ${raised} the threshold`,
      conditionThreshold: {
        filter: filterOf(measured, target),
        aggregations: [aggregationOf(measured)],
        ...(of && { denominatorFilter: filterOf(of, target), denominatorAggregations: [aggregationOf(of)] }),
        comparison: COMPARISONS[raised],
        thresholdValue: threshold(this.thresholds, target),
        duration: once ? '0s' : `${minutes * MINUTE}s`,
        evaluationMissingData: `EVALUATION_MISSING_DATA_${missing ? 'ACTIVE' : 'INACTIVE'}`,
      },
    };
  }
}
