/** The account on Azure: its resources by part, and the arguments that a first apply, and whoever reads the trail, depend on. */
import { on, wholeWith } from '../../../helpers/environments';
import { type Attributes, problemsOf, type Stack, synth } from '../../../helpers/synth';

const SUBSCRIPTION = '/subscriptions/00000000-0000-4000-8000-000000000001';
const PLANNER = '00000000-0000-4000-8000-000000000004';
const blobs = { kind: 'azurerm', resourceGroup: 'acme-state', storageAccount: 'acmestate', container: 'states' };

const input = (account: object, target: object = {}, more: object = {}) =>
  on(
    'azurerm',
    wholeWith({
      account: { auditTrail: { alerts: ['ops'], reads: [] }, defaults: false, ...account },
      notifications: { ops: { email: 'ops@example.com' } },
      targets: { azurerm: target },
      ...more,
    }),
  );
const stackOf = (account: object, target: object = {}): Stack =>
  synth(input(account, target))['acme-test-azurerm-account']!;

/** Addresses of a part. */
const ofPart = (stack: Stack, part: RegExp): string[] => stack.addresses().filter((address) => part.test(address));
const registeredBy = (stack: Stack): string[] =>
  (stack.json.provider as { azurerm: { resource_providers_to_register: string[] }[] }).azurerm[0]!
    .resource_providers_to_register;

