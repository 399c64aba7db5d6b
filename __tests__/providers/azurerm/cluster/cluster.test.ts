import { problemsOf, synth, warningsOf } from '../../../helpers/azurerm/helper';

const cluster = (change: object = {}) => ({
  cluster: { version: '1.35', nodePools: { main: { size: 'large', min: 2, desired: 3, max: 10 } }, ...change },
});
const pool = (change: object) => cluster({ nodePools: { main: { size: 'large', min: 1, max: 3 }, other: change } });
const GROUP = '00000000-0000-4000-8000-00000000000a';

describe('a cluster', () => {
  const stack = synth(cluster({ administrators: { azurerm: [GROUP] } }));
  const aks = stack.resource('azurerm_kubernetes_cluster.cluster');

  it('consists of these resources', () => {
    expect(stack.addresses('cluster')).toEqual([
      'azurerm_disk_encryption_set.cluster_disk_encryption',
      'azurerm_kubernetes_cluster.cluster',
      'azurerm_kubernetes_cluster_node_pool.cluster_pool_main_1',
      'azurerm_kubernetes_cluster_node_pool.cluster_pool_main_2',
      'azurerm_kubernetes_cluster_node_pool.cluster_pool_main_3',
      'azurerm_log_analytics_workspace.cluster_logs',
      'azurerm_log_analytics_workspace_table.cluster_logs_AKSAuditAdmin',
      'azurerm_log_analytics_workspace_table.cluster_logs_AKSControlPlane',
      'azurerm_monitor_diagnostic_setting.cluster_logs_setting',
      'azurerm_role_assignment.cluster_access_administrator_00000000_0000_4000_8000_000000000002',
      'azurerm_role_assignment.cluster_access_administrator_00000000_0000_4000_8000_00000000000a',
      'azurerm_role_assignment.cluster_access_user_00000000_0000_4000_8000_000000000002',
      'azurerm_role_assignment.cluster_access_user_00000000_0000_4000_8000_00000000000a',
      'azurerm_role_assignment.cluster_control_plane_disks',
      'azurerm_role_assignment.cluster_control_plane_key',
      'azurerm_role_assignment.cluster_control_plane_network',
      'azurerm_role_assignment.cluster_key_user_key',
      'azurerm_user_assigned_identity.cluster_control_plane',
      'azurerm_user_assigned_identity.cluster_key_user',
      'time_sleep.cluster_control_plane_propagation',
      'time_sleep.cluster_key_user_propagation',
    ]);
  });

  it('is private, accepts only logins of Entra and has safe defaults', () => {
    expect(aks).toMatchObject({
      private_cluster_enabled: true,
      private_dns_zone_id: 'System',
      private_cluster_public_fqdn_enabled: false,
      run_command_enabled: false,
      local_account_disabled: true,
      role_based_access_control_enabled: true,
      azure_active_directory_role_based_access_control: { azure_rbac_enabled: true, admin_group_object_ids: [GROUP] },
      azure_policy_enabled: true,
      http_application_routing_enabled: false,
      key_vault_secrets_provider: { secret_rotation_enabled: true },
      image_cleaner_enabled: true,
      oidc_issuer_enabled: true,
      workload_identity_enabled: true,
      sku_tier: 'Standard',
      support_plan: 'KubernetesOfficial',
    });
    expect(aks).not.toHaveProperty('api_server_access_profile');
  });

  it('has a range of its own for pods, Cilium, and the gateways as its way out', () => {
    expect(aks.network_profile).toEqual({
      network_plugin: 'azure',
      network_plugin_mode: 'overlay',
      network_data_plane: 'cilium',
      network_policy: 'cilium',
      pod_cidr: '100.64.0.0/14',
      service_cidr: '172.20.0.0/16',
      dns_service_ip: '172.20.0.10',
      outbound_type: 'userAssignedNATGateway',
      load_balancer_sku: 'standard',
    });
  });

  it('has a system pool over all zones, with 4 vCPU that are not burstable', () => {
    expect(aks.default_node_pool).toMatchObject({
      name: 'system',
      vm_size: 'Standard_D4as_v5',
      auto_scaling_enabled: true,
      min_count: 2,
      max_count: 3,
      node_count: 2,
      only_critical_addons_enabled: true,
      zones: ['1', '2', '3'],
      upgrade_settings: { max_surge: '10%' },
      tags: { Environment: 'test', Project: 'acme', ManagedBy: 'terraform', CostCenter: 'research' },
    });
  });

  it('depends on its roles, on their propagation, and on the gateways of its subnets', () => {
    expect(aks.depends_on).toEqual(
      expect.arrayContaining([
        'azurerm_role_assignment.cluster_control_plane_network',
        'azurerm_role_assignment.cluster_control_plane_disks',
        'azurerm_role_assignment.cluster_control_plane_key',
        'time_sleep.cluster_control_plane_propagation',
        'azurerm_subnet_nat_gateway_association.network_private_1_nat',
      ]),
    );
    expect(stack.resource('azurerm_role_assignment.cluster_control_plane_network')).toMatchObject({
      role_definition_name: 'Network Contributor',
      scope: '${azurerm_virtual_network.network.id}',
      principal_type: 'ServicePrincipal',
    });
  });

  it('encrypts secrets and disks with its key; secrets keep the version of the key', () => {
    expect(aks.key_management_service).toEqual({
      key_vault_key_id: '${data.azurerm_key_vault_key.keys_cluster_newest.id}',
      key_vault_network_access: 'Public',
    });
    expect(stack.resource('azurerm_role_assignment.cluster_control_plane_key')).toMatchObject({
      role_definition_name: 'Key Vault Crypto User',
      scope: '${azurerm_key_vault_key.keys_cluster.resource_versionless_id}',
    });
    expect(aks.disk_encryption_set_id).toBe('${azurerm_disk_encryption_set.cluster_disk_encryption.id}');
    expect(stack.resource('azurerm_disk_encryption_set.cluster_disk_encryption')).toMatchObject({
      key_vault_key_id: '${azurerm_key_vault_key.keys_cluster.versionless_id}',
      auto_key_rotation_enabled: true,
      depends_on: expect.arrayContaining(['time_sleep.cluster_key_user_propagation']),
    });
    expect(aks.lifecycle.ignore_changes).toEqual([
      'default_node_pool[0].zones',
      'default_node_pool[0].node_count',
      'key_management_service[0].key_vault_key_id',
      'microsoft_defender',
    ]);
  });

  it('leaves its sensor to Defender for Cloud, unless an override says where it reports', () => {
    const microsoftDefender = { logAnalyticsWorkspaceId: '/subscriptions/0/resourceGroups/logs' };
    const own = synth(cluster({ overrides: { azurerm: { cluster: { microsoftDefender } } } }));
    const { lifecycle } = own.resource('azurerm_kubernetes_cluster.cluster');
    expect(lifecycle.ignore_changes).not.toContain('microsoft_defender');
  });

  it('divides the totals of a pool among the zones', () => {
    const pools = ['1', '2', '3'].map((zone) =>
      stack.resource(`azurerm_kubernetes_cluster_node_pool.cluster_pool_main_${zone}`),
    );
    expect(
      pools.map(({ name, zones, min_count, node_count, max_count }) => [name, zones, min_count, node_count, max_count]),
    ).toEqual([
      [expect.stringMatching(/^main1[0-9a-f]{4}$/), ['1'], 1, 1, 4],
      [expect.stringMatching(/^main2[0-9a-f]{4}$/), ['2'], 1, 1, 3],
      [expect.stringMatching(/^main3[0-9a-f]{4}$/), ['3'], 0, 1, 3],
    ]);
    expect(pools.map(({ vnet_subnet_id }) => vnet_subnet_id)).toEqual(
      ['1', '2', '3'].map((index) => `\${azurerm_subnet.network_private_${index}.id}`),
    );
    expect(aks.auto_scaler_profile.balance_similar_node_groups).toBe(true);
    for (const each of pools) {
      expect(each).toMatchObject({
        orchestrator_version: '1.35',
        node_public_ip_enabled: false,
        lifecycle: { create_before_destroy: true, ignore_changes: ['node_count'] },
      });
    }
  });

  it('changes its pools zone by zone', () => {
    const [first, second, third] = ['1', '2', '3'].map(
      (zone) => stack.resource(`azurerm_kubernetes_cluster_node_pool.cluster_pool_main_${zone}`).depends_on,
    );
    expect(first).toBeUndefined();
    expect(second).toEqual(['azurerm_kubernetes_cluster_node_pool.cluster_pool_main_1']);
    expect(third).toEqual(['azurerm_kubernetes_cluster_node_pool.cluster_pool_main_2']);
  });

  it('logs its control plane, and is protected by Terraform alone: a lock would cover its pools', () => {
    const { enabled_log } = stack.resource('azurerm_monitor_diagnostic_setting.cluster_logs_setting');
    expect(enabled_log.map(({ category }: { category: string }) => category)).toEqual(
      expect.arrayContaining([
        'kube-apiserver',
        'kube-audit-admin',
        'kube-controller-manager',
        'kube-scheduler',
        'cluster-autoscaler',
        'guard',
      ]),
    );
    expect(stack.resource('azurerm_kubernetes_cluster.cluster').lifecycle.prevent_destroy).toBe(true);
    expect(stack.addresses('azurerm_management_lock')).toEqual([]);
  });

  it('logs reads of its API, too, where the target asks for all calls', () => {
    const all = synth(cluster(), { targets: { azurerm: { clusterAudit: 'all' } } });
    const { enabled_log } = all.resource('azurerm_monitor_diagnostic_setting.cluster_logs_setting');
    const categories = enabled_log.map(({ category }: { category: string }) => category);
    expect(categories).toContain('kube-audit');
    expect(categories).not.toContain('kube-audit-admin');
    expect(all.resource('azurerm_log_analytics_workspace_table.cluster_logs_AKSAudit').retention_in_days).toBe(
      stack.resource('azurerm_log_analytics_workspace_table.cluster_logs_AKSAuditAdmin').retention_in_days,
    );
  });

  it('gives administrators their roles on the cluster', () => {
    for (const role of ['user', 'administrator'])
      expect(
        stack.resource(`azurerm_role_assignment.cluster_access_${role}_${GROUP.replaceAll('-', '_')}`),
      ).toMatchObject({ scope: '${azurerm_kubernetes_cluster.cluster.id}', principal_id: GROUP });
  });

  it('outputs how to reach it', () => {
    expect(stack.outputs).toMatchObject({
      cluster_name: '${azurerm_kubernetes_cluster.cluster.name}',
      cluster_endpoint: 'https://${azurerm_kubernetes_cluster.cluster.private_fqdn}',
      cluster_identity_issuer: '${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}',
      cluster_kubeconfig_command:
        'az aks get-credentials --subscription 00000000-0000-4000-8000-000000000001 --resource-group ${azurerm_resource_group.foundation.name} ' +
        '--name ${azurerm_kubernetes_cluster.cluster.name} && kubelogin convert-kubeconfig -l azurecli',
    });
  });
});

