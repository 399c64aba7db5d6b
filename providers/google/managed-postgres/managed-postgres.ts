/** ManagedPostgres on Google: a Cloud SQL instance with its database, owner, key, credentials, logs and read replicas. */
import { SqlDatabase } from '@cdktf/provider-google/lib/sql-database';
import { SqlDatabaseInstance, type SqlDatabaseInstanceConfig } from '@cdktf/provider-google/lib/sql-database-instance';
import { SqlUser } from '@cdktf/provider-google/lib/sql-user';
import type { Construct } from 'constructs';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { skuRequirement, skuOf, versionOf } from '../../../core/sizing/choices';
import * as neutral from '../../../constructs/managed-postgres';
import { databases } from '../shared/catalogue';
import { clientsToName, type DatabaseRange } from '../network/database-tier';
import { keyFor, type UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { LogRetention } from '../shared/log-retention';
import { names } from '../shared/names';
import type { GoogleNetwork } from '../network/network';
import { labelsOf } from '../shared/provider';
import { Secret } from '../secret/secret';
import { postgres as versions } from '../shared/versions';
import { dayNumber, maintenanceHour } from '../shared/windows';

declare module '../../../constructs/managed-postgres/schema' {
  interface ManagedPostgresOverrides {
    readonly google?: {
      readonly instance?: SqlDatabaseInstanceConfig;
      readonly replica?: SqlDatabaseInstanceConfig;
    };
  }
}

type Settings = NonNullable<SqlDatabaseInstanceConfig['settings']>;

/** The edition is said everywhere: from PostgreSQL 16 on Google's default is the one that refuses the other's tiers. */
const EDITIONS = {
  standard: { edition: 'ENTERPRISE', mostLogDays: 7 },
  plus: { edition: 'ENTERPRISE_PLUS', mostLogDays: 35 },
} as const;

export const editionOf = (tier: string) => EDITIONS[tier.startsWith('db-perf-optimized-') ? 'plus' : 'standard'];

/** What the tier of the primary must be able to do. */
export const tierRequirement = ({ size, sku, highAvailability }: neutral.ManagedPostgresProps) =>
  skuRequirement(size, sku?.google, highAvailability ? ['highAvailability'] : []);

export const replicaRequirement = (
  p: neutral.ManagedPostgresProps,
  { size = p.size, sku = p.sku }: neutral.ReadReplicaProps,
) => skuRequirement(size, sku?.google);

export class ManagedPostgres extends neutral.ManagedPostgres {
  readonly instance: SqlDatabaseInstance;
  readonly replicas: Readonly<Record<string, SqlDatabaseInstance>>;
  private readonly credentials: Secret;
  private readonly key: UsableKey | undefined;
  private secondaryKey: UsableKey | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedPostgresProps,
    private readonly deps: { foundation: Foundation; network: GoogleNetwork },
  ) {
    super(scope, id, props);
    const { foundation } = deps;
    const agents = [foundation.agent('gcp-sa-cloud-sql'), foundation.agent('gcp-sa-secretmanager')];
    this.key = keyFor(this, props.encryptionKey, this.purpose, foundation, agents);
    this.credentials = this.createCredentials();
    this.instance = this.createInstance();
    this.createDatabase();
    this.replicas = this.createReplicas();
    this.retainLogs();
  }

  get host(): string {
    return this.instance.privateIpAddress;
  }

  get secret(): string {
    return this.credentials.reference;
  }

  get replicaHosts(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.replicas).map(([name, replica]) => [name, replica.privateIpAddress]));
  }

  get stored(): StoredSecret {
    return { reference: this.secret };
  }

  /** The server's own authority: its certificate names the instance and not its address, so clients check who signed it. */
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
    const props = { purpose: this.purpose, username: owner, rotationDays: credentials.rotationDays };
    return new Secret(this, 'credentials', props, {
      foundation: this.deps.foundation,
      key: this.key?.keyId,
      dependsOn: this.key?.dependsOn ?? [],
    });
  }

  private createInstance(): SqlDatabaseInstance {
    const { props } = this;
    const { sku: tier } = skuOf(databases, tierRequirement(props));
    const place = this.deps.network.databases.primary;
    return this.createMain('instance', SqlDatabaseInstance, {
      ...this.placed(place, this.key),
      name: this.instanceName(),
      settings: {
        ...this.common(tier),
        ...this.access(place),
        availabilityType: props.highAvailability ? 'REGIONAL' : 'ZONAL',
        diskSize: props.storage.sizeGiB,
        backupConfiguration: this.backups(tier),
        retainBackupsOnDelete: props.finalSnapshot,
        maintenanceWindow: this.maintenance(),
      },
      // Where storage grows by itself, Terraform must not ask for the old size again.
      ...(neutral.storageLimit(props) > props.storage.sizeGiB && {
        lifecycle: { ignoreChanges: ['settings[0].disk_size'] },
      }),
    });
  }

  /** What a primary and its replicas have in common beside their settings. */
  private placed(place: DatabaseRange, key: UsableKey | undefined) {
    const { version, deletionProtection } = this.props;
    return {
      databaseVersion: versionOf(versions, version).engineVersion,
      region: place.region,
      ...(key && { encryptionKeyName: key.keyId }),
      deletionProtection,
      dependsOn: [...this.deps.foundation.dependsOn, ...place.dependsOn, ...(key?.dependsOn ?? [])],
    } satisfies Partial<SqlDatabaseInstanceConfig>;
  }

  private common(tier: string) {
    const { props } = this;
    const limit = neutral.storageLimit(props);
    const grows = limit > props.storage.sizeGiB;
    return {
      tier,
      edition: editionOf(tier).edition,
      activationPolicy: 'ALWAYS',
      deletionProtectionEnabled: props.deletionProtection,
      diskType: 'PD_SSD',
      diskAutoresize: grows,
      ...(grows && { diskAutoresizeLimit: limit }),
      databaseFlags: this.flags(),
      insightsConfig: {
        queryInsightsEnabled: props.queryInsights,
        ...(props.queryInsights && {
          queryStringLength: 1024,
          queryPlansPerMinute: 5,
          recordApplicationTags: true,
          recordClientAddress: false,
        }),
      },
      // Default labels do not reach into settings.
      userLabels: labelsOf(this.stack.tags),
    } satisfies Partial<Settings>;
  }

  private access(place: DatabaseRange) {
    const { networkId, allocatedRange } = place;
    const named = clientsToName(place).map((value, index) => ({ name: `client-${index + 1}`, value }));
    return {
      ipConfiguration: {
        ipv4Enabled: false,
        privateNetwork: networkId,
        ...(allocatedRange !== undefined && { allocatedIpRange: allocatedRange }),
        sslMode: 'ENCRYPTED_ONLY',
        enablePrivatePathForGoogleCloudServices: false,
        ...(named.length > 0 && { authorizedNetworks: named }),
      },
    } satisfies Partial<Settings>;
  }

  private flags(): Settings['databaseFlags'] {
    const { logs, parameters } = this.props;
    const connections = logs.connections ? 'on' : 'off';
    const flags = {
      'cloudsql.iam_authentication': 'on',
      log_connections: connections,
      log_disconnections: connections,
      log_min_duration_statement: String(logs.slowStatementMs),
      ...parameters,
    };
    return Object.entries(flags).map(([name, value]) => ({ name, value }));
  }

  private backups(tier: string): Settings['backupConfiguration'] {
    const { start, retentionDays, pointInTimeRecovery, copyToSecondaryRegion } = this.props.backups;
    return {
      enabled: true,
      startTime: start,
      pointInTimeRecoveryEnabled: pointInTimeRecovery,
      ...(pointInTimeRecovery && { transactionLogRetentionDays: Math.min(retentionDays, editionOf(tier).mostLogDays) }),
      backupRetentionSettings: { retentionUnit: 'COUNT', retainedBackups: retentionDays },
      // Cloud SQL keeps backups in one location: in the region, or where the loss of the region does not reach them.
      location: this.deps.foundation.region(copyToSecondaryRegion ? 'secondary' : 'primary'),
    };
  }

  private maintenance(): Settings['maintenanceWindow'] {
    const { day, hour } = maintenanceHour(this.props.maintenanceWindow);
    return { day: dayNumber(day), hour, updateTrack: 'stable' };
  }

  private createDatabase(): void {
    const { database, owner } = this.props;
    const user = this.create('owner', SqlUser, {
      name: owner,
      instance: this.instance.name,
      passwordWo: this.credentials.password,
      passwordWoVersion: this.credentials.revision,
      // PostgreSQL refuses to drop a role that owns anything: both go with the instance.
      deletionPolicy: 'ABANDON',
    });
    this.create('database', SqlDatabase, {
      name: database,
      instance: this.instance.name,
      charset: 'UTF8',
      collation: 'en_US.UTF8',
      deletionPolicy: 'ABANDON',
      dependsOn: [user],
    });
  }

  private createReplicas(): Record<string, SqlDatabaseInstance> {
    return Object.fromEntries(
      Object.entries(this.props.readReplicas).map(([name, replica]) => {
        const away = replica.region === 'secondary';
        const { primary, secondary } = this.deps.network.databases;
        const place = away ? secondary : primary;
        if (!place)
          throw new Error(
            `${this.node.path}: replica "${name}" is in a region without a network, and the rules let it through`,
          );
        const { sku: tier } = skuOf(databases, replicaRequirement(this.props, replica));
        const made = this.createAs('replica', `replica-${name}`, SqlDatabaseInstance, {
          ...this.placed(place, away ? this.keyOfSecondary() : this.key),
          name: this.instanceName(name),
          masterInstanceName: this.instance.name,
          // Backups, maintenance and the disk's size are the primary's.
          settings: { ...this.common(tier), ...this.access(place), availabilityType: 'ZONAL' },
          lifecycle: { ignoreChanges: ['settings[0].disk_size'] },
        });
        return [name, made];
      }),
    );
  }

  private keyOfSecondary(): UsableKey | undefined {
    const { foundation } = this.deps;
    return (this.secondaryKey ??= keyFor(
      this,
      this.props.encryptionKey,
      `replicas of ${this.purpose}`,
      foundation,
      [foundation.agent('gcp-sa-cloud-sql')],
      'secondary',
    ));
  }

  private retainLogs(): void {
    const { project } = this.deps.foundation.target;
    const instances = [
      this.instanceName(),
      ...Object.keys(this.props.readReplicas).map((name) => this.instanceName(name)),
    ];
    const ids = instances.map((name) => `"${project}:${name}"`).join(' OR ');
    const filter = `resource.type="cloudsql_database" AND resource.labels.database_id=(${ids})`;
    new LogRetention(
      this,
      'logs',
      { filter, retentionDays: this.props.logs.retentionDays, purpose: this.purpose },
      this.deps,
    );
  }
}
