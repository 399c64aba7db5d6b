/** ManagedRedis on AWS: an ElastiCache replication group with its parameters, users, key, logs and network access. */
import { CloudwatchLogGroup, type CloudwatchLogGroupConfig } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import {
  ElasticacheParameterGroup,
  type ElasticacheParameterGroupConfig,
} from '@cdktf/provider-aws/lib/elasticache-parameter-group';
import {
  ElasticacheReplicationGroup,
  type ElasticacheReplicationGroupConfig,
} from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import type { Construct } from 'constructs';

import type { ServerExporter } from '../../../constructs/addons/monitoring/exporters';
import { EXPORTER } from '../../../constructs/managed-postgres/users';
import * as neutral from '../../../constructs/managed-redis';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import { chosen } from '../../../core/decision';
import { cacheRequirement, type Requirement } from '../../../core/sizing/catalogue';
import { chooseSku, chooseVersion } from '../../../core/sizing/choices';
import { windowsMeet } from '../../../core/words/times';
import type { Keys, UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { DatabaseSecurityGroup } from '../network/database-tier';
import type { AwsNetwork } from '../network/network';
import { caches } from '../shared/catalogue';
import { names } from '../shared/names';
import { type AwsVersionRow, redis, valkey } from '../shared/versions';
import { dailyWindow, endOf, weeklyWindow } from '../shared/windows';
import { CacheUsers } from './cache-users';
import type { PasswordUser } from './password-user';
import { beginning } from './restore';

declare module '../../../constructs/managed-redis/schema' {
  interface ManagedRedisOverrides {
    readonly aws?: {
      readonly replicationGroup?: ElasticacheReplicationGroupConfig;
      readonly parameters?: ElasticacheParameterGroupConfig;
      readonly logGroup?: CloudwatchLogGroupConfig;
    };
  }
}

/** Days to keep daily snapshots by default. */
const SNAPSHOT_DAYS = 7;
const LOG_TYPES = ['slow-log', 'engine-log'];

/** Requirement on the store's nodes. */
export const nodeRequirement = ({ size, sku }: Pick<neutral.ManagedRedisProps, 'size' | 'sku'>): Requirement => ({
  ...cacheRequirement(size),
  ...(sku?.aws !== undefined && { sku: sku.aws }),
});

/**
 * Start of the daily snapshot window, UTC. ElastiCache has this window even without snapshots, chooses one if none is
 * set, and refuses one that overlaps the maintenance window. Without snapshots it therefore moves behind maintenance.
 */
export function snapshotStart({ persistence: { mode, start }, maintenanceWindow }: neutral.ManagedRedisProps): string {
  const collides = windowsMeet({ start, hours: 1 }, maintenanceWindow);
  return mode === 'none' && collides ? endOf(maintenanceWindow) : start;
}

export class ManagedRedis extends neutral.ManagedRedis {
  /** ElastiCache always listens on 6379, with or without TLS. */
  readonly port = 6379;
  readonly replicationGroup: ElasticacheReplicationGroup;
  readonly users: CacheUsers | undefined;
  private readonly key: UsableKey;
  private readonly version: AwsVersionRow;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedRedisProps,
    private readonly deps: {
      foundation: Foundation;
      keys: Keys;
      network: AwsNetwork;
      exporters: readonly ServerExporter[];
    },
  ) {
    super(scope, id, props);
    this.version = this.decide('version', 'version', chooseVersion({ redis, valkey }[props.engine], props.version));
    this.key = deps.keys.for(this, { kind: 'caches', setting: props.encryptionKey, region: 'primary' });
    this.users = this.createUsers();
    this.replicationGroup = this.createReplicationGroup();
  }

  get host(): string {
    const { configurationEndpointAddress, primaryEndpointAddress } = this.replicationGroup;
    return this.clusterMode ? configurationEndpointAddress : primaryEndpointAddress;
  }

  get secret(): string | undefined {
    return this.users?.passwordUser?.credentials.arn;
  }

  get stored(): StoredSecret | undefined {
    return this.storedFor(this.users?.passwordUser);
  }

  override secretOf(user: string): StoredSecret | undefined {
    return user === EXPORTER ? this.storedFor(this.users?.exporter) : undefined;
  }

  /**
   * Empty, because Amazon Trust Services signs ElastiCache's certificates:
   * docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
   */
  get ca(): string {
    return '';
  }

  /** The ARNs on which a role must have the right to connect; none unless identities sign in. */
  get signIn(): string[] {
    const user = this.users?.identityUser;
    return user ? [this.replicationGroup.arn, user.arn] : [];
  }

  override outputs() {
    const user = this.users?.identityUser?.userNameInput;
    return { ...super.outputs(), ...(user !== undefined && { user }) };
  }

  private get purpose(): string {
    return `${this.props.engine === 'redis' ? 'Redis' : 'Valkey'} store ${this.node.id}`;
  }

  private createUsers(): CacheUsers | undefined {
    const { authentication, engine, credentials } = this.props;
    if (authentication === 'none') return undefined;
    const { rotationDays } = credentials;
    const { purpose } = this;
    const { keyArn } = this.key;
    const exporter = this.deps.exporters.find(({ kind, id }) => kind === 'cache' && id === this.node.id)?.user;
    const props = { store: this.node.id, purpose, authentication, engine, exporter, rotationDays, keyArn };
    return new CacheUsers(this, 'users', props);
  }

  private storedFor(user: PasswordUser | undefined): StoredSecret | undefined {
    return user && { reference: user.credentials.arn, encryptionKeys: this.key.keyArns };
  }

  private createReplicationGroup(): ElasticacheReplicationGroup {
    const { props, clusterMode, users } = this;
    const { replicas, shards, persistence, maintenanceWindow } = props;
    this.decide(
      'service',
      'shards',
      chosen(`ElastiCache, cluster mode ${clusterMode ? 'enabled' : 'disabled'}`, neutral.describeShards(props)),
    );
    const { sku: nodeType } = this.decide('size', 'size', chooseSku(caches, nodeRequirement(props)));
    const hasSnapshots = persistence.mode !== 'none';
    return this.createMain('replicationGroup', ElasticacheReplicationGroup, {
      replicationGroupId: this.name(names.replicationGroup, this.node.id),
      description: this.purpose,
      engine: props.engine,
      engineVersion: this.version.engineVersion,
      // A minor version that ElastiCache had raised would be a downgrade in every plan, for which the provider replaces the
      // store. Patches come by service updates all the same.
      autoMinorVersionUpgrade: 'false',
      // ElastiCache takes failover, another parameter group or another size only when nothing before it is still pending.
      applyImmediately: true,
      nodeType,
      // The r6gd nodes move data that is rarely read to their disks, and are not available without that.
      dataTieringEnabled: nodeType.startsWith('cache.r6gd.') ? true : undefined,
      // Going from one shard to several requires cluster mode "compatible" in between: an override for one apply.
      clusterMode: clusterMode ? 'enabled' : 'disabled',
      // Without shards numCacheClusters, because only with it replicas can be removed after failover is disabled.
      ...(clusterMode ? { numNodeGroups: shards, replicasPerNodeGroup: replicas } : { numCacheClusters: 1 + replicas }),
      // With several shards ElastiCache requires failover, even without replicas.
      automaticFailoverEnabled: clusterMode || replicas > 0,
      multiAzEnabled: replicas > 0,
      port: this.port,
      subnetGroupName: this.createSubnetGroup(),
      securityGroupIds: [this.createSecurityGroup()],
      parameterGroupName: this.createParameterGroup(),
      atRestEncryptionEnabled: 'true',
      kmsKeyId: this.key.keyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      userGroupIds: users && [users.groupId],
      snapshotRetentionLimit: hasSnapshots ? (persistence.retentionDays ?? SNAPSHOT_DAYS) : 0,
      snapshotWindow: dailyWindow(snapshotStart(props)),
      finalSnapshotIdentifier: hasSnapshots ? this.name(names.cacheSnapshot, this.node.id, 'final') : undefined,
      maintenanceWindow: weeklyWindow(maintenanceWindow),
      logDeliveryConfiguration: this.createLogs(),
      ...beginning(props),
    });
  }

  private createSubnetGroup(): string {
    return this.createAs('subnetGroup', 'subnets', ElasticacheSubnetGroup, {
      name: this.name(names.cacheGroup, this.node.id),
      description: `Where the cache ${this.node.id} stands`,
      subnetIds: [...this.deps.network.databases.primary.subnetIds],
    }).name;
  }

  private createSecurityGroup(): string {
    const { port, deps } = this;
    const subnets = deps.network.databases.primary;
    return new DatabaseSecurityGroup(this, 'access', { purpose: `the cache ${this.node.id}`, port, subnets }).groupId;
  }

  /**
   * Named after what cannot change in place, so that an upgrade creates the next group before it deletes the old one.
   */
  private createParameterGroup(): string {
    const { parameterFamily: family } = this.version;
    const mode = this.clusterMode ? ['cluster'] : [];
    return this.create('parameters', ElasticacheParameterGroup, {
      name: this.name(names.cacheGroup, this.node.id, family.replace(/[^a-z0-9]/g, '-'), ...mode),
      description: `Parameters of the cache ${this.node.id}`,
      family,
      parameter: [
        { name: 'maxmemory-policy', value: this.props.evictionPolicy },
        ...(this.clusterMode ? [{ name: 'cluster-enabled', value: 'yes' }] : []),
      ],
      // The description would replace a group that is in use.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['description'] },
    }).name;
  }

  private createLogs(): ElasticacheReplicationGroupConfig['logDeliveryConfiguration'] {
    const { logs } = this.props;
    if (logs === false) return undefined;
    return LOG_TYPES.map((logType) => {
      const group = this.createAs('logGroup', logType, CloudwatchLogGroup, {
        name: `/aws/elasticache/${this.name(names.logGroup, this.node.id)}/${logType}`,
        retentionInDays: logs.retentionDays,
        lifecycle: USERS_FIRST,
      });
      return { destination: group.name, destinationType: 'cloudwatch-logs', logFormat: 'json', logType };
    });
  }
}
