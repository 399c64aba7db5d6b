/** Drills on every cloud: when people are told to rehearse the recovery, by what, and who is. */
import { type CloudName, CLOUDS, on, wholeWith } from '../../helpers/environments';
import type { Attributes } from '../../helpers/synth';
import { problemsOf, synth } from '../../helpers/synth';

const notifications = { ops: { email: 'ops@example.com' }, team: { email: 'team@example.com' } };
const recovery = { rpoMinutes: 60, expendable: ['postgres', 'redis', 'files'] };
const withDrill = (drill: object = {}, change: object = {}) =>
  wholeWith({
    notifications: { ops: notifications.ops },
    recovery: { ...recovery, drill: { notify: ['ops'], ...drill } },
    ...change,
  });
const stackOf = (cloud: CloudName, drill: object = {}, change: object = {}) =>
  synth(on(cloud, withDrill(drill, change)))[`acme-test-${cloud}`]!;
const problemsIn = (cloud: CloudName, drill: object, change: object = {}) =>
  problemsOf(on(cloud, withDrill(drill, change))).join('\n');

/** Addresses of what a drill adds to a stack. */
const added = (cloud: CloudName, drill: object = {}, change: object = {}): string[] => {
  const before = new Set(synth(on(cloud, wholeWith({ recovery })))[`acme-test-${cloud}`]!.addresses());
  return stackOf(cloud, drill, change)
    .addresses()
    .filter((address) => !before.has(address))
    .sort();
};

