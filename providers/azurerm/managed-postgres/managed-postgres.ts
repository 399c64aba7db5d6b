/**
 * ManagedPostgres on Azure: a flexible server in the network, with its key, parameters, logs, credentials and read
 * replicas.
 */
import {
  PostgresqlFlexibleServer,
  type PostgresqlFlexibleServerConfig,
} from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';
import { PostgresqlFlexibleServerActiveDirectoryAdministrator as Administrator } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator';
import { PostgresqlFlexibleServerConfiguration } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-configuration';
import {
  PostgresqlFlexibleServerDatabase,
  type PostgresqlFlexibleServerDatabaseConfig,
} from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-database';
import type { ITerraformDependable, Precondition, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import * as neutral from '../../../constructs/managed-postgres';
import { backupDays, testIn } from '../../../constructs/managed-postgres/backups';
import { isFollower } from '../../../constructs/managed-postgres/restore';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { Fixed } from '../../../core/cdktf/fixed';
import { choice } from '../../../core/decision';
import { present } from '../../../core/invariant';
import { mapValues } from '../../../core/records';
import { chooseSku, chooseVersion, skuRequirement } from '../../../core/sizing/choices';
import type { KeyAccess, Keys } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import type { AzureNetwork } from '../network/azure-network';
import type { DatabaseSubnet } from '../network/database-tier';
import { Secret } from '../secret/secret';
import { databases } from '../shared/catalogue';
import type { Lock } from '../shared/lock';
import { names } from '../shared/names';
import { postgres as versions } from '../shared/versions';
import { hourOfWeek } from '../shared/windows';
import { administratorOf, administratorsIn, loginsTo } from './administrators';
import { encryption } from './encryption';
import { logCategories } from './log-categories';
import { needsOf } from './needs';
import { lockAll, logsOf } from './protection';
import { REMEDIES } from './remedies';
import { beginning, readOnce } from './restore';
import { RestoreTest } from './restore-test';
import { postgresRoots } from './roots';
import { Rotation } from './rotation';
import { goesToReplicasFirst, inOrder, parametersOf } from './server-parameters';
import { diskGiB, GrownStorage, grows, storageFollowed } from './storage';

declare module '../../../constructs/managed-postgres/schema' {
  interface ManagedPostgresOverrides {
    readonly azurerm?: {
      readonly server?: PostgresqlFlexibleServerConfig;
      readonly replica?: PostgresqlFlexibleServerConfig;
      readonly database?: Partial<PostgresqlFlexibleServerDatabaseConfig>;
    };
  }
}

const STANDBY_ZONE = 'high_availability[0].standby_availability_zone';

export class ManagedPostgres extends neutral.ManagedPostgres {
  readonly server: PostgresqlFlexibleServer;
  readonly replicas: Readonly<Record<string, PostgresqlFlexibleServer>>;
  readonly credentials: Secret;
  readonly users: neutral.ManagedPostgres['users'];
  readonly sslmode = 'verify-full';
  readonly restoreTests: readonly RestoreTest[];
  private readonly fixed: Fixed;
  /** After what another change of the server comes, as it takes one at a time. */
  readonly settled: readonly ITerraformDependable[];
  private readonly lock: Lock | undefined;
  private readonly storage: GrownStorage;
  private readonly parameters: PostgresqlFlexibleServerConfiguration[] = [];
  private readonly keys = new Map<RegionRole, KeyAccess>();

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedPostgresProps,
    private readonly deps: { foundation: Foundation; keys: Keys; network: AzureNetwork },
  ) {
    super(scope, id, props);
    this.fixed = new Fixed(this, 'fixed', { values: { owner: props.owner, database: props.database } });
    this.credentials = this.createCredentials();
    this.users = this.createUsers();
    this.storage = this.lookUp('storage', 'server', this.serverName());
    this.server = this.createServer();
    const database = this.createDatabase();
    const administrators = isFollower(props) ? [] : this.admitAdministrators(database.at(0) ?? this.server);
    this.replicas = this.createReplicas([...database, ...administrators]);
    this.settled = [...database, ...administrators, ...Object.values(this.replicas), ...this.parameters];
    this.lock = this.protect([...database, ...administrators]);
    this.rotate();
    this.restoreTests = this.testRestores();
  }

  /** Lets a right be taken away, also on a protected server. */
  include(right: TerraformResource): void {
    this.lock?.include(right);
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

  get ca(): string {
    return postgresRoots();
  }

  private get purpose(): string {
    return `PostgreSQL server "${this.node.id}"`;
  }

  private createCredentials(): Secret {
    const { owner, credentials } = this.props;
    return new Secret(this, 'credentials', neutral.secretOf(this.purpose, owner, credentials), this.deps);
  }

  private createUsers(): neutral.ManagedPostgres['users'] {
    return neutral.mapUsers(this, (scope, id, props, rotation) => {
      const credentials = new Secret(scope, id, props, this.deps);
      const purpose = [this.node.id, 'users', id];
      if (rotation) new Rotation(credentials, 'rotation', { ...rotation, purpose, credentials }, this.deps);
      const { reference, stored } = credentials;
      return { reference, stored };
    });
  }

  private protect(parts: readonly TerraformResource[]): Lock | undefined {
    const { logs, deletionProtection } = this.props;
    const categories = logCategories(this.props, this.skuName);
    const logged = logsOf(this, this, { retentionDays: logs.retentionDays, categories }, this.deps);
    return deletionProtection ? lockAll(this, this, parts, logged) : undefined;
  }

  private rotate(): void {
    const rotation = neutral.scheduledRotation(this.props.credentials, this.props);
    if (!rotation) return;
    const { server, credentials } = this;
    const props = { ...rotation, purpose: [this.node.id], server, credentials };
    const { onServer } = new Rotation(this, 'rotation', props, this.deps);
    if (onServer) this.include(onServer);
  }

  private testRestores(): RestoreTest[] {
    const { regions = [], cron = '' } = this.props.backups.restoreTest ?? {};
    return regions.map((region) => {
      const place = { region, subnet: this.subnetIn(region), key: this.keyIn(region) };
      const props = { database: this.node.id, cron, server: this.server, ...place };
      const test = new RestoreTest(this, testIn(region), props, this.deps);
      this.include(test.onServer);
      return test;
    });
  }

  private createServer(): PostgresqlFlexibleServer {
    const { props } = this;
    const { backups, highAvailability } = props;
    const key = this.keyIn('primary');
    const backupKey = backups.copyToSecondaryRegion ? this.keyIn('secondary') : undefined;
    return this.createMain('server', PostgresqlFlexibleServer, {
      ...this.common('size', props, 'primary'),
      name: this.serverName(),
      storageMb: this.storage.atLeast(this.storageMb, ...storageFollowed(this, props)),
      version: this.version,
      ...beginning(props, this.credentials, this.deps.foundation, (id) => this.stack.nameOf(names.postgresServer, id)),
      ...(!isFollower(props) && {
        authentication: loginsTo(props, this.deps.foundation),
        backupRetentionDays: backupDays(backups),
        geoRedundantBackupEnabled: backups.copyToSecondaryRegion,
      }),
      ...(highAvailability && { highAvailability: { mode: 'ZoneRedundant' } }),
      ...encryption(key, backupKey),
      dependsOn: [...this.subnetIn('primary').dependsOn, ...key.dependsOn, ...(backupKey?.dependsOn ?? [])],
      lifecycle: {
        preventDestroy: props.deletionProtection,
        ignoreChanges: ['zone', ...(highAvailability ? [STANDBY_ZONE] : []), ...readOnce(props)],
        precondition: [this.fixed.condition('owner', this.path, REMEDIES.owner), ...this.whileReplicated()],
      },
    });
  }

  /** One after another, because a server takes one change at a time. */
  private admitAdministrators(after: TerraformResource): Administrator[] {
    const { foundation } = this.deps;
    return administratorsIn(foundation).reduce<Administrator[]>((admitted, named) => {
      const config = administratorOf(this.server.name, foundation, named);
      const dependsOn = [admitted.at(-1) ?? after];
      const id = `administrator-${named[1].id}`;
      return [...admitted, this.createAs('administrator', id, Administrator, { ...config, dependsOn })];
    }, []);
  }

  /** The server's size, whatever chose it. */
  private get skuName(): string {
    return present(this.server.skuNameInput, 'size of the server');
  }

  /** Path of the server in the environment. */
  private get path(): string {
    return `databases.${this.node.id}`;
  }

  /** A server with replicas keeps its major version: Azure upgrades only a server without any. */
  private whileReplicated(): Precondition[] {
    const { version, readReplicas } = this.props;
    if (Object.keys(readReplicas).length === 0) return [];
    const replicated = new Fixed(this, 'replicated', { values: { version } });
    return [replicated.condition('version', this.path, REMEDIES.version)];
  }

  private serverName(...replica: string[]): string {
    return this.name(names.postgresServer, this.node.id, ...replica);
  }

  /** @param key by which overrides name the server, and perhaps rename it */
  private lookUp(id: string, key: string, name: string, elementId?: string): GrownStorage {
    const { name: server } = this.overridden(key, { name }, elementId);
    const resourceGroup = present(this.deps.foundation.resourceGroup.nameInput, 'name of the resource group');
    return new GrownStorage(this, id, { server, resourceGroup });
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
      autoGrowEnabled: grows(this.props),
      delegatedSubnetId: subnetId,
      privateDnsZoneId: zoneId,
      publicNetworkAccessEnabled: false,
      maintenanceWindow: hourOfWeek(maintenanceWindow),
    } satisfies Partial<PostgresqlFlexibleServerConfig>;
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

  /** That of a backup comes with the backup. */
  private createDatabase(): PostgresqlFlexibleServerDatabase[] {
    if (this.props.restore !== false) return [];
    const lifecycle = { precondition: [this.fixed.condition('database', this.path, REMEDIES.database)] };
    const locale = { charset: 'UTF8', collation: 'en_US.utf8' };
    const config = { name: this.props.database, serverId: this.server.id, ...locale, lifecycle };
    return [this.create('database', PostgresqlFlexibleServerDatabase, config)];
  }

  /** @param replica name of the replica that the server is; empty for the primary */
  private createParameter(
    { id: serverId }: PostgresqlFlexibleServer,
    [name, value]: readonly [string, string],
    replica: readonly string[] = [],
    after: readonly ITerraformDependable[] = [],
  ): PostgresqlFlexibleServerConfiguration {
    const id = ['parameter', ...replica, name].join('-');
    const parameter = this.createAs('parameter', id, PostgresqlFlexibleServerConfiguration, {
      serverId,
      name,
      value,
      ...(after.length > 0 && { dependsOn: [...after] }),
    });
    this.parameters.push(parameter);
    return parameter;
  }

  /**
   * Replicas, and everybody's parameters. A server takes no changes while a replica is created from it, so it must be settled
   * before, but for parameters of which a replica needs as much as its primary: those come to replicas first.
   */
  private createReplicas(before: readonly ITerraformDependable[]): Record<string, PostgresqlFlexibleServer> {
    const all = parametersOf(this.props, this.skuName);
    const last = all.filter(([name]) => goesToReplicasFirst(name));
    const first = all.filter((parameter) => !last.includes(parameter));
    const settled = [...before, ...inOrder(first, (one, loaded) => this.createParameter(this.server, one, [], loaded))];
    const ofReplicas: ITerraformDependable[] = [];
    const replicas = mapValues(this.props.readReplicas, (name, replica) => {
      const server = this.createReplica(name, replica, settled);
      const elements = inOrder(all, (parameter, loaded) => this.createParameter(server, parameter, [name], loaded));
      ofReplicas.push(...elements.filter((_, index) => last.some((parameter) => parameter === all[index])));
      return server;
    });
    for (const parameter of last) this.createParameter(this.server, parameter, [], ofReplicas);
    return replicas;
  }

  private createReplica(
    name: string,
    { size = this.props.size, sku = this.props.sku, region }: neutral.ManagedPostgresProps['readReplicas'][string],
    settled: readonly ITerraformDependable[],
  ): PostgresqlFlexibleServer {
    const key = this.keyIn(region);
    const [id, serverName] = [`replica-${name}`, this.serverName(name)];
    return this.createAs('replica', id, PostgresqlFlexibleServer, {
      ...this.common(`readReplicas.${name}.size`, { size, sku }, region),
      name: serverName,
      storageMb: this.lookUp(`storage-${name}`, 'replica', serverName, id).atLeast(this.storageMb, this.storage),
      createMode: 'Replica',
      sourceServerId: this.server.id,
      version: this.version,
      ...encryption(key),
      dependsOn: [...settled, ...this.subnetIn(region).dependsOn, ...key.dependsOn],
      lifecycle: { preventDestroy: this.props.deletionProtection, ignoreChanges: ['zone'] },
    });
  }
}
