/** ManagedRedis on AWS: resources, rules and warnings. */
import { on, wholeWith } from '../../../helpers/environments';
import { problemsOf, type Stack, synth, warningsOf } from '../../../helpers/synth';

const GROUP = 'aws_elasticache_replication_group.redis';
const environment = (change: object = {}) =>
  on('aws', wholeWith({ caches: { redis: change }, cluster: null, databases: null, objectStores: null }));
const store = (change: object = {}): Stack => synth(environment(change))['acme-test-aws']!;
const group = (change: object = {}) => store(change).resource(GROUP);
const own = (stack: Stack) => stack.addresses().filter((address) => address.includes('.redis'));

describe('resources', () => {
  it('are these', () => {
    expect(own(store({ credentials: { rotationDays: 30 } }))).toEqual([
      'aws_cloudformation_stack.redis_users_credentials_stack',
      'aws_cloudformation_stack.redis_users_user_stack',
      'aws_cloudwatch_log_group.redis_engine_log',
      'aws_cloudwatch_log_group.redis_slow_log',
      'aws_elasticache_parameter_group.redis_parameters',
      'aws_elasticache_replication_group.redis',
      'aws_elasticache_subnet_group.redis_subnets',
      'aws_elasticache_user_group.redis_users_group',
      'aws_security_group.redis_access',
      'aws_vpc_security_group_ingress_rule.redis_access_in_1',
      'aws_vpc_security_group_ingress_rule.redis_access_in_2',
      'aws_vpc_security_group_ingress_rule.redis_access_in_3',
      'time_rotating.redis_users_rotation',
    ]);
  });

  it('keep their addresses when size, replicas and shards change', () => {
    expect(own(store({ size: 'xlarge', replicas: 3, shards: 4, persistence: { mode: 'snapshots' } }))).toEqual(
      own(store({ size: 'small', replicas: 0 })),
    );
  });
});

describe('day two', () => {
  it('no group that a store uses is replaced for the name of its engine', () => {
    const [redis, valkey] = [store(), store({ engine: 'valkey', version: '8' })];
    for (const address of [
      'aws_security_group.redis_access',
      'aws_elasticache_parameter_group.redis_parameters',
      'aws_elasticache_subnet_group.redis_subnets',
    ]) {
      expect(valkey.resource(address).description).toBe(redis.resource(address).description);
    }
    expect(redis.resource('aws_security_group.redis_access').lifecycle.ignore_changes).toContain('description');
  });

  it('a store lets go of its users and logs before they are deleted', () => {
    const stack = store();
    for (const address of [
      'aws_elasticache_user_group.redis_users_group',
      'aws_cloudformation_stack.redis_users_user_stack',
      'aws_cloudwatch_log_group.redis_slow_log',
    ]) {
      expect(stack.resource(address).lifecycle.create_before_destroy).toBe(true);
    }
  });
});

