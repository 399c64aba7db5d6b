/**
 * ManagedPostgres on Azure: a flexible server in the network, with its key, parameters, logs, credentials and read
 * replicas.
 */
import {
  PostgresqlFlexibleServer,
  type PostgresqlFlexibleServerConfig,
} from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';
import { PostgresqlFlexibleServerConfiguration } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-configuration';
import {
  PostgresqlFlexibleServerDatabase,
  type PostgresqlFlexibleServerDatabaseConfig,
} from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-database';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import * as neutral from '../../../constructs/managed-postgres';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { choice } from '../../../core/decision';
import { present } from '../../../core/invariant';
import { mapValues } from '../../../core/records';
import type { Feature } from '../../../core/sizing/catalogue';
import { chooseSku, chooseVersion, skuRequirement } from '../../../core/sizing/choices';
import type { KeyAccess, Keys } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import type { AzureNetwork } from '../network/azure-network';
import type { DatabaseSubnet } from '../network/database-tier';
import { Secret } from '../secret/secret';
import { databases } from '../shared/catalogue';
import { Lock } from '../shared/lock';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import { postgres as versions } from '../shared/versions';
import { hourOfWeek } from '../shared/windows';
import { ownParameters } from './server-parameters';
import { diskGiB, grows } from './storage';

declare module '../../../constructs/managed-postgres/schema' {
  interface ManagedPostgresOverrides {
    readonly azurerm?: {
      readonly server?: PostgresqlFlexibleServerConfig;
      readonly replica?: PostgresqlFlexibleServerConfig;
      readonly database?: Partial<PostgresqlFlexibleServerDatabaseConfig>;
    };
  }
}

/** Features that a server requires: Azure gives burstable ones neither a standby nor replicas. */
export function needsOf({ highAvailability, readReplicas }: neutral.ManagedPostgresProps): Feature[] {
  const needs: Feature[] = [];
  if (highAvailability) needs.push('highAvailability');
  if (Object.keys(readReplicas).length > 0) needs.push('readReplicas');
  return needs;
}

/** Categories of logs, each with the table that stores it. */
const LOGS = { PostgreSQLLogs: 'PGSQLServerLogs', PostgreSQLFlexSessions: 'PGSQLPgStatActivitySessions' };
const INSIGHTS = {
  PostgreSQLFlexQueryStoreRuntime: 'PGSQLQueryStoreRuntime',
  PostgreSQLFlexQueryStoreWaitStats: 'PGSQLQueryStoreWaits',
};