describe('properties of a cluster', () => {
  const aksOf = (...changes: object[]) => synth(...changes).resource('azurerm_kubernetes_cluster.cluster');
  const poolOf = (change: object, zone = '1') =>
    synth(pool(change)).resource(`azurerm_kubernetes_cluster_node_pool.cluster_pool_other_${zone}`);

  it('a public API admits the ranges and the gateways of the nodes', () => {
    const aks = aksOf(cluster({ apiAccess: { publicCidrs: ['203.0.113.0/24'] } }));
    expect(aks.private_cluster_enabled).toBe(false);
    expect(aks.api_server_access_profile.authorized_ip_ranges).toEqual([
      '203.0.113.0/24',
      expect.stringMatching(/^\$\{azurerm_public_ip\..*\.ip_address\}\/32$/),
    ]);
    expect(aks).not.toHaveProperty('private_dns_zone_id');
  });

  it('without NAT, nodes start from a registry in the network', () => {
    const stack = synth({ network: { nat: 'none' } }, cluster());
    // AKS creates this zone itself, for the registry that nodes start from: a network can have only one of a name.
    expect(stack.addresses('network_registry_zone')).toEqual([]);
    expect(stack.resource('azurerm_kubernetes_cluster.cluster')).toMatchObject({
      network_profile: { outbound_type: 'none' },
      bootstrap_profile: { artifact_source: 'Cache' },
      azure_policy_enabled: false,
    });
  });

  it.each([
    ['regular', { automatic_upgrade_channel: 'patch', sku_tier: 'Standard', support_plan: 'KubernetesOfficial' }],
    ['stable', { automatic_upgrade_channel: 'stable', sku_tier: 'Standard', support_plan: 'KubernetesOfficial' }],
    ['extended', { automatic_upgrade_channel: 'patch', sku_tier: 'Premium', support_plan: 'AKSLongTermSupport' }],
  ])('the channel %s', (upgradeChannel, expected) => {
    const aks = aksOf(cluster({ upgradeChannel }));
    expect(aks).toMatchObject({ ...expected, kubernetes_version: '1.35', node_os_upgrade_channel: 'NodeImage' });
    expect(aks.lifecycle.ignore_changes.includes('kubernetes_version')).toBe(upgradeChannel === 'stable');
    expect(aks.default_node_pool.orchestrator_version).toBe(upgradeChannel === 'stable' ? undefined : '1.35');
  });

  it('its window, which lasts at least four hours', () => {
    const aks = aksOf(cluster({ maintenanceWindow: { day: 'sunday', start: '02:00', hours: 2 } }));
    const window = {
      frequency: 'Weekly',
      interval: 1,
      day_of_week: 'Sunday',
      start_time: '02:00',
      utc_offset: '+00:00',
      duration: 4,
    };
    expect(aks).toMatchObject({ maintenance_window_auto_upgrade: window, maintenance_window_node_os: window });
    expect(aksOf(cluster({ maintenanceWindow: { day: 'monday', start: '20:00', hours: 8 } }))).toMatchObject({
      maintenance_window_node_os: { day_of_week: 'Monday', duration: 8 },
    });
  });

  it("Azure's own key is used for secrets and nodes, while volumes from before keep theirs", () => {
    const change = { encryptionKey: 'cloud', deletionProtection: false };
    const stack = synth(cluster(change));
    expect(stack.addresses('cluster')).toContain('azurerm_disk_encryption_set.cluster_disk_encryption');
    const retired = synth(cluster(change), { keys: { retire: ['cluster'] } });
    expect(retired.addresses('cluster').filter((address) => /key_user_|disk|lock/.test(address))).toEqual([]);
    const aks = stack.resource('azurerm_kubernetes_cluster.cluster');
    expect(aks).not.toHaveProperty('key_management_service');
    expect(aks).not.toHaveProperty('disk_encryption_set_id');
  });

  it('an existing key, found through its vault', () => {
    const existing = { encryptionKey: { existing: { azurerm: 'https://acme-keys.vault.azure.net/keys/aks' } } };
    const stack = synth(cluster(existing));
    expect(stack.resource('azurerm_kubernetes_cluster.cluster').key_management_service.key_vault_key_id).toMatch(
      /^\$\{data\.azurerm_key_vault_key\./,
    );
    expect(stack.resource('azurerm_disk_encryption_set.cluster_disk_encryption').key_vault_key_id).toBe(
      'https://acme-keys.vault.azure.net/keys/aks',
    );
  });

  it('without workload identity the issuer is on all the same, because it can never be turned off', () => {
    expect(aksOf(cluster({ workloadIdentity: false }))).toMatchObject({
      workload_identity_enabled: false,
      oidc_issuer_enabled: true,
    });
  });

  it('the system pool does not follow the zones of the network', () => {
    const { lifecycle, default_node_pool } = aksOf({ network: { zones: 2 } }, cluster());
    expect(default_node_pool.zones).toEqual(['1', '2', '3']);
    expect(lifecycle.ignore_changes).toContain('default_node_pool[0].zones');
  });

  it('min equal to max disables autoscaling', () => {
    const fixed = poolOf({ size: 'large', min: 4, max: 4 });
    expect(fixed).toMatchObject({ auto_scaling_enabled: false, node_count: 2 });
    expect(fixed).not.toHaveProperty('min_count');
    expect(fixed.lifecycle).toEqual({ create_before_destroy: true });
    expect(poolOf({ size: 'large', min: 1, max: 2 }, '3')).toMatchObject({
      auto_scaling_enabled: false,
      node_count: 0,
    });
  });

  it('spot nodes, with the label and taint of AKS', () => {
    const spot = poolOf({
      size: 'large',
      min: 0,
      max: 9,
      spot: true,
      labels: { a: 'b' },
      taints: [{ key: 'x', value: 'y', effect: 'NoExecute' }],
    });
    expect(spot).toMatchObject({
      priority: 'Spot',
      eviction_policy: 'Delete',
      spot_max_price: -1,
      node_labels: { a: 'b', pool: 'other', 'kubernetes.azure.com/scalesetpriority': 'spot' },
      node_taints: ['x=y:NoExecute', 'kubernetes.azure.com/scalesetpriority=spot:NoSchedule'],
    });
    expect(spot).not.toHaveProperty('upgrade_settings');
  });

  it('a disk in the host, if it is large enough', () => {
    const size = { size: 'large', sku: { azurerm: 'Standard_D4ads_v5' }, min: 1, max: 3 };
    expect(poolOf({ ...size, diskGiB: 150 })).toMatchObject({ os_disk_type: 'Ephemeral', os_disk_size_gb: 150 });
    expect(poolOf({ ...size, diskGiB: 151 })).toMatchObject({ os_disk_type: 'Managed', os_disk_size_gb: 151 });
    expect(poolOf({ size: 'large', min: 1, max: 3 })).toMatchObject({ os_disk_type: 'Managed', os_disk_size_gb: 50 });
  });

  it('a system pool of its own size', () => {
    const aks = aksOf(
      cluster({ systemPool: { size: 'xlarge', sku: { azurerm: 'Standard_D8s_v5' }, min: 3, max: 3, diskGiB: 100 } }),
    );
    expect(aks.default_node_pool).toMatchObject({
      os_disk_size_gb: 100,
      vm_size: 'Standard_D8s_v5',
      auto_scaling_enabled: false,
      node_count: 3,
    });
    expect(aks.default_node_pool).not.toHaveProperty('max_count');
  });

  it('pools with long names get distinct names', () => {
    const nodePools = Object.fromEntries(
      ['abcdefghijkl', 'abcdefghijkm', 'main'].map((name) => [name, { size: 'large', min: 3, max: 3 }]),
    );
    const stack = synth(cluster({ nodePools }));
    const all = stack
      .addresses('cluster')
      .filter((address) => address.includes('node_pool'))
      .map((address) => stack.resource(address).name);
    expect(new Set(all).size).toBe(9);
    for (const name of all) expect(name).toMatch(/^[a-z][a-z0-9]{0,11}$/);
  });

  it.each<[string, object]>([
    ['a machine', { size: 'xlarge' }],
    ['a SKU', { sku: { azurerm: 'Standard_D4s_v5' } }],
    ['a disk', { diskGiB: 90 }],
    ['spot nodes', { spot: true }],
  ])(
    'a pool with %s of its own has a name of its own, so that it can exist before its predecessor goes',
    (_, change) => {
      const before = poolOf({ size: 'large', min: 1, max: 3 });
      expect(poolOf({ size: 'large', min: 1, max: 3, ...change }).name).not.toBe(before.name);
    },
  );

  it.each<[string, object]>([
    ['more nodes', { min: 2, max: 9 }],
    ['a fixed number of nodes', { min: 3 }],
    ['labels', { labels: { a: 'b' } }],
    ['taints', { taints: [{ key: 'x', value: 'y', effect: 'NoSchedule' }] }],
  ])('a pool with %s keeps its name', (_, change) => {
    const before = poolOf({ size: 'large', min: 1, max: 3 });
    expect(poolOf({ size: 'large', min: 1, max: 3, ...change }).name).toBe(before.name);
  });

  it('an override of what AKS cannot change gives a pool another name', () => {
    const nameWith = (nodePool: object) =>
      synth(cluster({ overrides: { azurerm: { nodePool } } })).resource(
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_main_1',
      ).name;
    const names = [{}, { maxPods: 60 }, { hostEncryptionEnabled: true }].map(nameWith);
    expect(new Set(names).size).toBe(3);
    expect(nameWith({ scaleDownMode: 'Deallocate' })).toBe(names[0]);
    expect(nameWith({ name: 'mine' })).toBe('mine');
  });

  it('overrides win', () => {
    const overrides = {
      azurerm: {
        cluster: { costAnalysisEnabled: true, defaultNodePool: { maxPods: 60 } },
        nodePool: { ultraSsdEnabled: true },
      },
    };
    const stack = synth(cluster({ overrides }));
    expect(stack.resource('azurerm_kubernetes_cluster.cluster')).toMatchObject({
      cost_analysis_enabled: true,
      default_node_pool: { name: 'system', max_pods: 60 },
    });
    expect(stack.resource('azurerm_kubernetes_cluster_node_pool.cluster_pool_main_2').ultra_ssd_enabled).toBe(true);
  });
});

describe('an existing cluster', () => {
  it('is looked up by its name and resource group', () => {
    const stack = synth({ cluster: { existing: { azurerm: { name: 'theirs', location: 'their-group' } } } });
    expect(stack.data('azurerm_kubernetes_cluster.cluster')).toMatchObject({
      name: 'theirs',
      resource_group_name: 'their-group',
    });
    expect(stack.addresses('cluster')).toEqual([]);
    expect(stack.outputs.cluster_endpoint).toContain(
      'data.azurerm_kubernetes_cluster.cluster.private_cluster_enabled ?',
    );
    expect(stack.outputs.cluster_kubeconfig_command).toContain('${data.azurerm_kubernetes_cluster.cluster.name}');
  });
});

describe('what is not available', () => {
  const many = Object.fromEntries(
    Array.from({ length: 34 }, (_, index) => [`p${index}`, { size: 'large', min: 1, max: 1 }]),
  );

  it.each<[string, object[], string]>([
    [
      'a version that is gone',
      [cluster({ version: '1.28' })],
      'version must be a version of Kubernetes that is available, got "1.28"',
    ],
    [
      'a version in long-term support without the channel "extended"',
      [cluster({ version: '1.33' })],
      'its support ended on 2026-07-31',
    ],
    [
      'a system pool larger than any machine',
      [cluster({ systemPool: { size: { vcpu: 400, memoryGiB: 16 }, min: 2, max: 3 } })],
      'systemPool.size must be met by a SKU',
    ],
    [
      'a burstable system pool',
      [cluster({ systemPool: { size: 'large', sku: { azurerm: 'Standard_B4ms' }, min: 2, max: 3 } })],
      'systemPool.sku.azurerm must be a size of at least 4 vCPU that is not burstable',
    ],
    [
      'a small system pool',
      [cluster({ systemPool: { size: 'large', sku: { azurerm: 'Standard_D2s_v5' }, min: 2, max: 3 } })],
      'such as Standard_D4as_v5, got "Standard_D2s_v5"',
    ],
    [
      'a size that is not sold',
      [pool({ size: { vcpu: 400, memoryGiB: 16 }, min: 1, max: 1 })],
      'nodePools.other.size must be met by a SKU',
    ],
    [
      "another cloud's machine",
      [pool({ size: 'large', sku: { azurerm: 't3.large' }, min: 1, max: 1 })],
      "nodePools.other.sku.azurerm must be a size of Azure's machines",
    ],
    [
      'burstable spot nodes',
      [pool({ size: 'large', sku: { azurerm: 'Standard_B4ms' }, spot: true, min: 1, max: 1 })],
      'nodePools.other.spot must be false with Standard_B4ms',
    ],
    [
      'a disk too small',
      [pool({ size: 'large', min: 1, max: 1, diskGiB: 20 })],
      'nodePools.other.diskGiB cannot be 20: nodes of AKS boot from disks of 30–2048 GiB',
    ],
    [
      'a disk too large',
      [pool({ size: 'large', min: 1, max: 1, diskGiB: 4096 })],
      'nodePools.other.diskGiB cannot be 4096',
    ],
    [
      'a taint without a value',
      [pool({ size: 'large', min: 1, max: 1, taints: [{ key: 'gpu', effect: 'NoSchedule' }] })],
      'AKS takes taints as key=value:effect; give it a value, such as "true"',
    ],
    [
      'too many pools',
      [cluster({ nodePools: many })],
      'nodePools must be at most 33: AKS takes 100 pools, and each of yours is one in each of 3 zones; got 34',
    ],
    [
      'too many nodes',
      [
        cluster({
          nodePools: Object.fromEntries(
            ['a', 'b', 'c', 'd', 'e'].map((name) => [name, { size: 'large', min: 1, max: 1000 }]),
          ),
        }),
      ],
      'nodePools must have at most 5000 nodes in all',
    ],
    [
      'more nodes than ranges for their pods',
      [{ targets: { azurerm: { podCidr: '100.64.0.0/20' } } }, cluster()],
      'each takes a /24 of targets.azurerm.podCidr 100.64.0.0/20, which holds 16',
    ],
    [
      'more nodes than the subnets hold',
      [{ network: { cidr: '10.0.0.0/22' } }, cluster({ nodePools: { main: { size: 'large', min: 1, max: 400 } } })],
      "nodePools must fit in the private tier's subnets: 10.0.0.0/25 holds 123 nodes",
    ],
    [
      'pods in the range of nodes',
      [{ targets: { azurerm: { podCidr: '10.0.0.0/14' } } }, cluster()],
      'needs targets.azurerm.podCidr apart from 10.0.0.0/16',
    ],
    [
      'pods in the range of the secondary region',
      [{ network: { secondaryCidr: '100.64.0.0/16' } }, cluster()],
      'needs targets.azurerm.podCidr apart from 100.64.0.0/16',
    ],
    [
      'a network whose name is too long for a label',
      [
        {
          network: {
            cidr: null,
            existing: {
              azurerm: { id: `shared/${'v'.repeat(64)}`, privateSubnets: ['nodes'], privateCidrs: ['10.0.0.0/16'] },
            },
          },
        },
        cluster(),
      ],
      'needs a network whose resource group, name and subnets have at most 63 characters',
    ],
    [
      'pods in the range of services',
      [{ targets: { azurerm: { podCidr: '172.20.0.0/16' } } }, cluster()],
      'needs targets.azurerm.podCidr apart from 172.20.0.0/16',
    ],
    [
      'pods in a reserved range',
      [{ targets: { azurerm: { podCidr: '172.16.0.0/12' } } }, cluster({ serviceCidr: '192.168.0.0/16' })],
      'needs targets.azurerm.podCidr apart from 172.30.0.0/16',
    ],
    [
      'pods in a public range',
      [{ targets: { azurerm: { podCidr: '8.0.0.0/14' } } }, cluster()],
      'needs targets.azurerm.podCidr in 10.0.0.0/8',
    ],
    [
      'services in a reserved range',
      [cluster({ serviceCidr: '172.30.0.0/16' })],
      'serviceCidr must not overlap 169.254.0.0/16, 172.30.0.0/16',
    ],
    [
      'a public API without a way out',
      [{ network: { nat: 'none' } }, cluster({ apiAccess: { publicCidrs: ['203.0.113.0/24'] } })],
      'apiAccess.publicCidrs must be empty with network.nat "none"',
    ],
    [
      'too many ranges of callers',
      [cluster({ apiAccess: { publicCidrs: Array.from({ length: 200 }, (_, index) => `203.0.${index}.0/24`) } })],
      'apiAccess.publicCidrs must have at most 199 ranges, got 200',
    ],
    [
      'ranges that contain one another',
      [cluster({ apiAccess: { publicCidrs: ['203.0.0.0/16', '203.0.113.0/24'] } })],
      'must not hold ranges that contain one another',
    ],
    [
      'administrators that are no object ids',
      [cluster({ administrators: { azurerm: ['sre@example.com'] } })],
      'administrators.azurerm must each be an object id in Entra',
    ],
    [
      'an administrator twice',
      [cluster({ administrators: { azurerm: [GROUP, GROUP] } })],
      'administrators.azurerm must name each group once',
    ],
    [
      'a key with a version',
      [cluster({ encryptionKey: { existing: { azurerm: 'https://k.vault.azure.net/keys/a/0123' } } })],
      'encryptionKey.existing.azurerm must be a versionless key id',
    ],
    [
      'a key on another cloud',
      [cluster({ encryptionKey: { existing: { aws: 'arn:aws:kms:us-east-1:123456789012:key/a' } } })],
      'encryptionKey.existing.azurerm is required',
    ],
    [
      'logs kept for a day',
      [cluster({ logs: { retentionDays: 1 } })],
      'logs.retentionDays cannot be 1: Log Analytics keeps records for at least 4 days',
    ],
    [
      'a region without zones',
      [{ targets: { azurerm: { region: 'westus', secondaryRegion: 'eastus' } } }, cluster()],
      'needs a region with zones',
    ],
  ])('%s', (_, changes, message) => {
    expect(problemsOf(...changes).join('\n')).toContain(message);
  });

  it('an available cluster has no problems', () => {
    expect(
      problemsOf(cluster({ version: '1.33', upgradeChannel: 'extended', administrators: { azurerm: [GROUP] } })),
    ).toEqual([]);
  });
});

describe('warnings', () => {
  it.each<[string, object, string]>([
    ['one system node', cluster({ systemPool: { size: 'large', min: 1, max: 2 } }), 'systemPool.min is 1'],
    [
      'a window that AKS widens',
      cluster({ maintenanceWindow: { day: 'sunday', start: '02:00', hours: 2 } }),
      'maintenanceWindow.hours is 2: AKS keeps its windows open for at least 4 hours',
    ],
    ['a version near its end', cluster({ version: '1.34' }), 'version 1.34 reaches its end of support on 2026-11-30'],
  ])('%s', (_, change, message) => {
    expect(warningsOf(change).join('\n')).toContain(message);
  });

  it('none otherwise', () => {
    expect(warningsOf(cluster({ administrators: { azurerm: [GROUP] } }))).toEqual([]);
  });
});
