/** ManagedPostgres on AWS: resources and rules. */
import { on, wholeWith } from '../../../helpers/environments';
import { problemsOf, type Stack, synth } from '../../../helpers/synth';

const away = { network: { secondaryCidr: '10.9.0.0/16' } };
const environment = (change: object = {}, around: object = {}) =>
  on('aws', wholeWith({ databases: { postgres: change }, cluster: null, caches: null, objectStores: null, ...around }));
const stackOf = (change: object = {}, around: object = {}): Stack =>
  synth(environment(change, around))['acme-test-aws']!;
const instance = (change: object = {}) => stackOf(change).resource('aws_db_instance.postgres');
const own = (stack: Stack) => stack.addresses().filter((address) => address.includes('.postgres'));

describe('resources', () => {
  it('are these', () => {
    expect(own(stackOf())).toEqual([
      'aws_cloudwatch_log_group.postgres_postgresql_log',
      'aws_cloudwatch_log_group.postgres_upgrade_log',
      'aws_db_instance.postgres',
      'aws_db_parameter_group.postgres_parameters',
      'aws_db_subnet_group.postgres_subnets',
      'aws_iam_role.postgres_monitoring',
      'aws_iam_role_policy_attachment.postgres_monitoring_AmazonRDSEnhancedMonitoringRole',
      'aws_secretsmanager_secret.postgres_credentials',
      'aws_secretsmanager_secret_version.postgres_credentials_version',
      'aws_security_group.postgres_access',
      'aws_vpc_security_group_ingress_rule.postgres_access_in_1',
      'aws_vpc_security_group_ingress_rule.postgres_access_in_2',
      'aws_vpc_security_group_ingress_rule.postgres_access_in_3',
    ]);
  });

  it('keep their addresses when size and availability change', () => {
    expect(own(stackOf({ size: 'small', highAvailability: false, finalSnapshot: false }))).toEqual(own(stackOf()));
  });
});

