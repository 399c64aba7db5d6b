/** Outputs of a Notification that other constructs use, the same on every cloud. */
import type { ITerraformDependable } from 'cdktf';

import { Component } from '../../core/cdktf/component';
import { present } from '../../core/invariant';
import type { NotificationProps } from './schema';

/** Where its messages go. */
export type Receiver = { readonly email: string } | { readonly url: string };

export abstract class Notification extends Component<NotificationProps> {
  /** What messages are sent to, by the cloud's own name: ARN of a topic, name of a channel, id of an action group. */
  abstract readonly channelId: string;

  /** The same for what asks the environment from outside, which may be told of elsewhere. @default - the channel */
  get outsideChannelId(): string {
    return this.channelId;
  }

  /** The same for what watches the second region, which may tell nothing of another one. @default - the channel */
  get secondaryChannelId(): string {
    return this.channelId;
  }

  /** What must be there before anything is told of the channel. @default - the channel alone */
  get ready(): readonly ITerraformDependable[] {
    return [];
  }

  get receiver(): Receiver {
    const { email, webhook } = this.props;
    return email === undefined ? { url: present(webhook, 'webhook').url } : { email };
  }
}
