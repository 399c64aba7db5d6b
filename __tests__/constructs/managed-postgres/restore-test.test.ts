/** Tests of restores, and backups by the clock: what there is for them, what it may do, what it does, and what is refused. */
import { CLOUDS, on, wholeWith } from '../../helpers/environments';
import { problemsOf, type Stack, synth } from '../../helpers/synth';

type CloudName = (typeof CLOUDS)[number];

const withBackups = (backups: object, more: object = {}) =>
  wholeWith({ databases: { postgres: { backups, ...more } } });
const stackOn = (cloud: CloudName, backups: object, more: object = {}): Stack =>
  Object.values(synth(on(cloud, withBackups(backups, more))))[0]!;

/** What is there because of them, and not without. */
const added = (cloud: CloudName, backups: object): string[] => {
  const before = stackOn(cloud, {}).addresses();
  return stackOn(cloud, backups)
    .addresses()
    .filter((address) => !before.includes(address));
};

/** Whether texts are there, one after another. */
function inOrder(text: string, parts: readonly string[]): void {
  const places = parts.map((part) => text.indexOf(part));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(places[0]).toBeGreaterThanOrEqual(0);
}

const MONTHLY = { restoreTest: { cron: '0 5 1 * *' } };
const CLOCK = [
  'google_cloud_scheduler_job.postgres_ID',
  'google_project_iam_member.foundation_clock_workflows_invoker',
  'google_project_service.foundation_cloudscheduler',
  'google_project_service.foundation_workflowexecutions',
  'google_project_service.foundation_workflows',
  'google_service_account.foundation_clock',
  'google_service_account.postgres_ID_account',
  'google_workflows_workflow.postgres_ID_workflow',
  'time_sleep.foundation_schedules_propagation',
];
const clockOf = (id: string): string[] => CLOCK.map((address) => address.replace('ID', id));

describe('a test of restores', () => {
  it.each([
    [
      'aws',
      [
        'aws_backup_plan.postgres_backups_plan',
        'aws_backup_restore_testing_plan.postgres_backups_restore_test',
        'aws_backup_restore_testing_selection.postgres_backups_restore_test_selection',
        'aws_backup_selection.postgres_backups_selection',
        'aws_backup_vault.postgres_backups_vault',
        'aws_iam_role.postgres_backups_role',
        'aws_iam_role_policy.postgres_backups_role_policy',
        'aws_iam_role_policy_attachment.postgres_backups_role_AWSBackupServiceRolePolicyForBackup',
        'aws_iam_role_policy_attachment.postgres_backups_role_AWSBackupServiceRolePolicyForRestores',
      ],
    ],
    [
      'google',
      [
        ...clockOf('restore_test'),
        'google_project_iam_custom_role.foundation_role_database_copies',
        'google_project_iam_custom_role.foundation_role_database_operations',
        'google_project_iam_custom_role.foundation_role_database_tests',
        'google_project_iam_member.postgres_restore_test_copy',
        'google_project_iam_member.postgres_restore_test_operations',
        'google_project_iam_member.postgres_restore_test_test',
      ].sort(),
    ],
    [
      'azurerm',
      [
        'azurerm_logic_app_action_custom.postgres_restore_test_steps',
        'azurerm_logic_app_trigger_custom.postgres_restore_test_clock',
        'azurerm_logic_app_workflow.postgres_restore_test',
        'azurerm_resource_group.postgres_restore_test_group',
        'azurerm_role_assignment.postgres_restore_test_identity',
        'azurerm_role_assignment.postgres_restore_test_server',
        'azurerm_role_assignment.postgres_restore_test_servers',
        'azurerm_role_assignment.postgres_restore_test_subnet',
        'azurerm_role_assignment.postgres_restore_test_zone',
        'azurerm_role_definition.postgres_restore_test_network_role',
        'azurerm_role_definition.postgres_restore_test_servers_role',
        'time_sleep.postgres_restore_test_propagation',
      ],
    ],
  ] as const)('on %s is made of these', (cloud, addresses) => {
    expect(added(cloud, MONTHLY)).toEqual(addresses);
  });

  it.each(CLOUDS)('comes once a day at most, and again, on %s', (cloud) => {
    const said = (cron: string) => problemsOf(on(cloud, withBackups({ restoreTest: { cron } }))).join('\n');
    expect(said('0 5 * * MON')).toBe('');
    expect(said('0 5,17 * * *')).toContain('restoreTest.cron must come once a day at most, got "0 5,17 * * *"');
    expect(said('0 5 30 2 *')).toContain('restoreTest.cron must come more than once, got "0 5 30 2 *"');
    expect(said('0 5 1 * MON')).toContain('must limit days of the month or of the week, but not both');
  });

  it('takes a log on Google', () => {
    const without = withBackups({ ...MONTHLY, pointInTimeDays: 0 }, { highAvailability: false });
    expect(problemsOf(on('google', without)).join()).toContain(
      'backups.restoreTest requires backups.pointInTimeDays: Cloud SQL restores a server beside itself from the log',
    );
  });
});

