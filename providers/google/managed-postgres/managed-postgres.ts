/** ManagedPostgres on Google: a Cloud SQL instance with its key, credentials, database, read replicas and logs. */
import { SqlDatabase } from '@cdktf/provider-google/lib/sql-database';
import { SqlDatabaseInstance, type SqlDatabaseInstanceConfig } from '@cdktf/provider-google/lib/sql-database-instance';
import { SqlUser } from '@cdktf/provider-google/lib/sql-user';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import * as neutral from '../../../constructs/managed-postgres';
import { auditParameters } from '../../../constructs/managed-postgres/auditing';
import { backupDays, testIn, vaultHours } from '../../../constructs/managed-postgres/backups';
import { isFollower, restoredFrom } from '../../../constructs/managed-postgres/restore';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { choice } from '../../../core/decision';
import { present } from '../../../core/invariant';
import { mapValues } from '../../../core/records';
import { chooseSku, chooseVersion } from '../../../core/sizing/choices';
import type { Keys, UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { clientsToName, type DatabaseRange } from '../network/database-tier';
import type { GoogleNetwork } from '../network/network';
import { Secret } from '../secret/secret';
import { databases } from '../shared/catalogue';
import { LogRetention } from '../shared/log-retention';
import { names } from '../shared/names';
import { labelsOf } from '../shared/provider';
import { postgres as versions } from '../shared/versions';
import { dayNumber, maintenanceHour } from '../shared/windows';
import { accountPurpose, IdentityUser } from './identity-user';
import { beginning } from './restore';
import { RestoreTest } from './restore-test';
import { Rotation } from './rotation';
import { editionOf, replicaRequirement, tierRequirement } from './tiers';
import { Vaults } from './vaults';

declare module '../../../constructs/managed-postgres/schema' {
  interface ManagedPostgresOverrides {
    readonly google?: {
      readonly instance?: SqlDatabaseInstanceConfig;
      readonly replica?: SqlDatabaseInstanceConfig;
    };
  }
}

type Settings = NonNullable<SqlDatabaseInstanceConfig['settings']>;

export class ManagedPostgres extends neutral.ManagedPostgres {
  readonly instance: SqlDatabaseInstance;
  readonly replicas: Readonly<Record<string, SqlDatabaseInstance>>;
  readonly credentials: Secret;
  readonly users: neutral.ManagedPostgres['users'];
  readonly vaults: Vaults | undefined;
  readonly restoreTests: readonly RestoreTest[];
  /** Users as whom identities sign in, by user. */
  readonly identityUsers: Readonly<Record<string, IdentityUser>>;
  /** The certificate names the instance, and clients connect to its address. */
  readonly sslmode = 'verify-ca';
  private readonly key: UsableKey;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedPostgresProps,
    private readonly deps: { foundation: Foundation; keys: Keys; network: GoogleNetwork },
  ) {
    super(scope, id, props);
    this.key = this.keyIn('primary');
    this.credentials = this.createCredentials();
    this.users = this.createUsers();
    this.instance = this.createInstance();
    if (!isFollower(props)) this.rotate(this.createOwner());
    this.identityUsers = this.createIdentityUsers();
    this.replicas = this.createReplicas();
    this.createLogs();
    this.vaults = this.createVaults();
    this.restoreTests = this.testRestores();
  }

  get host(): string {
    return this.instance.privateIpAddress;
  }

  get secret(): string {
    return this.credentials.reference;
  }

  get replicaHosts(): Record<string, string> {
    return mapValues(this.replicas, (_, replica) => replica.privateIpAddress);
  }

  get stored(): StoredSecret {
    return { reference: this.secret };
  }

  /** A separate authority for this server, because its certificates name the instance and not its address. */
  get ca(): string {
    return this.instance.serverCaCert.get(0).cert;
  }

  private get purpose(): string {
    return `PostgreSQL server "${this.node.id}"`;
  }

  private instanceName(...replica: string[]): string {
    return this.name(names.sqlInstance, this.node.id, ...replica);
  }

  private createCredentials(): Secret {
    const { owner, credentials } = this.props;
    return new Secret(this, 'credentials', neutral.secretOf(this.purpose, owner, credentials), this.storage);
  }

  private get storage() {
    return { foundation: this.deps.foundation, key: this.key.keyId, dependsOn: this.key.dependsOn };
  }

  private createUsers(): neutral.ManagedPostgres['users'] {
    return neutral.mapUsers(this, (scope, id, props, rotation) => {
      const credentials = new Secret(scope, id, props, this.storage);
      const purpose = [this.node.id, 'users', id];
      if (rotation) new Rotation(credentials, 'rotation', { ...rotation, purpose, credentials }, this.deps);
      const { reference } = credentials;
      return { reference, stored: { reference } };
    });
  }

  private createIdentityUsers(): Record<string, IdentityUser> {
    const { instance, instanceNames: instances, node } = this;
    return neutral.mapIdentityUsers(this, (scope, id, user) => {
      const purpose = accountPurpose(node.id, user, present(this.props.users[user], user));
      return new IdentityUser(scope, id, { purpose, instance, instances }, this.deps);
    });
  }

  /** Names of the instance and of its replicas. */
  private get instanceNames(): string[] {
    return [this.instanceName(), ...Object.keys(this.props.readReplicas).map((name) => this.instanceName(name))];
  }

  private createInstance(): SqlDatabaseInstance {
    const { props } = this;
    const { sku: tier } = this.decide('size', 'size', chooseSku(databases, tierRequirement(props)));
    const range = this.deps.network.databases.primary;
    return this.createMain('instance', SqlDatabaseInstance, {
      ...this.common(range, this.key),
      ...beginning(props, range.allocatedRange, (id) => this.stack.nameOf(names.sqlInstance, id)),
      name: this.instanceName(),
      settings: {
        ...this.commonSettings(range, tier),
        availabilityType: props.highAvailability ? 'REGIONAL' : 'ZONAL',
        ...(!isFollower(props) && this.settingsOfPrimary()),
      },
    });
  }

  /** A replica's follow its primary's. */
  private settingsOfPrimary() {
    const { restore, storage, finalSnapshot } = this.props;
    return {
      // A clone has the disk of the other server, which may have grown, and cannot shrink.
      ...(restoredFrom(restore) === undefined && { diskSize: storage.sizeGiB }),
      backupConfiguration: this.backups(),
      retainBackupsOnDelete: finalSnapshot,
      maintenanceWindow: this.maintenance(),
    } satisfies Partial<Settings>;
  }

  /** Arguments that a primary and its replicas share, apart from their settings. */
  private common(range: DatabaseRange, key: UsableKey) {
    const { version, deletionProtection } = this.props;
    return {
      databaseVersion: this.decide('version', 'version', chooseVersion(versions, version)).engineVersion,
      region: range.region,
      encryptionKeyName: key.keyId,
      deletionProtection,
      // Cloud SQL's own refusal comes when a plan is applied: by then, what depends on the server has gone.
      lifecycle: { preventDestroy: deletionProtection },
      dependsOn: [...this.deps.foundation.dependsOn, ...range.dependsOn, ...key.dependsOn],
    } satisfies Partial<SqlDatabaseInstanceConfig>;
  }

  private commonSettings(range: DatabaseRange, tier: string) {
    return {
      tier,
      edition: editionOf(tier).edition,
      activationPolicy: 'ALWAYS',
      deletionProtectionEnabled: this.props.deletionProtection,
      diskType: this.diskType,
      // Growth is never off, only limited: the provider replaces a server without growth whose disk is larger than asked for, and
      // leaves the larger disk alone on one that may grow.
      diskAutoresize: true,
      diskAutoresizeLimit: neutral.storageLimit(this.props),
      ipConfiguration: this.ipConfiguration(range),
      databaseFlags: this.flags(),
      insightsConfig: this.insights(),
      // The provider's default labels do not apply to settings.
      userLabels: labelsOf(this.stack.tags),
    } satisfies Partial<Settings>;
  }

  private get diskType(): string {
    const why = 'Persistent Disk on SSD, which every machine type of Cloud SQL takes';
    const shown = `PD_SSD, ${neutral.describeStorage(this.props)}`;
    return this.decide('storage', 'storage.sizeGiB', choice('PD_SSD', shown, why));
  }

  private ipConfiguration(range: DatabaseRange): Settings['ipConfiguration'] {
    const clients = clientsToName(range).map((value, index) => ({ name: `client-${index + 1}`, value }));
    return {
      ipv4Enabled: false,
      privateNetwork: range.networkId,
      allocatedIpRange: range.allocatedRange,
      sslMode: 'ENCRYPTED_ONLY',
      enablePrivatePathForGoogleCloudServices: false,
      authorizedNetworks: clients.length > 0 ? clients : undefined,
    };
  }

  private insights(): Settings['insightsConfig'] {
    if (!this.props.queryInsights) return { queryInsightsEnabled: false };
    return {
      queryInsightsEnabled: true,
      queryStringLength: 1024,
      queryPlansPerMinute: 5,
      recordApplicationTags: true,
      recordClientAddress: false,
    };
  }

  private flags(): Settings['databaseFlags'] {
    const { logs, parameters, auditing } = this.props;
    const connections = logs.connections ? 'on' : 'off';
    const flags = {
      'cloudsql.iam_authentication': 'on',
      log_connections: connections,
      log_disconnections: connections,
      log_min_duration_statement: String(logs.slowStatementMs),
      ...parameters,
      // Loads the library: Cloud SQL reserves the parameter that does.
      ...(auditing !== false && { 'cloudsql.enable_pgaudit': 'on' }),
      ...auditParameters(this.props),
    };
    return Object.entries(flags).map(([name, value]) => ({ name, value }));
  }

  private backups(): Settings['backupConfiguration'] {
    const { backups } = this.props;
    const { start, pointInTimeDays, copyToSecondaryRegion } = backups;
    return {
      enabled: true,
      startTime: start,
      pointInTimeRecoveryEnabled: pointInTimeDays > 0,
      transactionLogRetentionDays: pointInTimeDays > 0 ? pointInTimeDays : undefined,
      backupRetentionSettings: { retentionUnit: 'COUNT', retainedBackups: backupDays(backups) },
      // Cloud SQL keeps all backups in one location: the server's region, or one that survives the loss of that region.
      location: this.deps.foundation.region(copyToSecondaryRegion ? 'secondary' : 'primary'),
    };
  }

  /** Beside what Cloud SQL makes once a day. */
  private createVaults(): Vaults | undefined {
    const { backups } = this.props;
    const everyHours = vaultHours(backups);
    if (everyHours === undefined) return undefined;
    return new Vaults(this, 'backups', { ...backups, everyHours, ...this.named }, this.deps);
  }

  private testRestores(): RestoreTest[] {
    const { regions = [], cron = '' } = this.props.backups.restoreTest ?? {};
    return regions.map((region) => {
      const place = { region, range: this.rangeIn(region), key: this.keyIn(region) };
      return new RestoreTest(this, testIn(region), { cron, ...this.named, ...place }, this.deps);
    });
  }

  private maintenance(): Settings['maintenanceWindow'] {
    const { day, hour } = maintenanceHour(this.props.maintenanceWindow);
    return { day: dayNumber(day), hour, updateTrack: 'stable' };
  }

  private rotate(user: SqlUser): void {
    const { instance, credentials } = this;
    const rotation = neutral.scheduledRotation(this.props.credentials, this.props);
    if (!rotation) return;
    const server = { instance, instanceName: this.instanceName(), user };
    new Rotation(this, 'rotation', { ...rotation, purpose: [this.node.id], credentials, server }, this.deps);
  }

  /** The owner, and the database with it: that of a backup comes with the backup. */
  private createOwner(): SqlUser {
    const { database, owner, restore, deletionProtection } = this.props;
    // Another name would leave the old one, with its data, and point every reader at an empty new one.
    const lifecycle = { preventDestroy: deletionProtection };
    const user = this.create('owner', SqlUser, {
      name: owner,
      instance: this.instance.name,
      passwordWo: this.credentials.password,
      passwordWoVersion: this.credentials.revision,
      // PostgreSQL refuses to drop a role that owns objects: both are deleted with the instance.
      deletionPolicy: 'ABANDON',
      lifecycle,
    });
    if (restore === false)
      this.create('database', SqlDatabase, {
        name: database,
        instance: this.instance.name,
        charset: 'UTF8',
        collation: 'en_US.UTF8',
        deletionPolicy: 'ABANDON',
        lifecycle,
        dependsOn: [user],
      });
    return user;
  }

  private createReplicas(): Record<string, SqlDatabaseInstance> {
    return mapValues(this.props.readReplicas, (name, replica) => {
      const range = this.rangeIn(replica.region);
      const size = chooseSku(databases, replicaRequirement(this.props, replica));
      const { sku: tier } = this.decide('size', `readReplicas.${name}.size`, size);
      return this.createAs('replica', `replica-${name}`, SqlDatabaseInstance, {
        ...this.common(range, this.keyIn(replica.region)),
        name: this.instanceName(name),
        masterInstanceName: this.instance.name,
        settings: { ...this.commonSettings(range, tier), availabilityType: 'ZONAL' },
      });
    });
  }

  /** What workflows are about. */
  private get named() {
    return { database: this.node.id, instance: this.instance, instanceName: this.instanceName() };
  }

  private rangeIn(region: RegionRole): DatabaseRange {
    return present(this.deps.network.databases[region], `network of ${this.purpose} in the ${region} region`);
  }

  private keyIn(region: RegionRole): UsableKey {
    const { encryptionKey: setting } = this.props;
    const agents = ['gcp-sa-cloud-sql', 'gcp-sa-secretmanager'] as const;
    return this.deps.keys.for(this, { kind: 'databases', setting, region, agents });
  }

  private createLogs(): void {
    const { logs } = this.props;
    const { project } = this.deps.foundation.target;
    const ids = this.instanceNames.map((name) => `"${project}:${name}"`).join(' OR ');
    const filter = `resource.type="cloudsql_database" AND resource.labels.database_id=(${ids})`;
    const { retentionDays } = logs;
    new LogRetention(this, 'logs', { filter, retentionDays, purpose: this.purpose }, this.deps);
  }
}
