/** Rotation by the cloud: what runs by the clock, as whom, what it may do, and what Terraform leaves alone. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { CLOUDS, on, wholeWith } from '../../helpers/environments';
import { type Attributes, problemsOf, type Stack, synth } from '../../helpers/synth';

const scheduled = { rotation: 'scheduled', rotationDays: 30 };
const server = (credentials: object, more: object = {}): EnvironmentInput =>
  wholeWith({
    databases: { postgres: { credentials, maintenanceWindow: { day: 'monday', start: '03:00' }, ...more } },
  });
const stackOn = (cloud: (typeof CLOUDS)[number], credentials: object, more: object = {}): Stack =>
  Object.values(synth(on(cloud, server(credentials, more))))[0]!;

/** 30 days but an hour. */
const AFTER_SECONDS = 30 * 86_400 - 3600;

const SECRETS = {
  aws: ['aws_secretsmanager_secret_version.postgres_credentials_version', 'secret_string_wo_version'],
  google: ['google_secret_manager_secret_version.postgres_credentials_version', 'secret_data_wo_version'],
  azurerm: ['azurerm_key_vault_secret.postgres_credentials', 'value_wo_version'],
} as const;

/** What goes by the clock, and what it does. */
const BY_CLOCK = {
  aws: ['aws_scheduler_schedule', 'state_machine', 'aws_sfn_state_machine', 'definition'],
  google: ['google_cloud_scheduler_job', 'workflow', 'google_workflows_workflow', 'source_contents'],
  azurerm: ['azurerm_logic_app_workflow', 'steps', 'azurerm_logic_app_action_custom', 'body'],
} as const;

describe.each(CLOUDS)('on %s', (cloud) => {
  const addressesOf = (credentials: object) => stackOn(cloud, credentials).addresses();
  const byClock = /rotation|clock|schedules|workflows|cloudscheduler|database_(passwords|operations)/;

  it('nothing runs by the clock without it', () => {
    expect(addressesOf({}).filter((address) => byClock.test(address))).toEqual([]);
    expect(addressesOf({ rotationDays: 30 }).filter((address) => byClock.test(address))).toEqual([
      'time_rotating.postgres_credentials_rotation',
    ]);
  });

  it('Terraform neither replaces the password nor puts an older one back', () => {
    const stack = stackOn(cloud, scheduled);
    const [address, version] = SECRETS[cloud];
    expect(stack.addresses()).not.toContain('time_rotating.postgres_credentials_rotation');
    expect(stack.resource(address)).toMatchObject({ [version]: 1, lifecycle: { ignore_changes: [version] } });
  });

  it('it says how often', () => {
    expect(problemsOf(on(cloud, server({ rotation: 'scheduled' })))).toContainEqual(
      expect.stringContaining('credentials.rotation requires credentials.rotationDays with "scheduled"'),
    );
  });

  const withUser = (credentials: object): EnvironmentInput =>
    wholeWith({
      addons: { externalSecrets: {} },
      databases: { postgres: { credentials: scheduled, users: { app: { rights: 'read', credentials } } } },
    });

  it('is said for each user apart', () => {
    const stack = Object.values(synth(on(cloud, withUser({ rotationDays: 7 }))))[0]!;
    expect(stack.addresses().filter((address) => address.startsWith('time_rotating.'))).toEqual([
      'time_rotating.postgres_users_app_rotation',
    ]);
    expect(problemsOf(on(cloud, withUser({ rotation: 'scheduled' })))).toContainEqual(
      expect.stringContaining('users.app.credentials.rotation requires credentials.rotationDays with "scheduled"'),
    );
  });

  it('stores a user’s password, and leaves the server to the pod', () => {
    const stack = Object.values(synth(on(cloud, withUser(scheduled))))[0]!;
    const [of, clock, steps, argument] = BY_CLOCK[cloud];
    expect(stack.addresses().filter((address) => address.startsWith(`${of}.postgres_`))).toEqual([
      `${of}.postgres_rotation`,
      `${of}.postgres_users_app_rotation`,
    ]);
    expect(stack.resource(`${steps}.postgres_users_app_rotation_${clock}`)[argument]).not.toMatch(
      /modifyDBInstance|sqladmin|flexibleServers|flexible_server/,
    );
  });
});

