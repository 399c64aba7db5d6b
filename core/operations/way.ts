/** Ways back: by which commands of a cloud what a stack has comes back, with the names that it has there. */
import type { Resource, Resources } from '../rights/resources';
import type { Backup } from './backup';

/** What ways come back from, the best first. */
const SOURCES = ['replica', 'copies', 'backups', 'versions', 'vault', 'snapshots'] as const;

export interface Way {
  readonly store: Backup['store'];
  /** What is lost: the region with all that is in it, or this store alone. */
  readonly lost: 'region' | 'store';
  readonly from: (typeof SOURCES)[number];
  /** What is done, as the beginning of a sentence. */
  readonly does: string;
  /** Words in capitals stand for what only people know. */
  readonly commands: readonly string[];
  /** What `restore` says of the database or cache that is made of it. @default - it is neither */
  readonly restore?: string;
  /** What else the database says that is made of it. @default - nothing */
  readonly also?: readonly string[];
  /** What does the same without an environment. @default - nothing */
  readonly byHand?: readonly string[];
  /** Address of what Terraform must forget, because it is no replica any more. @default - nothing */
  readonly promoted?: string;
}

/** A database beside one that is there, as that was at a moment. @param byHand what does the same without an environment */
export const fromMoment = (database: string, byHand: string): Way => ({
  store: { kind: 'database', name: database },
  lost: 'store',
  from: 'backups',
  does: 'Make another database of it, as it was at a moment',
  commands: [],
  restore: `{ from: '${database}', at: 'MOMENT' }`,
  byHand: [byHand],
});

/** Objects of a bucket that keeps old versions. */
export const fromVersions = (bucket: string, ...commands: readonly string[]): Way => ({
  store: { kind: 'bucket', name: bucket },
  lost: 'store',
  from: 'versions',
  does: 'Find the version that was good, and copy it over the present one',
  commands,
});

/** Objects of a bucket that has a copy in another region. @param command with words in capitals for the new bucket, as `intoBucket` has them */
export const fromCopy = (bucket: string, region: string, command: string): Way => ({
  store: { kind: 'bucket', name: bucket },
  lost: 'region',
  from: 'copies',
  does: `Copy the objects of the replica in ${region} into the new bucket`,
  commands: [command],
});

/** Reads the ways back that a resource offers. */
export type WayReader = (resource: Resource, resources: Resources) => readonly Way[];

/** A host in a public zone, and the command that shows the zone's records. */
export interface HostRecord {
  readonly host: string;
  readonly command: string;
}

/** How ways back are read on a cloud, by types of resources. */
export interface CloudRecovery {
  /** What else the environment that is made anew says, in sentences. @default - nothing */
  readonly anew?: readonly string[];
  /** What else is known of the apply that promotes replicas, in sentences. @default - nothing */
  readonly promoting?: readonly string[];
  /** Whether it is made in the account, subscription or project of the old one, which then has what there is one of. */
  readonly staysInAccount: boolean;
  readonly ways: Readonly<Record<string, WayReader>>;
  readonly records: Readonly<Record<string, (resource: Resource, resources: Resources) => HostRecord | undefined>>;
  /** What stands in the command for a new bucket, and what a bucket is called that is known. */
  readonly intoBucket: {
    readonly words: string;
    readonly types: Readonly<Record<string, (bucket: Resource, resources: Resources) => string>>;
  };
}

/** What buckets are called in commands, by what they are in the environment. */
export const bucketsIn = (resources: Resources, { intoBucket: { types } }: CloudRecovery): Record<string, string> =>
  Object.fromEntries(
    resources.all.flatMap((resource) => {
      const name = resource.isMain ? types[resource.type] : undefined;
      return name ? [[resource.partOf, name(resource, resources)] as const] : [];
    }),
  );

/** Every way back that a stack offers, the best of each store first. */
export const waysIn = (resources: Resources, { ways }: CloudRecovery): Way[] =>
  resources.all
    .flatMap((resource) => ways[resource.type]?.(resource, resources) ?? [])
    .sort((one, other) => SOURCES.indexOf(one.from) - SOURCES.indexOf(other.from));

export const recordsIn = (resources: Resources, { records }: CloudRecovery): HostRecord[] =>
  resources.all.flatMap((resource) => records[resource.type]?.(resource, resources) ?? []);

/** Whether a name or type of a record is known before it is made; those that prove a host's ownership are not. */
export const isKnown = (text: unknown): text is string => typeof text === 'string' && !text.includes('${');

/** The name that an expression refers to, or is. */
export const nameIn = (expression: unknown, resources: Resources): string =>
  (resources.at(expression)?.values['name'] ?? expression) as string;
