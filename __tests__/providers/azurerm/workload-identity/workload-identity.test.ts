/** Identities of service accounts on Azure: their trust and their roles. */
import { addressesOf, type Attributes, problemsOf, synth } from '../../../helpers/azurerm/environment';
import { DNS_GROUP, identityWith, inside, insideWith, zone } from '../../../helpers/azurerm/inside';

const stack = synth(inside);

/** `role on scope` of every grant of an identity. */
const rightsOf = ({ json }: { json: Attributes }, identity: string): string[] =>
  Object.entries<Attributes>(json.resource.azurerm_role_assignment)
    .filter(([id]) => id.startsWith(`identity_${identity}_`))
    .map(([, { role_definition_name: name, role_definition_id: id, scope }]) => `${name ?? id} on ${scope}`)
    .sort();

test('an identity, its trust and its roles; none without rights', () => {
  expect(stack.addresses.filter((address) => address.includes('identity_silent'))).toEqual([]);
  expect(addressesOf(stack, 'identity_web')).toEqual([
    'federated_identity_credential.identity_web_credential',
    'role_assignment.identity_web_bucket_backups',
    'role_assignment.identity_web_bucket_files',
    'role_assignment.identity_web_links_backups',
    'role_assignment.identity_web_links_files',
    'role_assignment.identity_web_secret_postgres_1',
    'role_assignment.identity_web_secret_postgres_2',
    'role_assignment.identity_web_secret_token_1',
    'user_assigned_identity.identity_web',
  ]);
});

test("it trusts the cluster's tokens of one service account", () => {
  expect(stack.resource('azurerm_federated_identity_credential.identity_web_credential')).toMatchObject({
    parent_id: '${azurerm_user_assigned_identity.identity_web.id}',
    issuer: '${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}',
    subject: 'system:serviceaccount:shop:acme-web',
    audience: ['api://AzureADTokenExchange'],
  });
  expect(stack.json.output.identity_web_identity.value).toBe(
    '${azurerm_user_assigned_identity.identity_web.client_id}',
  );
});

test('roles are on single containers and secrets: credentials and connection of a server', () => {
  expect(rightsOf(stack, 'web')).toEqual([
    'Key Vault Secrets User on ${azurerm_key_vault_secret.postgres_credentials.resource_versionless_id}',
    'Key Vault Secrets User on ${azurerm_key_vault_secret.secrets_postgres_connection.resource_versionless_id}',
    'Key Vault Secrets User on ${azurerm_key_vault_secret.secrets_token.resource_versionless_id}',
    'Storage Blob Data Contributor on ${azurerm_storage_container.backups_container.id}',
    'Storage Blob Data Reader on ${azurerm_storage_container.files_container.id}',
    'Storage Blob Delegator on ${azurerm_storage_account.backups.id}',
    'Storage Blob Delegator on ${azurerm_storage_account.files.id}',
  ]);
  for (const grant of Object.values<Attributes>(stack.json.resource.azurerm_role_assignment))
    expect(grant.scope).not.toMatch(/^\/subscriptions\/[^/]+$/);
});

test('a role per zone, and one per resource group of zones, whatever the case of their ids', () => {
  const addons = { certManager: { email: 'ops@example.com' } };
  const dnsZones = { other: zone('example.org', DNS_GROUP.replace('resourceGroups/dns', 'resourcegroups/DNS')) };
  const [contributor, other, reader, ...rest] = rightsOf(synth(insideWith({ addons, dnsZones })), 'cert_manager');
  expect(contributor).toBe(
    `DNS Zone Contributor on ${DNS_GROUP.replace('/dns', '/DNS')}/providers/Microsoft.Network/dnsZones/example.org`,
  );
  expect(other).toBe(`DNS Zone Contributor on ${DNS_GROUP}/providers/Microsoft.Network/dnsZones/example.com`);
  expect(reader).toMatch(/^Reader on .*\/resourceGroups\/dns$/i);
  expect(rest).toEqual([]);
});

test('an existing cluster is trusted too', () => {
  const existing = { existing: { azurerm: { name: 'hub', location: 'shared' } } };
  const credential = synth({ ...inside, cluster: existing }).resource(
    'azurerm_federated_identity_credential.identity_web_credential',
  );
  expect(credential.issuer).toBe('${data.azurerm_kubernetes_cluster.cluster.oidc_issuer_url}');
});