describe('on AWS', () => {
  const stack = stackOn('aws', scheduled);
  const machine = stack.resource('aws_sfn_state_machine.postgres_rotation_state_machine');
  const { definition } = machine as { definition: string };

  it('a state machine leaves no trace of what it passes on', () => {
    expect(machine).toMatchObject({
      type: 'EXPRESS',
      logging_configuration: { level: 'OFF', include_execution_data: false },
    });
  });

  it('stores the password aside before the server gets it, and makes it current afterwards', () => {
    const order = ['AWSPENDING', 'rds:modifyDBInstance', 'rds:describeDBInstances', '"VersionStage" = "AWSCURRENT"'];
    const places = order.map((part) => definition.indexOf(part));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(definition).toContain(`$millis() - $made >= ${AFTER_SECONDS * 1000}`);
  });

  it('keeps the version that Terraform has written, and reads the newest', () => {
    expect(definition).toContain('aws_secretsmanager_secret_version.postgres_credentials_version.version_id');
    const stored = stack.json.ephemeral.aws_secretsmanager_secret_version.postgres_credentials_stored as Attributes;
    expect(stored).toEqual({
      secret_id: '${element(split("|", aws_secretsmanager_secret_version.postgres_credentials_version.id), 0)}',
    });
  });

  it('looks once a day, when the maintenance window opens', () => {
    expect(stack.resource('aws_scheduler_schedule.postgres_rotation').schedule_expression).toBe('cron(0 3 * * ? *)');
  });

  it('may touch this server and this secret', () => {
    const { policy } = stack.resource('aws_iam_role_policy.postgres_rotation_role_policy') as { policy: string };
    expect(policy).toContain('"rds:ModifyDBInstance"], "Resource" = aws_db_instance.postgres.arn');
    expect(policy).toContain('"Resource" = aws_secretsmanager_secret.postgres_credentials.arn');
    expect(policy).not.toContain('GetSecretValue');
  });
});

describe('on Google', () => {
  const stack = stackOn('google', scheduled);
  const { source_contents: source, ...workflow } = stack.resource(
    'google_workflows_workflow.postgres_rotation_workflow',
  ) as Attributes & { source_contents: string };

  it('a workflow leaves no trace of what it passes on', () => {
    expect(workflow).toMatchObject({
      call_log_level: 'LOG_NONE',
      execution_history_level: 'EXECUTION_HISTORY_BASIC',
      deletion_protection: false,
    });
  });

  it('sets the password, waits until it is set, and stores it', () => {
    const steps = ['"look"', '"due"', '"draw"', '"change"', '"change_settled"', '"store"', '"forget"'];
    const places = steps.map((step) => source.indexOf(step));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(source).toContain(`time.parse(stored.body.createTime) + ${AFTER_SECONDS} > sys.now()`);
  });

  it('may add to this secret without reading it, and change passwords of this server', () => {
    expect(stack.resource('google_secret_manager_secret_iam_member.postgres_rotation_versions').role).toBe(
      'roles/secretmanager.secretVersionManager',
    );
    const { condition } = stack.resource('google_project_iam_member.postgres_rotation_passwords');
    expect(condition.expression).toContain('projects/acme-test/instances/acme-test-postgres');
    expect(stack.resource('google_project_iam_custom_role.foundation_role_database_passwords').permissions).toEqual([
      'cloudsql.users.update',
    ]);
  });

  it('turns its APIs on, waits for them, and starts with an account of its own', () => {
    const apis = ['cloudscheduler', 'workflowexecutions', 'workflows'].map(
      (api) => `google_project_service.foundation_${api}`,
    );
    expect(stack.resource('time_sleep.foundation_schedules_propagation').depends_on).toEqual(apis);
    const job = stack.resource('google_cloud_scheduler_job.postgres_rotation');
    expect(job).toMatchObject({ schedule: '0 3 * * *', time_zone: 'Etc/UTC' });
    expect(job.depends_on).toContain('time_sleep.foundation_schedules_propagation');
    expect(job.http_target.oauth_token.service_account_email).toBe('${google_service_account.foundation_clock.email}');
  });

  it('has one account for the clock, however many servers there are', () => {
    const second = { version: '17', size: 'large', storage: { sizeGiB: 100 }, database: 'b', owner: 'b' };
    const input = wholeWith({
      databases: { postgres: { credentials: scheduled }, other: { ...second, credentials: scheduled } },
    });
    const two = Object.values(synth(on('google', input)))[0]!.addresses();
    expect(two.filter((address) => /google_cloud_scheduler_job|google_service_account\..*clock/.test(address))).toEqual(
      expect.arrayContaining([
        'google_cloud_scheduler_job.other_rotation',
        'google_cloud_scheduler_job.postgres_rotation',
        'google_service_account.foundation_clock',
      ]),
    );
  });
});

