import { problemsOf, synth, warningsOf } from '../../../helpers/azurerm/helper';

const store = (change: object = {}) => ({ objectStores: { files: change } });

describe('an object store', () => {
  const stack = synth(store());
  const account = stack.resource('azurerm_storage_account.files');

  it('consists of these resources', () => {
    expect(stack.addresses('files')).toEqual([
      'azurerm_log_analytics_workspace.files_logs',
      'azurerm_log_analytics_workspace_table.files_logs_StorageBlobLogs',
      'azurerm_management_lock.files_lock',
      'azurerm_monitor_diagnostic_setting.files_logs_setting',
      'azurerm_private_endpoint.files_endpoint',
      'azurerm_role_assignment.files_key_user_key',
      'azurerm_storage_account.files',
      'azurerm_storage_container.files_container',
      'azurerm_storage_management_policy.files_lifecycle',
      'azurerm_user_assigned_identity.files_key_user',
      'terraform_data.files_lock_contents',
      'time_sleep.files_key_user_propagation',
    ]);
  });

  it('is closed, accepts only TLS and Entra, and spans zones', () => {
    expect(account).toMatchObject({
      account_kind: 'StorageV2',
      account_replication_type: 'ZRS',
      https_traffic_only_enabled: true,
      min_tls_version: 'TLS1_2',
      allow_nested_items_to_be_public: false,
      shared_access_key_enabled: false,
      local_user_enabled: false,
      default_to_oauth_authentication: true,
      cross_tenant_replication_enabled: false,
      infrastructure_encryption_enabled: true,
      public_network_access_enabled: false,
      network_rules: { default_action: 'Deny', bypass: ['AzureServices'] },
    });
    expect(account.name).toMatch(/^acmetestfiles[0-9a-f]{6}$/);
    expect(stack.resource('azurerm_storage_container.files_container')).toMatchObject({
      name: 'acme-test-files',
      container_access_type: 'private',
      storage_account_id: '${azurerm_storage_account.files.id}',
    });
  });

  it('has a private address in the network', () => {
    expect(stack.resource('azurerm_private_endpoint.files_endpoint').private_service_connection).toMatchObject({
      private_connection_resource_id: '${azurerm_storage_account.files.id}',
      subresource_names: ['blob'],
    });
  });

  it('encrypts with its key, after the account may use it', () => {
    expect(account).toMatchObject({
      identity: { type: 'UserAssigned', identity_ids: ['${azurerm_user_assigned_identity.files_key_user.id}'] },
      customer_managed_key: {
        key_vault_key_id: '${azurerm_key_vault_key.keys_stores.versionless_id}',
        user_assigned_identity_id: '${azurerm_user_assigned_identity.files_key_user.id}',
      },
      depends_on: ['azurerm_role_assignment.files_key_user_key', 'time_sleep.files_key_user_propagation'],
    });
  });

  it('keeps old versions for 90 days and deleted objects for 7', () => {
    expect(account.blob_properties).toEqual({
      versioning_enabled: true,
      change_feed_enabled: false,
      last_access_time_enabled: false,
      delete_retention_policy: { days: 7, permanent_delete_enabled: false },
      container_delete_retention_policy: { days: 7 },
    });
    expect(stack.resource('azurerm_storage_management_policy.files_lifecycle').rule).toEqual([
      {
        name: 'old-versions',
        enabled: true,
        filters: { blob_types: ['blockBlob'], prefix_match: ['acme-test-files/'] },
        actions: { version: { delete_after_days_since_creation: 90 } },
      },
    ]);
  });

  it('logs reads and writes, and is locked after everything else is created', () => {
    expect(stack.resource('azurerm_monitor_diagnostic_setting.files_logs_setting')).toMatchObject({
      target_resource_id: '${azurerm_storage_account.files.id}/blobServices/default',
      enabled_log: [{ category: 'StorageRead' }, { category: 'StorageWrite' }, { category: 'StorageDelete' }],
    });
    expect(stack.resource('azurerm_log_analytics_workspace.files_logs').retention_in_days).toBe(90);
    expect(stack.resource('azurerm_management_lock.files_lock')).toMatchObject({
      lock_level: 'CanNotDelete',
      scope: '${azurerm_storage_account.files.id}',
      depends_on: [
        'azurerm_storage_container.files_container',
        'azurerm_storage_management_policy.files_lifecycle',
        'azurerm_private_endpoint.files_endpoint',
        'azurerm_monitor_diagnostic_setting.files_logs_setting',
      ],
    });
    for (const address of ['azurerm_storage_account.files', 'azurerm_storage_container.files_container'])
      expect(stack.resource(address).lifecycle).toEqual({ prevent_destroy: true });
  });

  it('is unlocked while anything inside it comes or goes, by whatever name', () => {
    const { lifecycle, depends_on: parts } = stack.resource('azurerm_management_lock.files_lock');
    expect(lifecycle).toEqual({ replace_triggered_by: ['terraform_data.files_lock_contents'] });
    expect(stack.resource('terraform_data.files_lock_contents').input).toEqual({
      parts: `\${join(",", sort([${(parts as string[]).map((part) => `${part}.id`).join(', ')}]))}`,
    });
  });

  it('outputs how to reach it', () => {
    expect(stack.outputs).toMatchObject({
      files_name: '${azurerm_storage_container.files_container.name}',
      files_endpoint:
        '${azurerm_storage_account.files.primary_blob_endpoint}${azurerm_storage_container.files_container.name}',
    });
    expect(stack.outputs).not.toHaveProperty('files_replica_name');
  });
});

