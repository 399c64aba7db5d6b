/** The account on AWS: its resources by part, and the arguments that a first apply, and whoever reads the trail, depend on. */
import { parity } from '../../../../providers/aws/account/parity';
import { on, wholeWith } from '../../../helpers/environments';
import { type Attributes, problemsOf, type Stack, synth, warningsOf } from '../../../helpers/synth';

const kmsKey = 'arn:aws:kms:us-east-1:123456789012:alias/acme-test-account-state';
const s3 = { kind: 's3', bucket: 'acme-state', region: 'us-east-1', kmsKey };
const phone = '+1 555 0100';

const input = (account: object, target: object = {}, more: object = {}) =>
  on(
    'aws',
    wholeWith({
      account: { auditTrail: { alerts: ['ops'] }, defaults: false, ...account },
      notifications: { ops: { email: 'ops@example.com' } },
      targets: { aws: target },
      ...more,
    }),
  );
const stackOf = (account: object, target: object = {}): Stack =>
  synth(input(account, target))['acme-test-aws-account']!;

/** Addresses of a part. */
const ofPart = (stack: Stack, part: RegExp): string[] => stack.addresses().filter((address) => part.test(address));

describe('the state', () => {
  const stack = stackOf({ state: {} }, { state: s3 });

  it('is a bucket with the name that the state has, and a key with the alias that it names', () => {
    expect(ofPart(stack, /\.account_state/)).toEqual(
      [
        'aws_kms_alias.account_state_key_alias',
        'aws_kms_key.account_state_key',
        'aws_s3_bucket.account_state_bucket',
        ...['lifecycle_configuration', 'ownership_controls', 'policy', 'public_access_block'].map(
          (type) =>
            `aws_s3_bucket_${type}.account_state_bucket_${type.replace('_configuration', '').replace('_controls', '')}`,
        ),
        'aws_s3_bucket_server_side_encryption_configuration.account_state_bucket_encryption',
        'aws_s3_bucket_versioning.account_state_bucket_versioning',
      ].sort(),
    );
    expect(stack.resource('aws_s3_bucket.account_state_bucket')).toMatchObject({
      bucket: 'acme-state',
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.resource('aws_kms_alias.account_state_key_alias').name).toBe('alias/acme-test-account-state');
  });

  it('is kept in the bucket that it makes', () => {
    expect((stack.json.terraform as Attributes).backend).toMatchObject({
      s3: { bucket: 'acme-state', key: 'acme-test-aws-account.tfstate', kms_key_id: kmsKey },
    });
  });

  it.each([
    [{ kind: 'local' }, /account\.state is for state in S3, got state of the kind local: say \{ kind: 's3'/],
    [
      { ...s3, region: 'us-west-2' },
      /account\.state needs its bucket in us-east-1, where this target is, got us-west-2/,
    ],
    [
      { ...s3, kmsKey: undefined },
      /account\.state needs kmsKey of the state to name the key, .* kmsKey: 'arn:aws:kms:us-east-1:123456789012:alias\/acme-test-account-state'/,
    ],
  ])('%j is refused', (state, message) => {
    expect(problemsOf(input({ state: {} }, { state })).join('\n')).toMatch(message);
  });
});

describe('the trail', () => {
  const stack = stackOf({ auditTrail: { alerts: ['ops'], reads: ['objects'], lock: true, retentionDays: 365 } });
  const trail = stack.resource('aws_cloudtrail.account_trail');

  it('is one of all regions, validated, encrypted, and waits for the policy of its bucket', () => {
    expect(trail).toMatchObject({
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      kms_key_id: '${aws_kms_key.account_trail_key.arn}',
      cloud_watch_logs_group_arn: '${aws_cloudwatch_log_group.account_trail_trail_logs.arn}:*',
    });
    expect(trail.depends_on).toEqual(
      expect.arrayContaining([
        'aws_s3_bucket_policy.account_trail_bucket_policy',
        'aws_iam_role_policy.account_trail_role_policy',
      ]),
    );
  });

  it('is written by no other trail than itself', () => {
    expect(stack.resource('aws_s3_bucket.account_trail_bucket').lifecycle).toEqual({ prevent_destroy: true });
    const policy = JSON.stringify(stack.resource('aws_s3_bucket_policy.account_trail_bucket_policy').policy);
    expect(policy.match(/trail\/acme-test-account-trail/g)).toHaveLength(2);
  });

  it('records reads as asked, but not its own writes', () => {
    const fields = (one: Stack) =>
      (one.resource('aws_cloudtrail.account_trail').advanced_event_selector as Attributes[]).map(
        ({ name, field_selector }) => [name, (field_selector as Attributes[]).map(({ field }) => field)],
      );
    expect(fields(stack)).toEqual([
      ['management', ['eventCategory', 'eventSource']],
      ['objects', ['eventCategory', 'resources.type', 'resources.ARN']],
    ]);
    expect(fields(stackOf({}))).toEqual([['management', ['eventCategory']]]);
    // Statements are in the log groups of servers.
    expect(fields(stackOf({ auditTrail: { alerts: ['ops'], reads: ['secrets', 'statements'] } }))).toEqual(
      fields(stackOf({})),
    );
  });

  it('is locked for as long as it is kept', () => {
    expect(stack.resource('aws_s3_bucket_object_lock_configuration.account_trail_bucket_retention_lock').rule).toEqual({
      default_retention: { mode: 'COMPLIANCE', days: 365 },
    });
    expect(ofPart(stackOf({}), /object_lock/)).toEqual([]);
  });

  it('has an alarm for each alert, which tells who is named', () => {
    const alarms = ofPart(stack, /^aws_cloudwatch_metric_alarm/);
    expect(alarms).toHaveLength(15);
    expect(ofPart(stack, /^aws_cloudwatch_log_metric_filter/)).toHaveLength(15);
    for (const address of alarms)
      expect(stack.resource(address).alarm_actions).toEqual(['${aws_sns_topic.notify_ops.arn}']);
    expect(ofPart(stackOf({ auditTrail: {}, threatDetection: { notify: ['ops'] } }), /metric_alarm/)).toEqual([]);
  });
});

describe('compliance', () => {
  it('records before it judges, and judges by standards or by packs', () => {
    const stack = stackOf({ compliance: { frameworks: ['cis', 'pci', 'hipaa', 'soc2', 'gdpr'] } });
    expect(ofPart(stack, /config_|securityhub/)).toEqual(
      [
        'aws_config_configuration_recorder.account_compliance_recorder',
        'aws_config_configuration_recorder_status.account_compliance_recording',
        ...['gdpr', 'hipaa', 'soc2'].map((one) => `aws_config_conformance_pack.account_compliance_${one}`),
        'aws_config_delivery_channel.account_compliance_channel',
        'aws_securityhub_account.account_compliance_hub',
        ...['cis', 'pci'].map((one) => `aws_securityhub_standards_subscription.account_compliance_${one}`),
      ].sort(),
    );
    expect(stack.resource('aws_config_delivery_channel.account_compliance_channel').depends_on).toContain(
      'aws_config_configuration_recorder.account_compliance_recorder',
    );
    expect(stack.resource('aws_config_configuration_recorder_status.account_compliance_recording').depends_on).toEqual([
      'aws_config_delivery_channel.account_compliance_channel',
    ]);
    const pack = stack.resource('aws_config_conformance_pack.account_compliance_gdpr');
    expect(String(pack.template_body)).toContain('"SourceIdentifier" = "ENCRYPTED_VOLUMES"');
    expect(String(pack.template_body)).not.toContain('ROOT_ACCOUNT_MFA_ENABLED');
    // It checks, and changes nothing.
    expect(new Set(String(pack.template_body).match(/AWS::\w+::\w+/g))).toEqual(new Set(['AWS::Config::ConfigRule']));
    expect(stack.addresses().join()).not.toMatch(/remediation|ssm/);
  });

  it('records each change, or once a day where nothing need be highly available', () => {
    const modeOf = (more: object) =>
      synth(input({ compliance: { frameworks: ['cis'] } }, {}, more))['acme-test-aws-account']!.resource(
        'aws_config_configuration_recorder.account_compliance_recorder',
      ).recording_mode;
    expect(modeOf({})).toEqual({ recording_frequency: 'CONTINUOUS' });
    expect(modeOf({ highAvailability: false })).toEqual({ recording_frequency: 'DAILY' });
  });

  it('leaves out what the account has', () => {
    const adopt = ['config-recorder', 'security-hub', 'guardduty-detector', 'inspector', 'access-analyzer'];
    const stack = stackOf({ compliance: { frameworks: ['cis'] }, threatDetection: {} }, { adopt });
    expect(ofPart(stack, /config_|securityhub_account|guardduty_detector\.|inspector|analyzer/)).toEqual([]);
    expect(stack.json.data).toHaveProperty('aws_guardduty_detector');
  });

  it('cannot close regions', () => {
    expect(problemsOf(input({ compliance: { frameworks: ['cis'], regions: 'targets' } })).join()).toContain(
      'account.compliance.regions cannot be "targets": an account cannot close regions to itself',
    );
  });
});

describe('threat detection', () => {
  it('has each feature that the parity table names, and none that is not there', () => {
    const named = Object.values(parity).flatMap((row) => {
      const [, list] = ('to' in row && /^aws_guardduty_detector_feature: (.*)$/.exec(row.to)) || [];
      return list?.split(', ') ?? [];
    });
    const stack = stackOf({ threatDetection: {} });
    const features = ofPart(stack, /detector_feature/).map((address) => stack.resource(address));
    expect(named.sort()).toEqual(features.map(({ name }) => String(name)).sort());
  });

  it('says of each feature whether it is on', () => {
    const stack = stackOf({ threatDetection: { objects: false, notify: ['ops'] } });
    const features = ofPart(stack, /detector_feature/).map((address) => stack.resource(address));
    expect(Object.fromEntries(features.map(({ name, status }) => [name, status]))).toEqual({
      EKS_AUDIT_LOGS: 'ENABLED',
      RDS_LOGIN_EVENTS: 'ENABLED',
      S3_DATA_EVENTS: 'DISABLED',
      EBS_MALWARE_PROTECTION: 'ENABLED',
    });
    expect(stack.resource('aws_cloudwatch_event_target.account_threats_to_ops').arn).toBe(
      '${aws_sns_topic.notify_ops.arn}',
    );
  });
});

describe('cost anomalies', () => {
  const anomalies = { notify: ['ops'], minimum: 250 };

  it('are found by one monitor, of which each notification is told', () => {
    const stack = stackOf({ costAnomalies: anomalies });
    expect(stack.resource('aws_ce_anomaly_monitor.account_anomalies_cost_monitor')).toMatchObject({
      monitor_type: 'DIMENSIONAL',
      monitor_dimension: 'SERVICE',
    });
    const told = stack.resource('aws_ce_anomaly_subscription.account_anomalies_to_ops');
    expect(told).toMatchObject({
      frequency: 'IMMEDIATE',
      monitor_arn_list: ['${aws_ce_anomaly_monitor.account_anomalies_cost_monitor.arn}'],
      subscriber: [{ type: 'SNS', address: '${aws_sns_topic.notify_ops.arn}' }],
      threshold_expression: { dimension: { key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', values: ['250'] } },
    });
    expect(told.depends_on).toContain('aws_sns_topic_policy.notify_ops_topic_policy');
  });

  it('are found by the monitor that the account has', () => {
    const costMonitor = 'arn:aws:ce::123456789012:anomalymonitor/00000000-0000-4000-8000-000000000001';
    const stack = stackOf({ costAnomalies: anomalies }, { costMonitor });
    expect(ofPart(stack, /ce_anomaly_monitor/)).toEqual([]);
    expect(stack.resource('aws_ce_anomaly_subscription.account_anomalies_to_ops').monitor_arn_list).toEqual([
      costMonitor,
    ]);
    expect(problemsOf(input({ costAnomalies: anomalies }, { costMonitor: 'mine' })).join()).toContain(
      'targets.aws.costMonitor must be the ARN of a monitor',
    );
  });
});

describe('contacts and guards', () => {
  it('name whom AWS tells', () => {
    const stack = stackOf({ contacts: { security: { email: 'sec@example.com', phone } } });
    expect(stack.resource('aws_account_alternate_contact.account_contacts_security')).toMatchObject({
      alternate_contact_type: 'SECURITY',
      name: 'sec@example.com',
      title: 'Security',
      phone_number: phone,
    });
    expect(problemsOf(input({ contacts: { security: { email: 'sec@example.com' } } })).join()).toContain(
      'account.contacts.security.phone is required: AWS takes no contact without a telephone number',
    );
  });

  it('make the roles of services that are not there', () => {
    const roles = (adopt: string[]) =>
      ofPart(stackOf({ defaults: true }, { adopt }), /service_linked_role/).map(
        (address) => address.split('guards_')[1],
      );
    expect(roles([])).toHaveLength(6);
    expect(roles(['role-rds', 'role-spot'])).not.toContain('role_rds');
    expect(roles(['role-rds', 'role-spot'])).toHaveLength(4);
  });

  it('activate the tags of costs', () => {
    const tags = ofPart(stackOf({ costTags: true }), /cost_allocation/);
    expect(tags).toEqual(
      ['cost_center', 'environment', 'managed_by', 'project'].map(
        (tag) => `aws_ce_cost_allocation_tag.account_cost_tag_${tag}`,
      ),
    );
  });

  it('warn that AWS refuses tags that are new', () => {
    expect(warningsOf(input({ costTags: true })).join()).toContain('turn it on a day after the first apply');
    expect(warningsOf(input({ costTags: false })).join()).not.toContain('costTags');
  });
});

describe('notifications', () => {
  const stack = stackOf({});

  it('are topics with a key that services of the account may use', () => {
    expect(ofPart(stack, /notify/)).toEqual([
      'aws_kms_key.notify_ops_topic_key',
      'aws_sns_topic.notify_ops',
      'aws_sns_topic_policy.notify_ops_topic_policy',
      'aws_sns_topic_subscription.notify_ops_subscription',
    ]);
    for (const address of ['aws_kms_key.notify_ops_topic_key', 'aws_sns_topic_policy.notify_ops_topic_policy'])
      expect(String(stack.resource(address).policy)).toMatch(/cloudwatch\.amazonaws\.com[^]*aws:SourceAccount/);
  });
});
