/**
 * The alarms that an environment has without being asked for: what each is about, and how much it matters. Their names and words are
 * those of the cluster's alerts where both measure the same, and so are their thresholds.
 */
import type { Thresholds } from './thresholds';

/** How much an alarm matters: people are called at once, or told. */
export const SEVERITIES = ['critical', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

interface Alarm {
  /** The kind of thing that it is about. */
  readonly about: 'database' | 'replica' | 'vault' | 'restoreTest' | 'cache' | 'entry' | 'nat';
  readonly severity: Severity;
  /** What it tells of that thing. */
  readonly says: (thresholds: Thresholds) => string;
}

export const ALARMS = {
  DatabaseUnavailable: { about: 'database', severity: 'critical', says: () => 'does not answer' },
  DatabaseCpu: { about: 'database', severity: 'warning', says: (t) => `uses more than ${t.cpuPercent} % of its CPU` },
  DatabaseMemory: {
    about: 'database',
    severity: 'warning',
    says: (t) => `uses more than ${t.memoryPercent} % of its memory`,
  },
  DatabaseConnections: {
    about: 'database',
    severity: 'warning',
    says: (t) => `has more than ${t.connectionsPercent} % of its connections in use`,
  },
  DatabaseDiskLow: {
    about: 'database',
    severity: 'warning',
    says: (t) => `has less than ${t.diskFreePercent} % of its disk free`,
  },
  ReplicaBehind: {
    about: 'replica',
    severity: 'warning',
    says: (t) => `is more than ${t.replicaSeconds} seconds behind its primary`,
  },
  BackupFailed: { about: 'vault', severity: 'warning', says: () => 'has missed a backup' },
  RestoreTestFailed: {
    about: 'restoreTest',
    severity: 'warning',
    says: () => 'has failed the test of its restore',
  },
  CacheMemory: {
    about: 'cache',
    severity: 'warning',
    says: (t) => `uses more than ${t.memoryPercent} % of its memory`,
  },
  CacheEvictions: {
    about: 'cache',
    severity: 'warning',
    says: (t) =>
      `drops ${t.evictions === 0 ? 'keys' : `more than ${t.evictions} keys a minute`}, because its memory is full`,
  },
  EntryErrors: {
    about: 'entry',
    severity: 'critical',
    says: (t) => `answers more than ${t.errorPercent} % of requests with a server error (5xx)`,
  },
  EntrySlow: { about: 'entry', severity: 'warning', says: (t) => `answers slowly: not within ${t.p95Ms} ms` },
  EntryUnhealthy: { about: 'entry', severity: 'critical', says: () => 'finds fewer than half of its targets healthy' },
  NatPorts: { about: 'nat', severity: 'warning', says: () => 'has no ports left for new connections' },
} as const satisfies Record<string, Alarm>;

export type AlarmName = keyof typeof ALARMS;
export const ALARM_NAMES = Object.keys(ALARMS) as AlarmName[];

type About = (typeof ALARMS)[AlarmName]['about'];

/** What each kind of thing is to a cloud that alarms watch: servers and caches tell more than the rest. */
export type TargetKinds<Target, Server extends Target, Cache extends Target = Target> = {
  readonly [K in About]: K extends 'database' | 'replica' ? Server : K extends 'cache' ? Cache : Target;
};

/** All things that there are, by kind. */
export type FoundTargets<K extends Record<About, unknown>> = { readonly [A in About]: readonly K[A][] };

/** The kind of thing that each alarm is about. */
export type TargetOf<K extends Record<About, unknown>> = { readonly [N in AlarmName]: K[(typeof ALARMS)[N]['about']] };

/** Share of the load balancer's targets, in percent, below which it counts as unhealthy. */
export const HEALTHY_PERCENT = 50;
