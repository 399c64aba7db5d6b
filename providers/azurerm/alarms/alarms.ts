/** Alarms on Azure: metric alerts of Azure Monitor, which tell the action groups of notifications. */
import { MonitorActivityLogAlert } from '@cdktf/provider-azurerm/lib/monitor-activity-log-alert';
import { MonitorMetricAlert, type MonitorMetricAlertCriteria } from '@cdktf/provider-azurerm/lib/monitor-metric-alert';
import { PortalDashboard } from '@cdktf/provider-azurerm/lib/portal-dashboard';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/alarms';
import type { AlarmsDeps } from '../../../constructs/cloud';
import { channelsOf } from '../../../constructs/notification/channels';
import { names } from '../shared/names';
import type { AzurermTypes } from '../types';
import { type Chart, propertiesOf } from './dashboard';
import { firewallCharts } from './firewalls';
import { measuredBy } from './own-rules';
import { type Row, TABLE } from './table';
import { type Target, targetsIn } from './targets';

declare module '../../../constructs/alarms/schema' {
  interface AlarmsOverrides {
    readonly azurerm?: {
      readonly alarm?: Partial<import('@cdktf/provider-azurerm/lib/monitor-metric-alert').MonitorMetricAlertConfig>;
      readonly notices?: Partial<
        import('@cdktf/provider-azurerm/lib/monitor-activity-log-alert').MonitorActivityLogAlertConfig
      >;
      readonly dashboard?: Partial<import('@cdktf/provider-azurerm/lib/portal-dashboard').PortalDashboardConfig>;
    };
  }
}

/** Alerts on the activity log are in no region. */
const EVERYWHERE = 'global';

const COMPARISONS = { above: 'GreaterThan', below: 'LessThan' } as const;
export const SEVERITIES = { critical: 0, warning: 2 } as const;

/** How often Azure looks back over so many minutes: more often than that. */
export const TIMES: Readonly<Record<number, { readonly windowSize: string; readonly frequency: string }>> = {
  5: { windowSize: 'PT5M', frequency: 'PT1M' },
  15: { windowSize: 'PT15M', frequency: 'PT5M' },
  30: { windowSize: 'PT30M', frequency: 'PT5M' },
  60: { windowSize: 'PT1H', frequency: 'PT5M' },
};

/** Dimensions of which one value counts. */
const only = (dimensions: Readonly<Record<string, string>>) => {
  const all = Object.entries(dimensions);
  return all.length > 0 && { dimension: all.map(([name, value]) => ({ name, operator: 'Include', values: [value] })) };
};

export class Alarms extends neutral.Alarms {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.AlarmsProps,
    protected readonly deps: AlarmsDeps<AzurermTypes>,
  ) {
    super(scope, id, props);
    const watching = [
      ...this.watching<Row<Target>, Target>(TABLE, targetsIn(this.watched, deps)),
      ...this.watchingOwn('azurerm', measuredBy),
    ];
    for (const { row, targets, ...alarm } of watching)
      for (const target of targets) this.createAlarm(alarm, target, row);
    if (props.maintenanceNotices.length > 0) this.tellOfMaintenance();
    if (props.dashboard)
      this.createDashboard([...watching, ...firewallCharts(deps)].filter(({ targets }) => targets.length > 0));
  }

  /** Of what the subscription has: learn.microsoft.com/azure/service-health/service-health-overview */
  private tellOfMaintenance(): void {
    const { foundation } = this.deps;
    const channels = channelsOf(this.props.maintenanceNotices, this.deps);
    this.create('notices', MonitorActivityLogAlert, {
      name: this.name(names.activityAlert, 'maintenance'),
      resourceGroupName: foundation.resourceGroupName,
      location: EVERYWHERE,
      description: 'Maintenance that Azure plans',
      scopes: [foundation.subscriptionId],
      criteria: {
        category: 'ServiceHealth',
        serviceHealth: { events: ['Maintenance'] },
      },
      action: channels.map((actionGroupId) => ({ actionGroupId })),
    });
  }

  private createDashboard(charts: readonly Chart[]): void {
    const { foundation } = this.deps;
    this.create('dashboard', PortalDashboard, {
      name: this.name(names.dashboard, 'alarms'),
      resourceGroupName: foundation.resourceGroupName,
      location: foundation.location(),
      dashboardProperties: propertiesOf(charts),
    });
  }

  private createAlarm(alarm: neutral.Alarm, target: Target, row: Row<Target>): void {
    const parts = neutral.partsOf(alarm, ...target.words);
    this.createAs('alarm', parts.join('-'), MonitorMetricAlert, {
      name: this.name(names.metricAlert, ...parts),
      resourceGroupName: this.deps.foundation.resourceGroupName,
      description: neutral.tells(alarm, target.what),
      severity: SEVERITIES[alarm.severity],
      scopes: [target.resourceId],
      criteria: this.criteria(alarm, target, row),
      ...TIMES[alarm.minutes],
      action: alarm.channels.map((actionGroupId) => ({ actionGroupId })),
    });
  }

  private criteria(
    { minutes }: neutral.Alarm,
    target: Target,
    { namespace, criteria }: Row<Target>,
  ): MonitorMetricAlertCriteria[] {
    return criteria.map(({ metric, aggregation, dimensions = {}, raised, threshold }) => ({
      metricNamespace: namespace,
      metricName: metric,
      aggregation,
      operator: COMPARISONS[raised],
      threshold: threshold(this.thresholds, target, minutes),
      ...only(dimensions),
    }));
  }
}
