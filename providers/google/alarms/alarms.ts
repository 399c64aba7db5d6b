/** Alarms on Google: policies of Cloud Monitoring, which tell the channels of notifications. */
import {
  MonitoringAlertPolicy,
  type MonitoringAlertPolicyConditions,
} from '@cdktf/provider-google/lib/monitoring-alert-policy';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/alarms';
import type { AlarmsDeps } from '../../../constructs/cloud';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';
import { type Condition, type Row, TABLE } from './table';
import { type Target, targetsIn } from './targets';

declare module '../../../constructs/alarms/schema' {
  interface AlarmsOverrides {
    readonly google?: {
      readonly alarm?: Partial<
        import('@cdktf/provider-google/lib/monitoring-alert-policy').MonitoringAlertPolicyConfig
      >;
    };
  }
}

const MINUTE = 60;
/** Every metric here is told once a minute. */
const PERIOD = `${MINUTE}s`;

const COMPARISONS = { above: 'COMPARISON_GT', below: 'COMPARISON_LT' } as const;
export const SEVERITIES = { critical: 'CRITICAL', warning: 'WARNING' } as const;

type Metric = ReturnType<Condition<Target>['metric']>;

export class Alarms extends neutral.Alarms {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.AlarmsProps,
    protected readonly deps: AlarmsDeps<GoogleTypes>,
  ) {
    super(scope, id, props);
    const targets = targetsIn(this.watched, deps);
    for (const alarm of this.alarms)
      for (const target of targets[neutral.ALARMS[alarm.name].about])
        this.createAlarm(alarm, target, TABLE[alarm.name] as Row<Target>);
  }

  private createAlarm(alarm: neutral.Alarm, target: Target, row: Row<Target>): void {
    if (row.length === 0) return;
    const parts = neutral.partsOf(alarm, ...target.words);
    const content = this.tells(alarm, target.what);
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
    { metric, of, raised, threshold, missing }: Condition<Target>,
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
        duration: `${minutes * MINUTE}s`,
        evaluationMissingData: `EVALUATION_MISSING_DATA_${missing ? 'ACTIVE' : 'INACTIVE'}`,
      },
    };
  }
}

function filterOf({ type, labels = {} }: Metric, target: Target): string {
  const parts = { 'resource.type': target.resource, 'metric.type': type };
  const ofResource = Object.entries(target.labels).map(([key, value]) => [`resource.labels.${key}`, value] as const);
  const ofMetric = Object.entries(labels).map(([key, value]) => [`metric.labels.${key}`, value] as const);
  return [...Object.entries(parts), ...ofResource, ...ofMetric]
    .map(([key, value]) => `${key}="${value}"`)
    .join(' AND ');
}

const aggregationOf = ({ aligner, reducer }: Metric) => ({
  alignmentPeriod: PERIOD,
  perSeriesAligner: aligner,
  ...(reducer !== undefined && { crossSeriesReducer: reducer }),
});
