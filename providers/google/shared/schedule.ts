/**
 * Schedule on Google: calls of APIs by the clock. Cloud Scheduler starts a workflow, which makes the calls one after another.
 */
import { CloudSchedulerJob } from '@cdktf/provider-google/lib/cloud-scheduler-job';
import { WorkflowsWorkflow } from '@cdktf/provider-google/lib/workflows-workflow';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { fieldsOf } from '../../../core/words/cron';
import type { Foundation } from '../foundation/foundation';
import { ServiceAccount } from '../iam/service-account';
import { names } from './names';

/** A step of a workflow: docs.cloud.google.com/workflows/docs/reference/syntax */
export type Step = Readonly<Record<string, object>>;

/** Steps that are called by a name: docs.cloud.google.com/workflows/docs/reference/syntax/subworkflows */
export interface Subworkflow {
  readonly params: readonly string[];
  readonly steps: readonly Step[];
}

export interface ScheduledStepsProps {
  /** The last parts of its name. */
  readonly purpose: readonly string[];
  readonly description: string;
  /** When it begins: a cron expression of five fields, in UTC. */
  readonly cron: string;
  readonly steps: readonly Step[];
  /** What steps call, by name. @default - nothing */
  readonly subworkflows?: Readonly<Record<string, Subworkflow>>;
  /** As which the steps call. */
  readonly account: ServiceAccount;
  /** The account's rights, which must be there before the first run. */
  readonly rights: readonly ITerraformDependable[];
}

const INVOKER = 'roles/workflows.invoker';

/** As which Cloud Scheduler starts workflows: one account for an environment. Rights to single workflows do not exist. */
function clockOf(foundation: Foundation): ServiceAccount {
  const existing = foundation.node.tryFindChild('clock');
  if (existing instanceof ServiceAccount) return existing;
  return new ServiceAccount(foundation, 'clock', { purpose: 'clock', roles: [INVOKER] }, { foundation });
}

export class ScheduledSteps extends Component<ScheduledStepsProps> {
  readonly workflow: WorkflowsWorkflow;

  constructor(scope: Construct, id: string, props: ScheduledStepsProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const { purpose, description, cron, steps, subworkflows = {}, account, rights } = props;
    const { region } = foundation.target;
    const name = this.name(names.schedule, ...purpose);
    this.workflow = this.create('workflow', WorkflowsWorkflow, {
      name,
      region,
      description,
      serviceAccount: account.account.id,
      sourceContents: jsonencode({ main: { steps }, ...subworkflows }),
      // What the steps pass on may be secret.
      callLogLevel: 'LOG_NONE',
      executionHistoryLevel: 'EXECUTION_HISTORY_BASIC',
      deletionProtection: false,
      dependsOn: [...foundation.schedules, ...rights],
    });
    const clock = clockOf(foundation);
    this.createMain('schedule', CloudSchedulerJob, {
      name,
      region,
      description,
      schedule: fieldsOf(cron).join(' '),
      timeZone: 'Etc/UTC',
      retryConfig: { retryCount: 3 },
      httpTarget: {
        httpMethod: 'POST',
        uri: `https://workflowexecutions.googleapis.com/v1/${this.workflow.id}/executions`,
        oauthToken: { serviceAccountEmail: clock.email },
      },
      dependsOn: [...foundation.schedules, ...clock.grants],
    });
  }
}
