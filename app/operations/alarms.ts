/** The table of an environment's alarms: one alarm a row, and how each cloud raises it. */
import { idOf } from '../../constructs/registry';
import type { Alarm } from '../../core/operations/alarm';
import { counted } from '../../core/text';
import type { CloudName } from '../../core/words/clouds';

/** Alarms of an environment, by cloud. */
export type AlarmsByCloud = readonly (readonly [cloud: CloudName, alarms: readonly Alarm[]])[];

const NONE = '–';

/** Beginning of the names of what is a part of a notification. */
const CHANNEL = idOf('notification', '');

/** @param prefix beginning of the names of all resources: `shop-production-` */
export function alarmRows(all: AlarmsByCloud, prefix: string): string[][] {
  const byCloud = all.map(([, alarms]) => grouped(alarms, prefix));
  const names = [...new Set(byCloud.flatMap((groups) => [...groups.keys()]))].sort();
  return names.map((name) => {
    const groups = byCloud.map((one) => one.get(name) ?? []);
    const alarms = groups.flat();
    return [
      [`\`${name}\``, ...told(groups)].join('<br>'),
      ...groups.map(describeGroup),
      unique(alarms.flatMap(({ severity }) => severity ?? [])).join(', ') || NONE,
      unique(alarms.flatMap(({ calls }) => calls.map(nameOf))).join(', ') || 'nobody',
    ];
  });
}

export const ALARM_HEADS = (clouds: readonly CloudName[]): string[] => ['alarm', ...clouds, 'severity', 'tells'];

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

const nameOf = (channel: string): string => (channel.startsWith(CHANNEL) ? channel.slice(CHANNEL.length) : channel);

/** Alarms of a cloud by name; those on parts of one thing, which are counted, under the name of the thing. */
function grouped(alarms: readonly Alarm[], prefix: string): Map<string, Alarm[]> {
  const own = (name: string): string => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const names = new Set(alarms.map(({ name }) => own(name)));
  const groups = new Map<string, Alarm[]>();
  for (const alarm of alarms) {
    const name = own(alarm.name);
    const whole = name.replace(/-\d+$/, '');
    const key = names.has(whole) ? name : whole;
    groups.set(key, [...(groups.get(key) ?? []), alarm]);
  }
  return groups;
}

/** What alarms say: of the things themselves, where a cloud has one alarm for each. */
function told(groups: readonly (readonly Alarm[])[]): string[] {
  const single = groups.filter(({ length }) => length === 1);
  const telling = single.length > 0 ? single : groups;
  return unique(telling.flat().map(({ tells }) => tells.replace(/\.$/, '')));
}

function describeGroup(alarms: readonly Alarm[]): string {
  const each = unique(
    alarms.map(({ when, minutes }) =>
      [when === undefined ? 'an entry of a log' : `\`${when}\``, lasting(minutes)].join(', '),
    ),
  );
  return `${alarms.length > 1 ? `${alarms.length} × ` : ''}${each.join('<br>') || NONE}`;
}

const lasting = (minutes: number | undefined): string =>
  minutes === undefined ? 'at once' : counted(minutes, 'minute');