describe('the instance', () => {
  it('is private, encrypted, monitored and protected', () => {
    expect(instance()).toMatchObject({
      allocated_storage: 100,
      max_allocated_storage: 200,
      auto_minor_version_upgrade: true,
      backup_retention_period: 7,
      backup_window: '00:00-01:00',
      ca_cert_identifier: 'rds-ca-rsa2048-g1',
      copy_tags_to_snapshot: true,
      db_name: 'acme',
      delete_automated_backups: false,
      deletion_protection: true,
      enabled_cloudwatch_logs_exports: ['postgresql', 'upgrade'],
      engine: 'postgres',
      engine_version: '17',
      final_snapshot_identifier: 'acme-test-postgres-final',
      identifier: 'acme-test-postgres',
      kms_key_id: '${aws_kms_key.keys_databases.arn}',
      maintenance_window: 'sun:02:00-sun:04:00',
      multi_az: true,
      performance_insights_enabled: true,
      publicly_accessible: false,
      skip_final_snapshot: false,
      storage_encrypted: true,
      storage_type: 'gp3',
      username: 'acme',
    });
  });

  describe('takes another major version at once, and all else in the maintenance window', () => {
    const applied = (change: object): unknown => instance(change).apply_immediately;
    const while_ = (major: number) =>
      `\${anytrue([for server in data.aws_db_instance.postgres_now_server : split(".", server.engine_version)[0] != "${major}"])}`;

    it('by the version that runs', () => {
      expect(applied({ version: '16' })).toBe(while_(16));
      expect(applied({ overrides: { aws: { instance: { engineVersion: '17.5' } } } })).toBe(while_(17));
    });

    it('which every plan reads, if there is a server', () => {
      const { data } = stackOf().json;
      expect(data.aws_db_instances.postgres_now_servers).toMatchObject({
        filter: [{ name: 'db-instance-id', values: ['acme-test-postgres'] }],
      });
      expect(data.aws_db_instance.postgres_now_server).toMatchObject({
        for_each: '${toset(data.aws_db_instances.postgres_now_servers.instance_identifiers)}',
        db_instance_identifier: '${each.value}',
      });
    });

    it('unless it is overridden', () => {
      expect(applied({ overrides: { aws: { instance: { applyImmediately: true } } } })).toBe(true);
    });

    it('and its replicas never, which RDS upgrades with it', () => {
      const stack = stackOf({ readReplicas: { near: {} } });
      expect(stack.resource('aws_db_instance.postgres_near').apply_immediately).toBe(false);
    });
  });

  it('is created after its log groups and the rights of its monitoring role', () => {
    expect(instance().depends_on).toEqual([
      'aws_iam_role_policy_attachment.postgres_monitoring_AmazonRDSEnhancedMonitoringRole',
      'aws_cloudwatch_log_group.postgres_postgresql_log',
      'aws_cloudwatch_log_group.postgres_upgrade_log',
    ]);
  });

  it('has a password in a secret of the stack: generated, stored, read back, and only then given to RDS', () => {
    const stack = stackOf({ credentials: { rotationDays: 30 } });
    const primary = stack.resource('aws_db_instance.postgres');
    expect(primary).not.toHaveProperty('manage_master_user_password');
    expect(primary.password_wo).toContain(
      'ephemeral.aws_secretsmanager_secret_version.postgres_credentials_stored.secret_string',
    );
    expect(primary.password_wo_version).toBe('${time_rotating.postgres_credentials_rotation.unix}');
    expect(stack.json.ephemeral.aws_secretsmanager_secret_version.postgres_credentials_stored.version_id).toBe(
      '${aws_secretsmanager_secret_version.postgres_credentials_version.version_id}',
    );
    const written = stack.resource('aws_secretsmanager_secret_version.postgres_credentials_version');
    expect(written.secret_string_wo).toContain('ephemeral.random_password.postgres_credentials_generated.result');
  });

  it('requires TLS, and marks parameters that require a restart', () => {
    const { parameter, family } = stackOf({ parameters: { work_mem: '8192', max_connections: '300' } }).resource(
      'aws_db_parameter_group.postgres_parameters',
    );
    expect(family).toBe('postgres17');
    expect(parameter).toEqual([
      { name: 'rds.force_ssl', value: '1', apply_method: 'pending-reboot' },
      { name: 'log_min_duration_statement', value: '1000', apply_method: 'immediate' },
      { name: 'log_connections', value: '1', apply_method: 'immediate' },
      { name: 'log_disconnections', value: '1', apply_method: 'immediate' },
      { name: 'work_mem', value: '8192', apply_method: 'immediate' },
      { name: 'max_connections', value: '300', apply_method: 'pending-reboot' },
    ]);
  });
});

describe('parameters', () => {
  const parametersOf = (parameters: Record<string, string>) =>
    Object.fromEntries(
      (
        stackOf({ parameters }).resource('aws_db_parameter_group.postgres_parameters').parameter as {
          name: string;
          value: string;
          apply_method: string;
        }[]
      ).map(({ name, value, apply_method }) => [name, `${value}, ${apply_method}`]),
    );

  it('that PostgreSQL reads at its start wait for a restart, and those of unknown extensions too', () => {
    expect(
      parametersOf({
        track_commit_timestamp: 'on',
        autovacuum_freeze_max_age: '400000000',
        'pg_stat_statements.max': '10000',
        'cron.database_name': 'acme',
        'rds.logical_replication': '1',
      }),
    ).toMatchObject({
      track_commit_timestamp: '1, pending-reboot',
      autovacuum_freeze_max_age: '400000000, pending-reboot',
      'pg_stat_statements.max': '10000, pending-reboot',
      'cron.database_name': 'acme, pending-reboot',
      'rds.logical_replication': '1, pending-reboot',
    });
  });

  it('are spelled as RDS gives them back', () => {
    expect(
      parametersOf({
        log_lock_waits: 'on',
        jit: 'false',
        'auto_explain.log_analyze': 'true',
        synchronous_commit: 'on',
      }),
    ).toMatchObject({
      log_lock_waits: '1, immediate',
      jit: '0, immediate',
      'auto_explain.log_analyze': '1, immediate',
      synchronous_commit: 'on, immediate',
    });
  });
});

