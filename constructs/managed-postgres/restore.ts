/** Restore: what a server begins with instead of nothing, read once, when it is made, or follows until it is promoted. */
import { z } from 'zod';

import type { CloudName } from '../../core/words/clouds';
import { entryOf } from '../entry';
import { type BackupOf, backupOn, done, empty, id, promoted, sourceOf } from '../restore';

/** A moment in UTC, to the second: clouds restore to no less, and know no other zone. */
const moment = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/, {
  error: 'must be a moment in UTC such as "2026-05-31T06:30:00Z"',
});

const flexibleServer = id(
  /^\/subscriptions\/[\w-]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.DBforPostgreSQL\/flexibleServers\/[\w-]+$/,
  '/subscriptions/…/resourceGroups/shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/orders',
);

export const restoreSchema = z.union([
  empty,
  done,
  promoted,
  z.strictObject({
    /** The database of this environment whose data it begins with. */
    from: entryOf('databases'),
    /** As it was at this moment, in UTC, of those that `backups.pointInTimeDays` of the other keeps. */
    at: moment,
  }),
  z.strictObject({
    /** A backup of any other server, by cloud. */
    backup: z.strictObject({
      aws: z
        .union([
          z.strictObject({
            /** Name or ARN of a snapshot of the same region: a last one, a copy, or a recovery point of a vault. */
            snapshot: z.string().min(1),
          }),
          z.strictObject({
            /** ARN of automated backups of the same region: those of a server that is gone, or copies from another region. */
            automatedBackups: id(
              /^arn:aws[\w-]*:rds:[\w-]+:\d{12}:auto-backup:[\w-]+$/,
              'arn:aws:rds:eu-west-1:111122223333:auto-backup:ab-abcdefgh',
            ),
            /** As it was at this moment, in UTC. @default - the latest that they have */
            at: moment.optional(),
          }),
        ])
        .optional(),
      google: z
        .strictObject({
          /** A backup of any region, of a server that is there. */
          backupRun: id(
            /^projects\/[\w.:-]+\/instances\/[a-z][\w-]*\/backupRuns\/\d+$/,
            'projects/shop-prod/instances/orders/backupRuns/1748671200000',
          ),
        })
        .optional(),
      azurerm: z
        .strictObject({
          /** The server that was backed up, by its id: one that is there, in this region or the paired one. */
          server: flexibleServer,
          /** As it was at this moment, in UTC. */
          at: moment,
          /** Whether the server was in the paired region, which its geo-redundant backups have come from. */
          fromPairedRegion: z.boolean().default(false),
        })
        .optional(),
    }),
  }),
  z.strictObject({
    /** The server that it is a replica of until `restore` is `promoted`, by cloud. */
    replicaOf: z.strictObject({
      aws: z
        .strictObject({
          /** ARN of an instance of any region. */
          instance: id(
            /^arn:aws[\w-]*:rds:[\w-]+:\d{12}:db:[a-z][\w-]*$/,
            'arn:aws:rds:eu-west-1:111122223333:db:shop-prod-orders',
          ),
        })
        .optional(),
      google: z
        .strictObject({
          /** Name of an instance of the project, in any region, in the same VPC network. */
          instance: id(/^[a-z][a-z0-9-]{0,96}$/, 'shop-prod-orders'),
        })
        .optional(),
      azurerm: z
        .strictObject({
          /** Id of a server whose network is joined with this one. */
          server: flexibleServer,
        })
        .optional(),
    }),
  }),
]);

export type Restore = z.output<typeof restoreSchema>;

/** The other database that a server begins as. */
export function restoredFrom(restore: Restore): string | undefined {
  const source = sourceOf(restore);
  return source && 'from' in source ? source.from : undefined;
}

/** The server that another one follows, by cloud. */
export type Followed = NonNullable<Extract<Restore, { readonly replicaOf: object }>['replicaOf']>;

/** The servers that one follows, by cloud. */
export function followedBy(restore: Restore): Followed | undefined {
  const source = sourceOf(restore);
  return source && 'replicaOf' in source ? source.replicaOf : undefined;
}

/** Whether a server is a replica of one outside of its environment, and has only what replicas have. */
export const isFollower = ({ restore }: { readonly restore: Restore }): boolean => followedBy(restore) !== undefined;

/** What a cloud restores from; undefined where nothing is, or was and does not matter any more. */
export function originOn<C extends CloudName>(
  cloud: C,
  restore: Restore,
): { readonly from: string; readonly at: string } | { readonly backup: BackupOf<Restore, C> } | undefined {
  const source = sourceOf(restore);
  if (!source || 'from' in source) return source;
  if ('replicaOf' in source) return undefined;
  const backup = backupOn(cloud, restore);
  return backup && { backup };
}
