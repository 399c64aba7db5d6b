/** Alarms, the same on every cloud: one for each thing that an environment has and each of what may go wrong with it. */
import { Component, type Outputs } from '../../core/cdktf/component';
import { kebab } from '../../core/text';
import type { Environment } from '../environment/schema';
import { channelsOf, type Notifications } from '../notification/channels';
import { type AlarmName, ALARMS, type Severity } from './catalogue';
import { thresholdsOf } from './in-force';
import type { AlarmsProps } from './schema';
import type { Thresholds } from './thresholds';
import { alarmsFor, type Server, type Watched, watchedIn } from './watched';

/** What the alarms of every cloud need. */
interface Told {
  readonly environment: Environment;
  readonly notifications: Notifications;
}

/** One alarm on one thing. */
export interface Alarm {
  readonly name: AlarmName;
  readonly severity: Severity;
  readonly minutes: number;
  /** Whom it calls, by the cloud's own names of channels. */
  readonly channels: string[];
}

type About = (typeof ALARMS)[AlarmName]['about'];

/** An alarm with how it is measured, and all that it is about. */
export interface Watching<R, T> extends Alarm {
  readonly row: R;
  readonly targets: readonly T[];
}

export abstract class Alarms extends Component<AlarmsProps> {
  protected abstract readonly deps: Told;

  override outputs(): Outputs {
    return {
      critical_channels: channelsOf(this.props.critical, this.deps),
      warning_channels: channelsOf(this.props.warning, this.deps),
    };
  }

  protected get thresholds(): Thresholds {
    return thresholdsOf(this.deps.environment);
  }

  /** Things that alarms are about. */
  protected get watched(): Watched {
    return watchedIn(this.deps.environment);
  }

  /** The alarms on what there is, without those that are off. */
  protected get alarms(): Alarm[] {
    const { minutes, off } = this.props;
    return alarmsFor(this.deps.environment)
      .filter((name) => !off.includes(name))
      .map((name) => {
        const { severity } = ALARMS[name];
        const channels = channelsOf(this.props[severity], this.deps);
        return { name, severity, minutes: minutes[severity], channels };
      });
  }

  /** The alarms with how a cloud measures each, and all that it is about. The types of the table say that both fit each other. */
  protected watching<R, T>(
    table: Readonly<Record<AlarmName, unknown>>,
    found: Readonly<Record<About, readonly T[]>>,
  ): Watching<R, T>[] {
    return this.alarms.map((alarm) => ({
      ...alarm,
      row: table[alarm.name] as R,
      targets: found[ALARMS[alarm.name].about],
    }));
  }

  /** What an alarm tells, in a sentence without its end. */
  protected tells({ name }: Alarm, what: string): string {
    return `${what} ${ALARMS[name].says(this.thresholds)}`;
  }
}

/** Parts of an alarm's names: what it tells, and of what. */
export const partsOf = ({ name }: Alarm, ...of: readonly string[]): string[] => [kebab(name).slice(1), ...of];

/** Words of a server's names: of its database, and of the replica that it is. */
export const wordsOf = ({ database, replica }: Server): string[] => [database, ...(replica ? [replica.name] : [])];

export const describeServer = ({ database, replica }: Server): string =>
  replica ? `Replica "${replica.name}" of PostgreSQL server "${database}"` : `PostgreSQL server "${database}"`;
