/** An account on Google: its resources, their arguments, and what is refused. */
import { rightsOf } from '../../../../app/rights/rights';
import { framework } from '../../../../constructs/account';
import { onGoogle } from '../../../../constructs/environment/adoptable';
import type { EnvironmentInput } from '../../../../constructs/environment/schema';
import { providers } from '../../../../providers';
import { CONSTRAINTS, constraintsOf } from '../../../../providers/google/account/frameworks';
import { on, wholeWith } from '../../../helpers/environments';
import { everything } from '../../../helpers/everything';
import { type Attributes, problemsOf, type Stack, synth, synthHcl } from '../../../helpers/synth';

const STACK = 'acme-test-google-account';
const state = { kind: 'gcs', bucket: 'acme-state' };
const operators = { apply: ['serviceAccount:ci@acme.example'], plan: ['group:sre@example.com'] };
const target = { project: 'acme-test', region: 'us-central1', secondaryRegion: 'us-west1', operators, state };
const bare = { databases: null, caches: null, cluster: null, objectStores: null, targets: { google: target } };

const withAccount = (account: object, notified = false, more: object = {}): EnvironmentInput =>
  on('google', wholeWith({ ...bare, account, ...(notified && { notifications: { ops } }), ...more }));
const ops = { email: 'ops@example.com' };
const stackOf = (account: object, notified = false): Stack => synth(withAccount(account, notified))[STACK]!;
/** Without guards. */
const partOf = (part: object, notified = false): Stack => stackOf({ defaults: false, ...part }, notified);
const problems = (account: object, more: object = {}): string =>
  problemsOf(withAccount(account, false, more)).join('\n');

/** Addresses but those of APIs and the wait for them, which every part has. */
const made = (stack: Stack): string[] =>
  stack
    .addresses()
    .filter((address) => !/^(google_project_service|time_sleep|terraform_data\.(un)?protected)/.test(address));
const apisOf = (stack: Stack): string[] =>
  stack
    .all('google_project_service')
    .map(({ service }) => String(service).replace('.googleapis.com', ''))
    .sort();

describe('the resources', () => {
  it('are guards alone, unless something is asked for', () => {
    expect(made(stackOf({}))).toEqual([
      'google_project_iam_member_remove.account_guards_default_account_appspot',
      'google_project_iam_member_remove.account_guards_default_account_compute',
      ...['memorystore', 'redis', 'secretmanager', 'sqladmin'].map(
        (service) => `terraform_data.account_guards_agent_${service}`,
      ),
    ]);
  });

  it('are those of each part', () => {
    expect(made(partOf({ state: {} }))).toEqual([
      'google_kms_crypto_key.account_state_key',
      'google_kms_crypto_key_iam_member.account_state_key_key_user',
      'google_kms_key_ring.account_keys',
      'google_storage_bucket.account_state',
      expect.stringMatching(/^google_storage_bucket_iam_member.account_state_operator_/),
      expect.stringMatching(/^google_storage_bucket_iam_member.account_state_operator_/),
    ]);
    expect(made(partOf({ auditTrail: { reads: [] } }))).toEqual([
      'google_kms_crypto_key.account_trail_key',
      'google_kms_crypto_key_iam_member.account_trail_key_key_user',
      'google_kms_key_ring.account_keys',
      'google_logging_project_bucket_config.account_trail',
      'google_logging_project_sink.account_trail_trail_sink',
    ]);
    expect(made(partOf({ threatDetection: {} }))).toEqual([
      'google_pubsub_topic.account_threats_findings_topic',
      'google_pubsub_topic_iam_member.account_threats_publisher',
      'google_scc_v2_project_notification_config.account_threats_findings',
    ]);
    expect(made(partOf({ contacts: { security: ops } }))).toEqual([
      'google_essential_contacts_contact.account_contacts_security',
    ]);
  });

  it('leave out contacts that the project has', () => {
    const contacts = { security: ops, operations: { email: 'on-call@example.com' } };
    const input = withAccount({ defaults: false, contacts }, false, {
      targets: { google: { ...target, adopt: ['contact-security'] } },
    });
    expect(made(synth(input)[STACK]!)).toEqual(['google_essential_contacts_contact.account_contacts_operations']);
  });

  it('enable the APIs of their parts, and of nothing else', () => {
    const base = ['cloudresourcemanager', 'serviceusage'];
    expect(apisOf(partOf({ state: {} }))).toEqual(['cloudkms', ...base, 'storage'].sort());
    expect(apisOf(partOf({ contacts: { security: ops } }))).toEqual([...base, 'essentialcontacts'].sort());
    expect(apisOf(partOf({ auditTrail: { alerts: ['ops'] } }, true))).toEqual(
      ['cloudkms', ...base, 'logging', 'monitoring'].sort(),
    );
  });

  it('are outputs of the stack', () => {
    expect(partOf({ state: {}, auditTrail: {}, threatDetection: {} }).outputs).toEqual({
      account_state_bucket: '${google_storage_bucket.account_state.name}',
      account_trail_log_bucket: '${google_logging_project_bucket_config.account_trail.id}',
      account_findings_topic: '${google_pubsub_topic.account_threats_findings_topic.id}',
    });
  });
});

