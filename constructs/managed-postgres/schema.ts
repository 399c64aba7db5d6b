/** Properties of a ManagedPostgres: version, size, storage, backups, replicas. */
import { z } from 'zod';
import { encryptionKey } from '../../core/words/encryption';
import { identifier, regionRole } from '../../core/words/words';
import { machineSize, skuOverride } from '../../core/words/sizes';
import { maintenanceWindow, timeOfDay } from '../../core/words/times';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';

/** Arguments of a server's resources that may be overridden; each provider adds its own. */
export interface ManagedPostgresOverrides {}

export const managedPostgresSchema = z.strictObject({
  /** Major version, `'17'`. What each cloud still offers is in `providers/<cloud>/versions.ts`. */
  version: z
    .string()
    .regex(/^\d{2}$/, { error: 'must be a major version such as "17": minor versions are the cloud\'s to patch' }),
  /** Least vCPU and memory of the primary. */
  size: machineSize,
  /** The cloud's own SKU instead of the cheapest that satisfies `size`. @default - chosen by `size` */
  sku: skuOverride.optional(),
  storage: z.strictObject({
    /** Size at creation, in GiB: 20–16384. Storage grows and never shrinks. */
    sizeGiB: z.int().min(20).max(16_384),
    /** Where growing by itself stops, in GiB; as much as `sizeGiB` turns it off. @default - twice `sizeGiB` */
    maxSizeGiB: z.int().min(20).max(65_536).optional(),
  }),
  /** A standby in another zone that takes over automatically. @default - the environment's `highAvailability`, true unless set */
  highAvailability: z.boolean().default(true),
  backups: z
    .strictObject({
      /** Days that daily backups are kept: 7–35, which all three clouds offer. @default 7 */
      retentionDays: z.int().min(7).max(35).default(7),
      /** When the daily backup starts, UTC. @default '00:00' */
      start: timeOfDay.default('00:00'),
      /** Restoring to any second of the last 7 days (or `retentionDays`, where the cloud can). @default true */
      pointInTimeRecovery: z.boolean().default(true),
      /** A copy of the backups in the target's `secondaryRegion`. @default false */
      copyToSecondaryRegion: z.boolean().default(false),
    })
    .prefault({}),
  /** When the cloud may patch and restart. @default - Sunday 02:00 UTC, two hours */
  maintenanceWindow: maintenanceWindow.prefault({ day: 'sunday', start: '02:00' }),
  /** Copies to read from, by name. @default - none */
  readReplicas: z
    .record(
      identifier,
      z.strictObject({
        /** Least vCPU and memory. @default - the primary's */
        size: machineSize.optional(),
        /** The cloud's own SKU. @default - chosen by `size` */
        sku: skuOverride.optional(),
        /** In the target's `region` or its `secondaryRegion`. @default 'primary' */
        region: regionRole.default('primary'),
      }),
    )
    .default({}),
  /** Server parameters by PostgreSQL's own names, as text: `{ work_mem: '16384' }`. @default - the cloud's */
  parameters: z
    .record(z.string().regex(/^[a-z][a-z0-9_.]*$/, { error: 'must be a PostgreSQL parameter name' }), z.string())
    .default({}),
  /** Which queries cost what, kept by the cloud. @default true */
  queryInsights: z.boolean().default(true),
  logs: z
    .strictObject({
      /** Days that the server's logs are kept. @default 90 */
      retentionDays: retentionDays.default(90),
      /** Statements slower than this are logged, in milliseconds; -1 logs none. @default 1000 */
      slowStatementMs: z.int().min(-1).default(1000),
      /** Connections and disconnections are logged. @default true */
      connections: z.boolean().default(true),
    })
    .prefault({}),
  /** Whose key encrypts storage, backups and credentials. Changing it replaces the server on every cloud. @default 'own' */
  encryptionKey: encryptionKey.default('own'),
  /** Name of the database to create. */
  database: z.string(),
  /** Name of the role that owns it. */
  owner: z.string(),
  credentials: z
    .strictObject({
      /** Days after which the owner's password is replaced: 1–365. @default 30 */
      rotationDays: z.int().min(1).max(365).default(30),
    })
    .prefault({}),
  /** The cloud refuses to delete the server. @default true */
  deletionProtection: z.boolean().default(true),
  /** Deleting the server leaves a last backup. @default true */
  finalSnapshot: z.boolean().default(true),
  /** Arguments merged last into this server's resources. @default - none */
  overrides: overridesOf<ManagedPostgresOverrides>().optional(),
});

export type ManagedPostgresProps = z.output<typeof managedPostgresSchema>;

export type ReadReplicaProps = ManagedPostgresProps['readReplicas'][string];

/** Where growing stops. */
export const storageLimit = ({ storage }: ManagedPostgresProps): number => storage.maxSizeGiB ?? 2 * storage.sizeGiB;