describe('read replicas', () => {
  const stack = stackOf({ readReplicas: { near: {}, far: { region: 'secondary', size: 'small' } } }, away);

  it('stand in the region of the primary, or in the secondary one with subnets and a key of their own', () => {
    expect(stack.resource('aws_db_instance.postgres_near')).toMatchObject({
      replicate_source_db: '${aws_db_instance.postgres.identifier}',
      skip_final_snapshot: true,
    });
    // RDS wants no key to be named for a replica in the same region.
    expect(stack.resource('aws_db_instance.postgres_near')).not.toHaveProperty('kms_key_id');
    expect(stack.resource('aws_db_instance.postgres_far')).toMatchObject({
      db_subnet_group_name: '${aws_db_subnet_group.postgres_secondary_subnets.name}',
      instance_class: 'db.t4g.medium',
      kms_key_id: '${aws_kms_key.keys_databases_secondary.arn}',
      region: 'us-west-2',
      replicate_source_db: '${aws_db_instance.postgres.arn}',
    });
  });

  it('grow as far as their primary', () => {
    for (const id of ['postgres', 'postgres_near', 'postgres_far']) {
      expect(stack.resource(`aws_db_instance.${id}`).max_allocated_storage).toBe(200);
    }
  });

  it('have no argument that RDS refuses for a replica', () => {
    for (const id of ['near', 'far']) {
      const replica = stack.resource(`aws_db_instance.postgres_${id}`);
      for (const key of [
        'username',
        'db_name',
        'engine',
        'manage_master_user_password',
        'password_wo',
        'final_snapshot_identifier',
      ]) {
        expect(replica).not.toHaveProperty(key);
      }
    }
  });
});

describe('a copy of the backups', () => {
  it('is kept in the secondary region under a key of that region', () => {
    const copy = stackOf({ backups: { copyToSecondaryRegion: true, retentionDays: 14 } }).resource(
      'aws_db_instance_automated_backups_replication.postgres_backup_copy',
    );
    expect(copy).toMatchObject({
      kms_key_id: '${aws_kms_key.keys_databases_secondary.arn}',
      region: 'us-west-2',
      retention_period: 14,
      source_db_instance_arn: '${aws_db_instance.postgres.arn}',
    });
  });
});

