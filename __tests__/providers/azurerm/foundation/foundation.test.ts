/** The resource group, the vault, keys and secrets on Azure. */
import { addressesOf, changed, postgres, problemsOf, synth } from '../../../helpers/azurerm/environment';
import { inside } from '../../../helpers/azurerm/inside';

const OPERATOR = '00000000_0000_4000_8000_000000000002';
const VAULTS = ['foundation_keys_vault', 'foundation_secondary_vault', 'foundation_vault'];
const withDatabase = synth(changed({ databases: { postgres } }));

test('an environment without keys and secrets has a resource group and no vault', () => {
  const retire = ['databases', 'caches', 'stores', 'cluster'];
  expect(addressesOf(synth(changed({ keys: { retire } })), 'foundation')).toEqual(['resource_group.foundation']);
});

test('secrets bring a vault and keys one in each region, each with its records, roles for whoever runs Terraform, and a wait for their propagation', () => {
  expect(addressesOf(withDatabase, 'foundation')).toEqual([
    ...VAULTS.map((vault) => `key_vault.${vault}`),
    ...VAULTS.map((vault) => `log_analytics_workspace.${vault}_logs`),
    ...VAULTS.map((vault) => `log_analytics_workspace_table.${vault}_logs_AZKVAuditLogs`),
    'management_lock.foundation_vault_lock',
    ...VAULTS.map((vault) => `monitor_diagnostic_setting.${vault}_logs_setting`),
    'private_endpoint.foundation_keys_vault_endpoint',
    'private_endpoint.foundation_secondary_vault_endpoint',
    'private_endpoint.foundation_vault_endpoint',
    'resource_group.foundation',
    `role_assignment.foundation_vault_operators_keys_${OPERATOR}`,
    `role_assignment.foundation_vault_operators_secrets_${OPERATOR}`,
    'terraform_data.foundation_vault_lock_contents',
    'time_sleep.foundation_vault_operators',
    'time_sleep.foundation_workspaces',
  ]);
});

test('whoever runs Terraform gets the roles on the group, before there is a vault, and keeps them until a successor has his own', () => {
  for (const role of ['keys', 'secrets']) {
    const grant = withDatabase.resource(`azurerm_role_assignment.foundation_vault_operators_${role}_${OPERATOR}`);
    expect(grant.scope).toBe('${azurerm_resource_group.foundation.id}');
    expect(grant.lifecycle).toEqual({ create_before_destroy: true });
    expect(JSON.stringify(grant)).not.toContain('azurerm_key_vault.');
  }
});