describe('the state', () => {
  const operators = { apply: ['00000000-0000-4000-8000-000000000002'], plan: [PLANNER] };
  const stack = stackOf({ state: { versionDays: 30 } }, { state: blobs, operators });
  const account = stack.resource('azurerm_storage_account.account_state');

  it('is a container with the names that the state has, with a key and a lock', () => {
    expect(ofPart(stack, /\.account_state/)).toEqual([
      'azurerm_key_vault_key.account_state_key',
      'azurerm_management_lock.account_state_lock',
      'azurerm_resource_group.account_state_group',
      'azurerm_role_assignment.account_state_key_user_key',
      'azurerm_role_assignment.account_state_operator_00000000_0000_4000_8000_000000000002',
      'azurerm_role_assignment.account_state_operator_00000000_0000_4000_8000_000000000004',
      'azurerm_storage_account.account_state',
      'azurerm_storage_container.account_state_container',
      'azurerm_storage_management_policy.account_state_lifecycle',
      'azurerm_user_assigned_identity.account_state_key_user',
      'terraform_data.account_state_lock_contents',
      'time_sleep.account_state_key_user_propagation',
    ]);
    expect(stack.resource('azurerm_resource_group.account_state_group').name).toBe('acme-state');
    expect(account.name).toBe('acmestate');
    expect(stack.resource('azurerm_storage_container.account_state_container')).toMatchObject({
      name: 'states',
      container_access_type: 'private',
      lifecycle: { prevent_destroy: true },
    });
  });

  it('is kept in the container that it makes', () => {
    expect((stack.json.terraform as Attributes).backend).toMatchObject({
      azurerm: { storage_account_name: 'acmestate', key: 'acme-test-azurerm-account.tfstate', use_azuread_auth: true },
    });
  });

  it('is closed to keys of the account and to the public, and encrypted with its own key', () => {
    expect(account).toMatchObject({
      shared_access_key_enabled: false,
      min_tls_version: 'TLS1_2',
      allow_nested_items_to_be_public: false,
      customer_managed_key: { key_vault_key_id: '${azurerm_key_vault_key.account_state_key.versionless_id}' },
      depends_on: expect.arrayContaining(['time_sleep.account_state_key_user_propagation']),
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.resource('azurerm_key_vault_key.account_state_key')).toMatchObject({
      name: 'acme-test-account-state',
      rotation_policy: { automatic: { time_after_creation: 'P90D' } },
      lifecycle: { prevent_destroy: true },
    });
  });

  it('keeps a version for its days after it was replaced, however old it was', () => {
    expect(account.blob_properties).toMatchObject({
      versioning_enabled: true,
      delete_retention_policy: { days: 30 },
      container_delete_retention_policy: { days: 30 },
    });
    const [rule] = stack.resource('azurerm_storage_management_policy.account_state_lifecycle').rule as Attributes[];
    expect(rule!.actions).toEqual({ version: { delete_after_days_since_creation: 30 } });
  });

  it('is written by who only plans, too, because a plan locks it', () => {
    expect(
      stack.resource(`azurerm_role_assignment.account_state_operator_${PLANNER.replaceAll('-', '_')}`),
    ).toMatchObject({
      role_definition_name: 'Storage Blob Data Contributor',
      scope: '${azurerm_storage_container.account_state_container.id}',
      principal_id: PLANNER,
    });
  });

  it('can be let go', () => {
    const open = stackOf({ state: { deletionProtection: false } }, { state: blobs });
    expect(ofPart(open, /account_state_lock/)).toEqual([]);
    for (const address of ofPart(open, /^azurerm_(storage|key_vault_key|resource_group)\w*\.account_state/))
      expect([address, open.resource(address).lifecycle?.prevent_destroy]).not.toEqual([address, true]);
  });

  it.each([
    [{ kind: 'local' }, /account\.state is for state in Azure Blob Storage, got state of the kind local: say \{ kind/],
    [{ ...blobs, resourceGroup: 'Acme-Test' }, /account\.state needs a resource group of its own, got Acme-Test/],
    [{ ...blobs, resourceGroup: 'acme-test-account' }, /needs a resource group of its own, got acme-test-account/],
    [{ ...blobs, resourceGroup: 'acme-test-cluster-nodes' }, /needs a resource group of its own/],
    [
      { ...blobs, storageAccount: 'acme-state' },
      /takes for a storage account, of at most 24 characters, got acme-state/,
    ],
    [{ ...blobs, container: 'States' }, /takes for a storage container, .* got States: change container of the state/],
    [{ ...blobs, resourceGroup: 'a.' }, /takes for a resource group, .* got a\.: change resourceGroup of the state/],
  ])('%j is refused', (state, message) => {
    expect(problemsOf(input({ state: {} }, { state })).join('\n')).toMatch(message);
  });

  it('keeps no version for longer than Azure can', () => {
    expect(problemsOf(input({ state: { versionDays: 366 } }, { state: blobs })).join()).toContain(
      'account.state.versionDays cannot be 366: Azure restores what was deleted for at most 365 days',
    );
  });
});

describe('the trail', () => {
  const stack = stackOf({
    auditTrail: { alerts: ['ops'], reads: ['objects', 'secrets'], lock: true, retentionDays: 800 },
  });

  it('sends the whole activity log to a container and a workspace, once the container keeps it', () => {
    const setting = stack.resource('azurerm_monitor_diagnostic_setting.account_trail_setting');
    expect(setting).toMatchObject({
      target_resource_id: SUBSCRIPTION,
      storage_account_id: '${azurerm_storage_account.account_trail.id}',
      log_analytics_workspace_id: '${azurerm_log_analytics_workspace.account_trail_workspace.id}',
      depends_on: expect.arrayContaining(['azurerm_storage_container_immutability_policy.account_trail_retention']),
    });
    expect((setting.enabled_log as Attributes[]).map(({ category }) => category as string)).toEqual(
      expect.arrayContaining(['Administrative', 'Security', 'Policy', 'ServiceHealth']),
    );
  });

  it('cannot be changed, for as long as it is kept, and is deleted afterwards', () => {
    expect(stack.resource('azurerm_storage_container_immutability_policy.account_trail_retention')).toMatchObject({
      immutability_period_in_days: 800,
      locked: true,
      protected_append_writes_enabled: true,
    });
    expect(stack.resource('azurerm_storage_container.account_trail_container').name).toBe('insights-activity-logs');
    const [rule] = stack.resource('azurerm_storage_management_policy.account_trail_lifecycle').rule as Attributes[];
    expect(rule).toMatchObject({
      filters: { blob_types: ['appendBlob'] },
      actions: { base_blob: { delete_after_days_since_modification_greater_than: 800 } },
    });
    expect(stackOf({}).resource('azurerm_storage_container_immutability_policy.account_trail_retention').locked).toBe(
      false,
    );
  });

  it('is searched for as long as a workspace keeps records', () => {
    expect(stack.resource('azurerm_log_analytics_workspace.account_trail_workspace').retention_in_days).toBe(730);
    expect(stackOf({}).resource('azurerm_log_analytics_workspace.account_trail_workspace').retention_in_days).toBe(400);
  });

  it('records reads by policies, which are told once of what is there, and not those of itself', () => {
    const assignment = stack.resource('azurerm_subscription_policy_assignment.account_trail_reads_objects');
    expect(assignment).toMatchObject({
      subscription_id: SUBSCRIPTION,
      location: 'eastus',
      identity: { type: 'SystemAssigned' },
      not_scopes: ['${azurerm_storage_account.account_trail.id}'],
    });
    expect(String(assignment.parameters)).toContain('azurerm_log_analytics_workspace.account_trail_workspace.id');
    expect(stack.resource('azurerm_role_assignment.account_trail_reads_secrets_logs')).toMatchObject({
      scope: SUBSCRIPTION,
      role_definition_name: 'Log Analytics Contributor',
      principal_id: '${azurerm_subscription_policy_assignment.account_trail_reads_secrets.identity[0].principal_id}',
    });
    expect(
      stack.resource('azurerm_subscription_policy_remediation.account_trail_reads_secrets_remediation').depends_on,
    ).toEqual(['time_sleep.account_trail_reads_secrets_propagation']);
    expect(ofPart(stackOf({}), /^azurerm_subscription_policy/)).toEqual([]);
    // Statements are in the workspaces of servers.
    expect(
      ofPart(stackOf({ auditTrail: { alerts: ['ops'], reads: ['statements'] } }), /^azurerm_subscription_policy/),
    ).toEqual([]);
  });

  it('has an alert for each operation, which tells who is named', () => {
    const alerts = ofPart(stack, /^azurerm_monitor_activity_log_alert/).map((address) => stack.resource(address));
    expect(alerts).toHaveLength(20);
    for (const { action, scopes, location } of alerts)
      expect({ action, scopes, location }).toEqual({
        action: [{ action_group_id: '${azurerm_monitor_action_group.notify_ops.id}' }],
        scopes: [SUBSCRIPTION],
        location: 'global',
      });
    const operations = alerts.map(({ criteria }) => (criteria as Attributes).operation_name as string);
    expect(new Set(operations).size).toBe(operations.length);
    expect(operations).toContain('Microsoft.Insights/diagnosticSettings/delete');
    expect(ofPart(stackOf({ auditTrail: {}, threatDetection: { notify: ['ops'] } }), /account_trail_alerts/)).toEqual(
      [],
    );
  });
});

describe('compliance', () => {
  const policies = (stack: Stack) =>
    ofPart(stack, /^azurerm_subscription_policy_assignment/).map((address) => [
      address.split('account_')[1],
      (stack.resource(address).policy_definition_id as string).split('/').slice(-2).join('/'),
    ]);

  it('is judged by one set of policies for each framework, which change nothing', () => {
    const stack = stackOf({ compliance: { frameworks: ['cis', 'gdpr', 'hipaa', 'pci', 'soc2'] } });
    expect(policies(stack)).toEqual([
      ['compliance_cis', 'policySetDefinitions/470a962c-86a0-433b-803a-3c176b5ce79c'],
      ['compliance_gdpr', 'policySetDefinitions/7326812a-86a4-40c8-af7c-8945de9c4913'],
      ['compliance_hipaa', 'policySetDefinitions/e0d47b75-5d99-442a-9d60-07f2595ab095'],
      ['compliance_pci', 'policySetDefinitions/c676748e-3af9-4e22-bc28-50feed564afb'],
      ['compliance_soc2', 'policySetDefinitions/53ad89f5-8542-49e9-ba81-1cbd686e0d52'],
    ]);
    expect(ofPart(stack, /policy_remediation|role_assignment\.account/)).toEqual([]);
    expect(registeredBy(stack)).toContain('Microsoft.Security');
    expect(registeredBy(stackOf({}))).not.toContain('Microsoft.Security');
  });

  it('closes regions but for those of the target', () => {
    const stack = stackOf({ compliance: { frameworks: ['cis'], regions: 'targets' } });
    expect(policies(stack).slice(1)).toEqual([
      ['compliance_regions_of_groups', 'policyDefinitions/e765b5de-1225-4ba3-bd56-1ac6695af988'],
      ['compliance_regions_of_resources', 'policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c'],
    ]);
    expect(
      stack.resource('azurerm_subscription_policy_assignment.account_compliance_regions_of_resources').parameters,
    ).toBe('${jsonencode({"listOfAllowedLocations" = {"value" = ["eastus", "westus"]}})}');
  });
});

describe('threat detection', () => {
  const plansOf = (stack: Stack) =>
    Object.fromEntries(
      ofPart(stack, /subscription_pricing/).map((address) => {
        const { resource_type, extension = [] } = stack.resource(address);
        return [resource_type, (extension as Attributes[]).map(({ name }) => name as string)];
      }),
    );

  it('turns on plans, one after another', () => {
    const stack = stackOf({ threatDetection: {} });
    expect(plansOf(stack)).toEqual({
      Arm: [],
      KeyVaults: [],
      Containers: [
        'AgentlessDiscoveryForKubernetes',
        'ContainerSensor',
        'AgentlessVmScanning',
        'ContainerRegistriesVulnerabilityAssessments',
      ],
      OpenSourceRelationalDatabases: [],
      StorageAccounts: ['OnUploadMalwareScanning'],
    });
    const before = ofPart(stack, /subscription_pricing/).map((address) => stack.resource(address).depends_on);
    expect(before.filter((one) => one === undefined)).toHaveLength(1);
    expect(new Set(before.flat()).size).toBe(before.length);
    expect(registeredBy(stack)).toEqual(expect.arrayContaining(['Microsoft.EventGrid', 'Microsoft.Security']));
  });

  it('leaves out what is off', () => {
    const off = { kubernetes: false, databases: false, objects: false, malware: false };
    expect(plansOf(stackOf({ threatDetection: off }))).toEqual({
      Arm: [],
      KeyVaults: [],
      Containers: ['ContainerRegistriesVulnerabilityAssessments'],
    });
    expect(plansOf(stackOf({ threatDetection: { ...off, registries: false } }))).toEqual({ Arm: [], KeyVaults: [] });
  });

  it('leaves out plans that the subscription has', () => {
    const adopt = ['plan-containers', 'plan-vaults'];
    const adopted = stackOf({ threatDetection: {} }, { adopt });
    const whole = plansOf(stackOf({ threatDetection: {} }));
    const left = Object.keys(whole).filter((plan) => plan !== 'Containers' && plan !== 'KeyVaults');
    expect(Object.keys(plansOf(adopted)).sort()).toEqual(left.sort());
    // Of what is left, each waits for the one before.
    expect(
      adopted.resource('azurerm_security_center_subscription_pricing.account_threats_databases').depends_on,
    ).toEqual(['azurerm_security_center_subscription_pricing.account_threats_management']);
  });

  it('tells of alerts by the activity log, which records them', () => {
    const stack = stackOf({ threatDetection: { notify: ['ops'] } });
    expect(stack.resource('azurerm_monitor_activity_log_alert.account_threats_findings')).toMatchObject({
      criteria: { category: 'Security' },
      action: [{ action_group_id: '${azurerm_monitor_action_group.notify_ops.id}' }],
    });
    expect(ofPart(stackOf({ threatDetection: {} }), /account_threats_findings/)).toEqual([]);
  });
});

describe('contacts', () => {
  const contacts = {
    security: { email: 'sec@example.com', phone: '+1 555 0100' },
    operations: { email: 'ops@example.com', name: 'Operations', title: 'On call', phone: '+1 555 0101' },
    billing: { email: 'money@example.com', name: 'Accounting' },
  };
  const stack = stackOf({ contacts });

  it('are told by Defender for Cloud, Service Health and Cost Management', () => {
    expect(ofPart(stack, /account_contacts/)).toEqual([
      'azurerm_cost_anomaly_alert.account_contacts_costs',
      'azurerm_monitor_action_group.account_contacts_operations_group',
      'azurerm_monitor_action_group.account_contacts_security_group',
      'azurerm_monitor_activity_log_alert.account_contacts_operations_health',
      'azurerm_monitor_activity_log_alert.account_contacts_security_health',
      'azurerm_security_center_contact.account_contacts_security',
      'time_rotating.account_contacts_renewal',
    ]);
    expect(stack.resource('azurerm_security_center_contact.account_contacts_security')).toMatchObject({
      email: 'sec@example.com',
      phone: '+1 555 0100',
      alert_notifications: true,
    });
    expect(stack.resource('azurerm_monitor_activity_log_alert.account_contacts_operations_health')).toMatchObject({
      description: 'Service Health has news, for Operations, On call, +1 555 0101',
      criteria: { service_health: { events: ['Incident', 'Maintenance', 'Informational', 'ActionRequired'] } },
    });
    expect(stack.resource('azurerm_cost_anomaly_alert.account_contacts_costs')).toMatchObject({
      email_addresses: ['money@example.com'],
      message: 'For Accounting',
      lifecycle: { replace_triggered_by: ['time_rotating.account_contacts_renewal'] },
    });
    expect(stack.resource('time_rotating.account_contacts_renewal').rotation_months).toBe(11);
  });

  it('leave out the one of Defender for Cloud that the subscription has', () => {
    const adopted = stackOf({ contacts }, { adopt: ['contact-security'] });
    expect(ofPart(adopted, /^azurerm_security_center_contact/)).toEqual([]);
    expect(ofPart(adopted, /account_contacts_security_health/)).toHaveLength(1);
  });

  it('have no name for security', () => {
    const named = { security: { ...contacts.security, name: 'Security' } };
    expect(problemsOf(input({ contacts: named })).join()).toContain('account.contacts.security.name is not supported');
  });
});

describe('defaults', () => {
  it('refuse public objects, and register the feature that the target uses', () => {
    const stack = stackOf({ defaults: true }, { hostEncryption: true });
    expect(ofPart(stack, /account_guards/)).toEqual([
      'azurerm_subscription_policy_assignment.account_guards_public_objects',
      'azurerm_subscription_template_deployment.account_guards_host_encryption',
    ]);
    expect(stack.resource('azurerm_subscription_policy_assignment.account_guards_public_objects').parameters).toContain(
      '"Deny"',
    );
    expect(
      String(
        stack.resource('azurerm_subscription_template_deployment.account_guards_host_encryption').template_content,
      ),
    ).toContain('Microsoft.Compute/EncryptionAtHost');
    expect(ofPart(stackOf({ defaults: true }), /template_deployment/)).toEqual([]);
    expect(ofPart(stackOf({}), /account_guards/)).toEqual([]);
  });

  it('admit the accounts of buckets that a Cdn serves, by the names that they get', () => {
    const stacks = synth(
      input(
        { defaults: true },
        {},
        {
          objectStores: { files: { public: true, replication: true }, closed: {} },
          dnsZones: { main: { domain: 'example.com' } },
          cdns: { site: { hosts: ['www.example.com'], origin: { bucket: 'files' } } },
        },
      ),
    );
    const infrastructure = stacks['acme-test-azurerm']!;
    const ids = ['files', 'files_replica'].map((id) => {
      const { name } = infrastructure.resource(`azurerm_storage_account.${id}`);
      const group = infrastructure.resource('azurerm_resource_group.foundation').name;
      return `/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/${String(group)}/providers/Microsoft.Storage/storageAccounts/${String(name)}`;
    });
    const guard = 'azurerm_subscription_policy_assignment.account_guards_public_objects';
    expect(stacks['acme-test-azurerm-account']!.resource(guard).not_scopes).toEqual(ids);
    expect(stackOf({ defaults: true }).resource(guard).not_scopes).toBeUndefined();
  });
});

describe('notifications', () => {
  it('are action groups with one receiver', () => {
    const stack = stackOf({});
    expect(ofPart(stack, /notify/)).toEqual(['azurerm_monitor_action_group.notify_ops']);
    expect(stack.resource('azurerm_monitor_action_group.notify_ops')).toMatchObject({
      name: 'acme-test-account-notify-ops',
      email_receiver: [{ email_address: 'ops@example.com' }],
    });
  });
});
