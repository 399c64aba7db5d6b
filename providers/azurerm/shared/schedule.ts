/**
 * Schedule on Azure: calls of APIs by the clock. A logic app makes them one after another, as an identity of its own, with a
 * trigger that is there last, so that nothing begins before it may do what it does.
 */
import { LogicAppActionCustom } from '@cdktf/provider-azurerm/lib/logic-app-action-custom';
import { LogicAppTriggerCustom } from '@cdktf/provider-azurerm/lib/logic-app-trigger-custom';
import { LogicAppTriggerRecurrence } from '@cdktf/provider-azurerm/lib/logic-app-trigger-recurrence';
import { LogicAppWorkflow } from '@cdktf/provider-azurerm/lib/logic-app-workflow';
import type { ITerraformDependable, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { mapValues } from '../../../core/records';
import type { Foundation } from '../foundation/foundation';
import { Grant, type GrantProps, Propagation } from '../iam/access';
import { clockOf, triggerOf } from './clock';
import { names } from './names';

export interface ScheduledStepsProps {
  /** The last parts of its name. */
  readonly purpose: readonly string[];
  /** When it begins: a cron expression of five fields, in UTC, once a day at most. */
  readonly cron: string;
  /** Actions of the workflow by name: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers */
  readonly steps: Readonly<Record<string, object>>;
  /** What the steps may do: roles on resources, by any name. */
  readonly roles: Readonly<Record<string, Pick<GrantProps, 'role' | 'scope'>>>;
}

export class ScheduledSteps extends Component<ScheduledStepsProps> {
  readonly workflow: LogicAppWorkflow;
  /** Rights of the identity, by the names of its roles. */
  readonly grants: Readonly<Record<string, TerraformResource>>;

  constructor(scope: Construct, id: string, props: ScheduledStepsProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const { purpose, steps } = props;
    const [name, location] = [this.name(names.schedule, ...purpose), foundation.location()];
    this.workflow = this.createMain('schedule', LogicAppWorkflow, {
      name,
      location,
      resourceGroupName: foundation.resourceGroupName,
      identity: { type: 'SystemAssigned' },
    });
    const grants = this.createGrants();
    this.grants = mapValues(grants, (_, { assignment }) => assignment);
    const { sleep } = new Propagation(this, 'propagation', { grants });
    const action = this.create('steps', LogicAppActionCustom, {
      name: 'steps',
      logicAppId: this.workflow.id,
      // As one action, so that no step is there without the others.
      body: jsonencode({ type: 'Scope', actions: steps, runAfter: {} }),
    });
    this.createClock([action, sleep, ...Object.values(this.grants)]);
  }

  private createClock(dependsOn: ITerraformDependable[]): void {
    const trigger = { name: 'clock', logicAppId: this.workflow.id, dependsOn };
    const { recurrence, conditions } = clockOf(this.props.cron);
    // The resource that is made for clocks knows no conditions.
    if (conditions.length === 0)
      this.create('clock', LogicAppTriggerRecurrence, { ...trigger, ...recurrence, timeZone: 'UTC' });
    else
      this.createAs('trigger', 'clock', LogicAppTriggerCustom, {
        ...trigger,
        body: jsonencode(triggerOf(this.props.cron)),
      });
  }

  private createGrants(): Record<string, Grant> {
    const { principalId } = this.workflow.identity;
    return mapValues(this.props.roles, (name, role) => new Grant(this, name, { ...role, principalId }));
  }
}