describe('the bucket of the state', () => {
  const stack = partOf({ state: { versionDays: 30 } });
  const bucket = stack.resource('google_storage_bucket.account_state');

  it('has the name that the state says, and is private, versioned, encrypted and protected', () => {
    expect(bucket).toMatchObject({
      name: 'acme-state',
      location: 'us-central1',
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
      versioning: { enabled: true },
      encryption: { default_kms_key_name: '${google_kms_crypto_key.account_state_key.id}' },
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
      depends_on: ['google_kms_crypto_key_iam_member.account_state_key_key_user'],
    });
    expect(bucket.lifecycle_rule).toContainEqual({
      action: { type: 'Delete' },
      condition: { days_since_noncurrent_time: 30, with_state: 'ARCHIVED' },
    });
  });

  it('has a key of its own, which the agent of Cloud Storage uses, and which rotates as the others', () => {
    expect(stack.resource('google_kms_crypto_key.account_state_key')).toMatchObject({
      name: 'acme-test-account-state',
      rotation_period: '7776000s',
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.resource('google_kms_crypto_key_iam_member.account_state_key_key_user')).toMatchObject({
      member: expect.stringMatching(/^serviceAccount:service-\$\{.*\}@gs-project-accounts\./) as string,
      depends_on: ['data.google_storage_project_service_account.account_state_agent'],
    });
  });

  it('is written by whoever plans, too, because a plan locks the state', () => {
    expect(stack.all('google_storage_bucket_iam_member').map(({ role, member }) => [role, member])).toEqual(
      expect.arrayContaining([
        ['roles/storage.objectAdmin', 'serviceAccount:ci@acme.example'],
        ['roles/storage.objectAdmin', 'group:sre@example.com'],
      ]),
    );
  });

  it('can go if it is not protected', () => {
    const open = partOf({ state: { deletionProtection: false } });
    expect(open.resource('google_storage_bucket.account_state')).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
      soft_delete_policy: { retention_duration_seconds: 0 },
    });
    expect(open.resource('google_kms_crypto_key.account_state_key').lifecycle.prevent_destroy).toBe(false);
  });
});

