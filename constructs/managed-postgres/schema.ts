/** Properties of a ManagedPostgres: version, size, storage, backups, replicas. */
import { z } from 'zod';

import { cron } from '../../core/words/cron';
import { encryptionKey } from '../../core/words/encryption';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';
import { machineSize, skuOverride } from '../../core/words/sizes';
import { maintenanceWindow, timeOfDay } from '../../core/words/times';
import { identifier, regionRole } from '../../core/words/words';
import { entry } from '../entry';
import { restoreSchema } from './restore';

/** Arguments of a server's resources that may be overridden; each provider adds its own. */
export interface ManagedPostgresOverrides {}

export const managedPostgresSchema = z.strictObject({
  ...entry(),
  /** Major version, `'17'`. `providers/<cloud>/shared/versions.ts` lists what each cloud still offers. */
  version: z
    .string()
    .regex(/^\d{2}$/, { error: 'must be a major version such as "17": minor versions are the cloud\'s to patch' }),
  /** Minimum vCPU and memory of the primary. */
  size: machineSize,
  /** The cloud's own SKU instead of the cheapest that satisfies `size`. @default - chosen by `size` */
  sku: skuOverride.optional(),
  storage: z.strictObject({
    /** Initial size, in GiB. Storage can grow, but never shrinks. */
    sizeGiB: z.int().min(20).max(16_384),
    /** Upper limit of automatic growth, in GiB. Set it to `sizeGiB` to disable growth. @default - twice `sizeGiB` */
    maxSizeGiB: z.int().min(20).max(65_536).optional(),
  }),
  /**
   * Whether a standby in another zone takes over automatically when the primary fails.
   * @default - the environment's `highAvailability`
   */
  highAvailability: z.boolean().default(true),
  backups: z
    .strictObject({
      /**
       * Days to keep daily backups: the range that all three clouds offer. AWS and Azure have one number for backups and the log:
       * there the larger of this and `pointInTimeDays` counts for both.
       */
      retentionDays: z.int().min(7).max(35).default(7),
      /** Time at which the daily backup starts, UTC, `HH:MM`. */
      start: timeOfDay.default('00:00'),
      /**
       * Days of which any second can be restored, because the log is kept; 0 keeps none. Google: 7 at most, 35 on Enterprise Plus
       * (docs.cloud.google.com/sql/docs/postgres/backup-recovery/pitr). AWS and Azure keep it as long as backups.
       */
      pointInTimeDays: z.int().min(0).max(35).default(7),
      /** Whether backups are copied to the target's `secondaryRegion`. */
      copyToSecondaryRegion: z.boolean().default(false),
      /**
       * Hours from one backup to the next beside the daily one and the log, in a vault or a list of their own, which the server does not
       * take with it when it goes: a divisor of 24. They are kept for `retentionDays`.
       * @default - 24 with `copies` or `lock`, and on AWS with `restoreTest`; else there are none
       */
      everyHours: z.int().min(1).max(24).optional(),
      /** The same backups in the target's `secondaryRegion`; on AWS in a vault there, with a key of that region. @default - none */
      copies: z
        .strictObject({
          /** Days to keep each copy. */
          retentionDays: z.int().min(1).max(365),
        })
        .optional(),
      /**
       * Locks the vaults: nobody can delete what is in them, nor keep it for less than `days`. After three days the lock is final, and
       * not even the account's owner can lift it.
       * @default - not locked
       */
      lock: z
        .strictObject({
          /** Days for which each backup is locked, at most those for which it is kept. */
          days: z.int().min(1).max(365),
        })
        .optional(),
      /**
       * Restores the server from its newest backup beside it, by the clock, keeps the result for an hour, and deletes it. The alarm
       * `RestoreTestFailed` tells of a restore that did not work.
       * @default - not tried
       */
      restoreTest: z
        .strictObject({
          /** When: a cron expression of five fields, in UTC, once a day at most: `0 5 1 * *` is every month. */
          cron,
          /**
           * Where: in the server's region (`primary`), in the target's `secondaryRegion` (`secondary`) of the copies that are there, or
           * both. `secondary` requires copies there, and `network.secondaryCidr`.
           */
          regions: z.array(regionRole).min(1).max(2).default(['primary']),
        })
        .optional(),
    })
    .prefault({}),
  /**
   * What it begins with instead of nothing, read when it is made, and refused as a change of a server that is there: another database
   * of this environment at a moment (`{ from: 'orders', at: '2026-05-31T06:30:00Z' }`), or a backup by cloud (`{ backup: { aws: { snapshot:
   * '…' } } }`). `done`, once it has been made, lets what it was made of go. Or a server that it is a replica of, by cloud (`{ replicaOf: {
   * aws: { instance: 'arn:…' } } }`), until `promoted`, which stays. See [restore](../guides/restore.md).
   * @default - it begins empty
   */
  restore: restoreSchema.default(false),
  /** When the cloud may patch and restart. @default - Sunday 02:00 UTC, two hours */
  maintenanceWindow: maintenanceWindow.prefault({ day: 'sunday', start: '02:00' }),
  /** Copies to read from, by name; at most 5. @default - none */
  readReplicas: z
    .record(
      identifier,
      z.strictObject({
        ...entry(),
        /** Minimum vCPU and memory. @default - the primary's */
        size: machineSize.optional(),
        /** The cloud's own SKU instead of the cheapest that satisfies `size`. @default - chosen by `size` */
        sku: skuOverride.optional(),
        /** The replica's region: the target's `region` (`primary`) or its `secondaryRegion` (`secondary`). */
        region: regionRole.default('primary'),
      }),
    )
    .default({}),
  /**
   * Server parameters by PostgreSQL's own names, as text in the units of `postgresql.conf`. Parameters that other properties
   * set are refused.
   * @default - the cloud's
   * @example
   * parameters: { work_mem: '16384', idle_in_transaction_session_timeout: '60000' }
   */
  parameters: z
    .record(z.string().regex(/^[a-z][a-z0-9_.]*$/, { error: 'must be a PostgreSQL parameter name' }), z.string())
    .default({}),
  /** Whether the cloud records query statistics. */
  queryInsights: z.boolean().default(true),
  /**
   * Statements that the server records in its log, by pgaudit, with who ran them: `ddl`, changes of objects, roles and rights;
   * `write`, changes of rows, too; `all`, reading and calls of functions, too. `false` records none. Turning it on or off takes a restart.
   */
  auditing: z.union([z.literal(false), z.enum(['ddl', 'write', 'all'])]).default(false),
  logs: z
    .strictObject({
      /** Days to keep the server's logs. */
      retentionDays: retentionDays.default(90),
      /** Duration in milliseconds from which statements are logged; -1 logs none. */
      slowStatementMs: z.int().min(-1).default(1000),
      /** Whether connections and disconnections are logged. */
      connections: z.boolean().default(true),
    })
    .prefault({}),
  /**
   * The key that encrypts storage, backups and credentials: `own`, the environment's for databases; `cloud`; or an
   * existing one. A server keeps the key that it was created with. Another one replaces it on AWS and Google, where
   * `cloud` in place of a key leaves it as it is; on Azure one key follows another in place, and `cloud` in place of a
   * key, or a key in place of `cloud`, replaces the server.
   */
  encryptionKey: encryptionKey.default('own'),
  /** Name of the database to create. */
  database: z.string(),
  /** Name of the role that owns the database. */
  owner: z.string(),
  credentials: z
    .strictObject({
      /**
       * Days after which the owner's password is replaced. Requires the add-on `reloader` where something in the cluster reads it.
       * @default - not replaced automatically
       */
      rotationDays: z.int().min(1).max(365).optional(),
      /**
       * What replaces it: the next `apply` after so many days; or the cloud itself, `scheduled`, at the hour at which the maintenance
       * window opens, on any day. Requires `rotationDays`.
       */
      rotation: z.enum(['apply', 'scheduled']).default('apply'),
    })
    .prefault({}),
  /**
   * Roles besides the owner, by name, each with a secret of its own or without a password: what applications sign in as. A pod in
   * the cluster keeps their rights and passwords as written here. Requires the add-on `externalSecrets`.
   * @default - none; with `addons.monitoring.exporters` the exporter's, `exporter`
   * @example
   * users: { app: { rights: 'read-write' }, reports: { rights: 'read', schemas: ['public', 'sales'] } }
   */
  users: z
    .record(
      identifier,
      z.strictObject({
        ...entry(),
        /** The role's name in PostgreSQL. @default - the name, with `_` in place of `-` */
        name: z.string().optional(),
        /**
         * `read`: to read tables and sequences; `read-write`: to change rows, use sequences and call functions, too;
         * `monitor`: `pg_monitor`, which reads statistics and settings, but no data. None may create, change, truncate or drop
         * anything. What the owner makes later is meant as well.
         */
        rights: z.enum(['read', 'read-write', 'monitor']),
        /**
         * The schemas that the rights are for. One that does not exist yet is seen to within minutes after it does.
         * @default - `public`
         */
        schemas: z.array(z.string()).min(1).optional(),
        /**
         * How clients sign in: `password`, with one that is generated into the secret store; or `identity`, as workloads that ask for
         * it in their `access`, with a token of the cloud instead of a password.
         */
        login: z.enum(['password', 'identity']).default('password'),
        credentials: z
          .strictObject({
            /**
             * Days after which the user's password is replaced. Requires `login: 'password'`, and the add-on `reloader` where
             * something in the cluster reads it.
             * @default - not replaced automatically
             */
            rotationDays: z.int().min(1).max(365).optional(),
            /** What replaces it, as the owner's: the next `apply`, or the cloud itself, `scheduled`. Requires `rotationDays`. */
            rotation: z.enum(['apply', 'scheduled']).default('apply'),
          })
          .prefault({}),
      }),
    )
    .default({}),
  /** Whether the plan refuses to lose the server or a replica, and the cloud to delete them. */
  deletionProtection: z.boolean().default(true),
  /** Whether deleting the server leaves a last backup. */
  finalSnapshot: z.boolean().default(true),
  /** Arguments merged last into this server's resources. @default - none */
  overrides: overridesOf<ManagedPostgresOverrides>().optional(),
});

export type ManagedPostgresProps = z.output<typeof managedPostgresSchema>;

export type DatabaseUserProps = ManagedPostgresProps['users'][string];

export type ReadReplicaProps = ManagedPostgresProps['readReplicas'][string];

/** Upper limit of automatic growth, in GiB. */
export const storageLimit = ({ storage }: ManagedPostgresProps): number => storage.maxSizeGiB ?? 2 * storage.sizeGiB;

/** A server's disk in words: `100 GiB, growing to 200 GiB`. */
export function describeStorage(props: ManagedPostgresProps): string {
  const { sizeGiB } = props.storage;
  const limit = storageLimit(props);
  return limit > sizeGiB ? `${sizeGiB} GiB, growing to ${limit} GiB` : `${sizeGiB} GiB, of fixed size`;
}