/** What Terraform makes of `jsonencode(…)`, for texts and lists of an expression without references. */
const decoded = (expression: unknown): unknown =>
  JSON.parse(
    String(expression)
      .replace(/^\$\{(base64encode\()?jsonencode\((.*?)\)?\)\}$/s, '$2')
      .replace(/" = /g, '": '),
  );

describe('what a drill makes', () => {
  it('on AWS is a schedule for each topic, and a role that may publish', () => {
    const topic = (name: string) => [
      `aws_kms_key.notify_${name}_topic_key`,
      `aws_sns_topic.notify_${name}`,
      `aws_sns_topic_policy.notify_${name}_topic_policy`,
      `aws_sns_topic_subscription.notify_${name}_subscription`,
    ];
    const role = ['aws_iam_role.drill_role', 'aws_iam_role_policy.drill_role_policy'];
    expect(added('aws')).toEqual([...role, 'aws_scheduler_schedule.drill_to_ops', ...topic('ops')].sort());
    expect(added('aws', { notify: ['ops', 'team'] }, { notifications })).toEqual(
      [
        ...role,
        ...['ops', 'team'].flatMap((name) => [`aws_scheduler_schedule.drill_to_${name}`, ...topic(name)]),
      ].sort(),
    );
  });

  it('on Google is a job that writes to a log, and a policy', () => {
    expect(added('google')).toEqual([
      'google_cloud_scheduler_job.drill',
      'google_monitoring_alert_policy.drill_alarm',
      'google_monitoring_notification_channel.notify_ops',
      'google_project_iam_member.drill_writer_logging_logWriter',
      'google_project_service.foundation_cloudscheduler',
      'google_service_account.drill_writer',
      'time_sleep.foundation_drill_propagation',
    ]);
  });

  it('on Azure is a logic app, and an alert on its runs', () => {
    expect(added('azurerm')).toEqual([
      'azurerm_logic_app_action_custom.drill_steps',
      'azurerm_logic_app_trigger_custom.drill_clock',
      'azurerm_logic_app_workflow.drill',
      'azurerm_monitor_action_group.notify_ops',
      'azurerm_monitor_metric_alert.drill_alarm',
    ]);
  });

  it.each(CLOUDS)('on %s is nothing without one', (cloud) => {
    const only = { notifications: { ops: notifications.ops }, alarms: { critical: ['ops'] } };
    const stack = synth(on(cloud, wholeWith({ recovery, ...only })))[`acme-test-${cloud}`]!;
    expect(stack.addresses().filter((address) => address.includes('drill'))).toEqual([]);
  });
});

describe('when somebody is told', () => {
  const whenOn: Readonly<Record<CloudName, (drill: object) => unknown>> = {
    aws: (drill) => stackOf('aws', drill).resource('aws_scheduler_schedule.drill_to_ops').schedule_expression,
    google: (drill) => stackOf('google', drill).resource('google_cloud_scheduler_job.drill').schedule,
    azurerm: (drill) => {
      const { body } = stackOf('azurerm', drill).resource('azurerm_logic_app_trigger_custom.drill_clock');
      const { recurrence, conditions = [] } = decoded(body) as Attributes;
      const { startTime } = recurrence as { startTime: string };
      return [startTime.slice(11), ...(conditions as { expression: string }[]).map(({ expression }) => expression)];
    },
  };

  it.each([
    [
      'every quarter by default',
      {},
      'cron(0 6 1 1,4,7,10 ? *)',
      '0 6 1 1,4,7,10 *',
      [
        '06:00:00Z',
        "@contains(createArray('01','04','07','10'), utcNow('MM'))",
        "@contains(createArray('01'), utcNow('dd'))",
      ],
    ],
    [
      'every Monday and Friday',
      { cron: '5 16 ? * MON,FRI' },
      'cron(5 16 ? * MON,FRI *)',
      '5 16 * * 1,5',
      ['16:05:00Z', '@contains(createArray(1,5), dayOfWeek(utcNow()))'],
    ],
    ['every day', { cron: '30 22 * * *' }, 'cron(30 22 * * ? *)', '30 22 * * *', ['22:30:00Z']],
  ])('it is %s', (_, drill, aws, google, azurerm) => {
    expect(CLOUDS.map((cloud) => whenOn[cloud](drill))).toEqual([aws, google, azurerm]);
  });
});

const tellsOn = (cloud: CloudName): string =>
  `It is time to rehearse the recovery of acme/test. "npx triptych runbook acme/test --cloud ${cloud}" prints the steps; "npx triptych docs recovery" tells how a drill is done.`;

describe('what is told, and whom', () => {
  it('on AWS is a message to the topic, by a role for this alone', () => {
    const stack = stackOf('aws');
    const { target, ...schedule } = stack.resource('aws_scheduler_schedule.drill_to_ops') as { target: Attributes };
    expect(schedule).toMatchObject({
      schedule_expression_timezone: 'UTC',
      flexible_time_window: { mode: 'FLEXIBLE', maximum_window_in_minutes: 60 },
      depends_on: ['aws_iam_role_policy.drill_role_policy'],
    });
    expect(target).toMatchObject({
      arn: expect.stringMatching(/:scheduler:::aws-sdk:sns:publish$/) as string,
      role_arn: '${aws_iam_role.drill_role.arn}',
      retry_policy: { maximum_retry_attempts: 3 },
    });
    expect(target.input).toContain('"TopicArn" = aws_sns_topic.notify_ops.arn');
    expect(target.input).toContain('"Subject" = "Rehearse the recovery of acme/test"');
    expect(target.input).toContain(`"Message" = ${JSON.stringify(tellsOn('aws'))}`);
    const { policy } = stack.resource('aws_iam_role_policy.drill_role_policy');
    const statement = (action: string, resource: string) =>
      `{"Effect" = "Allow", "Action" = ${action}, "Resource" = ${resource}}`;
    expect(policy).toContain(
      `"Statement" = [${[
        statement('"sns:Publish"', 'aws_sns_topic.notify_ops.arn'),
        statement('["kms:Decrypt", "kms:GenerateDataKey"]', 'aws_kms_key.notify_ops_topic_key.arn'),
      ].join(', ')}]`,
    );
  });

  it('on Google is an entry of a log, and a policy on it that tells the channel', () => {
    const stack = stackOf('google');
    const logName = 'projects/acme-test/logs/acme-test-drill';
    const { http_target, ...job } = stack.resource('google_cloud_scheduler_job.drill');
    expect(job).toMatchObject({ region: 'us-central1', time_zone: 'Etc/UTC', retry_config: { retry_count: 3 } });
    expect(job.depends_on).toEqual(
      expect.arrayContaining([
        'google_monitoring_alert_policy.drill_alarm',
        'google_project_iam_member.drill_writer_logging_logWriter',
        'time_sleep.foundation_drill_propagation',
      ]),
    );
    const call = http_target as Attributes;
    expect(call).toMatchObject({
      http_method: 'POST',
      uri: 'https://logging.googleapis.com/v2/entries:write',
      oauth_token: { service_account_email: '${google_service_account.drill_writer.email}' },
    });
    expect(call.body).toMatch(/^\$\{base64encode\(jsonencode\(/);
    expect(call.body).toContain(`"logName" = "${logName}"`);
    expect(stack.resource('google_monitoring_alert_policy.drill_alarm')).toMatchObject({
      documentation: { subject: 'Rehearse the recovery of acme/test', content: tellsOn('google') },
      conditions: [{ condition_matched_log: { filter: `logName="${logName}"` } }],
      alert_strategy: { notification_rate_limit: { period: '3600s' }, auto_close: '3600s' },
      notification_channels: ['${google_monitoring_notification_channel.notify_ops.name}'],
    });
    expect(stack.all('google_project_iam_member').map(({ role }) => role as string)).toContain(
      'roles/logging.logWriter',
    );
  });

  it('on Google shares APIs with what else comes by the clock', () => {
    const credentials = { rotation: 'scheduled', rotationDays: 30 };
    const stack = stackOf('google', {}, { databases: { postgres: { credentials } } });
    expect(stack.addresses()).toEqual(
      expect.arrayContaining(['google_project_service.foundation_workflows', 'google_cloud_scheduler_job.drill']),
    );
    const { depends_on: apis } = stack.resource('time_sleep.foundation_schedules_propagation');
    expect(apis).toContain('google_project_service.foundation_cloudscheduler');
  });

  it('on Azure is an alert on a run, which tells the action group once', () => {
    const stack = stackOf('azurerm');
    const logicApp = '${azurerm_logic_app_workflow.drill.id}';
    expect(stack.resource('azurerm_monitor_metric_alert.drill_alarm')).toMatchObject({
      description: tellsOn('azurerm'),
      severity: 3,
      scopes: [logicApp],
      criteria: [
        {
          metric_namespace: 'Microsoft.Logic/workflows',
          metric_name: 'RunsSucceeded',
          aggregation: 'Total',
          operator: 'GreaterThan',
          threshold: 0,
        },
      ],
      window_size: 'PT5M',
      frequency: 'PT5M',
      auto_mitigate: false,
      action: [{ action_group_id: '${azurerm_monitor_action_group.notify_ops.id}' }],
    });
    const clock = stack.resource('azurerm_logic_app_trigger_custom.drill_clock');
    expect(clock).toMatchObject({
      logic_app_id: logicApp,
      depends_on: ['azurerm_logic_app_action_custom.drill_steps', 'azurerm_monitor_metric_alert.drill_alarm'],
    });
    expect(decoded(clock.body)).toMatchObject({
      type: 'Recurrence',
      recurrence: { frequency: 'Day', interval: 1, startTime: '2026-01-05T06:00:00Z' },
    });
    // A workflow without an action has no run.
    expect(decoded(stack.resource('azurerm_logic_app_action_custom.drill_steps').body)).toEqual({
      type: 'Compose',
      inputs: tellsOn('azurerm'),
      runAfter: {},
    });
  });
});

describe.each(CLOUDS)('a drill on %s', (cloud) => {
  it.each([
    [{ notify: ['opps'] }, /recovery\.drill\.notify must name the environment's notifications \(ops\), got "opps"/],
    [{ notify: ['ops', 'ops'] }, /recovery\.drill\.notify must name each once, got ops twice/],
    [{ notify: [] }, /recovery\.drill\.notify/],
    [{ notify: undefined }, /recovery\.drill\.notify is required/],
    [{ cron: 'quarterly' }, /recovery\.drill\.cron must have the five fields of cron/],
    [{ cron: '0 6 32 * *' }, /recovery\.drill\.cron must have the five fields of cron: "32" is no day of the month/],
    [{ cron: '0 * 1 * *' }, /recovery\.drill\.cron must come once a day at most, got "0 \* 1 \* \*"/],
    [{ cron: '0,30 6 1 * *' }, /recovery\.drill\.cron must come once a day at most/],
    [{ cron: '0 6 30 2 *' }, /recovery\.drill\.cron must come more than once, got "0 6 30 2 \*"/],
    [{ cron: '0 6 1 * MON' }, /recovery\.drill\.cron must limit days of the month or of the week, but not both/],
  ])('refuses %j', (drill, message) => {
    expect(problemsIn(cloud, drill)).toMatch(message);
  });

  it('is what its notification is for, and without it that is refused', () => {
    expect(problemsIn(cloud, {})).toBe('');
    expect(problemsIn(cloud, {}, { notifications })).toContain(
      'notifications.team is named by nothing that sends messages: name it in alarms.critical',
    );
  });

  it('has nothing to rehearse without a second region', () => {
    expect(problemsIn(cloud, {}, { targets: { [cloud]: { secondaryRegion: null } } })).toContain(
      `targets.${cloud}.secondaryRegion is required: recovery.drill need it`,
    );
  });

  it('has an id that no database has', () => {
    const database = { version: '17', size: 'large', storage: { sizeGiB: 100 }, database: 'acme', owner: 'acme' };
    expect(problemsIn(cloud, {}, { databases: { drill: database } })).toContain('got drill');
  });
});