describe('vaults', () => {
  const vaulted = (backups: object, change: object = {}) => stackOf({ backups, ...change });
  const all = {
    start: '10:30',
    retentionDays: 14,
    everyHours: 6,
    copies: { retentionDays: 90 },
    lock: { days: 7 },
    restoreTest: { cron: '0 5 1 * *' },
  };
  const stack = vaulted(all);

  it('are these', () => {
    expect(own(stack).filter((address) => address.includes('backups'))).toEqual([
      'aws_backup_plan.postgres_backups_plan',
      'aws_backup_restore_testing_plan.postgres_backups_restore_test',
      'aws_backup_restore_testing_selection.postgres_backups_restore_test_selection',
      'aws_backup_selection.postgres_backups_selection',
      'aws_backup_vault.postgres_backups_copies',
      'aws_backup_vault.postgres_backups_vault',
      'aws_backup_vault_lock_configuration.postgres_backups_copies_lock',
      'aws_backup_vault_lock_configuration.postgres_backups_vault_lock',
      'aws_iam_role.postgres_backups_role',
      'aws_iam_role_policy.postgres_backups_role_policy',
      'aws_iam_role_policy_attachment.postgres_backups_role_AWSBackupServiceRolePolicyForBackup',
      'aws_iam_role_policy_attachment.postgres_backups_role_AWSBackupServiceRolePolicyForRestores',
    ]);
    expect(own(vaulted({ everyHours: 1 })).filter((address) => address.includes('backups'))).toEqual([
      'aws_backup_plan.postgres_backups_plan',
      'aws_backup_selection.postgres_backups_selection',
      'aws_backup_vault.postgres_backups_vault',
      'aws_iam_role.postgres_backups_role',
      'aws_iam_role_policy.postgres_backups_role_policy',
      'aws_iam_role_policy_attachment.postgres_backups_role_AWSBackupServiceRolePolicyForBackup',
    ]);
  });

  it('are in two regions, each with a key of its own, and outlive the server', () => {
    expect(stack.resource('aws_backup_vault.postgres_backups_vault')).toMatchObject({
      name: 'acme-test-postgres',
      kms_key_arn: '${aws_kms_key.keys_databases.arn}',
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.resource('aws_backup_vault.postgres_backups_vault')).not.toHaveProperty('region');
    expect(stack.resource('aws_backup_vault.postgres_backups_copies')).toMatchObject({
      kms_key_arn: '${aws_kms_key.keys_databases_secondary.arn}',
      region: 'us-west-2',
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    const unprotected = vaulted({ everyHours: 24 }, { deletionProtection: false, finalSnapshot: false });
    const vault = unprotected.resource('aws_backup_vault.postgres_backups_vault');
    expect(vault.force_destroy).toBe(true);
    expect(vault.lifecycle?.prevent_destroy).toBeFalsy();
  });

  it('get snapshots alone, away from the hour of the own backups of RDS', () => {
    const { rule } = stack.resource('aws_backup_plan.postgres_backups_plan');
    expect(rule).toEqual([
      {
        rule_name: 'every-6-hours',
        target_vault_name: '${aws_backup_vault.postgres_backups_vault.name}',
        schedule: 'cron(30 0,6,12,18 * * ? *)',
        start_window: 60,
        completion_window: 1440,
        lifecycle: { delete_after: 14 },
        copy_action: [
          {
            destination_vault_arn: '${aws_backup_vault.postgres_backups_copies.arn}',
            lifecycle: { delete_after: 90 },
          },
        ],
      },
    ]);
    expect(stack.resource('aws_backup_selection.postgres_backups_selection').resources).toEqual([
      '${aws_db_instance.postgres.arn}',
    ]);
    const daily = vaulted({ start: '23:00', lock: { days: 1 } }).resource('aws_backup_plan.postgres_backups_plan');
    expect((daily.rule as { schedule: string }[])[0]?.schedule).toBe('cron(0 1 * * ? *)');
  });

  it('are locked for good after three days', () => {
    for (const id of ['vault', 'copies'])
      expect(stack.resource(`aws_backup_vault_lock_configuration.postgres_backups_${id}_lock`)).toMatchObject({
        min_retention_days: 7,
        changeable_for_days: 3,
      });
  });

  it('are tried by restores in the network of the server', () => {
    expect(stack.resource('aws_backup_restore_testing_plan.postgres_backups_restore_test')).toMatchObject({
      name: 'acme_test_postgres',
      schedule_expression: 'cron(0 5 1 * ? *)',
      recovery_point_selection: [
        {
          algorithm: 'LATEST_WITHIN_WINDOW',
          include_vaults: ['${aws_backup_vault.postgres_backups_vault.arn}'],
          recovery_point_types: ['SNAPSHOT'],
        },
      ],
    });
    expect(
      stack.resource('aws_backup_restore_testing_selection.postgres_backups_restore_test_selection'),
    ).toMatchObject({
      protected_resource_type: 'RDS',
      protected_resource_arns: ['${aws_db_instance.postgres.arn}'],
      restore_metadata_overrides: {
        dbSubnetGroupName: '${aws_db_subnet_group.postgres_subnets.name}',
        vpcSecurityGroupIds: expect.stringContaining('aws_security_group.postgres_access.id'),
        publiclyAccessible: 'false',
      },
    });
  });

  it.each([
    ['0 5 1 * *', 'cron(0 5 1 * ? *)'],
    ['30 5 * * 1-5', 'cron(30 5 ? * MON,TUE,WED,THU,FRI *)'],
    ['15 0 * JAN *', 'cron(15 0 * 1 ? *)'],
  ])('are tried by %s as %s', (cron, expression) => {
    const tested = vaulted({ restoreTest: { cron } });
    const plan = tested.resource('aws_backup_restore_testing_plan.postgres_backups_restore_test');
    expect(plan.schedule_expression).toBe(expression);
  });
});

describe('refused', () => {
  const arn = (region: string) => `arn:aws:kms:${region}:123456789012:key/00000000-0000-4000-8000-000000000001`;

  it.each<[string, object, string, object?]>([
    [
      'a version that AWS no longer offers',
      { version: '13' },
      'version must be a version of PostgreSQL that is available, got "13"',
    ],
    [
      'a size that no class has',
      { size: { vcpu: 400, memoryGiB: 4000 } },
      'size must be met by a SKU, got vcpu 400, memoryGiB 4000',
    ],
    [
      'an unknown instance class',
      { sku: { aws: 'm7g.large' } },
      'sku.aws must be an RDS instance class such as db.m7g.large, got "m7g.large"',
    ],
    [
      'an unknown instance class of a replica',
      { readReplicas: { reports: { sku: { aws: 'm7g.large' } } } },
      'readReplicas.reports.sku.aws must be an RDS instance class such as db.m7g.large, got "m7g.large"',
    ],
    [
      'growth by too little',
      { storage: { sizeGiB: 100, maxSizeGiB: 110 } },
      'storage.maxSizeGiB must be storage.sizeGiB, which disables growth, or at least 26 % more (126), got 110',
    ],
    [
      'a database that starts with an underscore',
      { database: '_app' },
      'database must start with a letter, got "_app"',
    ],
    ['an owner that starts with an underscore', { owner: '_app' }, 'owner must start with a letter, got "_app"'],
    [
      'a standby without a second zone',
      {},
      'highAvailability requires network.zones of 2 or 3',
      { network: { zones: 1 } },
    ],
    [
      'a replica whose size no class has',
      { readReplicas: { big: { size: { vcpu: 400, memoryGiB: 4000 } } } },
      'readReplicas.big.size must be met by a SKU',
    ],
    ['hours that no day has', { backups: { everyHours: 5 } }, 'backups.everyHours must be a divisor of 24'],
    [
      'a lock that lasts longer than a backup',
      { backups: { retentionDays: 14, copies: { retentionDays: 10 }, lock: { days: 12 } } },
      'backups.lock.days must be at most the days for which backups and their copies are kept, 10, got 12',
    ],
    [
      'tests on days of both kinds',
      { backups: { restoreTest: { cron: '0 5 1 * MON' } } },
      'backups.restoreTest.cron must limit days of the month or of the week, but not both',
    ],
    [
      'copies without a second region',
      { backups: { copies: { retentionDays: 10 } } },
      'targets.aws.secondaryRegion is required: databases.postgres.backups.copies need it',
      { targets: { aws: { secondaryRegion: null } } },
    ],
    [
      'backups without point-in-time recovery',
      { backups: { pointInTimeDays: 0 } },
      'backups.pointInTimeDays cannot be 0',
    ],
    [
      'a key of another region',
      { encryptionKey: { existing: { aws: arn('eu-west-1') } } },
      'encryptionKey.existing.aws',
    ],
  ])('%s', (_, change, message, around = {}) => {
    expect(problemsOf(environment(change, around)).join('\n')).toContain(message);
  });
});
