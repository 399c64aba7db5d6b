/** Rules of `restore`: what a server must have in common with the one whose data it begins with, and what a replica cannot have yet. */
import { forEach, type Rule, type RuleContext, type RuleTable } from '../../core/rules/rule';
import type { CloudName } from '../../core/words/clouds';
import { refersTo } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import { followedBy, isFollower, restoredFrom } from './restore';
import type { ManagedPostgresProps } from './schema';

type Context = RuleContext<Environment>;

/** Properties that come with the data, or that clouds take over from the server that they restore. */
const SAME = {
  version: 'a backup is of one major version',
  database: 'it comes with the data',
  owner: 'it comes with the data, which it owns',
  encryptionKey: 'clouds restore under the same key',
} as const satisfies Partial<Record<keyof ManagedPostgresProps, string>>;

/** What only a server has that is written to, and whether one has it. */
const OF_PRIMARIES: Readonly<Record<string, (props: ManagedPostgresProps) => boolean>> = {
  highAvailability: ({ highAvailability }) => highAvailability,
  'backups.copyToSecondaryRegion': ({ backups }) => backups.copyToSecondaryRegion,
  'backups.everyHours': ({ backups }) => backups.everyHours !== undefined,
  'backups.copies': ({ backups }) => backups.copies !== undefined,
  'backups.lock': ({ backups }) => backups.lock !== undefined,
  'backups.restoreTest': ({ backups }) => backups.restoreTest !== undefined,
  readReplicas: ({ readReplicas }) => Object.keys(readReplicas).length > 0,
  users: ({ users }) => Object.keys(users).length > 0,
  'credentials.rotationDays': ({ credentials }) => credentials.rotationDays !== undefined,
};

/** Requires a server to follow on this cloud where they are named by cloud. */
export const followedRule = <C>(cloud: CloudName): Rule<ManagedPostgresProps, C> => ({
  code: 'replica-of-nothing',
  property: 'restore.replicaOf',
  check: ({ restore }) => {
    const followed = followedBy(restore);
    return (
      followed !== undefined &&
      followed[cloud] === undefined &&
      `must name a server for each cloud of the environment: ${cloud} has none. Add one, or move restore to differences of the clouds that have one`
    );
  },
});

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The server that another one begins as, as the environment has it. */
const otherOf = ({ restore }: ManagedPostgresProps, { environment }: Context): ManagedPostgresProps | undefined =>
  environment.databases[restoredFrom(restore) ?? ''];

export const restoreRules: RuleTable<ManagedPostgresProps, Context> = [
  refersTo('restore.from', 'databases', ({ restore }) => restoredFrom(restore)),
  {
    code: 'restore-of-itself',
    property: 'restore.from',
    check: ({ restore }, { id }) =>
      restoredFrom(restore) === id &&
      'must be another database: what is restored is made beside what is there. Add an entry to databases for it',
  },
  {
    code: 'restore-without-log',
    property: 'restore.at',
    check: (props, context) =>
      otherOf(props, context)?.backups.pointInTimeDays === 0 &&
      `cannot be restored, because databases.${restoredFrom(props.restore)}.backups.pointInTimeDays is 0: restore one of its backups by restore.backup`,
  },
  {
    code: 'restore-into-less',
    property: 'storage.sizeGiB',
    check: (props, context) => {
      const least = otherOf(props, context)?.storage.sizeGiB ?? 0;
      const { sizeGiB } = props.storage;
      return (
        sizeGiB < least &&
        `must be at least that of databases.${restoredFrom(props.restore)}, ${least}, whose data it begins with; got ${sizeGiB}`
      );
    },
  },
  forEach(
    (props) =>
      isFollower(props)
        ? Object.entries(OF_PRIMARIES).map(([property, hasIt]) => [property, { hasIt, props }] as const)
        : [],
    [
      {
        code: 'of-primaries-only',
        property: '',
        check: ({ hasIt, props }) =>
          hasIt(props) &&
          'must be left out, or off, as long as restore.replicaOf makes the server a replica: it comes with "promoted"',
      },
    ],
  ),
  forEach(
    (props, context) => {
      const other = otherOf(props, context);
      return other ? Object.entries(SAME).map(([property, why]) => [property, { property, why, other }] as const) : [];
    },
    [
      {
        code: 'restore-differs',
        property: '',
        check: ({ property, why, other }, _, props) => {
          const [given, needed] = [props, other].map((one) => shown(one[property as keyof typeof SAME]));
          return (
            given !== needed &&
            `must be that of databases.${restoredFrom(props.restore)}, ${needed}, got ${given}: ${why}`
          );
        },
      },
    ],
  ),
];
