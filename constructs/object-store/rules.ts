/** ObjectStore: a bucket: TLS only, encrypted, versioned, and closed unless a Cdn serves it. */
import { forEach, type RuleContext, type RuleTable } from '../../core/rules/rule';
import { isOfBucket } from '../cdn/schema';
import type { Environment } from '../environment/schema';
import type { LifecycleRule, ObjectStoreProps, StorageClass } from './schema';

/** Storage classes from warmer to colder. */
const COLDNESS: readonly StorageClass[] = ['infrequent', 'cold', 'archive'];

/** Whether each transition comes later than the one before it, and leads to a colder class. */
const getsColder = (transitions: LifecycleRule['transitions']): boolean =>
  transitions.every(({ to, afterDays }, index) => {
    const before = transitions[index - 1];
    return !before || (COLDNESS.indexOf(to) > COLDNESS.indexOf(before.to) && afterDays > before.afterDays);
  });

export const objectStoreRules: RuleTable<ObjectStoreProps> = [
  {
    code: 'replication-without-versioning',
    property: 'replication',
    check: ({ replication, versioning }) => replication && !versioning && 'requires versioning: clouds copy versions',
  },
  {
    code: 'lock-without-protection',
    property: 'retentionLock',
    check: ({ retentionLock, deletionProtection }) =>
      retentionLock !== undefined &&
      !deletionProtection &&
      'requires deletionProtection: a bucket with locked objects cannot be deleted anyway',
  },
  forEach(
    ({ lifecycle }) => Object.entries(lifecycle).map(([name, rule]) => [`lifecycle.${name}`, rule] as const),
    [
      {
        code: 'lifecycle-empty',
        property: '',
        check: ({ transitions, expireAfterDays, expireOldVersionsAfterDays }) =>
          transitions.length === 0 &&
          expireAfterDays === undefined &&
          expireOldVersionsAfterDays === undefined &&
          'must do something: give transitions, expireAfterDays or expireOldVersionsAfterDays',
      },
      {
        code: 'lifecycle-without-versioning',
        property: 'expireOldVersionsAfterDays',
        check: ({ expireOldVersionsAfterDays }, _, { versioning }) =>
          expireOldVersionsAfterDays !== undefined &&
          !versioning &&
          'requires versioning: without it there are no old versions. Turn versioning on or leave it out',
      },
      {
        code: 'transitions-order',
        property: 'transitions',
        check: ({ transitions }) =>
          !getsColder(transitions) &&
          `must get colder and later from one to the next (${COLDNESS.join(' → ')}), got ${transitions.map(({ to, afterDays }) => `${to} after ${afterDays}`).join(', ')}`,
      },
      {
        code: 'expiry-before-transition',
        property: 'expireAfterDays',
        check: ({ transitions, expireAfterDays }) => {
          const last = Math.max(...transitions.map(({ afterDays }) => afterDays));
          return (
            expireAfterDays !== undefined &&
            expireAfterDays <= last &&
            `must come after the last transition (${last} days), got ${expireAfterDays}`
          );
        },
      },
    ],
  ),
];

export const objectStoreWarnings: RuleTable<ObjectStoreProps, RuleContext<Environment>> = [
  {
    code: 'public-unserved',
    property: 'public',
    check: ({ public: isPublic }, { id, environment: { cdns } }) =>
      isPublic &&
      !Object.values(cdns).some((cdn) => isOfBucket(cdn) && cdn.origin.bucket === id) &&
      `lets anybody read what no Cdn serves: name "${id}" as the origin of one of cdns, or leave it out`,
    standsOn: () => ['cdns'],
  },
  {
    code: 'public-written',
    property: 'public',
    check: ({ public: isPublic }, { id, environment: { workloads } }) => {
      const writers = Object.entries(workloads)
        .filter(([, { access }]) =>
          access.some((right) => 'objectStore' in right && right.objectStore === id && right.write),
        )
        .map(([name]) => name);
      return (
        isPublic &&
        writers.length > 0 &&
        `lets anybody read what ${writers.join(', ')} may write: what people give a workload belongs into a bucket that is closed, and is handed out by signed URLs of the storage`
      );
    },
    standsOn: () => ['workloads'],
  },
];