export class ManagedPostgres extends neutral.ManagedPostgres {
  readonly server: PostgresqlFlexibleServer;
  readonly replicas: Readonly<Record<string, PostgresqlFlexibleServer>>;
  readonly credentials: Secret;
  private readonly keys = new Map<RegionRole, KeyAccess>();

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedPostgresProps,
    private readonly deps: { foundation: Foundation; keys: Keys; network: AzureNetwork },
  ) {
    super(scope, id, props);
    this.credentials = this.createCredentials();
    this.server = this.createServer();
    const database = this.createDatabase();
    this.replicas = this.createReplicas([database, ...this.createParameters(this.server)]);
    this.protect([database, ...this.createLogs()]);
  }

  get host(): string {
    return this.server.fqdn;
  }

  get secret(): string {
    return this.credentials.reference;
  }

  get replicaHosts(): Record<string, string> {
    return mapValues(this.replicas, (_, { fqdn }) => fqdn);
  }

  get stored(): StoredSecret {
    return this.credentials.stored;
  }

  /** Empty, because public authorities sign: https://learn.microsoft.com/azure/postgresql/security/security-tls */
  get ca(): string {
    return '';
  }

  private get purpose(): string {
    return `PostgreSQL server "${this.node.id}"`;
  }

  private createCredentials(): Secret {
    const { owner, credentials } = this.props;
    const props = { purpose: this.purpose, username: owner, rotationDays: credentials.rotationDays };
    return new Secret(this, 'credentials', props, this.deps);
  }

  private createServer(): PostgresqlFlexibleServer {
    const { props } = this;
    const { backups, highAvailability } = props;
    const key = this.keyIn('primary');
    const backupKey = backups.copyToSecondaryRegion ? this.keyIn('secondary') : undefined;
    return this.createMain('server', PostgresqlFlexibleServer, {
      ...this.common('size', props, 'primary'),
      name: this.name(names.postgresServer, this.node.id),
      version: this.version,
      administratorLogin: props.owner,
      administratorPasswordWo: this.credentials.password,
      administratorPasswordWoVersion: this.credentials.revision,
      authentication: { passwordAuthEnabled: true, activeDirectoryAuthEnabled: false },
      backupRetentionDays: backups.retentionDays,
      geoRedundantBackupEnabled: backups.copyToSecondaryRegion,
      ...(highAvailability && { highAvailability: { mode: 'ZoneRedundant' } }),
      ...this.encryption(key, backupKey),
      dependsOn: [...this.subnetIn('primary').dependsOn, ...key.dependsOn, ...(backupKey?.dependsOn ?? [])],
      lifecycle: {
        ignoreChanges: [
          ...this.drifting(),
          ...(highAvailability ? ['high_availability[0].standby_availability_zone'] : []),
        ],
      },
    });
  }

  private get version(): string {
    return this.decide('version', 'version', chooseVersion(versions, this.props.version)).engineVersion;
  }

  private get storageMb(): number {
    const { storage } = this.props;
    const disk = diskGiB(storage.sizeGiB);
    const why = `the smallest disk that Azure sells of at least ${storage.sizeGiB} GiB`;
    const growth = grows(this.props) ? 'doubling whenever it is nearly full' : 'of fixed size';
    const shown = `Premium SSD, ${disk} GiB, ${growth}`;
    return this.decide('storage', 'storage.sizeGiB', choice(disk, shown, why)) * 1024;
  }

  /**
   * Arguments that the server and its replicas share.
   * @param property path of the size
   */
  private common(
    property: string,
    { size, sku }: Pick<neutral.ManagedPostgresProps, 'size' | 'sku'>,
    region: RegionRole,
  ) {
    const { foundation } = this.deps;
    const { maintenanceWindow } = this.props;
    const requirement = skuRequirement(size, sku?.azurerm, needsOf(this.props));
    const { subnetId, zoneId } = this.subnetIn(region);
    return {
      location: foundation.location(region),
      resourceGroupName: foundation.resourceGroupName,
      skuName: this.decide('size', property, chooseSku(databases, requirement)).sku,
      storageMb: this.storageMb,
      autoGrowEnabled: grows(this.props),
      delegatedSubnetId: subnetId,
      privateDnsZoneId: zoneId,
      publicNetworkAccessEnabled: false,
      maintenanceWindow: hourOfWeek(maintenanceWindow),
    } satisfies Partial<PostgresqlFlexibleServerConfig>;
  }

  /**
   * Arguments that Azure changes. It picks the zone, and another one during a failover. Storage that has grown must not
   * be set to its old size again: Azure cannot shrink it, so Terraform would replace the server.
   */
  private drifting(): string[] {
    return ['zone', ...(grows(this.props) ? ['storage_mb', 'storage_tier'] : [])];
  }

  private subnetIn(region: RegionRole): DatabaseSubnet {
    return present(this.deps.network.databases[region], `subnet of ${this.purpose} in the ${region} region`);
  }

  private keyIn(region: RegionRole): KeyAccess {
    const { encryptionKey: setting } = this.props;
    const access = this.keys.get(region) ?? this.deps.keys.for(this, { kind: 'databases', setting, region });
    this.keys.set(region, access);
    return access;
  }

  /** @param backup encrypts copies of backups: a key, and an identity, of the region that they are sent to */
  private encryption({ key, identityId }: KeyAccess, backup?: KeyAccess): Partial<PostgresqlFlexibleServerConfig> {
    return {
      identity: { type: 'UserAssigned', identityIds: [identityId, ...(backup ? [backup.identityId] : [])] },
      ...(key && {
        customerManagedKey: {
          keyVaultKeyId: key.keyId,
          primaryUserAssignedIdentityId: identityId,
          geoBackupKeyVaultKeyId: backup?.key?.keyId,
          geoBackupUserAssignedIdentityId: backup?.identityId,
        },
      }),
    };
  }

  private createDatabase(): PostgresqlFlexibleServerDatabase {
    return this.create('database', PostgresqlFlexibleServerDatabase, {
      name: this.props.database,
      serverId: this.server.id,
      charset: 'UTF8',
      collation: 'en_US.utf8',
    });
  }

  /** @param replica name of the replica that the server is; empty for the primary */
  private createParameters(
    { id: serverId }: PostgresqlFlexibleServer,
    ...replica: string[]
  ): PostgresqlFlexibleServerConfiguration[] {
    return Object.entries({ ...this.props.parameters, ...ownParameters(this.props) }).map(([name, value]) =>
      this.createAs('parameter', ['parameter', ...replica, name].join('-'), PostgresqlFlexibleServerConfiguration, {
        serverId,
        name,
        value,
      }),
    );
  }

  /** A server takes no changes while a replica is created from it, so it must be settled before. */
  private createReplicas(settled: readonly ITerraformDependable[]): Record<string, PostgresqlFlexibleServer> {
    return mapValues(this.props.readReplicas, (name, replica) => {
      const server = this.createReplica(name, replica, settled);
      this.createParameters(server, name);
      return server;
    });
  }

  private createReplica(
    name: string,
    { size = this.props.size, sku = this.props.sku, region }: neutral.ManagedPostgresProps['readReplicas'][string],
    settled: readonly ITerraformDependable[],
  ): PostgresqlFlexibleServer {
    const key = this.keyIn(region);
    return this.createAs('replica', `replica-${name}`, PostgresqlFlexibleServer, {
      ...this.common(`readReplicas.${name}.size`, { size, sku }, region),
      name: this.name(names.postgresServer, this.node.id, name),
      createMode: 'Replica',
      sourceServerId: this.server.id,
      version: this.version,
      ...this.encryption(key),
      dependsOn: [...settled, ...this.subnetIn(region).dependsOn, ...key.dependsOn],
      lifecycle: { ignoreChanges: this.drifting() },
    });
  }

  private createLogs(): ITerraformDependable[] {
    const { logs, queryInsights } = this.props;
    const categories = { ...LOGS, ...(queryInsights && INSIGHTS) };
    const props = { retentionDays: logs.retentionDays, resourceId: this.server.id, categories };
    const collected = new Logs(this, 'logs', props, this.deps);
    return [collected.setting, ...Object.entries(this.replicas).map(([name, { id }]) => collected.addSource(name, id))];
  }

  private protect(after: readonly ITerraformDependable[]): void {
    if (!this.props.deletionProtection) return;
    new Lock(this, 'lock', { resourceId: this.server.id, after });
    for (const [name, { id }] of Object.entries(this.replicas))
      new Lock(this, `lock-${name}`, { resourceId: id, after });
  }
}