/** Copies from which something can be restored in the second region. */
const COPIES = {
  aws: { copies: { retentionDays: 30 } },
  google: { copyToSecondaryRegion: true },
  azurerm: { copyToSecondaryRegion: true },
} as const;

describe.each(CLOUDS)('in the second region of %s', (cloud) => {
  const there = (backups: object, network: object = { secondaryCidr: '10.9.0.0/16' }) =>
    on(cloud, wholeWith({ network, databases: { postgres: { backups } } }));
  const tested = (regions: readonly string[]) => ({ restoreTest: { cron: '0 5 1 * *', regions } });

  it('is made of the same, beside the other or without it', () => {
    const addressesOf = (regions: readonly string[]) =>
      Object.values(synth(there({ ...COPIES[cloud], ...tested(regions) })))[0]!
        .addresses()
        .filter((address) => address.includes('restore_test'));
    const [primary, secondary] = [addressesOf(['primary']), addressesOf(['secondary'])];
    expect(secondary).toEqual(primary.map((address) => address.replace(/(?<=postgres_.*restore_test)/, '_secondary')));
    expect(addressesOf(['primary', 'secondary'])).toEqual([...primary, ...secondary].sort());
  });

  it('takes copies and a network there', () => {
    const said = (environment: ReturnType<typeof there>) => problemsOf(environment).join('\n');
    expect(said(there(tested(['secondary'])))).toMatch(
      /backups\.restoreTest\.regions requires backups\..* with "secondary": nothing of the server is in the second region/,
    );
    expect(said(there({ ...COPIES[cloud], ...tested(['secondary']) }, {}))).toContain(
      'network.secondaryCidr is required: a read replica in the secondary region, or a test of restores there, needs a network there',
    );
    expect(said(there({ ...COPIES[cloud], ...tested(['primary', 'primary']) }))).toContain(
      'backups.restoreTest.regions must name each region once, got primary twice',
    );
  });

  it('takes a second region', () => {
    const { [cloud]: target } = wholeWith({}).targets;
    const environment = there({ ...COPIES[cloud], ...tested(['secondary']) });
    const { secondaryRegion: _, ...alone } = target!;
    expect(problemsOf({ ...environment, targets: { [cloud]: alone } }).join('\n')).toContain(
      'databases.postgres.backups.restoreTest.regions',
    );
  });
});

describe('in the second region', () => {
  const there = (cloud: CloudName): Stack =>
    Object.values(
      synth(
        on(
          cloud,
          wholeWith({
            network: { secondaryCidr: '10.9.0.0/16' },
            databases: {
              postgres: { backups: { ...COPIES[cloud], restoreTest: { cron: '0 5 1 * *', regions: ['secondary'] } } },
            },
          }),
        ),
      ),
    )[0]!;

  it('AWS restores of the vault of copies, into the network there', () => {
    const stack = there('aws');
    expect(stack.resource('aws_backup_restore_testing_plan.postgres_backups_restore_test_secondary')).toMatchObject({
      region: 'us-west-2',
      recovery_point_selection: [{ include_vaults: ['${aws_backup_vault.postgres_backups_copies.arn}'] }],
    });
    expect(
      stack.resource('aws_backup_restore_testing_selection.postgres_backups_restore_test_secondary_selection'),
    ).toMatchObject({
      region: 'us-west-2',
      restore_metadata_overrides: { dbSubnetGroupName: '${aws_db_subnet_group.postgres_secondary_subnets.name}' },
    });
  });

  it('Google restores the newest backup that is there into a server like the first, under a key of that region', () => {
    const stack = there('google');
    const source = String(
      stack.resource('google_workflows_workflow.postgres_restore_test_secondary_workflow').source_contents,
    );
    inOrder(source, [
      'run.status == \\"SUCCESSFUL\\" and run.location == \\"us-west1\\"',
      '"raise" = "no backup is kept in us-west1"',
      '"region" = "us-west1"',
      '"kmsKeyName" = google_kms_crypto_key.keys_databases_secondary.id',
      '"dataDiskSizeGb" = "$${like.body.settings.dataDiskSizeGb}"',
      '"databaseFlags" = "$${like.body.settings.databaseFlags}"',
      '/restoreBackup',
      '"http.delete"',
    ]);
    // What is first assigned in a loop is gone after it.
    expect(source.indexOf('{"moment" = ""}')).toBeLessThan(source.indexOf('"for" = '));
    expect(stack.addresses()).not.toContain('google_project_iam_custom_role.foundation_role_database_copies');
    const { condition, role } = stack.resource('google_project_iam_member.postgres_restore_test_secondary_copy');
    expect(role).toContain('foundation_role_database_backups_read');
    expect(condition.expression).toContain('/instances/acme-test-postgres/backupRuns/');
  });

  it('Azure restores of the paired region, into the subnet there, under a key of that region', () => {
    const body = String(
      there('azurerm').resource('azurerm_logic_app_action_custom.postgres_restore_test_secondary_steps').body,
    );
    inOrder(body, [
      '"location" = "westus"',
      '"createMode" = "GeoRestore"',
      'addHours(utcNow(), -2)',
      'azurerm_subnet.network_secondary_database_1.id',
      'azurerm_key_vault_key.keys_databases_secondary.versionless_id',
    ]);
  });
});

