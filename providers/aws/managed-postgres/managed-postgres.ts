/** ManagedPostgres on AWS: an RDS instance with its parameter group, logs, key, credentials and read replicas. */
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbInstance, type DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import { DbInstanceAutomatedBackupsReplication } from '@cdktf/provider-aws/lib/db-instance-automated-backups-replication';
import { DbParameterGroup, type DbParameterGroupConfig } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { SecretsmanagerSecretRotation } from '@cdktf/provider-aws/lib/secretsmanager-secret-rotation';
import type { Construct } from 'constructs';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { skuRequirement, skuOf, versionOf } from '../../../core/sizing/choices';
import * as neutral from '../../../constructs/managed-postgres';
import { Role } from '../iam/access';
import { databases } from '../shared/catalogue';
import { DatabaseSecurityGroup } from '../network/database-tier';
import { keyFor } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import type { AwsNetwork } from '../network/network';
import { isKeptByRds } from './lookup';
import { rdsRoot } from './rds-roots';
import { serverParameters } from './server-parameters';
import { Secret } from '../secret/secret';
import { postgres as versions } from '../shared/versions';
import { dailyWindow, weeklyWindow } from '../shared/windows';

declare module '../../../constructs/managed-postgres/schema' {
  interface ManagedPostgresOverrides {
    readonly aws?: {
      readonly instance?: DbInstanceConfig;
      readonly replica?: DbInstanceConfig;
      readonly parameters?: DbParameterGroupConfig;
    };
  }
}

type RegionRole = 'primary' | 'secondary';

/** What stands ready for servers in one region. */
interface Home {
  readonly region: string | undefined;
  readonly keyArn: string | undefined;
  readonly subnetGroup: string;
  readonly securityGroup: string;
  readonly parameterGroup: string;
}

/** Valid until 2061, signed with an algorithm that every client knows: see `parts/rds-roots.ts`. */
const CERTIFICATE_AUTHORITY = 'rds-ca-rsa2048-g1';
/** Performance Insights that cost nothing. */
const FREE_INSIGHTS_DAYS = 7;

