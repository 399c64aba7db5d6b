/** Alarms, the same on every cloud: one for each thing that an environment has and each of what may go wrong with it. */
import { Component, type Outputs } from '../../core/cdktf/component';
import { present } from '../../core/invariant';
import { compact } from '../../core/records';
import { kebab } from '../../core/text';
import type { CloudName } from '../../core/words/clouds';
import type { Environment } from '../environment/schema';
import type { RegionRole } from '../environment/targets';
import { channelsOf, type Notifications } from '../notification/channels';
import { type AlarmName, ALARMS, type Severity } from './catalogue';
import { thresholdsOf } from './in-force';
import type { MetricOf, OwnRule } from './own-rules';
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
  readonly name: string;
  readonly severity: Severity;
  readonly minutes: number;
  /** Whom it calls, by the cloud's own names of channels. */
  readonly channels: string[];
  /** What it tells of that thing. @default - the thing says it */
  readonly says?: string;
}

type About = (typeof ALARMS)[AlarmName]['about'];

/** An alarm with how it is measured, and all that it is about. */
export interface Watching<R, T> extends Alarm {
  readonly row: R;
  readonly targets: readonly T[];
}

/** What a dashboard shows: what an alarm measures, or something that raises none. */
export type Shown<R, T> = Pick<Watching<R, T>, 'name' | 'row' | 'targets'>;

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
  private get alarms(): (Alarm & { readonly name: AlarmName })[] {
    return alarmsFor(this.deps.environment)
      .filter((name) => !this.props.off.includes(name))
      .map((name) => ({ name, ...this.of(ALARMS[name].severity), says: ALARMS[name].says(this.thresholds) }));
  }

  /** How long something must last that matters so much, and whom it calls. */
  private of(severity: Severity) {
    const { props, deps } = this;
    return { severity, minutes: props.minutes[severity], channels: channelsOf(props[severity], deps) };
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

  /** The user's own alarms, with how a cloud measures each. */
  protected watchingOwn<C extends CloudName, R, T>(
    cloud: C,
    measured: (metric: MetricOf<C>, rule: OwnRule) => Pick<Watching<R, T>, 'row' | 'targets'>,
  ): Watching<R, T>[] {
    return Object.entries(this.props.rules).map(([name, rule]) => {
      const metric = present(rule.metric[cloud], `alarms.rules.${name}.metric.${cloud}`) as MetricOf<C>;
      const of = this.of(rule.severity);
      const { minutes = of.minutes } = rule;
      return { name: `Rule-${name}`, ...of, minutes, ...measured(metric, rule) };
    });
  }
}

/** What an alarm tells of something, as a sentence without its end. */
export const tells = ({ says }: Alarm, what: string): string => compact([what, says]).join(' ');

/** Parts of an alarm's names: what it tells, and of what. */
export const partsOf = ({ name }: Alarm, ...of: readonly string[]): string[] => [kebab(name).slice(1), ...of];

/** Words of a server's names: of its database, and of the replica that it is. */
export const wordsOf = ({ database, replica }: Server): string[] => [database, ...(replica ? [replica.name] : [])];

export const describeServer = ({ database, replica }: Server): string =>
  replica ? `Replica "${replica.name}" of PostgreSQL server "${database}"` : `PostgreSQL server "${database}"`;

/** What an alarm on something of a server in a region is called, and what it is about. */
export const inRegion = (server: Server, role: RegionRole) => ({
  words: [...wordsOf(server), ...(role === 'primary' ? [] : [role])],
  what: `${describeServer(server)}${role === 'primary' ? '' : ' in the second region'}`,
});