describe('the store', () => {
  it('is private, TLS only, encrypted, patched and protected', () => {
    expect(group({ size: { memoryGiB: 3, architecture: 'x86_64' } })).toMatchObject({
      replication_group_id: 'acme-test-redis',
      engine: 'redis',
      engine_version: '7.1',
      node_type: 'cache.t3.medium',
      auto_minor_version_upgrade: 'false',
      apply_immediately: true,
      at_rest_encryption_enabled: 'true',
      kms_key_id: '${aws_kms_key.keys_caches.arn}',
      transit_encryption_enabled: true,
      transit_encryption_mode: 'required',
      port: 6379,
      maintenance_window: 'sun:02:00-sun:04:00',
      lifecycle: { prevent_destroy: true },
    });
    expect(group({ encryptionKey: 'cloud', deletionProtection: false })).not.toMatchObject({
      kms_key_id: expect.anything(),
    });
    expect(group({ deletionProtection: false })).not.toHaveProperty('lifecycle');
  });

  it('is one primary with replicas in other zones that take over', () => {
    expect(group({ replicas: 2 })).toMatchObject({
      cluster_mode: 'disabled',
      num_cache_clusters: 3,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
    });
    expect(group({ replicas: 0 })).toMatchObject({
      num_cache_clusters: 1,
      automatic_failover_enabled: false,
      multi_az_enabled: false,
    });
  });

  it('is spread over shards, with the failover that Redis Cluster requires', () => {
    const stack = store({ shards: 3, replicas: 0 });
    expect(stack.resource(GROUP)).toMatchObject({
      cluster_mode: 'enabled',
      num_node_groups: 3,
      replicas_per_node_group: 0,
      automatic_failover_enabled: true,
      multi_az_enabled: false,
    });
    expect(stack.resource(GROUP)).not.toHaveProperty('num_cache_clusters');
    expect(stack.resource('aws_elasticache_parameter_group.redis_parameters')).toMatchObject({
      name: 'acme-test-redis-redis7-cluster',
      parameter: [
        { name: 'maxmemory-policy', value: 'volatile-lru' },
        { name: 'cluster-enabled', value: 'yes' },
      ],
    });
    expect(stack.outputs).toMatchObject({
      redis_cluster_mode: true,
      redis_host: '${aws_elasticache_replication_group.redis.configuration_endpoint_address}',
    });
  });

  it('has parameters of its engine and version, created before the old ones are deleted', () => {
    expect(
      store({ evictionPolicy: 'allkeys-lfu' }).resource('aws_elasticache_parameter_group.redis_parameters'),
    ).toMatchObject({
      name: 'acme-test-redis-redis7',
      family: 'redis7',
      parameter: [{ name: 'maxmemory-policy', value: 'allkeys-lfu' }],
      lifecycle: { create_before_destroy: true },
    });
    expect(
      store({ engine: 'valkey', version: '8' }).resource('aws_elasticache_parameter_group.redis_parameters').family,
    ).toBe('valkey8');
    // A group's name takes no dot.
    expect(store({ version: '6' }).resource('aws_elasticache_parameter_group.redis_parameters')).toMatchObject({
      name: 'acme-test-redis-redis6-x',
      family: 'redis6.x',
    });
  });

  it('keeps snapshots, and a final one', () => {
    expect(group({ persistence: { mode: 'snapshots', start: '05:00' } })).toMatchObject({
      snapshot_retention_limit: 7,
      snapshot_window: '05:00-06:00',
      final_snapshot_identifier: 'acme-test-redis-final',
    });
    expect(group({ persistence: { mode: 'snapshots', retentionDays: 35 } })).toMatchObject({
      snapshot_retention_limit: 35,
    });
    expect(group()).toMatchObject({ snapshot_retention_limit: 0 });
    expect(group()).not.toHaveProperty('final_snapshot_identifier');
  });

  it('moves the snapshot window out of the maintenance window if it takes no snapshots', () => {
    const maintenanceWindow = { day: 'sunday', start: '23:30', hours: 2 };
    expect(group({ maintenanceWindow })).toMatchObject({
      maintenance_window: 'sun:23:30-mon:01:30',
      snapshot_window: '01:30-02:30',
    });
  });

  it('delivers logs to log groups with a retention', () => {
    const stack = store({ logs: { retentionDays: 30 } });
    expect(stack.resource(GROUP).log_delivery_configuration).toEqual(
      ['slow-log', 'engine-log'].map((type) => ({
        destination: `\${aws_cloudwatch_log_group.redis_${type.replace('-', '_')}.name}`,
        destination_type: 'cloudwatch-logs',
        log_format: 'json',
        log_type: type,
      })),
    );
    expect(stack.resource('aws_cloudwatch_log_group.redis_slow_log')).toMatchObject({
      name: '/aws/elasticache/acme-test-redis/slow-log',
      retention_in_days: 30,
    });
    expect(group({ logs: false })).not.toHaveProperty('log_delivery_configuration');
  });

  it('admits the private tier alone', () => {
    const stack = store();
    expect(stack.resource(GROUP)).toMatchObject({
      security_group_ids: ['${aws_security_group.redis_access.id}'],
      subnet_group_name: '${aws_elasticache_subnet_group.redis_subnets.name}',
    });
    expect(stack.resource('aws_elasticache_subnet_group.redis_subnets').subnet_ids).toContain(
      '${aws_subnet.network_database_1.id}',
    );
    expect(stack.resource('aws_vpc_security_group_ingress_rule.redis_access_in_1')).toMatchObject({
      from_port: 6379,
      to_port: 6379,
      cidr_ipv4: '10.0.0.0/19',
    });
  });
});