test("a role for snapshots only, on the group of the nodes' disks and on the environment's own", () => {
  const { addresses, resource } = identityWith([{ cloud: 'volume-snapshots' }, { cloud: 'load-balancers' }]);
  expect(addressesOf({ addresses }, 'identity_backup')).toEqual([
    'federated_identity_credential.identity_backup_credential',
    'role_assignment.identity_backup_disks',
    'role_assignment.identity_backup_snapshots',
    'role_definition.identity_backup_snapshot_role',
    'user_assigned_identity.identity_backup',
  ]);
  const groups = ['${azurerm_resource_group.foundation.id}', '/subscriptions/s/resourceGroups/nodes'];
  const role = resource('azurerm_role_definition.identity_backup_snapshot_role');
  expect(role).toMatchObject({
    name: expect.stringMatching(/^acme-test-identity-backup-snapshots-[0-9a-f]{6}$/),
    scope: groups[0],
    assignable_scopes: groups,
  });
  for (const action of role.permissions[0].actions as string[])
    expect(action).toMatch(/^Microsoft\.Compute\/(disks|snapshots)\//);
  expect(
    ['snapshots', 'disks'].map((id) => resource(`azurerm_role_assignment.identity_backup_${id}`).scope as string),
  ).toEqual(groups);
  expect(resource('azurerm_role_assignment.identity_backup_disks').role_definition_id).toBe(
    '${azurerm_role_definition.identity_backup_snapshot_role.role_definition_resource_id}',
  );
});

describe('telemetry', () => {
  const sending = synth(insideWith({ addons: { telemetry: { traces: ['cloud'], metrics: ['cloud'] } } }));

  test('goes to Application Insights, which takes tokens alone', () => {
    expect(sending.resource('azurerm_application_insights.foundation_telemetry')).toMatchObject({
      name: 'acme-test-telemetry',
      workspace_id: '${azurerm_log_analytics_workspace.foundation_telemetry_workspace.id}',
      local_authentication_disabled: true,
    });
    expect(rightsOf(sending, 'telemetry')).toEqual([
      'Monitoring Metrics Publisher on ${azurerm_application_insights.foundation_telemetry.id}',
    ]);
  });

  test('has no place where nobody sends any', () => {
    expect(stack.addresses.filter((address) => address.includes('telemetry'))).toEqual([]);
  });
});

describe('images', () => {
  const REGISTRY =
    '/subscriptions/00000000-0000-4000-8000-000000000009/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/acmeimages';
  const azurerm = { ...inside.targets.azurerm!, registries: [REGISTRY] };
  const withRegistry = insideWith({ addons: { trivy: {} }, targets: { azurerm } });

  test('are read from the registries that the target names', () => {
    expect(rightsOf(synth(withRegistry), 'trivy')).toEqual([`AcrPull on ${REGISTRY}`]);
    expect(rightsOf(synth(insideWith({ addons: { trivy: {} } })), 'trivy')).toEqual([]);
  });

  test('for scans, registries may be named beside an existing cluster', () => {
    const existing = { ...withRegistry, cluster: { existing: { azurerm: { name: 'hub', location: 'shared' } } } };
    expect(rightsOf(synth(existing), 'trivy')).toEqual([`AcrPull on ${REGISTRY}`]);
    expect(problemsOf({ ...existing, addons: {} }).join()).toContain(
      'they are for the nodes of a cluster that is made here, and for addons.trivy',
    );
  });
});

describe('refused', () => {
  const email = { certManager: { email: 'ops@example.com' } };
  test.each([
    [
      'a zone without a resource id',
      { dnsZones: { main: { existing: { azurerm: 'example-com' } } } },
      'dnsZones.main.existing.azurerm must be the resource id of its zone of Azure DNS, ' +
        '/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/dnsZones/example.com, got example-com',
    ],
    [
      "another domain's zone",
      { dnsZones: { main: { domain: 'example.net' } } },
      expect.stringMatching(/^dnsZones\.main\.existing\.azurerm must be .*dnsZones\/example\.net, got .*example\.com$/),
    ],
    [
      'zones in two groups, of which External DNS lists only one',
      { addons: { ...email, externalDns: {} }, dnsZones: { other: zone('example.org', `${DNS_GROUP}-2`) } },
      'dnsZones.other must be in one resource group with the other dnsZones, where addons.externalDns looks for them; got dns, dns-2',
    ],
  ])('%s', (_, change, message) => {
    expect(problemsOf(insideWith(change))).toContainEqual(message);
  });
});
