/** Drill on AWS: EventBridge Scheduler publishes to the topics of notifications. */
import type { Construct } from 'constructs';

import type { BudgetDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/drill';
import { notificationsIn } from '../../../constructs/notification/channels';
import { present } from '../../../core/invariant';
import { Role } from '../iam/access';
import { Schedule } from '../shared/schedule';
import type { AwsTypes } from '../types';

const WITHIN_MINUTES = 60;

export class Drill extends neutral.Drill {
  private readonly role: Role;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.DrillProps,
    protected readonly deps: BudgetDeps<AwsTypes>,
  ) {
    super(scope, id, props);
    const statements = notificationsIn(props.notify, deps).flatMap(({ send }) => send);
    this.role = new Role(this, 'role', { purpose: id, service: 'scheduler.amazonaws.com', statements }, deps);
    for (const name of props.notify) this.tell(id, name);
  }

  private tell(id: string, name: string): void {
    const { role, subject, tells } = this;
    const { channelId } = present(this.deps.notifications[name], `notifications.${name}`);
    const props = {
      purpose: [id, name],
      description: subject,
      when: { cron: this.props.cron },
      withinMinutes: WITHIN_MINUTES,
      call: { action: 'sns:publish', input: { TopicArn: channelId, Subject: subject, Message: tells } },
      role,
    };
    new Schedule(this, `to-${name}`, props, this.deps);
  }
}