describe('users', () => {
  it('have a password that AWS generates and Terraform never sees', () => {
    const stack = store();
    const { template_body: credentials } = stack.resource('aws_cloudformation_stack.redis_users_credentials_stack');
    expect(credentials).toContain('"Type" = "AWS::SecretsManager::Secret"');
    expect(credentials).toContain('"Name" = "acme/test/redis/credentials"');
    expect(credentials).toContain(
      '"SecretStringTemplate" = jsonencode({"username" = "default"}), "GenerateStringKey" = "password", "PasswordLength" = 40',
    );
    expect(credentials).toContain('"KmsKeyId" = aws_kms_key.keys_caches.arn');
    const { template_body: user } = stack.resource('aws_cloudformation_stack.redis_users_user_stack');
    expect(user).toContain(
      '"Engine" = "redis", "UserId" = "acme-test-redis-default", "UserName" = "default", "AccessString" = "on ~* &* +@all -@admin +client +cluster +role"',
    );
    const versions = 'data.aws_secretsmanager_secret_versions.redis_users_credentials';
    expect(user).toContain(`format("{{resolve:secretsmanager:%s:SecretString:password::%s}}", ${versions}.arn, id)`);
    // The password before stays valid until the next one.
    expect(user).toContain(
      `[for v in ${versions}.versions : v.version_id if contains(v.version_stages, "AWSPREVIOUS")]) : format(`,
    );
    expect(stack.text).not.toMatch(/random_password|auth_token|"passwords"/);
  });

  it('are created in order: secret, its version, user, group, store', () => {
    const stack = store();
    expect(stack.json.data.aws_secretsmanager_secret_versions.redis_users_credentials).toEqual(
      expect.objectContaining({
        secret_id: 'acme/test/redis/credentials',
        depends_on: ['aws_cloudformation_stack.redis_users_credentials_stack'],
      }),
    );
    expect(stack.resource('aws_elasticache_user_group.redis_users_group')).toMatchObject({
      engine: 'redis',
      user_group_id: 'acme-test-redis',
      user_ids: ['acme-test-redis-default'],
      depends_on: ['aws_cloudformation_stack.redis_users_user_stack'],
    });
    expect(stack.resource(GROUP).user_group_ids).toEqual([
      '${aws_elasticache_user_group.redis_users_group.user_group_id}',
    ]);
    expect(stack.outputs.redis_secret).toBe('${data.aws_secretsmanager_secret_versions.redis_users_credentials.arn}');
  });

  it('have another password after rotationDays', () => {
    const stack = store({ credentials: { rotationDays: 30 } });
    expect(stack.resource('time_rotating.redis_users_rotation').rotation_days).toBe(30);
    expect(stack.resource('aws_cloudformation_stack.redis_users_credentials_stack').template_body).toContain(
      '"revision" = time_rotating.redis_users_rotation.id',
    );
  });

  it('are authenticated by IAM, with the default user disabled', () => {
    const stack = store({ authentication: 'identity' });
    expect(stack.resource('aws_elasticache_user.redis_users_identity_user')).toMatchObject({
      user_id: 'acme-test-redis-app',
      user_name: 'acme-test-redis-app',
      access_string: 'on ~* &* +@all -@admin +client +cluster +role',
      authentication_mode: { type: 'iam' },
    });
    expect(stack.resource('aws_elasticache_user.redis_users_closed_user')).toMatchObject({
      user_name: 'default',
      access_string: 'off -@all',
    });
    expect(stack.resource('aws_elasticache_user_group.redis_users_group').user_ids).toHaveLength(2);
    expect(stack.outputs).toMatchObject({ redis_user: 'acme-test-redis-app' });
    expect(stack.outputs).not.toHaveProperty('redis_secret');
  });

  it('include no default user on Valkey, which refuses one without a password', () => {
    const stack = store({ engine: 'valkey', version: '8', authentication: 'identity' });
    expect(stack.all('aws_elasticache_user')).toHaveLength(1);
    expect(stack.resource('aws_elasticache_user_group.redis_users_group')).toMatchObject({ engine: 'valkey' });
  });

  it('do not exist without authentication', () => {
    const stack = store({ authentication: 'none' });
    expect(stack.resource(GROUP)).not.toHaveProperty('user_group_ids');
    expect(own(stack).filter((address) => address.includes('users'))).toEqual([]);
  });
});

