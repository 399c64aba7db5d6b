/** ObjectStore: a bucket: never public, TLS only, encrypted, versioned. */
import { forEach, type RuleTable } from '../../core/rules/rule';
import { type ObjectStoreProps, type StorageClass } from './schema';

/** Order in which classes get colder, and the least days before an object may enter: S3's minimum for infrequent access. */
const COLDNESS: readonly StorageClass[] = ['infrequent', 'cold', 'archive'];

export const objectStoreRules: RuleTable<ObjectStoreProps> = [
  {
    code: 'replication',
    property: 'replication',
    check: (p) => p.replication && !p.versioning && 'requires versioning: clouds copy versions',
  },
  {
    code: 'retention-lock',
    property: 'retentionLock',
    check: (p) =>
      p.retentionLock !== undefined &&
      !p.deletionProtection &&
      'requires deletionProtection: a bucket with locked objects cannot be deleted anyway',
  },
  forEach(
    (p) => Object.entries(p.lifecycle).map(([name, rule]) => [`lifecycle.${name}`, { rule, p }] as const),
    [
      {
        code: 'whole',
        property: '',
        check: ({ rule }) =>
          rule.transitions.length === 0 &&
          !rule.expireAfterDays &&
          !rule.expireOldVersionsAfterDays &&
          'must do something: give transitions, expireAfterDays or expireOldVersionsAfterDays',
      },
      {
        code: 'expire-old-versions-after-days',
        property: 'expireOldVersionsAfterDays',
        check: ({ rule, p }) =>
          rule.expireOldVersionsAfterDays !== undefined &&
          !p.versioning &&
          'requires versioning: without, there are no old versions. Turn versioning on or leave it out',
      },
      {
        code: 'transitions',
        property: 'transitions',
        check: ({ rule }) =>
          rule.transitions.some(
            ({ to, afterDays }, i) =>
              i > 0 &&
              (COLDNESS.indexOf(to) <= COLDNESS.indexOf(rule.transitions[i - 1]!.to) ||
                afterDays <= rule.transitions[i - 1]!.afterDays),
          ) &&
          `must get colder and later from one to the next (${COLDNESS.join(' → ')}), got ${rule.transitions.map((t) => `${t.to} after ${t.afterDays}`).join(', ')}`,
      },
      {
        code: 'expire-after-days',
        property: 'expireAfterDays',
        check: ({ rule }) =>
          rule.expireAfterDays !== undefined &&
          rule.transitions.some((t) => t.afterDays >= rule.expireAfterDays!) &&
          `must come after the last transition (${Math.max(...rule.transitions.map((t) => t.afterDays))} days), got ${rule.expireAfterDays}`,
      },
    ],
  ),
];
