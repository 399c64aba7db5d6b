/**
 * Schedule on AWS: one call of an API by the clock, or several in a row. EventBridge Scheduler makes the call itself; several are
 * a state machine of Step Functions, which it starts.
 */
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { MaintenanceWindow } from '../../../core/words/times';
import type { Foundation } from '../foundation/foundation';
import { Role } from '../iam/access';
import { allow, type Statement } from '../iam/statement';
import { awsCron } from './cron';
import { names } from './names';

export interface ScheduleProps {
  /** The last parts of its name. */
  readonly purpose: readonly string[];
  readonly description: string;
  /** When it begins, UTC: by cron, or at a time. @default - of `day`: every day */
  readonly when:
    { readonly cron: string } | (Pick<MaintenanceWindow, 'start'> & Partial<Pick<MaintenanceWindow, 'day'>>);
  /** Minutes in which it begins, and after which it is not tried again. */
  readonly withinMinutes: number;
  /** By which overrides name it. @default 'schedule' */
  readonly key?: string;
  /** What is called: `eks:updateNodegroupVersion`, with parameters by the names of AWS's SDKs, which begin with capitals. */
  readonly call: { readonly action: string; readonly input: object };
  /** As which it is called. */
  readonly role: Role;
}

/** One call. */
export class Schedule extends Component<ScheduleProps> {
  readonly schedule: SchedulerSchedule;

  constructor(scope: Construct, id: string, props: ScheduleProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { purpose, description, call, role, withinMinutes, key = 'schedule' } = props;
    this.schedule = this.createMain(key, SchedulerSchedule, {
      name: this.name(names.schedule, ...purpose),
      description,
      scheduleExpression: this.expression,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: withinMinutes },
      target: {
        arn: `arn:${deps.foundation.partition}:scheduler:::aws-sdk:${call.action}`,
        roleArn: role.arn,
        input: jsonencode(call.input),
        retryPolicy: { maximumEventAgeInSeconds: withinMinutes * 60, maximumRetryAttempts: 3 },
      },
      dependsOn: [...role.grants],
    });
  }

  private get expression(): string {
    const { when } = this.props;
    if ('cron' in when) return awsCron(when.cron);
    const { day, start } = when;
    const [hour, minute] = start.split(':').map(Number) as [number, number];
    return day === undefined
      ? `cron(${minute} ${hour} * * ? *)`
      : `cron(${minute} ${hour} ? * ${day.slice(0, 3).toUpperCase()} *)`;
  }
}

export interface ScheduledStepsProps extends Omit<ScheduleProps, 'call' | 'role' | 'key'> {
  /** A state machine in Amazon States Language, with JSONata. */
  readonly steps: { readonly StartAt: string; readonly States: object };
  /** What the steps may do. */
  readonly statements: readonly Statement[];
}

/** Seconds that a run may take: less than the five minutes of an express workflow. */
const RUN_SECONDS = 290;

/**
 * Several calls in a row. They run as an express workflow without a log, because Step Functions keeps the input and output of each
 * state of a standard workflow for 90 days, and what they pass on may be secret.
 */
export class ScheduledSteps extends Component<ScheduledStepsProps> {
  readonly machine: SfnStateMachine;

  constructor(scope: Construct, id: string, props: ScheduledStepsProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { steps, statements, purpose, ...rest } = props;
    const name = purpose.join('-');
    const role = new Role(this, 'role', { purpose: name, service: 'states.amazonaws.com', statements }, deps);
    this.machine = this.create('stateMachine', SfnStateMachine, {
      name: this.name(names.stateMachine, ...purpose),
      type: 'EXPRESS',
      roleArn: role.arn,
      definition: jsonencode({ QueryLanguage: 'JSONata', TimeoutSeconds: RUN_SECONDS, ...steps }),
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      dependsOn: [...role.grants],
    });
    const starter = new Role(
      this,
      'starter',
      {
        purpose: `${name}-start`,
        service: 'scheduler.amazonaws.com',
        statements: [allow('states:StartExecution', this.machine.arn)],
      },
      deps,
    );
    const call = { action: 'sfn:startExecution', input: { StateMachineArn: this.machine.arn } };
    new Schedule(this, 'Default', { ...rest, purpose, call, role: starter }, deps);
  }
}
