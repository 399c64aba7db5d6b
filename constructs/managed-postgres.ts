/**
 * ManagedPostgres: a PostgreSQL server that the cloud runs, patches and backs up: private, TLS only, encrypted, with
 * credentials that only the cloud's secret store knows.
 */
import { z } from 'zod';
import type { StoredSecret } from './access';
import { Component } from './component';
import { RETENTION_DAYS } from './network';
import { forEach, type RuleTable } from './rules';
import type { Connection } from './secret-store';
import {
  encryptionKey,
  identifier,
  machineSize,
  maintenanceWindow,
  overridesOf,
  place,
  skuOverride,
  timeOfDay,
  windowsMeet,
} from './vocabulary';

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
    gib: z.int().min(20).max(16_384),
    /** Where growing by itself stops, in GiB; as much as `gib` turns it off. @default - twice `gib` */
    maxGib: z.int().min(20).max(65_536).optional(),
  }),
  /** A standby in another zone that takes over by itself. @default true */
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
        region: place.default('primary'),
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
      retentionDays: z.int().positive().default(90),
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

/** The neutral contract of a PostgreSQL server. */
export abstract class ManagedPostgres extends Component<ManagedPostgresProps> {
  /** Where to connect for reading and writing; TLS is required. */
  abstract readonly host: string;
  readonly port = 5432;
  /** Reference to the secret `{ "username", "password" }` in the cloud's secret store; never a value. */
  abstract readonly secret: string;
  /** The same, as whoever gives rights to it needs it. */
  abstract readonly stored: StoredSecret;
  /** Certificates, PEM, of who signs the server's; empty where every operating system knows them. */
  abstract readonly ca: string;
  /** Where to connect for reading, by replica. */
  abstract readonly replicaHosts: Readonly<Record<string, string>>;

  get connection(): Connection {
    return { host: this.host, port: this.port, tls: true, ca: this.ca, database: this.props.database };
  }

  outputs() {
    return {
      host: this.host,
      port: this.port,
      database: this.props.database,
      secret: this.secret,
      ...(Object.keys(this.replicaHosts).length > 0 && { replica_hosts: { ...this.replicaHosts } }),
    };
  }
}

/** Where growing stops. */
export const storageLimit = ({ storage }: ManagedPostgresProps): number => storage.maxGib ?? 2 * storage.gib;

/** Role names that at least one cloud keeps for itself. */
const RESERVED_ROLES = [
  'admin', 'administrator', 'root', 'guest', 'public', 'postgres', 'rdsadmin', 'rdsrepladmin', 'rdstopmgr',
  'azure_superuser', 'azure_pg_admin', 'azuresu', 'replication', 'cloudsqladmin', 'cloudsqlsuperuser', 'cloudsqlagent',
]; // prettier-ignore
const RESERVED_DATABASES = [
  'postgres',
  'template0',
  'template1',
  'rdsadmin',
  'cloudsqladmin',
  'azure_maintenance',
  'azure_sys',
];
const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** Parameters that these props set themselves, and where. */
const OWN_PARAMETERS: Readonly<Record<string, string>> = {
  log_min_duration_statement: 'logs.slowStatementMs',
  log_connections: 'logs.connections',
  log_disconnections: 'logs.connections',
  'rds.force_ssl': 'nothing: TLS is always required',
  require_secure_transport: 'nothing: TLS is always required',
  ssl: 'nothing: TLS is always required',
};

export const managedPostgresRules: RuleTable<ManagedPostgresProps> = [
  {
    property: 'storage.maxGib',
    when: (p) => storageLimit(p) < p.storage.gib,
    say: (p) => `must be at least storage.gib ${p.storage.gib}, got ${p.storage.maxGib}`,
  },
  {
    property: 'database',
    when: (p) => !NAME.test(p.database) || RESERVED_DATABASES.includes(p.database),
    say: (p) =>
      `must be 1–63 lower-case letters, digits and underscores, starting with a letter or underscore, and none of ${RESERVED_DATABASES.join(', ')}; got "${p.database}"`,
  },
  {
    property: 'owner',
    when: (p) => !NAME.test(p.owner) || p.owner.startsWith('pg_') || RESERVED_ROLES.includes(p.owner),
    say: (p) =>
      `must be 1–63 lower-case letters, digits and underscores, not starting with pg_ and none of ${RESERVED_ROLES.join(', ')}; got "${p.owner}"`,
  },
  {
    property: 'backups.start',
    when: (p) => windowsMeet({ start: p.backups.start, hours: 1 }, p.maintenanceWindow),
    say: (p) =>
      `must leave the hour from ${p.backups.start} UTC free of the maintenance window (${p.maintenanceWindow.day} ${p.maintenanceWindow.start}, ${p.maintenanceWindow.hours} h): move one of them`,
  },
  {
    property: 'logs.retentionDays',
    when: (p) => !RETENTION_DAYS.includes(p.logs.retentionDays),
    say: (p) => `must be one of ${RETENTION_DAYS.join(', ')}, got ${p.logs.retentionDays}`,
  },
  {
    property: 'readReplicas',
    when: (p) => Object.keys(p.readReplicas).length > 5,
    say: (p) => `must be at most 5, which every cloud takes (Azure's limit), got ${Object.keys(p.readReplicas).length}`,
  },
  forEach(
    (p) => Object.keys(p.parameters).map((name) => [`parameters.${name}`, name] as const),
    [
      {
        property: '',
        when: (name) => name in OWN_PARAMETERS,
        say: (name) => `must not be set here, it is set by ${OWN_PARAMETERS[name]}`,
      },
    ],
  ),
];
