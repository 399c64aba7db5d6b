/** Drill on Google: Cloud Scheduler writes to a log, and a policy of Cloud Monitoring tells the channels of notifications of it. */
import { CloudSchedulerJob } from '@cdktf/provider-google/lib/cloud-scheduler-job';
import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';

import type { BudgetDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/drill';
import { jsonencode } from '../../../core/cdktf/escape';
import { fieldsOf } from '../../../core/words/cron';
import { ServiceAccount } from '../iam/service-account';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';

/** docs.cloud.google.com/logging/docs/reference/v2/rest/v2/entries/write */
const WRITE = 'https://logging.googleapis.com/v2/entries:write';
const WRITER = 'roles/logging.logWriter';

/** A call that is tried again may write twice. */
const AT_MOST_EVERY = '3600s';

export class Drill extends neutral.Drill {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.DrillProps,
    protected readonly deps: BudgetDeps<GoogleTypes>,
  ) {
    super(scope, id, props);
    const { foundation } = deps;
    const { drill: after, target } = foundation;
    const name = this.name(names.schedule, id);
    const logName = `projects/${target.project}/logs/${name}`;
    const alarm = this.createAlarm(id, logName);
    const writer = new ServiceAccount(this, 'writer', { purpose: id, roles: [WRITER], after }, { foundation });
    this.createMain('schedule', CloudSchedulerJob, {
      name,
      region: target.region,
      description: this.subject,
      schedule: fieldsOf(props.cron).join(' '),
      timeZone: 'Etc/UTC',
      retryConfig: { retryCount: 3 },
      httpTarget: {
        httpMethod: 'POST',
        uri: WRITE,
        headers: { 'Content-Type': 'application/json' },
        body: Fn.base64encode(jsonencode({ entries: [this.entryIn(logName)] })),
        oauthToken: { serviceAccountEmail: writer.email },
      },
      // An entry that nothing watches for tells nobody.
      dependsOn: [...after, ...writer.grants, alarm],
    });
  }

  private entryIn(logName: string): object {
    const { project } = this.deps.foundation.target;
    return {
      logName,
      resource: { type: 'global', labels: { project_id: project } },
      severity: 'NOTICE',
      textPayload: this.tells,
    };
  }

  private createAlarm(id: string, logName: string): MonitoringAlertPolicy {
    return this.create('alarm', MonitoringAlertPolicy, {
      displayName: this.name(names.display, id),
      documentation: { content: this.tells, subject: this.subject },
      combiner: 'OR',
      conditions: [{ displayName: this.subject, conditionMatchedLog: { filter: `logName="${logName}"` } }],
      alertStrategy: {
        notificationRateLimit: { period: AT_MOST_EVERY },
        // Nothing in a log says that something is over.
        autoClose: AT_MOST_EVERY,
      },
      notificationChannels: this.channels,
      dependsOn: [...this.deps.foundation.drill],
    });
  }
}