describe('properties of an object store', () => {
  const accountOf = (...changes: object[]) => synth(...changes).resource('azurerm_storage_account.files');

  it('without key, logs, lock, versions and private address', () => {
    const plain = {
      encryptionKey: 'cloud',
      accessLogs: false,
      deletionProtection: false,
      versioning: false,
    };
    const stack = synth({ network: { privateAccess: { objectStorage: false } } }, store({ ...plain, lifecycle: {} }));
    expect(stack.addresses('files').filter((address) => !address.includes('key_user'))).toEqual([
      'azurerm_storage_account.files',
      'azurerm_storage_container.files_container',
    ]);
    const account = stack.resource('azurerm_storage_account.files');
    expect(account).toMatchObject({
      public_network_access_enabled: true,
      network_rules: { default_action: 'Allow' },
      blob_properties: { versioning_enabled: false },
    });
    expect(account).not.toHaveProperty('customer_managed_key');
  });

  it('lifecycles, below the name of the container, with escaped prefixes', () => {
    const rule = {
      prefix: 'logs/${a}',
      transitions: [
        { afterDays: 30, to: 'infrequent' },
        { afterDays: 90, to: 'cold' },
      ],
      expireAfterDays: 365,
      expireOldVersionsAfterDays: 10,
    };
    const stack = synth(store({ lifecycle: { logs: rule } }));
    expect(stack.resource('azurerm_storage_management_policy.files_lifecycle').rule).toEqual([
      {
        name: 'logs',
        enabled: true,
        filters: { blob_types: ['blockBlob'], prefix_match: ['acme-test-files/logs/$${a}'] },
        actions: {
          base_blob: {
            tier_to_cool_after_days_since_modification_greater_than: 30,
            tier_to_cold_after_days_since_modification_greater_than: 90,
            delete_after_days_since_modification_greater_than: 365,
          },
          version: { delete_after_days_since_creation: 10 },
        },
      },
    ]);
  });

  it('the archive class, where the account does not span zones', () => {
    const lifecycle = { aging: { transitions: [{ afterDays: 90, to: 'archive' }] } };
    const overrides = { azurerm: { account: { accountReplicationType: 'GRS' } } };
    const stack = synth(store({ lifecycle, overrides }));
    expect(stack.resource('azurerm_storage_account.files').account_replication_type).toBe('GRS');
    expect(stack.resource('azurerm_storage_management_policy.files_lifecycle').rule[0].actions).toEqual({
      base_blob: { tier_to_archive_after_days_since_modification_greater_than: 90 },
    });
  });

  it('CORS rules, with an empty header for none', () => {
    const cors = [
      { origins: ['https://a.example'] },
      { origins: ['https://b.example'], methods: ['PUT'], headers: ['x-a'], exposeHeaders: ['x-b'], maxAgeSeconds: 5 },
    ];
    expect(accountOf(store({ cors })).blob_properties.cors_rule).toEqual([
      {
        allowed_origins: ['https://a.example'],
        allowed_methods: ['GET', 'HEAD'],
        allowed_headers: [''],
        exposed_headers: [''],
        max_age_in_seconds: 3600,
      },
      {
        allowed_origins: ['https://b.example'],
        allowed_methods: ['PUT'],
        allowed_headers: ['x-a'],
        exposed_headers: ['x-b'],
        max_age_in_seconds: 5,
      },
    ]);
  });

  it('a replica in the secondary region, with a key of that region, from a change feed', () => {
    const stack = synth(store({ replication: true, retentionLock: { days: 30, permanent: true } }));
    const replica = stack.resource('azurerm_storage_account.files_replica');
    expect(replica).toMatchObject({
      location: 'westus',
      blob_properties: { versioning_enabled: true, change_feed_enabled: false },
      customer_managed_key: { key_vault_key_id: '${azurerm_key_vault_key.keys_stores_secondary.versionless_id}' },
    });
    expect(stack.resource('azurerm_storage_account.files').blob_properties.change_feed_enabled).toBe(true);
    expect(stack.resource('azurerm_storage_object_replication.files_replication')).toMatchObject({
      source_storage_account_id: '${azurerm_storage_account.files.id}',
      destination_storage_account_id: '${azurerm_storage_account.files_replica.id}',
      rules: [
        {
          source_container_name: '${azurerm_storage_container.files_container.name}',
          destination_container_name: '${azurerm_storage_container.files_replica_container.name}',
          copy_blobs_created_after: 'Everything',
        },
      ],
    });
    for (const id of ['files', 'files_replica']) {
      expect(stack.resource(`azurerm_storage_container_immutability_policy.${id}_retention_lock`)).toMatchObject({
        immutability_period_in_days: 30,
        locked: true,
        depends_on: ['azurerm_storage_object_replication.files_replication'],
      });
      expect(stack.resource(`azurerm_management_lock.${id}_lock`).scope).toBe(`\${azurerm_storage_account.${id}.id}`);
      expect(stack.resource(`azurerm_storage_management_policy.${id}_lifecycle`).storage_account_id).toBe(
        `\${azurerm_storage_account.${id}.id}`,
      );
    }
    expect(stack.outputs).toMatchObject({
      files_replica_name: '${azurerm_storage_container.files_replica_container.name}',
      files_replica_endpoint: expect.stringContaining('${azurerm_storage_account.files_replica.primary_blob_endpoint}'),
    });
  });

  it('a replica in one zone where the secondary region has no zones', () => {
    const stack = synth({ targets: { azurerm: { secondaryRegion: 'westus' } } }, store({ replication: true }));
    expect(stack.resource('azurerm_storage_account.files').account_replication_type).toBe('ZRS');
    expect(stack.resource('azurerm_storage_account.files_replica').account_replication_type).toBe('LRS');
  });

  it('logs kept for a week', () => {
    const stack = synth(store({ accessLogs: { retentionDays: 7 } }));
    expect(stack.resource('azurerm_log_analytics_workspace_table.files_logs_StorageBlobLogs')).toMatchObject({
      name: 'StorageBlobLogs',
      retention_in_days: 7,
    });
  });
});