describe('the user of the exporter', () => {
  const monitored = (change: object = {}, addons: object = {}) =>
    synth(
      on(
        'aws',
        wholeWith({
          caches: { redis: change },
          addons: { externalSecrets: {}, monitoring: {}, ...addons },
          databases: null,
          objectStores: null,
        }),
      ),
    )['acme-test-aws']!;
  const usersOf = (stack: Stack) => stack.resource('aws_elasticache_user_group.redis_users_group').user_ids;
  const STACKS = ['credentials', 'user'].map((part) => `aws_cloudformation_stack.redis_users_exporter_${part}_stack`);

  it('has a secret of its own, and no right to data or to change anything', () => {
    const stack = monitored();
    const [credentials, user] = STACKS.map((address) => stack.resource(address).template_body as string);
    expect(credentials).toContain('"Name" = "acme/test/redis/users/exporter"');
    expect(credentials).toContain('"SecretStringTemplate" = jsonencode({"username" = "exporter"})');
    expect(credentials).toContain('"KmsKeyId" = aws_kms_key.keys_caches.arn');
    expect(user).toContain('"UserId" = "acme-test-redis-exporter", "UserName" = "exporter"');
    expect(user).toContain(
      '"AccessString" = "on resetchannels -@all +client|setname +info +cluster|info +latency|latest +latency|histogram +slowlog|len +slowlog|get"',
    );
    expect(user).toContain('data.aws_secretsmanager_secret_versions.redis_users_exporter_credentials.arn, id)');
    expect(usersOf(stack)).toEqual(['acme-test-redis-default', 'acme-test-redis-exporter']);
    expect(stack.resource('aws_elasticache_user_group.redis_users_group').depends_on).toContain(STACKS[1]);
  });

  it('has a password where applications sign in by identity', () => {
    const identity = { authentication: 'identity' };
    expect(usersOf(monitored(identity))).toEqual([
      '${aws_elasticache_user.redis_users_identity_user.user_id}',
      '${aws_elasticache_user.redis_users_closed_user.user_id}',
      'acme-test-redis-exporter',
    ]);
    expect(usersOf(monitored({ ...identity, engine: 'valkey', version: '8' }))).toEqual([
      '${aws_elasticache_user.redis_users_identity_user.user_id}',
      'acme-test-redis-exporter',
    ]);
  });

  it('changes nothing of the others', () => {
    const without = monitored({}, { monitoring: { exporters: false } });
    const [before, after] = [without, monitored()];
    const added = own(after).filter((address) => !own(before).includes(address));
    expect(added).toEqual(STACKS);
    const kept = own(before).filter((address) => !address.startsWith('aws_elasticache_user_group.'));
    expect(kept.map((address) => after.resource(address))).toEqual(kept.map((address) => before.resource(address)));
  });

  it('has another password as often as the store', () => {
    const stack = monitored({ credentials: { rotationDays: 30 } }, { reloader: {} });
    expect(stack.resource('time_rotating.redis_users_exporter_rotation').rotation_days).toBe(30);
  });

  it('does not exist without exporters, without monitoring and without authentication', () => {
    const some = [
      monitored({}, { monitoring: { exporters: false } }),
      monitored({}, { monitoring: null }),
      monitored({ authentication: 'none' }),
    ];
    for (const stack of some) expect(own(stack).filter((address) => address.includes('exporter'))).toEqual([]);
  });

  it('is the only one whose secret the cluster reads for it', () => {
    const policy = String(monitored().resource('aws_iam_role_policy.identity_external_secrets_role_policy').policy);
    expect(policy).toContain('redis_users_exporter_credentials');
    expect(policy).not.toContain('redis_users_credentials');
  });

  it('cannot be asked for by workloads', () => {
    const right = { secret: 'redis', user: 'exporter', read: true };
    const workload = {
      image: 'registry.example.com/a:1.0.0',
      namespace: 'shop',
      resources: { cpu: '100m', memory: '128Mi' },
      access: [right],
    };
    const change = {
      namespaces: { shop: {} },
      workloads: { api: workload },
      addons: { externalSecrets: {}, monitoring: {} },
    };
    expect(problemsOf(on('aws', wholeWith(change))).join()).toContain('workloads.api.access.0.user');
  });
});