describe('on Google', () => {
  const stack = stackOn('google', { ...MONTHLY, everyHours: 6, copies: { retentionDays: 30 }, retentionDays: 14 });
  const sourceOf = (id: string) =>
    String(stack.resource(`google_workflows_workflow.postgres_${id}_workflow`).source_contents);

  it('backups by the clock are made of these', () => {
    expect(added('google', { everyHours: 6 })).toEqual(
      [
        ...clockOf('backups'),
        'google_project_iam_custom_role.foundation_role_database_backups',
        'google_project_iam_custom_role.foundation_role_database_operations',
        'google_project_iam_member.postgres_backups_operations',
        'google_project_iam_member.postgres_backups_rights',
      ].sort(),
    );
  });

  it('they come two hours after the daily one and on, and are kept in both regions for as long as is said', () => {
    expect(stack.resource('google_cloud_scheduler_job.postgres_backups').schedule).toBe('0 2,8,14,20 * * *');
    inOrder(sourceOf('backups'), [
      `"args" = {"location" = "us-central1", "kept" = ${14 * 86_400}}`,
      `"args" = {"location" = "us-west1", "kept" = ${30 * 86_400}}`,
    ]);
    const once = String(
      stackOn('google', { everyHours: 24 }).resource('google_workflows_workflow.postgres_backups_workflow')
        .source_contents,
    );
    expect(once).not.toContain('us-west1');
  });

  it('older ones go after there is another, and only those that the workflow has made', () => {
    const source = sourceOf('backups');
    inOrder(source, ['"http.post"', '"back_up_settled"', '"forget" = {"call" = "forget"', '"http.delete"']);
    expect(source).toContain(
      'run.description == \\"acme-test-postgres: beside the daily ones\\" and run.location == location and time.parse(run.enqueuedTime) < before',
    );
  });

  it('the daily ones stay where they are', () => {
    const [settings] = [stack.resource('google_sql_database_instance.postgres').settings];
    expect(settings.backup_configuration.location).toBe('us-central1');
  });

  it('who makes them may touch backups of this server alone', () => {
    const { condition } = stack.resource('google_project_iam_member.postgres_backups_rights');
    const name = 'projects/acme-test/instances/acme-test-postgres';
    expect(condition.expression).toBe(`resource.name == "${name}" || resource.name.startsWith("${name}/backupRuns/")`);
    expect(stack.resource('google_project_iam_custom_role.foundation_role_database_backups').permissions).toEqual([
      'cloudsql.backupRuns.create',
      'cloudsql.backupRuns.delete',
      'cloudsql.backupRuns.get',
      'cloudsql.backupRuns.list',
    ]);
  });

  it('a test restores a moment of the log beside the server, looks at it for an hour, and deletes it', () => {
    const source = sourceOf('restore_test');
    inOrder(source, [
      'acme-test-postgres-restore-test-',
      'time.format(sys.now() - 3600)',
      '/clone"',
      '"allocatedIpRange" = "acme-test-network-database-services"',
      '"seconds" = 3600',
      '"deletionProtectionEnabled" = false',
      '"http.delete"',
      '"raise" = "$${reason}"',
    ]);
  });

  it('it may copy the server and delete the copy, but neither change nor delete the server', () => {
    const right = (id: string) => stack.resource(`google_project_iam_member.postgres_restore_test_${id}`).condition;
    const permissions = (id: string) =>
      stack.resource(`google_project_iam_custom_role.foundation_role_database_${id}`).permissions as string[];
    expect(right('copy').expression).toContain('resource.name == "projects/acme-test/instances/acme-test-postgres"');
    expect(permissions('copies')).toEqual(['cloudsql.instances.clone']);
    expect(right('test').expression).toContain(
      'resource.name.startsWith("projects/acme-test/instances/acme-test-postgres-restore-test-")',
    );
    expect(permissions('tests')).toContain('cloudsql.instances.delete');
  });

  it('there is one account for the clock, and one for each workflow', () => {
    expect(stack.addresses().filter((address) => address.startsWith('google_service_account.'))).toEqual(
      expect.arrayContaining([
        'google_service_account.foundation_clock',
        'google_service_account.postgres_backups_account',
        'google_service_account.postgres_restore_test_account',
      ]),
    );
  });
});

