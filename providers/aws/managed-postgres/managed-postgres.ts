/** ManagedPostgres on AWS: an RDS instance with its parameter group, logs, key, credentials and read replicas. */
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbInstance, type DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import { DbInstanceAutomatedBackupsReplication } from '@cdktf/provider-aws/lib/db-instance-automated-backups-replication';
import { DbParameterGroup, type DbParameterGroupConfig } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import * as neutral from '../../../constructs/managed-postgres';
import { backupDays, testedVaultHours } from '../../../constructs/managed-postgres/backups';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { choice } from '../../../core/decision';
import { present } from '../../../core/invariant';
import type { Protectable } from '../../../core/protection';
import { mapValues } from '../../../core/records';
import type { Requirement } from '../../../core/sizing/catalogue';
import { chooseSku, chooseVersion, skuRequirement, versionOf } from '../../../core/sizing/choices';
import type { Keys, UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { Role, type RoleProps } from '../iam/access';
import { DatabaseSecurityGroup, type DatabaseSubnets } from '../network/database-tier';
import type { AwsNetwork } from '../network/network';
import { Secret } from '../secret/secret';
import { databases } from '../shared/catalogue';
import { names } from '../shared/names';
import { postgres as versions } from '../shared/versions';
import { dailyWindow, weeklyWindow } from '../shared/windows';
import { MajorUpgrade } from './major-upgrade';
import { rdsRoot } from './rds-roots';
import { beginning } from './restore';
import { Rotation } from './rotation';
import { serverParameters } from './server-parameters';
import { Vaults, type VaultsProps } from './vaults';

declare module '../../../constructs/managed-postgres/schema' {
  interface ManagedPostgresOverrides {
    readonly aws?: {
      readonly instance?: DbInstanceConfig;
      readonly replica?: DbInstanceConfig;
      readonly parameters?: DbParameterGroupConfig;
    };
  }
}

/** The resources that servers of one region share. */
interface RegionalResources {
  readonly region: string | undefined;
  readonly keyArn: string | undefined;
  readonly subnetGroup: string;
  readonly securityGroup: string;
  readonly parameterGroup: string;
}

/** Its roots are valid until 2061, and every client knows its signature algorithm: see `rds-roots.ts`. */
const CERTIFICATE_AUTHORITY = 'rds-ca-rsa2048-g1';
/** Days of Performance Insights that are free of charge. */
const FREE_INSIGHTS_DAYS = 7;
const EXPORTED_LOGS = ['postgresql', 'upgrade'];

/** Requirement on the primary's instance class. */
export const primaryRequirement = ({ size, sku }: neutral.ManagedPostgresProps) => skuRequirement(size, sku?.aws);

/** Requirement on a replica's instance class: the primary's, unless the replica has a size or SKU of its own. */
export const replicaRequirement = (
  primary: neutral.ManagedPostgresProps,
  { size = primary.size, sku = primary.sku }: neutral.ReadReplicaProps,
) => skuRequirement(size, sku?.aws);

export class ManagedPostgres extends neutral.ManagedPostgres {
  readonly instance: DbInstance;
  readonly replicas: Readonly<Record<string, DbInstance>>;
  readonly credentials: Secret;
  readonly users: neutral.ManagedPostgres['users'];
  readonly sslmode = 'verify-full';
  readonly vaults: Vaults | undefined;
  private readonly monitoring: Role;
  private readonly resources = new Map<RegionRole, RegionalResources>();

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedPostgresProps,
    private readonly deps: { foundation: Foundation; keys: Keys; network: AwsNetwork },
  ) {
    super(scope, id, props);
    this.monitoring = this.createMonitoringRole();
    this.credentials = this.createCredentials();
    this.users = this.createUsers();
    this.instance = this.createInstance();
    this.replicas = this.createReplicas();
    this.copyBackups();
    this.vaults = this.createVaults();
    this.rotate();
  }

  override get protectables(): readonly Protectable[] {
    return [...super.protectables, ...(this.vaults?.protectables ?? [])];
  }

  get secret(): string {
    return this.credentials.reference;
  }

  get host(): string {
    return this.instance.address;
  }

  get replicaHosts(): Record<string, string> {
    return mapValues(this.replicas, (_, replica) => replica.address);
  }

  get stored(): StoredSecret {
    return { reference: this.secret, encryptionKeys: this.keyIn('primary').keyArns };
  }

  get ca(): string {
    return rdsRoot(this.deps.foundation.target.region);
  }

  /** ARNs on which a role must have the right to connect as a user: that of the server, and of each replica. */
  signIn(user: string): string[] {
    const { foundation } = this.deps;
    const { partition, target } = foundation;
    const role = neutral.roleOf(user, present(this.props.users[user], `${this.node.id}.users.${user}`));
    const inRegion = (region: RegionRole, { resourceId }: DbInstance): string =>
      `arn:${partition}:rds-db:${foundation.regionName(region)}:${target.account}:dbuser:${resourceId}/${role}`;
    const replicas = Object.entries(this.props.readReplicas).map(([name, { region }]) =>
      inRegion(region, present(this.replicas[name], name)),
    );
    return [inRegion('primary', this.instance), ...replicas];
  }

  private get purpose(): string {
    return `PostgreSQL server "${this.node.id}"`;
  }

  private createMonitoringRole(): Role {
    const props: RoleProps = {
      purpose: `${this.node.id}-monitoring`,
      service: 'monitoring.rds.amazonaws.com',
      managedPolicies: ['service-role/AmazonRDSEnhancedMonitoringRole'],
    };
    return new Role(this, 'monitoring', props, this.deps);
  }

  /** A secret of the stack, and not one that RDS keeps: RDS refuses read replicas of a server whose password it manages. */
  private createCredentials(): Secret {
    const { owner, credentials } = this.props;
    return new Secret(this, 'credentials', neutral.secretOf(this.purpose, owner, credentials), this.storage);
  }

  private get storage() {
    return { foundation: this.deps.foundation, key: this.keyIn('primary').keyArn };
  }

  private createUsers(): neutral.ManagedPostgres['users'] {
    const { keyArns } = this.keyIn('primary');
    return neutral.mapUsers(this, (scope, id, props, rotation) => {
      const credentials = new Secret(scope, id, props, this.storage);
      const purpose = [this.node.id, 'users', id];
      if (rotation) new Rotation(credentials, 'rotation', { ...rotation, purpose, credentials, keyArns }, this.deps);
      const { reference } = credentials;
      return { reference, stored: { reference, encryptionKeys: keyArns } };
    });
  }

  private createInstance(): DbInstance {
    const { props } = this;
    const identifier = this.name(names.dbInstance, this.node.id);
    const { engineVersion } = this.decide('version', 'version', chooseVersion(versions, props.version));
    const upgrade = new MajorUpgrade(this, 'now', this.overridden('instance', { identifier, engineVersion }));
    const resources = this.resourcesIn('primary');
    return this.createMain('instance', DbInstance, {
      ...this.common('size', primaryRequirement(props), resources),
      identifier,
      engine: 'postgres',
      engineVersion,
      engineLifecycleSupport: 'open-source-rds-extended-support-disabled',
      allowMajorVersionUpgrade: true,
      applyImmediately: upgrade.pending,
      ...beginning(props, this.credentials, (id) => this.stack.nameOf(names.dbInstance, id)),
      kmsKeyId: resources.keyArn,
      multiAz: props.highAvailability,
      dbSubnetGroupName: resources.subnetGroup,
      backupRetentionPeriod: backupDays(props.backups),
      backupWindow: dailyWindow(props.backups.start),
      deleteAutomatedBackups: !props.finalSnapshot,
      finalSnapshotIdentifier: props.finalSnapshot ? this.name(names.dbSnapshot, this.node.id, 'final') : undefined,
      dependsOn: [...this.monitoring.grants, ...this.createLogs(identifier, '')],
    });
  }

  /**
   * Arguments that the primary and its replicas share.
   * @param property path of the size
   */
  private common(property: string, requirement: Requirement, resources: RegionalResources) {
    const { maintenanceWindow, deletionProtection, queryInsights } = this.props;
    const limit = neutral.storageLimit(this.props);
    return {
      instanceClass: this.decide('size', property, chooseSku(databases, requirement)).sku,
      storageType: this.storageType,
      // A replica begins with the primary's storage and grows by itself: without this it fills up, and replication stops.
      maxAllocatedStorage: limit > this.props.storage.sizeGiB ? limit : 0,
      storageEncrypted: true,
      port: this.port,
      publiclyAccessible: false,
      vpcSecurityGroupIds: [resources.securityGroup],
      parameterGroupName: resources.parameterGroup,
      caCertIdentifier: CERTIFICATE_AUTHORITY,
      iamDatabaseAuthenticationEnabled: true,
      autoMinorVersionUpgrade: true,
      applyImmediately: false,
      maintenanceWindow: weeklyWindow(maintenanceWindow),
      deletionProtection,
      // RDS' own refusal comes when a plan is applied: by then, what depends on the server has gone.
      lifecycle: { preventDestroy: deletionProtection },
      copyTagsToSnapshot: true,
      enabledCloudwatchLogsExports: EXPORTED_LOGS,
      monitoringInterval: 60,
      monitoringRoleArn: this.monitoring.arn,
      databaseInsightsMode: 'standard',
      performanceInsightsEnabled: queryInsights,
      performanceInsightsRetentionPeriod: queryInsights ? FREE_INSIGHTS_DAYS : undefined,
      performanceInsightsKmsKeyId: queryInsights ? resources.keyArn : undefined,
    } satisfies Partial<DbInstanceConfig>;
  }

  private get storageType(): string {
    const why = 'the general purpose disk of AWS, whose speed does not depend on its size';
    return this.decide('storage', 'storage.sizeGiB', choice('gp3', `gp3, ${neutral.describeStorage(this.props)}`, why));
  }

  private createReplicas(): Record<string, DbInstance> {
    return mapValues(this.props.readReplicas, (name, replica) => {
      const identifier = this.name(names.dbInstance, this.node.id, name);
      const resources = this.resourcesIn(replica.region);
      const { region, subnetGroup } = resources;
      const isRemote = replica.region === 'secondary';
      return this.createAs('replica', name, DbInstance, {
        ...this.common(`readReplicas.${name}.size`, replicaRequirement(this.props, replica), resources),
        identifier,
        // Within a region by name, which keeps the subnet group; across regions by ARN, with a subnet group of its own.
        replicateSourceDb: isRemote ? this.instance.arn : this.instance.identifier,
        dbSubnetGroupName: isRemote ? subnetGroup : undefined,
        // Within a region a replica takes the primary's key, and RDS wants none to be named.
        kmsKeyId: isRemote ? resources.keyArn : undefined,
        region,
        // RDS refuses a final snapshot of a replica.
        skipFinalSnapshot: true,
        dependsOn: [...this.monitoring.grants, ...this.createLogs(identifier, `${name}-`, region)],
      });
    });
  }

  /** The copy allows restoring to any second as well, because that is what RDS's automated backups are for. */
  private copyBackups(): void {
    const { backups } = this.props;
    if (!backups.copyToSecondaryRegion) return;
    this.create('backupCopy', DbInstanceAutomatedBackupsReplication, {
      sourceDbInstanceArn: this.instance.arn,
      retentionPeriod: backupDays(backups),
      kmsKeyId: this.keyIn('secondary').keyArn,
      region: this.deps.foundation.region('secondary'),
    });
  }

  /** Beside what RDS keeps itself, which goes with the server. */
  private createVaults(): Vaults | undefined {
    const { backups, deletionProtection, finalSnapshot } = this.props;
    const everyHours = testedVaultHours(backups);
    if (everyHours === undefined) return undefined;
    const props: VaultsProps = {
      ...backups,
      database: this.node.id,
      everyHours,
      instance: this.instance,
      restoring: Object.fromEntries(backups.restoreTest?.regions.map((role) => [role, this.resourcesIn(role)]) ?? []),
      key: this.keyIn('primary'),
      ...(backups.copies && { keyOfCopies: this.keyIn('secondary') }),
      isProtected: deletionProtection,
      mayBeLost: !finalSnapshot,
    };
    return new Vaults(this, 'backups', props, this.deps);
  }

  private rotate(): void {
    const { instance, credentials } = this;
    const rotation = neutral.scheduledRotation(this.props.credentials, this.props);
    if (!rotation) return;
    const { keyArns } = this.keyIn('primary');
    const props = { ...rotation, purpose: [this.node.id], instance, credentials, keyArns };
    new Rotation(this, 'rotation', props, this.deps);
  }

  private keyIn(region: RegionRole): UsableKey {
    return this.deps.keys.for(this, { kind: 'databases', setting: this.props.encryptionKey, region });
  }

  private subnetsIn(role: RegionRole): DatabaseSubnets {
    return present(this.deps.network.databases[role], `subnets of ${this.purpose} in the ${role} region`);
  }

  private resourcesIn(role: RegionRole): RegionalResources {
    const resources = this.resources.get(role) ?? this.createResources(role);
    this.resources.set(role, resources);
    return resources;
  }

  private createResources(role: RegionRole): RegionalResources {
    const subnets = this.subnetsIn(role);
    const { region } = subnets;
    const prefix = role === 'secondary' ? 'secondary-' : '';
    const { parameterFamily } = versionOf(versions, this.props.version);
    const subnetGroup = this.createAs('subnetGroup', `${prefix}subnets`, DbSubnetGroup, {
      name: this.name(names.dbGroup, this.node.id),
      subnetIds: [...subnets.subnetIds],
      region,
    });
    const access = new DatabaseSecurityGroup(this, `${prefix}access`, {
      purpose: this.purpose,
      port: this.port,
      subnets,
    });
    const parameterGroup = this.createAs('parameters', `${prefix}parameters`, DbParameterGroup, {
      // A group belongs to one family, so a major upgrade needs the next group while the old one is still there.
      name: this.name(names.dbGroup, this.node.id, parameterFamily),
      family: parameterFamily,
      parameter: serverParameters(this.props),
      region,
      lifecycle: { createBeforeDestroy: true },
    });
    return {
      region,
      keyArn: this.keyIn(role).keyArn,
      subnetGroup: subnetGroup.name,
      securityGroup: access.groupId,
      parameterGroup: parameterGroup.name,
    };
  }

  /** Created before the server, because RDS would create them itself and keep their records indefinitely. */
  private createLogs(identifier: string, prefix: string, region?: string): CloudwatchLogGroup[] {
    return EXPORTED_LOGS.map((log) =>
      this.createAs('logGroup', `${prefix}${log}-log`, CloudwatchLogGroup, {
        name: `/aws/rds/instance/${identifier}/${log}`,
        retentionInDays: this.props.logs.retentionDays,
        region,
      }),
    );
  }
}