export class ManagedPostgres extends neutral.ManagedPostgres {
  readonly instance: DbInstance;
  readonly replicas: Readonly<Record<string, DbInstance>>;
  readonly secret: string;
  private readonly monitoring: Role;
  private readonly homes: Partial<Record<RegionRole, Home>> = {};
  private readonly keys: Partial<Record<RegionRole, string | undefined>> = {};

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedPostgresProps,
    private readonly deps: { foundation: Foundation; network: AwsNetwork },
  ) {
    super(scope, id, props);
    this.monitoring = this.createMonitoringRole();
    const credentials = this.createCredentials();
    this.instance = this.createInstance(credentials);
    this.secret = credentials?.reference ?? this.rotateManagedSecret();
    this.replicas = this.createReplicas();
    this.copyBackups();
  }

  get host(): string {
    return this.instance.address;
  }

  get replicaHosts(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.replicas).map(([name, replica]) => [name, replica.address]));
  }

  get stored(): StoredSecret {
    return { reference: this.secret, encryptionKey: this.keyIn('primary') };
  }

  get ca(): string {
    return rdsRoot(this.deps.foundation.target.region);
  }

  private get purpose(): string {
    return `PostgreSQL server "${this.node.id}"`;
  }

  private createMonitoringRole(): Role {
    const condition = { StringEquals: { 'aws:SourceAccount': this.deps.foundation.target.account } };
    return new Role(
      this,
      'monitoring',
      {
        purpose: `${this.node.id}-monitoring`,
        service: 'monitoring.rds.amazonaws.com',
        condition,
        managedPolicies: ['service-role/AmazonRDSEnhancedMonitoringRole'],
      },
      this.deps,
    );
  }

  private createCredentials(): Secret | undefined {
    const { owner, credentials } = this.props;
    if (isKeptByRds(this.props)) return undefined;
    const props = { purpose: this.purpose, username: owner, rotationDays: credentials.rotationDays };
    return new Secret(this, 'credentials', props, { foundation: this.deps.foundation, key: this.keyIn('primary') });
  }

  private rotateManagedSecret(): string {
    const secret = this.instance.masterUserSecret.get(0).secretArn;
    this.create('rotation', SecretsmanagerSecretRotation, {
      secretId: secret,
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: this.props.credentials.rotationDays },
    });
    return secret;
  }

  private createInstance(credentials: Secret | undefined): DbInstance {
    const { props } = this;
    const identifier = this.name(names.dbInstance, this.node.id);
    const home = this.homeIn('primary');
    const limit = neutral.storageLimit(props);
    return this.createMain('instance', DbInstance, {
      ...this.common(props, home),
      identifier,
      engine: 'postgres',
      engineVersion: versionOf(versions, props.version).engineVersion,
      engineLifecycleSupport: 'open-source-rds-extended-support-disabled',
      allowMajorVersionUpgrade: true,
      dbName: props.database,
      username: props.owner,
      ...(credentials
        ? { passwordWo: credentials.password, passwordWoVersion: credentials.revision }
        : { manageMasterUserPassword: true, masterUserSecretKmsKeyId: home.keyArn }),
      allocatedStorage: props.storage.sizeGiB,
      maxAllocatedStorage: limit > props.storage.sizeGiB ? limit : 0,
      multiAz: props.highAvailability,
      dbSubnetGroupName: home.subnetGroup,
      backupRetentionPeriod: props.backups.retentionDays,
      backupWindow: dailyWindow(props.backups.start),
      deleteAutomatedBackups: !props.finalSnapshot,
      skipFinalSnapshot: !props.finalSnapshot,
      finalSnapshotIdentifier: props.finalSnapshot ? this.name(names.dbSnapshot, this.node.id, 'final') : undefined,
      dependsOn: [...this.monitoring.grants, ...this.createLogGroups(identifier, '')],
    });
  }

  /** What a primary and its replicas have in common. */
  private common({ size, sku }: Pick<neutral.ManagedPostgresProps, 'size' | 'sku'>, home: Home) {
    const { maintenanceWindow, deletionProtection, queryInsights } = this.props;
    return {
      instanceClass: skuOf(databases, skuRequirement(size, sku?.aws)).sku,
      storageType: 'gp3',
      storageEncrypted: true,
      kmsKeyId: home.keyArn,
      port: this.port,
      publiclyAccessible: false,
      vpcSecurityGroupIds: [home.securityGroup],
      parameterGroupName: home.parameterGroup,
      caCertIdentifier: CERTIFICATE_AUTHORITY,
      iamDatabaseAuthenticationEnabled: true,
      autoMinorVersionUpgrade: true,
      applyImmediately: false,
      maintenanceWindow: weeklyWindow(maintenanceWindow),
      deletionProtection,
      copyTagsToSnapshot: true,
      enabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
      monitoringInterval: 60,
      monitoringRoleArn: this.monitoring.arn,
      databaseInsightsMode: 'standard',
      performanceInsightsEnabled: queryInsights,
      ...(queryInsights && {
        performanceInsightsRetentionPeriod: FREE_INSIGHTS_DAYS,
        performanceInsightsKmsKeyId: home.keyArn,
      }),
    } satisfies Partial<DbInstanceConfig>;
  }

  private createReplicas(): Record<string, DbInstance> {
    const entries = Object.entries(this.props.readReplicas).map(([name, replica]) => {
      const { size = this.props.size, sku = this.props.sku, region: place } = replica;
      const identifier = this.name(names.dbInstance, this.node.id, name);
      const home = this.homeIn(place);
      const away = place === 'secondary';
      const config: DbInstanceConfig = {
        ...this.common({ size, sku }, home),
        identifier,
        // In one region by name, which keeps the subnet group; from another by ARN, with a subnet group of its own.
        replicateSourceDb: away ? this.instance.arn : this.instance.identifier,
        dbSubnetGroupName: away ? home.subnetGroup : undefined,
        region: home.region,
        // RDS refuses a final snapshot of a replica.
        skipFinalSnapshot: true,
        dependsOn: [...this.monitoring.grants, ...this.createLogGroups(identifier, `${name}-`, home.region)],
      };
      return [name, this.createAs('replica', name, DbInstance, config)] as const;
    });
    return Object.fromEntries(entries);
  }

  /** Restoring to any second is what RDS's automated backups are: a copy of them is one, too. */
  private copyBackups(): void {
    const { copyToSecondaryRegion, retentionDays } = this.props.backups;
    if (!copyToSecondaryRegion) return;
    this.create('backupCopy', DbInstanceAutomatedBackupsReplication, {
      sourceDbInstanceArn: this.instance.arn,
      retentionPeriod: retentionDays,
      kmsKeyId: this.keyIn('secondary'),
      region: this.deps.foundation.region('secondary'),
    });
  }

  private keyIn(place: RegionRole): string | undefined {
    if (!(place in this.keys)) {
      this.keys[place] = keyFor(this, this.props.encryptionKey, this.purpose, this.deps.foundation, [], place);
    }
    return this.keys[place];
  }

  private homeIn(place: RegionRole): Home {
    return (this.homes[place] ??= this.createHome(place));
  }

  private createHome(place: RegionRole): Home {
    const { primary, secondary } = this.deps.network.databases;
    const tier = place === 'secondary' ? secondary! : primary;
    const { region } = tier;
    const prefix = place === 'secondary' ? 'secondary-' : '';
    const { version, parameters, logs } = this.props;
    const { parameterFamily } = versionOf(versions, version);
    const subnets = this.createAs('subnetGroup', `${prefix}subnets`, DbSubnetGroup, {
      name: this.name(names.dbGroup, this.node.id),
      subnetIds: [...tier.subnetIds],
      region,
    });
    const access = new DatabaseSecurityGroup(this, `${prefix}access`, {
      purpose: this.purpose,
      port: this.port,
      place: tier,
    });
    const group = this.createAs('parameters', `${prefix}parameters`, DbParameterGroup, {
      // A group is of one family: a major upgrade needs the next group beside the old one.
      name: this.name(names.dbGroup, this.node.id, parameterFamily),
      family: parameterFamily,
      parameter: serverParameters(parameters, logs),
      region,
      lifecycle: { createBeforeDestroy: true },
    });
    return {
      region,
      keyArn: this.keyIn(place),
      subnetGroup: subnets.name,
      securityGroup: access.groupId,
      parameterGroup: group.name,
    };
  }

  /** RDS makes these by itself, kept for ever: whoever comes first sets the retention. */
  private createLogGroups(identifier: string, prefix: string, region?: string): CloudwatchLogGroup[] {
    return ['postgresql', 'upgrade'].map((log) => {
      const name = `/aws/rds/instance/${identifier}/${log}`;
      const config = { name, retentionInDays: this.props.logs.retentionDays, region };
      return this.createAs('logGroup', `${prefix}${log}-log`, CloudwatchLogGroup, config);
    });
  }
}