describe('on Azure', () => {
  const stack = stackOn('azurerm', MONTHLY);
  const bodyOf = (made: Stack) =>
    String(made.resource('azurerm_logic_app_action_custom.postgres_restore_test_steps').body);
  const body = bodyOf(stack);

  it('it restores a moment of the log into a group of its own, looks at it for an hour, and deletes it', () => {
    inOrder(body, [
      '"method" = "PUT"',
      '${azurerm_resource_group.postgres_restore_test_group.id}/providers/Microsoft.DBforPostgreSQL/flexibleServers/',
      '"createMode" = "PointInTimeRestore"',
      '"sourceServerResourceId" = azurerm_postgresql_flexible_server.postgres.id',
      '"pointInTimeUTC" = "@{addHours(utcNow(), -1)}"',
      '"interval" = {"count" = 1, "unit" = "Hour"}',
      '"method" = "DELETE"',
      '"type" = "Terminate"',
    ]);
  });

  it('names every action once, as Logic Apps asks', () => {
    const actions = [...body.matchAll(/"(\w+)" = \{"type" = "\w+", "(?:inputs|expression)"/g)].map(([, name]) => name);
    expect(actions).toHaveLength(11);
    expect(new Set(actions).size).toBe(actions.length);
  });

  it('takes the key of the server, or none', () => {
    expect(body).toContain('zipmap([azurerm_user_assigned_identity.postgres_key_user.id], [{}])');
    expect(body).toContain('"primaryKeyURI" = azurerm_key_vault_key.keys_databases.versionless_id');
    expect(bodyOf(stackOn('azurerm', MONTHLY, { encryptionKey: 'cloud' }))).not.toContain('dataEncryption');
  });

  it('comes on days of cron by conditions, and every day without', () => {
    expect(stack.resource('azurerm_logic_app_trigger_custom.postgres_restore_test_clock').body).toContain(
      "@contains(createArray('01'), utcNow('dd'))",
    );
    const daily = stackOn('azurerm', { restoreTest: { cron: '30 4 * * *' } });
    expect(daily.resource('azurerm_logic_app_trigger_recurrence.postgres_restore_test_clock')).toMatchObject({
      frequency: 'Day',
      start_time: '2026-01-05T04:30:00Z',
    });
  });

  it('may delete in its own group alone, and is in the lock of the server by its right to see it', () => {
    const roles = stack.json.resource.azurerm_role_assignment;
    expect(roles.postgres_restore_test_servers.scope).toBe('${azurerm_resource_group.postgres_restore_test_group.id}');
    expect(roles.postgres_restore_test_server).toMatchObject({
      role_definition_name: 'Reader',
      scope: '${azurerm_postgresql_flexible_server.postgres.id}',
    });
    expect(stack.resource('azurerm_management_lock.postgres_lock').depends_on).toContain(
      'azurerm_role_assignment.postgres_restore_test_server',
    );
  });

  it('joins an existing subnet of another group', () => {
    const existing = {
      network: {
        existing: {
          azurerm: {
            id: 'network-group/main',
            privateSubnets: ['private'],
            databaseSubnets: ['postgres'],
            privateCidrs: ['10.9.0.0/20'],
          },
        },
        cidr: null,
      },
    };
    const made = Object.values(
      synth(on('azurerm', wholeWith({ ...existing, databases: { postgres: { backups: MONTHLY } } }))),
    )[0]!;
    expect(made.resource('azurerm_role_definition.postgres_restore_test_network_role').assignable_scopes).toEqual([
      '${azurerm_resource_group.foundation.id}',
      '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/network-group',
    ]);
  });
});
