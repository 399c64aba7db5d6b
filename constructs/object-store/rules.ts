/** ObjectStore: a bucket: never public, TLS only, encrypted, versioned. */
import { RETENTION_DAYS } from '../../core/words/retention';
import { forEach, type RuleTable } from '../../core/rules/rule';
import { type ObjectStoreProps, type StorageClass } from './schema';

/** Order in which classes get colder, and the least days before an object may enter: S3's minimum for infrequent access. */
const COLDNESS: readonly StorageClass[] = ['infrequent', 'cold', 'archive'];

export const objectStoreRules: RuleTable<ObjectStoreProps> = [
  {
    property: 'replication',
    when: (p) => p.replication && !p.versioning,
    say: () => 'must come with versioning: clouds copy versions',
  },
  {
    property: 'accessLogs.retentionDays',
    when: (p) => p.accessLogs !== false && !RETENTION_DAYS.includes(p.accessLogs.retentionDays),
    say: (p) => `must be one of ${RETENTION_DAYS.join(', ')}, got ${p.accessLogs && p.accessLogs.retentionDays}`,
  },
  {
    property: 'retentionLock',
    when: (p) => p.retentionLock !== undefined && !p.deletionProtection,
    say: () => 'must come with deletionProtection: a bucket with locked objects cannot be deleted anyway',
  },
  forEach(
    (p) => Object.entries(p.lifecycle).map(([name, rule]) => [`lifecycle.${name}`, { rule, p }] as const),
    [
      {
        property: '',
        when: ({ rule }) => rule.transitions.length === 0 && !rule.expireAfterDays && !rule.expireOldVersionsAfterDays,
        say: () => 'must do something: give transitions, expireAfterDays or expireOldVersionsAfterDays',
      },
      {
        property: 'expireOldVersionsAfterDays',
        when: ({ rule, p }) => rule.expireOldVersionsAfterDays !== undefined && !p.versioning,
        say: () => 'must come with versioning: without, there are no old versions. Turn versioning on or leave it out',
      },
      {
        property: 'transitions',
        when: ({ rule }) =>
          rule.transitions.some(
            ({ to, afterDays }, i) =>
              i > 0 &&
              (COLDNESS.indexOf(to) <= COLDNESS.indexOf(rule.transitions[i - 1]!.to) ||
                afterDays <= rule.transitions[i - 1]!.afterDays),
          ),
        say: ({ rule }) =>
          `must get colder and later from one to the next (${COLDNESS.join(' → ')}), got ${rule.transitions.map((t) => `${t.to} after ${t.afterDays}`).join(', ')}`,
      },
      {
        property: 'expireAfterDays',
        when: ({ rule }) =>
          rule.expireAfterDays !== undefined && rule.transitions.some((t) => t.afterDays >= rule.expireAfterDays!),
        say: ({ rule }) =>
          `must come after the last transition (${Math.max(...rule.transitions.map((t) => t.afterDays))} days), got ${rule.expireAfterDays}`,
      },
    ],
  ),
];
