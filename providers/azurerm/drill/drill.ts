/** Drill on Azure: a logic app runs by the clock, and an alert of Azure Monitor on its runs tells the action groups of notifications. */
import { LogicAppActionCustom } from '@cdktf/provider-azurerm/lib/logic-app-action-custom';
import { LogicAppTriggerCustom } from '@cdktf/provider-azurerm/lib/logic-app-trigger-custom';
import { LogicAppWorkflow } from '@cdktf/provider-azurerm/lib/logic-app-workflow';
import { MonitorMetricAlert } from '@cdktf/provider-azurerm/lib/monitor-metric-alert';
import type { Construct } from 'constructs';

import type { BudgetDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/drill';
import { jsonencode } from '../../../core/cdktf/escape';
import { triggerOf } from '../shared/clock';
import { names } from '../shared/names';
import type { AzurermTypes } from '../types';

/** learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview#alert-severity: informational */
const SEVERITY = 3;

export class Drill extends neutral.Drill {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.DrillProps,
    protected readonly deps: BudgetDeps<AzurermTypes>,
  ) {
    super(scope, id, props);
    const { id: logicAppId } = this.createWorkflow(id);
    const alarm = this.createAlarm(id, logicAppId);
    // Without an action there is no run.
    const action = this.create('steps', LogicAppActionCustom, {
      name: 'steps',
      logicAppId,
      body: jsonencode({ type: 'Compose', inputs: this.tells, runAfter: {} }),
    });
    this.create('clock', LogicAppTriggerCustom, {
      name: 'clock',
      logicAppId,
      body: jsonencode(triggerOf(props.cron)),
      // A run that nothing watches for tells nobody.
      dependsOn: [action, alarm],
    });
  }

  private createWorkflow(id: string): LogicAppWorkflow {
    const { foundation } = this.deps;
    return this.createMain('schedule', LogicAppWorkflow, {
      name: this.name(names.schedule, id),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
    });
  }

  private createAlarm(id: string, workflowId: string): MonitorMetricAlert {
    return this.create('alarm', MonitorMetricAlert, {
      name: this.name(names.metricAlert, id),
      resourceGroupName: this.deps.foundation.resourceGroupName,
      description: this.tells,
      severity: SEVERITY,
      scopes: [workflowId],
      criteria: [
        {
          metricNamespace: 'Microsoft.Logic/workflows',
          metricName: 'RunsSucceeded',
          aggregation: 'Total',
          operator: 'GreaterThan',
          threshold: 0,
        },
      ],
      // Each run is looked at once, and nobody is told that it is over.
      windowSize: 'PT5M',
      frequency: 'PT5M',
      autoMitigate: false,
      action: this.channels.map((actionGroupId) => ({ actionGroupId })),
    });
  }
}