describe('the trail', () => {
  const stack = partOf({ auditTrail: { retentionDays: 730, lock: true, alerts: ['ops'] } }, true);

  it('keeps every kind of audit log, in a locked log bucket with a key of its own', () => {
    expect(stack.resource('google_logging_project_bucket_config.account_trail')).toMatchObject({
      bucket_id: 'acme-test-account-trail',
      location: 'us-central1',
      retention_days: 730,
      locked: true,
      cmek_settings: { kms_key_name: '${google_kms_crypto_key.account_trail_key.id}' },
      lifecycle: { prevent_destroy: true },
    });
    const { filter } = stack.resource('google_logging_project_sink.account_trail_trail_sink');
    for (const kind of ['activity', 'data_access', 'policy', 'system_event'])
      expect(filter).toContain(`log_id("cloudaudit.googleapis.com/${kind}")`);
  });

  it('keeps of reads of clusters only those of Secrets', () => {
    expect(stack.resource('google_logging_project_sink.account_trail_trail_sink').filter).toContain(
      'AND NOT (log_id("cloudaudit.googleapis.com/data_access") AND protoPayload.serviceName="k8s.io" AND NOT protoPayload.methodName:".secrets.")',
    );
  });

  const recorded = (reads: string[]): Record<string, string[]> =>
    Object.fromEntries(
      partOf({ auditTrail: { reads } })
        .all('google_project_iam_audit_config')
        .map(({ service, audit_log_config: types }) => [
          service,
          (types as Attributes[]).map(({ log_type: type }) => String(type)),
        ]),
    );
  const secrets = {
    'cloudkms.googleapis.com': ['DATA_READ'],
    'container.googleapis.com': ['ADMIN_READ', 'DATA_READ'],
    'secretmanager.googleapis.com': ['DATA_READ'],
  };
  const objects = { 'storage.googleapis.com': ['DATA_READ', 'DATA_WRITE'] };

  it.each([
    [[], {}],
    [['secrets'], secrets],
    [['objects'], objects],
    [['secrets', 'objects'], { ...secrets, ...objects }],
    [['statements'], { 'cloudsql.googleapis.com': ['DATA_READ', 'DATA_WRITE'] }],
  ])('records reads of %j', (reads, services) => {
    expect(recorded(reads)).toEqual(services);
  });

  it('keeps reads once: they are paid in each bucket that has them', () => {
    const { filter, depends_on: after } = stack.resource(
      'google_logging_project_exclusion.account_trail_reads_exclusion',
    );
    expect(filter).toBe(
      'log_id("cloudaudit.googleapis.com/data_access") AND protoPayload.serviceName=("cloudkms.googleapis.com" OR "container.googleapis.com" OR "k8s.io" OR "secretmanager.googleapis.com")',
    );
    expect(after).toEqual(['google_logging_project_sink.account_trail_trail_sink']);
    expect(partOf({ auditTrail: { reads: [] } }).all('google_logging_project_exclusion')).toEqual([]);
  });

  it('tells whoever is to be told, of each kind of entry by a policy of its own', () => {
    const alerts = stack.all('google_monitoring_alert_policy');
    expect(alerts.map(({ display_name: name }) => String(name).replace('acme-test-account-', '')).sort()).toEqual([
      'audit-changed',
      'buckets-changed',
      'databases-changed',
      'firewalls-changed',
      'keys-destroyed',
      'networks-changed',
      'owners-changed',
      'refused-calls',
      'roles-changed',
      'routes-changed',
      'trail-changed',
    ]);
    for (const alert of alerts) {
      expect(alert.conditions).toHaveLength(1);
      expect(alert.conditions[0].condition_matched_log.filter).toMatch(/^logName:"cloudaudit.googleapis.com" AND /);
      expect(alert.alert_strategy.notification_rate_limit.period).toMatch(/^(300|3600)s$/);
      expect(alert.notification_channels).toEqual(['${google_monitoring_notification_channel.notify_ops.name}']);
    }
    expect(partOf({ auditTrail: {} }).all('google_monitoring_alert_policy')).toEqual([]);
  });

  it('is about a change of itself, as its filters say', () => {
    expect(
      stack.resource('google_monitoring_alert_policy.account_trail_alerts_trail_changed').conditions[0]
        .condition_matched_log.filter,
    ).toBe(
      'logName:"cloudaudit.googleapis.com" AND protoPayload.serviceName="logging.googleapis.com" AND protoPayload.methodName:("UpdateSink" OR "DeleteSink" OR "UpdateBucket" OR "DeleteBucket" OR "CreateExclusion" OR "UpdateExclusion")',
    );
  });

  it('writes the policy of the project after guards have', () => {
    for (const config of stackOf({ auditTrail: {} }).all('google_project_iam_audit_config'))
      expect(config.depends_on).toEqual(['google_project_iam_member_remove.account_guards_default_account_appspot']);
  });
});

