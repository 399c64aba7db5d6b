/** ManagedPostgres on Azure: a flexible server inside the network with its key, parameters, logs, credentials and read replicas. */
import {
  PostgresqlFlexibleServer,
  type PostgresqlFlexibleServerConfig,
} from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';
import { PostgresqlFlexibleServerConfiguration } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-configuration';
import { PostgresqlFlexibleServerDatabase } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-database';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import type { Requirement } from '../../../core/sizing/catalogue';
import { skuRequirement, skuOf, versionOf } from '../../../core/sizing/choices';
import * as neutral from '../../../constructs/managed-postgres';
import { databases } from '../shared/catalogue';
import type { DatabaseSubnet } from '../network/database-tier';
import { keyFor, type KeyAccess } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import type { RegionRole } from '../foundation/group';
import { Lock } from '../shared/lock';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import type { AzureNetwork } from '../network/network';
import { Secret } from '../secret/secret';
import { postgres as versions } from '../shared/versions';
import { hourOfWeek } from '../shared/windows';

declare module '../../../constructs/managed-postgres/schema' {
  interface ManagedPostgresOverrides {
    readonly azurerm?: {
      readonly server?: PostgresqlFlexibleServerConfig;
      readonly replica?: PostgresqlFlexibleServerConfig;
      readonly database?: Partial<
        import('@cdktf/provider-azurerm/lib/postgresql-flexible-server-database').PostgresqlFlexibleServerDatabaseConfig
      >;
    };
  }
}

/** The sizes of disk that Azure sells, in GiB; 4095 rather than 4096, which has no cache and cannot be grown into online. */
const DISKS_GIB = [32, 64, 128, 256, 512, 1024, 2048, 4095, 8192, 16_384];

/** The smallest disk that holds so much, in MiB. */
export const diskMib = (gib: number): number => (DISKS_GIB.find((disk) => disk >= gib) ?? DISKS_GIB.at(-1)!) * 1024;

/** Whether storage grows by itself. */
export const grows = (props: neutral.ManagedPostgresProps): boolean =>
  neutral.storageLimit(props) > props.storage.sizeGiB;

/** What a server must be able to do; Azure refuses standbys and replicas to burstable ones. */
export const needsOf = ({
  highAvailability,
  readReplicas,
}: neutral.ManagedPostgresProps): NonNullable<Requirement['needs']> => [
  ...(highAvailability ? (['highAvailability'] as const) : []),
  ...(Object.keys(readReplicas).length > 0 ? (['readReplicas'] as const) : []),
];

/** Parameters that these props set: what the user must not. */
export function ownParameters({ logs, queryInsights }: neutral.ManagedPostgresProps): Record<string, string> {
  const connections = logs.connections ? 'on' : 'off';
  return {
    require_secure_transport: 'on',
    log_min_duration_statement: String(logs.slowStatementMs),
    log_connections: connections,
    log_disconnections: connections,
    'pg_qs.query_capture_mode': queryInsights ? 'top' : 'none',
    'pgms_wait_sampling.query_capture_mode': queryInsights ? 'all' : 'none',
  };
}

const LOGS = { PostgreSQLLogs: 'PGSQLServerLogs', PostgreSQLFlexSessions: 'PGSQLPgStatActivitySessions' };
const INSIGHTS = {
  PostgreSQLFlexQueryStoreRuntime: 'PGSQLQueryStoreRuntime',
  PostgreSQLFlexQueryStoreWaitStats: 'PGSQLQueryStoreWaits',
};