describe('refusals', () => {
  it.each<[string, object, string]>([
    ['a version that AWS no longer offers', { version: '5' }, 'its support ended on 2026-01-31'],
    [
      'a version that never existed',
      { engine: 'valkey', version: '6' },
      'version must be a version of Valkey that is available, got "6"',
    ],
    ['a size that no node type has', { size: { memoryGiB: 1000 } }, 'size must be met by a SKU'],
    [
      'an unknown node type',
      { sku: { aws: 'm7g.large' } },
      'sku.aws must be an ElastiCache node type such as cache.m7g.large, got "m7g.large"',
    ],
    [
      'a key of another region',
      { encryptionKey: { existing: { aws: 'arn:aws:kms:eu-west-1:123456789012:key/1' } } },
      'must be the ARN of a KMS key in us-east-1',
    ],
    [
      'identities with an old version',
      { version: '6', authentication: 'identity' },
      'authentication must be "token" or "none" with Redis 6',
    ],
    [
      'snapshots in the maintenance window',
      { persistence: { mode: 'snapshots', start: '02:30' } },
      'persistence.start must leave the hour from 02:30 UTC free',
    ],
    [
      'maintenance all day',
      { maintenanceWindow: { day: 'sunday', start: '02:00', hours: 24 } },
      'give maintenanceWindow at most 23 hours',
    ],
    ['days that CloudWatch does not keep', { logs: { retentionDays: 8 } }, 'logs.retentionDays must be one of 1, 3, 5'],
    ['an append-only file', { persistence: { mode: 'append-only' } }, 'persistence.mode cannot be "append-only"'],
  ])('of %s', (_, change, message) => {
    expect(problemsOf(environment(change))).toEqual([expect.stringContaining(message)]);
  });

  it('of replicas without another zone', () => {
    const input = { ...environment({ replicas: 1 }), network: { cidr: '10.0.0.0/16', zones: 1 } };
    expect(problemsOf(input)).toEqual([expect.stringContaining('replicas must be 0 with network.zones of 1')]);
  });

  it('of an existing network with too few database subnets', () => {
    const network = {
      existing: {
        aws: {
          id: 'vpc-0a1b2c31',
          privateSubnets: ['subnet-0a1b2c31', 'subnet-0a1b2c32'],
          databaseSubnets: ['subnet-0a1b2c33'],
          privateCidrs: ['10.0.0.0/24'],
        },
      },
    };
    expect(problemsOf({ ...environment({ replicas: 1 }), network })).toEqual([
      expect.stringContaining('databaseSubnets (at least two, in different zones, with replicas), got 1'),
    ]);
  });
});

it('warns of a version near its end', () => {
  expect(warningsOf(environment({ version: '6' }))).toEqual([expect.stringContaining('2027-01-31')]);
});
