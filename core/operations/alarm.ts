/** Alarms: what raises each and whom it calls, as a stack has it. */
import type { Resource, Resources } from '../rights/resources';

export interface Alarm {
  /** Its name in the cloud: `shop-production-database-cpu-orders`. */
  readonly name: string;
  /** What it tells, in a sentence. */
  readonly tells: string;
  /** What raises it: `CPUUtilization > 80`. @default - an entry of a log */
  readonly when?: string;
  /** Minutes that it must last. @default - none: the alarm is raised at once */
  readonly minutes?: number;
  /** @default - the cloud keeps none */
  readonly severity?: string;
  /** Channels that it calls, by the ids of what they are parts of. */
  readonly calls: readonly string[];
}

/** Reads the alarm that a resource is. */
export type AlarmReader = (resource: Resource, resources: Resources) => Alarm;

/** How alarms of a cloud are read, by the types of resources that are alarms. */
export type CloudAlarms = Readonly<Record<string, AlarmReader>>;

/** @param but ids of what has none, though it is told by what a cloud calls an alert */
export const alarmsIn = (resources: Resources, readers: CloudAlarms, but: readonly string[] = []): Alarm[] =>
  resources.all.flatMap((resource) => {
    const read = readers[resource.type];
    return read && !but.includes(resource.partOf) ? [read(resource, resources)] : [];
  });

/** What channels are parts of, by expressions that refer to them. */
export const calledBy = (channels: readonly unknown[], resources: Resources): string[] =>
  channels.map((channel) => resources.at(channel)?.partOf ?? String(channel));

/** Signs for the names of comparisons: `GreaterThanThreshold`, `COMPARISON_GT`, `GreaterThan`. */
const SIGNS: readonly (readonly [name: RegExp, sign: string])[] = [
  [/(GreaterThanOrEqual|_GE$)/, '≥'],
  [/(GreaterThan|_GT$)/, '>'],
  [/(LessThanOrEqual|_LE$)/, '≤'],
  [/(LessThan|_LT$)/, '<'],
];

export const signOf = (comparison: unknown): string =>
  SIGNS.find(([name]) => name.test(String(comparison)))?.[1] ?? String(comparison);
