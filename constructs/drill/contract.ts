/** Drill, the same on every cloud: what it tells, and whom. It has no outputs that other constructs use. */
import { Component } from '../../core/cdktf/component';
import { channelsOf, type Notifications } from '../notification/channels';
import type { DrillProps } from './schema';

/** Its id: an environment has one. */
export const DRILL = 'drill';

/** What the drills of every cloud need. */
interface Told {
  readonly notifications: Notifications;
}

export abstract class Drill extends Component<DrillProps> {
  protected abstract readonly deps: Told;

  /** What it is about, in a few words. */
  protected get subject(): string {
    return `Rehearse the recovery of ${this.environment}`;
  }

  /** What it tells, in sentences. */
  protected get tells(): string {
    const steps = `npx triptych runbook ${this.environment} --cloud ${this.stack.cloudName}`;
    return `It is time to rehearse the recovery of ${this.environment}. "${steps}" prints the steps; "npx triptych docs recovery" tells how a drill is done.`;
  }

  /** Whom it tells, by the cloud's own names of channels. */
  protected get channels(): string[] {
    return channelsOf(this.props.notify, this.deps);
  }

  private get environment(): string {
    const { project, environment } = this.stack.namespace;
    return `${project}/${environment}`;
  }
}