describe('policies', () => {
  const policies = (compliance: object): Record<string, Attributes> =>
    Object.fromEntries(
      partOf({ compliance })
        .all('google_org_policy_policy')
        .map(({ name, spec }) => [String(name).replace('projects/acme-test/policies/', ''), spec as Attributes]),
    );

  it('of every framework are some, none is of no framework, and each is once', () => {
    for (const one of framework.options) expect(constraintsOf([one]).length).toBeGreaterThan(3);
    expect(CONSTRAINTS.filter(({ of }) => Object.keys(of).length === 0)).toEqual([]);
    expect(new Set(CONSTRAINTS.map(({ id }) => id)).size).toBe(CONSTRAINTS.length);
  });

  it('are those of the frameworks, each once', () => {
    expect(Object.keys(policies({ frameworks: ['gdpr'] })).sort()).toEqual([
      'compute.vmExternalIpAccess',
      'gcp.restrictTLSVersion',
      'sql.restrictPublicIp',
      'storage.publicAccessPrevention',
      'storage.secureHttpTransport',
      'storage.uniformBucketLevelAccess',
    ]);
    expect(Object.keys(policies({ frameworks: framework.options })).sort()).toEqual(
      CONSTRAINTS.map(({ id }) => id).sort(),
    );
  });

  it('refuse values, or are on', () => {
    expect(policies({ frameworks: ['cis'] })).toMatchObject({
      'compute.vmExternalIpAccess': { rules: [{ deny_all: 'TRUE' }] },
      'gcp.restrictTLSVersion': {
        inherit_from_parent: true,
        rules: [{ values: { denied_values: ['TLS_VERSION_1', 'TLS_VERSION_1_1'] } }],
      },
      'storage.publicAccessPrevention': { rules: [{ enforce: 'TRUE' }] },
    });
    expect(policies({ frameworks: ['cis'] })).not.toHaveProperty(['gcp.resourceLocations']);
  });

  it('leave out those that the project has', () => {
    const adopted = (...adopt: string[]) =>
      synth(
        withAccount({ defaults: false, compliance: { frameworks: ['gdpr'], regions: 'targets' } }, false, {
          targets: { google: { ...target, adopt } },
        }),
      )[STACK]!.all('google_org_policy_policy');
    const all = adopted();
    const names = adopted('storage.publicAccessPrevention', 'gcp.resourceLocations').map(({ name }) => String(name));
    expect(names).toHaveLength(all.length - 2);
    expect(names.join()).not.toMatch(/publicAccessPrevention|resourceLocations/);
  });

  it('can each be adopted', () => {
    const words = [...CONSTRAINTS.map(({ id }) => id), 'gcp.resourceLocations'].sort();
    expect(onGoogle.options.filter((word) => !word.startsWith('contact-')).sort()).toEqual(words);
  });

  it('keep to the regions of the target', () => {
    expect(policies({ frameworks: ['cis'], regions: 'targets' })['gcp.resourceLocations']).toEqual({
      inherit_from_parent: false,
      rules: [{ values: { allowed_values: ['in:us-central1-locations', 'in:us-west1-locations', 'global'] } }],
    });
  });

  it('are kept to by everything that Triptych makes', () => {
    const stack = synth(on('google', everything))['acme-test-google']!;
    // With a Cdn, the project does not forbid its bucket to be public.
    const buckets = stack.all('google_storage_bucket').filter(({ name }) => !/-site-\w+$/.test(String(name)));
    expect(buckets.length).toBeGreaterThan(0);
    for (const bucket of buckets)
      expect(bucket).toMatchObject({ uniform_bucket_level_access: true, public_access_prevention: 'enforced' });
    const servers = stack.all('google_sql_database_instance');
    expect(servers.length).toBeGreaterThan(0);
    for (const { settings } of servers) expect(settings.ip_configuration.ipv4_enabled).toBe(false);
    const shielded = { enable_secure_boot: true, enable_integrity_monitoring: true };
    for (const cluster of stack.all('google_container_cluster'))
      expect(cluster).toMatchObject({
        private_cluster_config: { enable_private_nodes: true },
        node_config: { shielded_instance_config: shielded },
      });
    for (const pool of stack.all('google_container_node_pool'))
      expect(pool).toMatchObject({
        network_config: { enable_private_nodes: true },
        node_config: { shielded_instance_config: shielded },
      });
    expect(stack.all('google_service_account_key')).toEqual([]);
    const locations = Object.values(stack.json.resource as Record<string, Record<string, Attributes>>)
      .flatMap((byId) => Object.values(byId))
      .flatMap(({ location, region }) => [location, region] as unknown[])
      .filter((one): one is string => typeof one === 'string' && !one.includes('${'));
    expect(locations.filter((one) => !/^(us-central1|us-west1|global)/.test(one))).toEqual([]);
  });
});

