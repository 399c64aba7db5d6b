/** The resource group, the vault, keys and secrets on Azure. */
import { addressesOf, changed, postgres, synth } from '../../../helpers/azurerm/environment';

const OPERATOR = '00000000_0000_4000_8000_000000000002';
const withDatabase = synth(changed({ databases: { postgres } }));

test('an environment without keys and secrets has a resource group and no vault', () => {
  const retire = ['databases', 'caches', 'stores', 'cluster'];
  expect(addressesOf(synth(changed({ keys: { retire } })), 'foundation')).toEqual(['resource_group.foundation']);
});

test('keys and secrets bring a vault in each region, roles for whoever runs Terraform, and a wait for their propagation', () => {
  expect(addressesOf(withDatabase, 'foundation')).toEqual([
    'key_vault.foundation_secondary_vault',
    'key_vault.foundation_vault',
    'private_endpoint.foundation_vault_endpoint',
    'resource_group.foundation',
    `role_assignment.foundation_vault_operators_keys_${OPERATOR}`,
    `role_assignment.foundation_vault_operators_secrets_${OPERATOR}`,
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