export class ManagedPostgres extends neutral.ManagedPostgres {
  readonly server: PostgresqlFlexibleServer;
  readonly replicas: Readonly<Record<string, PostgresqlFlexibleServer>>;
  readonly credentials: Secret;
  private readonly keys = new Map<RegionRole, KeyAccess | undefined>();

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedPostgresProps,
    private readonly deps: { foundation: Foundation; network: AzureNetwork },
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
    return Object.fromEntries(Object.entries(this.replicas).map(([name, replica]) => [name, replica.fqdn]));
  }

  get stored(): StoredSecret {
    return this.credentials.stored;
  }

  /** DigiCert and Microsoft sign: https://learn.microsoft.com/azure/postgresql/security/security-tls */
  get ca(): string {
    return '';
  }

  private get purpose(): string {
    return `PostgreSQL server "${this.node.id}"`;
  }

  private createCredentials(): Secret {
    const { owner, credentials } = this.props;
    const props = { purpose: this.purpose, username: owner, rotationDays: credentials.rotationDays };
    return new Secret(this, 'credentials', props, { foundation: this.deps.foundation, key: undefined });
  }

  private createServer(): PostgresqlFlexibleServer {
    const { props } = this;
    const { backups, highAvailability } = props;
    const copied = backups.copyToSecondaryRegion;
    const [key, copies] = [this.key('primary'), copied ? this.key('secondary') : undefined];
    return this.createMain('server', PostgresqlFlexibleServer, {
      ...this.common(props, 'primary'),
      name: this.name(names.postgresServer, this.node.id),
      version: versionOf(versions, props.version).engineVersion,
      administratorLogin: props.owner,
      administratorPasswordWo: this.credentials.password,
      administratorPasswordWoVersion: this.credentials.revision,
      authentication: { passwordAuthEnabled: true, activeDirectoryAuthEnabled: false },
      backupRetentionDays: backups.retentionDays,
      geoRedundantBackupEnabled: copied,
      ...(highAvailability && { highAvailability: { mode: 'ZoneRedundant' } }),
      ...this.encryption(key, copies),
      dependsOn: [...this.place('primary').dependsOn, ...(key?.dependsOn ?? []), ...(copies?.dependsOn ?? [])],
      lifecycle: {
        ignoreChanges: [
          ...this.drifting(),
          ...(highAvailability ? ['high_availability[0].standby_availability_zone'] : []),
        ],
      },
    });
  }

  /** What a primary and its replicas have in common. */
  private common({ size, sku }: Pick<neutral.ManagedPostgresProps, 'size' | 'sku'>, place: RegionRole) {
    const { foundation } = this.deps;
    const { storage, maintenanceWindow } = this.props;
    const { subnetId, zoneId } = this.place(place);
    return {
      location: foundation.location(place),
      resourceGroupName: foundation.resourceGroupName,
      skuName: skuOf(databases, skuRequirement(size, sku?.azurerm, needsOf(this.props))).sku,
      storageMb: diskMib(storage.sizeGiB),
      autoGrowEnabled: grows(this.props),
      delegatedSubnetId: subnetId,
      privateDnsZoneId: zoneId,
      publicNetworkAccessEnabled: false,
      maintenanceWindow: hourOfWeek(maintenanceWindow),
    } satisfies Partial<PostgresqlFlexibleServerConfig>;
  }

  /**
   * Azure picks the zone, and another when it fails over. Storage that has grown by itself must not be asked for in its old
   * size again: Azure shrinks none, so Terraform would replace the server.
   */
  private drifting(): string[] {
    return ['zone', ...(grows(this.props) ? ['storage_mb', 'storage_tier'] : [])];
  }

  private place(place: RegionRole): DatabaseSubnet {
    const found = this.deps.network.databases[place];
    if (!found)
      throw new Error(`${this.purpose} passed the rules and the network has no place for it in the ${place} region`);
    return found;
  }

  private key(place: RegionRole): KeyAccess | undefined {
    if (!this.keys.has(place))
      this.keys.set(place, keyFor(this, this.props.encryptionKey, this.purpose, this.deps.foundation, place));
    return this.keys.get(place);
  }

  /** Copies of backups are encrypted with a key of the region that they go to, by an identity of its own. */
  private encryption(own: KeyAccess | undefined, copies?: KeyAccess): Partial<PostgresqlFlexibleServerConfig> {
    if (!own) return {};
    return {
      identity: { type: 'UserAssigned', identityIds: [own.identityId, ...(copies ? [copies.identityId] : [])] },
      customerManagedKey: {
        keyVaultKeyId: own.keyId,
        primaryUserAssignedIdentityId: own.identityId,
        ...(copies && { geoBackupKeyVaultKeyId: copies.keyId, geoBackupUserAssignedIdentityId: copies.identityId }),
      },
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

  private createParameters(
    { id: serverId }: PostgresqlFlexibleServer,
    of: readonly string[] = [],
  ): PostgresqlFlexibleServerConfiguration[] {
    return Object.entries({ ...this.props.parameters, ...ownParameters(this.props) }).map(([name, value]) =>
      this.createAs('parameter', ['parameter', ...of, name].join('-'), PostgresqlFlexibleServerConfiguration, {
        serverId,
        name,
        value,
      }),
    );
  }

  /** A replica is made from the server when that is settled: while it is being made, the server takes no changes. */
  private createReplicas(settled: readonly ITerraformDependable[]): Record<string, PostgresqlFlexibleServer> {
    return Object.fromEntries(
      Object.entries(this.props.readReplicas).map(
        ([name, { size = this.props.size, sku = this.props.sku, region: place }]) => {
          const key = this.key(place);
          const replica = this.createAs('replica', `replica-${name}`, PostgresqlFlexibleServer, {
            ...this.common({ size, sku }, place),
            name: this.name(names.postgresServer, this.node.id, name),
            createMode: 'Replica',
            sourceServerId: this.server.id,
            version: versionOf(versions, this.props.version).engineVersion,
            ...this.encryption(key),
            dependsOn: [...settled, ...this.place(place).dependsOn, ...(key?.dependsOn ?? [])],
            lifecycle: { ignoreChanges: this.drifting() },
          });
          this.createParameters(replica, [name]);
          return [name, replica];
        },
      ),
    );
  }

  private createLogs(): ITerraformDependable[] {
    const { logs, queryInsights } = this.props;
    const categories = { ...LOGS, ...(queryInsights && INSIGHTS) };
    const kept = new Logs(
      this,
      'logs',
      { retentionDays: logs.retentionDays, resourceId: this.server.id, categories },
      this.deps,
    );
    return [kept.setting, ...Object.entries(this.replicas).map(([name, { id }]) => kept.also(name, id))];
  }

  private protect(after: readonly ITerraformDependable[]): void {
    if (!this.props.deletionProtection) return;
    new Lock(this, 'lock', { resourceId: this.server.id, after });
    for (const [name, { id }] of Object.entries(this.replicas))
      new Lock(this, `lock-${name}`, { resourceId: id, after });
  }
}
