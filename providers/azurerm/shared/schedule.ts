/**
 * Schedule on Azure: calls of APIs by the clock. A logic app makes them one after another, as an identity of its own, with a
 * trigger that is there last, so that nothing begins before it may do what it does.
 */
import { LogicAppActionCustom } from '@cdktf/provider-azurerm/lib/logic-app-action-custom';
import { LogicAppTriggerRecurrence } from '@cdktf/provider-azurerm/lib/logic-app-trigger-recurrence';
import { LogicAppWorkflow } from '@cdktf/provider-azurerm/lib/logic-app-workflow';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { mapValues } from '../../../core/records';
import { DAYS, type MaintenanceWindow } from '../../../core/words/times';
import type { Foundation } from '../foundation/foundation';
import { Grant, type GrantProps, Propagation } from '../iam/access';
import { names } from './names';

export interface ScheduledStepsProps {
  /** The last parts of its name. */
  readonly purpose: readonly string[];
  /** When it begins, UTC. @default - of `day`: every day */
  readonly when: Pick<MaintenanceWindow, 'start'> & Partial<Pick<MaintenanceWindow, 'day'>>;
  /** Actions of the workflow by name: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers */
  readonly steps: Readonly<Record<string, object>>;
  /** What the steps may do: roles on resources, by any name. */
  readonly roles: Readonly<Record<string, Pick<GrantProps, 'role' | 'scope'>>>;
}

/**
 * A Monday in the past, from which runs are counted: without a start, the first would begin when the trigger is made.
 * https://learn.microsoft.com/azure/logic-apps/concepts-schedule-automated-recurring-tasks-workflows
 */
const MONDAY = Date.UTC(2026, 0, 5);
const MS_OF_DAY = 86_400_000;

/** The first of runs at a time, UTC, of every day or of a day of the week. */
export function firstAt(start: string, day: MaintenanceWindow['day'] = DAYS[0]): string {
  const first = new Date(MONDAY + DAYS.indexOf(day) * MS_OF_DAY);
  return `${first.toISOString().slice(0, 10)}T${start}:00Z`;
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
    this.create('clock', LogicAppTriggerRecurrence, {
      name: 'clock',
      logicAppId: this.workflow.id,
      ...this.recurrence,
      dependsOn: [action, sleep, ...Object.values(this.grants)],
    });
  }

  private createGrants(): Record<string, Grant> {
    const { principalId } = this.workflow.identity;
    return mapValues(this.props.roles, (name, role) => new Grant(this, name, { ...role, principalId }));
  }

  private get recurrence() {
    const { day, start } = this.props.when;
    return {
      frequency: day === undefined ? 'Day' : 'Week',
      interval: 1,
      startTime: firstAt(start, day),
      timeZone: 'UTC',
    };
  }
}
