/** UptimeCheck, the same on every cloud: it has no outputs that other constructs use. */
import { Component } from '../../core/cdktf/component';
import { type Notifications, notificationsIn } from '../notification/channels';
import type { UptimeCheckProps } from './schema';

/** What the checks of every cloud need. */
interface Told {
  readonly notifications: Notifications;
}

export abstract class UptimeCheck extends Component<UptimeCheckProps> {
  protected abstract readonly deps: Told;

  /** What is asked for. */
  protected get url(): string {
    const { host, path } = this.props;
    return `https://${host}${path}`;
  }

  /** What it tells, in a sentence without its end. */
  protected get tells(): string {
    const { contains } = this.props;
    const well = contains === undefined ? 'well' : `with "${contains}"`;
    return `${this.url} does not answer ${well}, asked from outside`;
  }

  /** Whom it calls, by the cloud's own names of channels. */
  protected get channels(): string[] {
    return notificationsIn(this.props.notify, this.deps).map(({ outsideChannelId }) => outsideChannelId);
  }
}