describe('on Azure', () => {
  const stack = stackOn('azurerm', scheduled);
  const { body } = stack.resource('azurerm_logic_app_action_custom.postgres_rotation_steps') as { body: string };

  it('hides the password in all that the logic app records', () => {
    const hidden = body.match(/"secureData" = \{"properties" = \["inputs"(, "outputs")?\]\}/g);
    // Drawn, set and stored.
    expect(hidden).toHaveLength(3);
    expect(body.match(/outputs\('draw'\)/g)).toHaveLength(2);
  });

  it('writes the secret by Resource Manager, whatever the firewall of the vault is', () => {
    expect(body).toContain(
      '"uri" = "https://management.azure.com${azurerm_key_vault_secret.postgres_credentials.resource_versionless_id}?api-version=2023-07-01"',
    );
    expect(body).not.toContain('vault.azure.net');
  });

  it('leaves what Terraform has written with the secret as it is', () => {
    const { content_type: type, tags } = stack.resource('azurerm_key_vault_secret.postgres_credentials');
    expect(body).toContain(`"contentType" = "${type}"`);
    for (const [name, value] of Object.entries(tags as Record<string, string>))
      expect(body).toContain(`"${name}" = ${JSON.stringify(value)}`);
  });

  it('begins when it may, at an hour of its own, and not when it is made', () => {
    const clock = stack.resource('azurerm_logic_app_trigger_recurrence.postgres_rotation_clock');
    expect(clock).toMatchObject({ frequency: 'Day', interval: 1, start_time: '2026-01-05T03:00:00Z' });
    expect(clock.depends_on).toEqual([
      'azurerm_logic_app_action_custom.postgres_rotation_steps',
      'time_sleep.postgres_rotation_propagation',
      'azurerm_role_assignment.postgres_rotation_server',
      'azurerm_role_assignment.postgres_rotation_secret',
    ]);
  });

  it('may touch this server and this secret, also when they are locked', () => {
    expect(stack.resource('azurerm_role_assignment.postgres_rotation_server').scope).toBe(
      '${azurerm_postgresql_flexible_server.postgres.id}',
    );
    expect(stack.resource('azurerm_role_assignment.postgres_rotation_secret').scope).toBe(
      '${azurerm_key_vault_secret.postgres_credentials.resource_versionless_id}',
    );
    const lock = (address: string) => stack.resource(`azurerm_management_lock.${address}`).depends_on;
    expect(lock('postgres_lock')).toContain('azurerm_role_assignment.postgres_rotation_server');
    expect(lock('foundation_vault_lock')).toContain('azurerm_role_assignment.postgres_rotation_secret');
  });
});