test('one wait for all workspaces, whatever the order of what writes to them', () => {
  const both = (...ids: string[]) =>
    synth(changed({ databases: Object.fromEntries(ids.map((id) => [id, postgres])) })).resource(
      'time_sleep.foundation_workspaces',
    );
  expect(both('orders', 'users').triggers).toEqual({
    workspaces: expect.stringMatching(/^\$\{join\(",", sort\(\[azurerm_log_analytics_workspace\.\w+\.id, /) as string,
  });
});

test('the vault grants access by roles, and can be neither purged nor emptied by a destroy', () => {
  expect(withDatabase.resource('azurerm_key_vault.foundation_vault')).toMatchObject({
    name: expect.stringMatching(/^acme-test-[0-9a-f]{6}$/),
    rbac_authorization_enabled: true,
    purge_protection_enabled: true,
    soft_delete_retention_days: 30,
    network_acls: { default_action: 'Allow', bypass: 'AzureServices' },
    tenant_id: '${data.azurerm_client_config.foundation_caller.tenant_id}',
  });
  expect(withDatabase.json.provider.azurerm[0]).toMatchObject({
    subscription_id: '00000000-0000-4000-8000-000000000001',
    resource_provider_registrations: 'core',
    storage_use_azuread: true,
    features: [
      {
        key_vault: [
          expect.objectContaining({ purge_soft_delete_on_destroy: false, recover_soft_deleted_key_vaults: true }),
        ],
        // Leftovers of Traffic Analytics in the group must not fail a destroy.
        resource_group: [{ prevent_deletion_if_contains_resources: false }],
        storage: [{ data_plane_available: false }],
      },
    ],
  });
});

test('keys and secrets have vaults of their own', () => {
  const vaultOf = (address: string) => withDatabase.resource(address).key_vault_id as string;
  expect(vaultOf('azurerm_key_vault_secret.postgres_credentials')).toBe('${azurerm_key_vault.foundation_vault.id}');
  expect(vaultOf('azurerm_key_vault_key.keys_databases')).toBe('${azurerm_key_vault.foundation_keys_vault.id}');
  expect(vaultOf('azurerm_key_vault_key.keys_databases_secondary')).toBe(
    '${azurerm_key_vault.foundation_secondary_vault.id}',
  );
  expect(VAULTS.map((vault) => withDatabase.resource(`azurerm_key_vault.${vault}`).name as string)).toEqual([
    expect.stringMatching(/^acme-test-keys-[0-9a-f]{6}$/),
    expect.stringMatching(/^acme-test-sec.*-[0-9a-f]{6}$/),
    expect.stringMatching(/^acme-test-[0-9a-f]{6}$/),
  ]);
});

test.each([true, false])('vaults are protected as keys are: %s', (deletionProtection) => {
  const stack = synth(changed({ keys: { deletionProtection }, databases: { postgres } }));
  for (const vault of VAULTS)
    expect(stack.resource(`azurerm_key_vault.${vault}`).lifecycle.prevent_destroy ?? false).toBe(deletionProtection);
  expect(stack.addresses.filter((address) => /^azurerm_management_lock\.foundation/.test(address))).toEqual(
    deletionProtection ? ['azurerm_management_lock.foundation_vault_lock'] : [],
  );
});

describe('the vault of secrets', () => {
  const from = (cidrs: string[] | 'anywhere' | null) => ({
    targets: { azurerm: { operatorCidrs: cidrs } },
    databases: { postgres },
  });
  const open = { public_network_access_enabled: true, network_acls: { default_action: 'Allow' } };
  const vaultOf = (change: object, vault = 'foundation_vault') =>
    synth(changed(change)).resource(`azurerm_key_vault.${vault}`);

  it('is open where Terraform runs anywhere', () => {
    expect(vaultOf(from('anywhere'))).toMatchObject(open);
  });

  it('is closed where the network is private, so that one must say from where Terraform runs', () => {
    const message = 'targets.azurerm.operatorCidrs must say from where Terraform runs';
    expect(problemsOf(changed(from(null))).join()).toContain(message);
    const withoutWayIn = changed({ network: { privateAccess: { secrets: false } } }, changed(from(null)));
    expect(problemsOf(withoutWayIn)).toEqual([]);
    expect(synth(withoutWayIn).resource('azurerm_key_vault.foundation_vault')).toMatchObject(open);
  });

  it('lets in the ranges from which Terraform runs, and nobody else', () => {
    expect(vaultOf(from(['203.0.113.0/24']))).toMatchObject({
      public_network_access_enabled: true,
      network_acls: { default_action: 'Deny', bypass: 'None', ip_rules: ['203.0.113.0/24'] },
    });
  });

  it('lets in nobody where Terraform runs in the network, and its secrets come after the way in', () => {
    expect(vaultOf(from([]))).toMatchObject({
      public_network_access_enabled: false,
      network_acls: { default_action: 'Deny', bypass: 'None' },
    });
    expect(synth(changed(from([]))).resource('azurerm_key_vault_secret.postgres_credentials').depends_on).toContain(
      'azurerm_private_endpoint.foundation_vault_endpoint',
    );
  });

  it("leaves that of keys open, which AKS calls from outside, and closes that of the other region's", () => {
    expect(vaultOf(from([]), 'foundation_keys_vault')).toMatchObject(open);
    expect(vaultOf(from('anywhere'), 'foundation_secondary_vault')).toMatchObject(open);
    expect(vaultOf(from(['203.0.113.0/24']), 'foundation_secondary_vault')).toMatchObject({
      public_network_access_enabled: true,
      network_acls: { default_action: 'Deny', bypass: 'AzureServices', ip_rules: ['203.0.113.0/24'] },
    });
  });

  it("closes that of the other region's keys but for services that are trusted, and its keys come after the way in", () => {
    expect(vaultOf(from([]), 'foundation_secondary_vault')).toMatchObject({
      public_network_access_enabled: false,
      network_acls: { default_action: 'Deny', bypass: 'AzureServices' },
    });
    expect(synth(changed(from([]))).resource('azurerm_key_vault_key.keys_databases_secondary').depends_on).toContain(
      'azurerm_private_endpoint.foundation_secondary_vault_endpoint',
    );
  });

  it.each([
    ['10.0.0.0/8', {}, 'must hold ranges of the internet, and not all of it, got 10.0.0.0/8'],
    ['0.0.0.0/0', {}, 'must hold ranges of the internet, and not all of it, got 0.0.0.0/0'],
    [
      '203.0.113.0/24',
      { network: { privateAccess: { secrets: false } } },
      'must be left out without network.privateAccess.secrets',
    ],
  ])('refuses %s with %j', (range, change, message) => {
    expect(problemsOf(changed(change, changed(from([range])))).join()).toContain(
      `targets.azurerm.operatorCidrs ${message}`,
    );
  });
});

test('the lock of secrets is taken off for what goes from inside, and roles on them are', () => {
  const { depends_on: parts } = synth(inside).resource('azurerm_management_lock.foundation_vault_lock');
  expect(parts).toEqual(
    expect.arrayContaining([
      'azurerm_monitor_diagnostic_setting.foundation_vault_logs_setting',
      'azurerm_private_endpoint.foundation_vault_endpoint',
      'azurerm_role_assignment.identity_web_secret_token_1',
      'azurerm_role_assignment.identity_external_secrets_secret_postgres_1',
    ]),
  );
});

test.each(VAULTS)('%s records who uses what it holds, for as long as the target says', (vault) => {
  expect(withDatabase.resource(`azurerm_monitor_diagnostic_setting.${vault}_logs_setting`)).toMatchObject({
    target_resource_id: `\${azurerm_key_vault.${vault}.id}`,
    log_analytics_workspace_id: `\${azurerm_log_analytics_workspace.${vault}_logs.id}`,
    enabled_log: [{ category: 'AuditEvent' }],
  });
  const keptFor = (target: object) =>
    synth(changed({ databases: { postgres }, targets: { azurerm: target } })).resource(
      `azurerm_log_analytics_workspace_table.${vault}_logs_AZKVAuditLogs`,
    ).retention_in_days as number;
  expect(keptFor({})).toBe(90);
  expect(keptFor({ vaultLogs: { retentionDays: 365 } })).toBe(365);
});

test('records are kept only for as long as Log Analytics can', () => {
  expect(problemsOf(changed({ targets: { azurerm: { vaultLogs: { retentionDays: 731 } } } })).join()).toContain(
    'targets.azurerm.vaultLogs.retentionDays must lie between 4 and 730',
  );
});

test("the target's tenant is used, and the incarnation is part of the vault's name", () => {
  const tenant = '00000000-0000-4000-8000-000000000002';
  const { resource, json } = synth(
    changed({ incarnation: 'b', targets: { azurerm: { tenant } }, databases: { postgres } }),
  );
  expect(resource('azurerm_key_vault.foundation_vault')).toMatchObject({
    tenant_id: tenant,
    name: expect.stringMatching(/^acme-test-b-/),
  });
  expect(json.provider.azurerm[0].tenant_id).toBe(tenant);
});

test('a key is rotated, never expires and is created after the roles have propagated', () => {
  expect(withDatabase.resource('azurerm_key_vault_key.keys_databases')).toMatchObject({
    name: 'acme-test-databases',
    key_type: 'RSA',
    rotation_policy: { automatic: { time_after_creation: 'P90D' } },
    depends_on: expect.arrayContaining(['time_sleep.foundation_vault_operators']),
  });
  expect(withDatabase.resource('azurerm_role_assignment.postgres_key_user_key')).toMatchObject({
    role_definition_name: 'Key Vault Crypto Service Encryption User',
    scope: '${azurerm_key_vault_key.keys_databases.resource_versionless_id}',
    principal_type: 'ServicePrincipal',
    skip_service_principal_aad_check: true,
  });
});

test('a password is written by a write-only argument and read back from the vault', () => {
  expect(withDatabase.resource('azurerm_key_vault_secret.postgres_credentials')).toMatchObject({
    value_wo:
      '${jsonencode({"username" = "acme", "password" = ephemeral.random_password.postgres_credentials_generated.result})}',
    value_wo_version: 1,
    lifecycle: { ignore_changes: ['value_wo_version'] },
    content_type: 'application/json',
  });
  expect(withDatabase.json.ephemeral.azurerm_key_vault_secret.postgres_credentials_stored).toEqual({
    name: '${azurerm_key_vault_secret.postgres_credentials.name}',
    key_vault_id: '${azurerm_key_vault_secret.postgres_credentials.key_vault_id}',
    version: '${azurerm_key_vault_secret.postgres_credentials.version}',
  });
});

test('the right to use an existing key is granted in its vault', () => {
  const encryptionKey = { existing: { azurerm: 'https://acmevault.vault.azure.net/keys/mine' } };
  const { json, resource } = synth(changed({ databases: { postgres: { ...postgres, encryptionKey } } }));
  expect(json.data.azurerm_resources.postgres_key_vault).toMatchObject({
    type: 'Microsoft.KeyVault/vaults',
    name: 'acmevault',
  });
  expect(resource('azurerm_role_assignment.postgres_key_user_existing')).toMatchObject({
    scope: '${data.azurerm_resources.postgres_key_vault.resources[0].id}/keys/mine',
    lifecycle: { create_before_destroy: true },
  });
});