describe('findings', () => {
  const filterOf = (threatDetection: object): string =>
    partOf({ threatDetection }).resource('google_scc_v2_project_notification_config.account_threats_findings')
      .streaming_config.filter as string;

  it('go to a topic, whose agent may publish', () => {
    const stack = partOf({ threatDetection: {} });
    expect(stack.resource('google_scc_v2_project_notification_config.account_threats_findings')).toMatchObject({
      pubsub_topic: '${google_pubsub_topic.account_threats_findings_topic.id}',
      location: 'global',
    });
    expect(stack.resource('google_pubsub_topic_iam_member.account_threats_publisher')).toMatchObject({
      role: 'roles/pubsub.publisher',
      member: 'serviceAccount:${google_scc_v2_project_notification_config.account_threats_findings.service_account}',
    });
  });

  it('are all attacks, without those of what is off', () => {
    const all = 'state="ACTIVE" AND finding_class="THREAT" AND -mute="MUTED"';
    expect(filterOf({})).toBe(all);
    expect(filterOf({ databases: false, malware: false })).toBe(
      `${all} AND -resource_name:"//cloudsql.googleapis.com/" AND -category:"Malware"`,
    );
    expect(filterOf({ kubernetes: false, objects: false })).toBe(
      `${all} AND -resource_name:"//container.googleapis.com/" AND -resource_name:"//storage.googleapis.com/"`,
    );
  });

  it('of images are made by an API that is turned off again', () => {
    const scanning = (registries: boolean): Attributes[] =>
      partOf({ threatDetection: { registries } })
        .all('google_project_service')
        .filter(({ service }) => service === 'containerscanning.googleapis.com');
    expect(scanning(true)).toMatchObject([{ disable_on_destroy: true }]);
    expect(scanning(false)).toEqual([]);
  });

  it('are told by an alert on the topic', () => {
    const alert = partOf({ threatDetection: { notify: ['ops'] } }, true).resource(
      'google_monitoring_alert_policy.account_threats_findings_alert',
    );
    expect(alert.notification_channels).toEqual(['${google_monitoring_notification_channel.notify_ops.name}']);
    expect(alert.conditions[0].condition_threshold).toMatchObject({
      filter: expect.stringContaining('topic/send_message_operation_count') as string,
      comparison: 'COMPARISON_GT',
      threshold_value: 0,
    });
  });
});

describe('contacts', () => {
  const contactsOf = (contacts: object): Record<string, string[]> =>
    Object.fromEntries(
      partOf({ contacts })
        .all('google_essential_contacts_contact')
        .map(({ email, notification_category_subscriptions: categories }) => [email, categories as string[]]),
    );

  it('are told of what concerns them', () => {
    expect(
      contactsOf({
        security: { email: 's@example.com' },
        operations: { email: 'o@example.com' },
        billing: { email: 'b@example.com' },
      }),
    ).toEqual({
      's@example.com': ['SECURITY', 'SUSPENSION', 'LEGAL'],
      'o@example.com': ['TECHNICAL', 'PRODUCT_UPDATES'],
      'b@example.com': ['BILLING'],
    });
  });

  it('with the same address are one', () => {
    expect(contactsOf({ security: ops, billing: ops })).toEqual({
      'ops@example.com': ['SECURITY', 'SUSPENSION', 'LEGAL', 'BILLING'],
    });
  });

  it('have an address alone', () => {
    expect(problems({ contacts: { security: { ...ops, phone: '+1 555 0100' } } })).toBe(
      'acme/test (google): account.contacts.security.phone is not supported: Google knows contacts by their e-mail addresses alone; leave it out, or give it to the other clouds in `differences`',
    );
  });
});

