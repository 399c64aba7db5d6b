/** Events of AWS that EventBridge sends to topics: a rule, and a target for each topic. */
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { Construct } from 'constructs';

import type { Notifications } from '../../../constructs/notification/channels';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { present } from '../../../core/invariant';
import { names } from '../shared/names';

export interface EventNoticesProps {
  /** By which overrides name the rule; with `Target` behind it the targets. */
  readonly key: string;
  /** What the rule is called. */
  readonly word: string;
  readonly description: string;
  readonly pattern: object;
  /** Names of the notifications that are told. */
  readonly notify: readonly string[];
}

export class EventNotices extends Component<EventNoticesProps> {
  constructor(scope: Construct, id: string, props: EventNoticesProps, deps: { notifications: Notifications }) {
    super(scope, id, props);
    const { key, word, description, pattern, notify } = props;
    const rule = this.create(key, CloudwatchEventRule, {
      name: this.name(names.eventRule, word),
      description,
      eventPattern: jsonencode(pattern),
    });
    for (const name of notify)
      this.createAs(`${key}Target`, `to-${name}`, CloudwatchEventTarget, {
        rule: rule.name,
        targetId: name,
        arn: present(deps.notifications[name], `notifications.${name}`).channelId,
      });
  }
}