describe('what is not available', () => {
  const archive = { lifecycle: { aging: { transitions: [{ afterDays: 90, to: 'archive' }] } } };
  const rules = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`r${index}`, { expireAfterDays: 9 }]));
  const origins = (count: number) => Array.from({ length: count }, (_, index) => `https://${index}.example`);

  it.each<[string, object[], string]>([
    [
      'the archive class in an account that spans zones',
      [store(archive)],
      'objectStores.files.lifecycle.aging.transitions.0.to must be "infrequent" or "cold": Azure has no archive class in accounts that span zones',
    ],
    [
      'the archive class with a replica that spans zones',
      [
        { targets: { azurerm: { region: 'westus', secondaryRegion: 'eastus' } } },
        store({ ...archive, replication: true }),
      ],
      'lifecycle.aging.transitions.0.to must be',
    ],
    [
      'unfinished uploads kept for longer',
      [store({ abortUploadsAfterDays: 9 })],
      'abortUploadsAfterDays cannot be 9: Azure drops unfinished uploads after 7 days',
    ],
    [
      'too many origins',
      [store({ cors: [{ origins: origins(65) }] })],
      'cors.0.origins must have at most 64 entries on Azure, got 65',
    ],
    [
      'too many CORS rules',
      [store({ cors: origins(6).map((origin) => ({ origins: [origin] })) })],
      'cors must have at most 5 entries on Azure, got 6',
    ],
    [
      'too many lifecycle rules',
      [store({ lifecycle: rules })],
      'lifecycle must have at most 100 rules on Azure, got 101',
    ],
    [
      'a key with a version',
      [store({ encryptionKey: { existing: { azurerm: 'https://k.vault.azure.net/keys/a/0123' } } })],
      'encryptionKey.existing.azurerm must be a versionless key id',
    ],
    [
      'a key on another cloud',
      [store({ encryptionKey: { existing: { google: 'projects/a' } } })],
      'encryptionKey.existing.azurerm is required',
    ],
    ['logs kept for a day', [store({ accessLogs: { retentionDays: 1 } })], 'accessLogs.retentionDays cannot be 1'],
    [
      'logs kept for two years and a day',
      [store({ accessLogs: { retentionDays: 731 } })],
      'accessLogs.retentionDays cannot be 731',
    ],
  ])('%s', (_, changes, message) => {
    expect(problemsOf(...changes).join('\n')).toContain(message);
  });

  it('the archive class is available in a region without zones', () => {
    expect(
      problemsOf({ targets: { azurerm: { region: 'westus', secondaryRegion: 'eastus' } } }, store(archive)),
    ).toEqual([]);
  });

  it('there are no warnings', () => {
    expect(warningsOf(store())).toEqual([]);
  });
});

it('applies lifecycle rules to the container by the name that overrides give it', () => {
  const overrides = { azurerm: { container: { name: 'other' } } };
  const stack = synth(store({ overrides }));
  expect(stack.resource('azurerm_storage_container.files_container').name).toBe('other');
  const [rule] = stack.resource('azurerm_storage_management_policy.files_lifecycle').rule;
  expect(rule.filters.prefix_match).toEqual(['other/']);
});