describe('guards', () => {
  it('take the rights of default accounts, once these are there, one after the other', () => {
    const stack = stackOf({});
    const removed = (account: string) =>
      stack.resource(`google_project_iam_member_remove.account_guards_default_account_${account}`);
    expect(removed('compute')).toMatchObject({
      role: 'roles/editor',
      member: expect.stringMatching(/-compute@developer\.gserviceaccount\.com$/) as string,
      depends_on: ['time_sleep.account_guards_apis_propagation'],
    });
    expect(removed('appspot')).toMatchObject({
      role: 'roles/editor',
      depends_on: ['google_project_iam_member_remove.account_guards_default_account_compute'],
    });
    expect(apisOf(stack)).toContain('compute');
  });

  it('make agents before keys are granted to them, with a token that nothing keeps', () => {
    const [provisioner] = stackOf({}).resource('terraform_data.account_guards_agent_sqladmin').provisioner as [
      Record<'local-exec', Attributes>,
    ];
    expect(provisioner['local-exec']).toMatchObject({
      environment: { TOKEN: '${ephemeral.google_client_config.account_guards_token.access_token}' },
      on_failure: 'continue',
      quiet: true,
    });
    expect(provisioner['local-exec'].command).toMatch(
      /"\$TOKEN" \| curl --config - .*projects\/acme-test\/services\/sqladmin\.googleapis\.com:generateServiceIdentity'$/,
    );
    expect(stackOf({}).json.terraform.required_providers.google.version).toBe('>= 6.50.0, < 8.0.0');
  });

  it('are provisioners in HCL, too', () => {
    const hcl = synthHcl(withAccount({}))[STACK]!;
    expect(hcl).toMatch(/provisioner "local-exec" \{\n {4}command +=/);
    expect(hcl).toMatch(/on_failure += continue/);
  });

  it('can be left out', () => {
    const stack = partOf({ contacts: { security: ops } });
    expect(stack.all('google_project_iam_member_remove')).toEqual([]);
    expect(stack.json).not.toHaveProperty('ephemeral');
    expect(stack.json.terraform.required_providers.google.version).toBe('>= 6.50.0, < 7.7.0');
  });
});

describe('the provider of calls that are charged to the project', () => {
  it('is there for what needs it, and stays when that goes', () => {
    const stack = partOf({ compliance: { frameworks: ['cis'] }, threatDetection: {}, contacts: { security: ops } });
    expect(stack.json.provider.google).toMatchObject([
      { project: 'acme-test' },
      { alias: 'charged', project: 'acme-test', billing_project: 'acme-test', user_project_override: true },
    ]);
    for (const type of [
      'google_org_policy_policy',
      'google_scc_v2_project_notification_config',
      'google_essential_contacts_contact',
    ])
      for (const resource of stack.all(type)) expect(resource.provider).toBe('google.charged');
    expect(partOf({ state: {} }).json.provider.google).toHaveLength(2);
  });
});

it('tells whose rights it gives', () => {
  const [account] = rightsOf({
    ...providers,
    environments: [withAccount({ state: {}, auditTrail: {}, threatDetection: {} })],
  }).filter(({ stack }) => stack === STACK);
  expect(account!.rights.map(({ who, may }) => `${who}: ${may.join()}`).sort()).toEqual([
    'group:sre@example.com: roles/storage.objectAdmin',
    'service agent gcp-sa-logging: roles/cloudkms.cryptoKeyEncrypterDecrypter',
    'service agent gcp-sa-scc-notification: roles/pubsub.publisher',
    'service agent gs-project-accounts: roles/cloudkms.cryptoKeyEncrypterDecrypter',
    'serviceAccount:ci@acme.example: roles/storage.objectAdmin',
  ]);
});

describe('refused', () => {
  const stateOf = (other: object) => ({ targets: { google: { ...target, state: other } } });

  it('is a bucket for state that is kept elsewhere', () => {
    expect(problems({ state: {} }, stateOf({ kind: 'local' }))).toBe(
      "acme/test (google): account.state is for state in Cloud Storage, got state of the kind local: say { kind: 'gcs', … } as targets.google.state, or leave account.state out",
    );
  });

  it('is a name that no new bucket can have', () => {
    expect(problems({ state: {} }, stateOf({ kind: 'gcs', bucket: 'Acme_State' }))).toBe(
      'acme/test (google): account.state needs a name that Cloud Storage takes for a new bucket: 3–63 lower-case letters, digits and hyphens, not beginning with goog; got Acme_State',
    );
  });

  it('are tags of costs, which Google has anyway', () => {
    expect(problems({ costTags: true })).toContain('exports of Google bills have every label; leave it out');
  });
});
