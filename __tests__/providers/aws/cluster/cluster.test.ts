/** Cluster on AWS: resources, rules and warnings. */
import { on, wholeWith } from '../../../helpers/environments';
import { problemsOf, type Stack, synth, warningsOf } from '../../../helpers/synth';

const alone = { databases: null, caches: null, objectStores: null };
const cluster = (change: object = {}, network: object = {}): Stack =>
  synth(on('aws', wholeWith({ cluster: change, network, ...alone })))['acme-test-aws']!;
const TERRAFORM = 'arn:aws:iam::123456789012:role/terraform';
const clusterFor = (operators: object): Stack =>
  synth(on('aws', wholeWith({ targets: { aws: { operators } }, ...alone })))['acme-test-aws']!;
const main = (change: object) => ({ nodePools: { main: change } });
const pool = (change: object) => cluster(main(change)).resource('aws_eks_node_group.cluster_pool_main');
const template = (stack: Stack, name = 'main') =>
  stack.resource(`aws_launch_template.cluster_pool_${name}_launch_template`);
const addon = (stack: Stack, name: string) =>
  stack.resource(`aws_eks_addon.cluster_addons_${name.replaceAll('-', '_')}`);

describe('resources', () => {
  it('are these', () => {
    expect(
      cluster()
        .addresses()
        .filter((address) => /\.cluster/.test(address)),
    ).toEqual([
      'aws_cloudwatch_log_group.cluster_logs',
      'aws_eks_access_entry.cluster_access_admin_terraform',
      'aws_eks_access_policy_association.cluster_access_admin_terraform_policy',
      'aws_eks_addon.cluster_addons_aws_ebs_csi_driver',
      'aws_eks_addon.cluster_addons_coredns',
      'aws_eks_addon.cluster_addons_eks_pod_identity_agent',
      'aws_eks_addon.cluster_addons_kube_proxy',
      'aws_eks_addon.cluster_addons_metrics_server',
      'aws_eks_addon.cluster_addons_vpc_cni',
      'aws_eks_cluster.cluster',
      'aws_eks_node_group.cluster_pool_main',
      'aws_eks_pod_identity_association.cluster_addons_cluster_autoscaler_identity',
      'aws_iam_openid_connect_provider.cluster_access_identity_provider',
      'aws_iam_role.cluster_addons_cluster_autoscaler',
      'aws_iam_role.cluster_addons_ebs_csi',
      'aws_iam_role.cluster_nodes',
      'aws_iam_role.cluster_role',
      'aws_iam_role.cluster_updates_role',
      'aws_iam_role_policy.cluster_addons_cluster_autoscaler_policy',
      'aws_iam_role_policy.cluster_addons_ebs_csi_policy',
      'aws_iam_role_policy.cluster_role_policy',
      'aws_iam_role_policy.cluster_updates_role_policy',
      'aws_iam_role_policy_attachment.cluster_addons_ebs_csi_AmazonEBSCSIDriverPolicy',
      'aws_iam_role_policy_attachment.cluster_nodes_AmazonEC2ContainerRegistryPullOnly',
      'aws_iam_role_policy_attachment.cluster_nodes_AmazonEKSWorkerNodePolicy',
      'aws_iam_role_policy_attachment.cluster_nodes_AmazonEKS_CNI_Policy',
      'aws_iam_role_policy_attachment.cluster_nodes_AmazonSSMManagedInstanceCore',
      'aws_iam_role_policy_attachment.cluster_role_AmazonEKSClusterPolicy',
      'aws_launch_template.cluster_pool_main_launch_template',
      'aws_scheduler_schedule.cluster_updates_main',
      'aws_vpc_security_group_ingress_rule.cluster_access_api_1',
      'aws_vpc_security_group_ingress_rule.cluster_access_api_2',
      'aws_vpc_security_group_ingress_rule.cluster_access_api_3',
      'terraform_data.cluster_pool_main_template_version',
    ]);
  });

  it('keep their addresses when sizes and zones change', () => {
    const small = cluster(main({ size: 'small', min: 1, max: 2 }), { zones: 2 });
    const large = cluster(main({ size: '2xlarge', min: 3, max: 9 }), { zones: 3 });
    const own = (stack: Stack) => stack.addresses().filter((address) => address.includes('cluster'));
    expect(own(large)).toEqual(expect.arrayContaining(own(small)));
  });
});

describe('control plane', () => {
  it('is private, logged, encrypted, and admits API principals only', () => {
    expect(cluster().resource('aws_eks_cluster.cluster')).toMatchObject({
      name: 'acme-test',
      version: '1.35',
      deletion_protection: true,
      bootstrap_self_managed_addons: false,
      access_config: { authentication_mode: 'API', bootstrap_cluster_creator_admin_permissions: false },
      vpc_config: { endpoint_private_access: true, endpoint_public_access: false },
      encryption_config: { resources: ['secrets'], provider: { key_arn: '${aws_kms_key.keys_cluster.arn}' } },
      kubernetes_network_config: { service_ipv4_cidr: '172.20.0.0/16' },
      upgrade_policy: { support_type: 'STANDARD' },
      enabled_cluster_log_types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
      lifecycle: {
        ignore_changes: [
          'bootstrap_self_managed_addons',
          'access_config[0].bootstrap_cluster_creator_admin_permissions',
        ],
      },
    });
  });

  it('is created after its log group and its rights', () => {
    const stack = cluster({ logs: { retentionDays: 30 } });
    expect(stack.resource('aws_cloudwatch_log_group.cluster_logs')).toMatchObject({
      name: '/aws/eks/acme-test/cluster',
      retention_in_days: 30,
    });
    expect(stack.resource('aws_eks_cluster.cluster').depends_on).toEqual([
      'aws_iam_role_policy_attachment.cluster_role_AmazonEKSClusterPolicy',
      'aws_iam_role_policy.cluster_role_policy',
      'aws_cloudwatch_log_group.cluster_logs',
    ]);
    expect(stack.resource('aws_iam_role.cluster_role').assume_role_policy).toContain(
      '["sts:AssumeRole", "sts:TagSession"]',
    );
  });

  it('stands in the same two zones in any network, because EKS cannot move it', () => {
    const subnets = (zones: number) => cluster({}, { zones }).resource('aws_eks_cluster.cluster').vpc_config.subnet_ids;
    expect(subnets(3)).toEqual(['${aws_subnet.network_private_1.id}', '${aws_subnet.network_private_2.id}']);
    expect(subnets(2)).toEqual(subnets(3));
  });

  it('admits the private tier', () => {
    expect(cluster().resource('aws_vpc_security_group_ingress_rule.cluster_access_api_1')).toMatchObject({
      security_group_id: '${aws_eks_cluster.cluster.vpc_config[0].cluster_security_group_id}',
      from_port: 443,
      to_port: 443,
      cidr_ipv4: '10.0.0.0/19',
    });
  });

  it('opens its API to the public ranges', () => {
    expect(
      cluster({ apiAccess: { publicCidrs: ['203.0.113.0/24'] } }).resource('aws_eks_cluster.cluster').vpc_config,
    ).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: true,
      public_access_cidrs: ['203.0.113.0/24'],
    });
  });

  it('enables extended support for the channel extended', () => {
    const stack = cluster({ upgradeChannel: 'extended', version: '1.33' });
    expect(stack.resource('aws_eks_cluster.cluster')).toMatchObject({
      version: '1.33',
      upgrade_policy: { support_type: 'EXTENDED' },
    });
  });

  it('leaves encryption to AWS, or uses an existing key', () => {
    const cloud = cluster({ encryptionKey: 'cloud' });
    expect(cloud.resource('aws_eks_cluster.cluster')).not.toHaveProperty('encryption_config');
    const arn = 'arn:aws:kms:us-east-1:123456789012:key/1';
    expect(
      cluster({ encryptionKey: { existing: { aws: arn } } }).resource('aws_eks_cluster.cluster').encryption_config
        .provider.key_arn,
    ).toBe(arn);
  });
});

describe('node pools', () => {
  it('are created after network, proxy, identity agent and their rights', () => {
    expect(pool({}).depends_on).toEqual([
      'aws_iam_role_policy_attachment.cluster_nodes_AmazonEKSWorkerNodePolicy',
      'aws_iam_role_policy_attachment.cluster_nodes_AmazonEC2ContainerRegistryPullOnly',
      'aws_iam_role_policy_attachment.cluster_nodes_AmazonEKS_CNI_Policy',
      'aws_iam_role_policy_attachment.cluster_nodes_AmazonSSMManagedInstanceCore',
      'aws_eks_addon.cluster_addons_vpc_cni',
      'aws_eks_addon.cluster_addons_kube_proxy',
      'aws_eks_addon.cluster_addons_eks_pod_identity_agent',
    ]);
  });

  it('scale in total over the zones, and repair nodes', () => {
    expect(pool({ min: 2, desired: 3, max: 10 })).toMatchObject({
      node_group_name_prefix: 'acme-test-main-',
      version: '1.35',
      capacity_type: 'ON_DEMAND',
      scaling_config: { min_size: 2, max_size: 10 },
      update_config: { max_unavailable_percentage: 33 },
      node_repair_config: { enabled: true },
      lifecycle: { create_before_destroy: true },
    });
  });

  describe('are rolled to another version of their launch template', () => {
    const ADDRESS = 'terraform_data.cluster_pool_main_template_version';
    const trigger = (change: object, common: object = {}): unknown =>
      synth(on('aws', { ...wholeWith({ cluster: change }), ...common }))['acme-test-aws']!.resource(ADDRESS)
        .triggers_replace;
    const first = trigger({});

    it('which Terraform remembers', () => {
      const stack = cluster();
      expect(stack.resource(ADDRESS)).toMatchObject({
        input: { version: '${aws_launch_template.cluster_pool_main_launch_template.latest_version}' },
        lifecycle: { ignore_changes: ['input'] },
      });
      expect(stack.resource('aws_eks_node_group.cluster_pool_main').launch_template).toEqual({
        id: '${aws_launch_template.cluster_pool_main_launch_template.id}',
        version: `\${${ADDRESS}.output["version"]}`,
      });
    });

    it.each<[string, object]>([
      ['size', main({ size: 'xlarge' })],
      ['disk', main({ diskGiB: 99 })],
      ['key of the disks', { encryptionKey: 'cloud' }],
      ['version of Kubernetes', { version: '1.36' }],
      ['workload identity', { workloadIdentity: false }],
      ['override', { overrides: { aws: { launchTemplate: { metadataOptions: { httpTokens: 'optional' } } } } }],
      ['override of the pool', { overrides: { aws: { 'launchTemplate.main': { userData: 'eA==' } } } }],
    ])('by another %s', (_, change) => {
      expect(trigger(change)).not.toEqual(first);
    });

    it('but not by other tags', () => {
      expect(trigger({}, { costCenter: 'other', tags: { team: 'orders' } })).toEqual(first);
      const tags = { tags: { a: 'b' }, tagSpecifications: [{ resourceType: 'instance', tags: { a: 'b' } }] };
      expect(trigger({ overrides: { aws: { launchTemplate: tags } } })).toEqual(first);
    });
  });

  describe('ask for as many nodes as there are, within the limits', () => {
    const desired = (change: object): unknown => pool(change).scaling_config.desired_size;
    const present = (groups: string) =>
      `max([for name, group in data.aws_autoscaling_group.cluster_nodes_now_group : group.desired_capacity if can(regex("^eks-${groups}-[0-9a-f-]{36}$", name))]...)`;
    const made = present('acme-test-main-[0-9]{18}[0-9a-f]{8}');

    it("and at first for the pool's number", () => {
      expect(desired({ min: 2, desired: 3, max: 10 })).toBe(`\${max(2, min(10, try(${made}, 3)))}`);
      expect(desired({ min: 0, max: 4 })).toBe(`\${max(0, min(4, try(${made}, 1)))}`);
    });

    it('of which nothing is read for a pool of a fixed size', () => {
      const stack = cluster(main({ min: 3, max: 3 }));
      expect(stack.resource('aws_eks_node_group.cluster_pool_main').scaling_config.desired_size).toBe(3);
      expect(stack.json.data).not.toHaveProperty('aws_autoscaling_groups');
    });

    it('found by the name of the cluster, which every plan knows', () => {
      const { data } = cluster(main({ min: 2, max: 10 })).json;
      expect(data.aws_autoscaling_groups.cluster_nodes_now_groups).toMatchObject({
        filter: [{ name: 'tag:eks:cluster-name', values: ['acme-test'] }],
      });
      expect(data.aws_autoscaling_groups.cluster_nodes_now_groups).not.toHaveProperty('depends_on');
      expect(data.aws_autoscaling_group.cluster_nodes_now_group).toMatchObject({
        for_each: '${toset(data.aws_autoscaling_groups.cluster_nodes_now_groups.names)}',
        name: '${each.value}',
      });
    });

    it('by the names and limits that overrides set', () => {
      const overridden = (nodeGroup: object): unknown =>
        cluster({ ...main({ min: 2, max: 4 }), overrides: { aws: { nodeGroup } } }).resource(
          'aws_eks_node_group.cluster_pool_main',
        ).scaling_config.desired_size;
      expect(overridden({ nodeGroupName: 'old', nodeGroupNamePrefix: null })).toBe(
        `\${max(2, min(4, try(${present('old')}, 2)))}`,
      );
      expect(overridden({ scalingConfig: { maxSize: 50 } })).toBe(`\${max(2, min(50, try(${made}, 2)))}`);
      expect(overridden({ scalingConfig: { desiredSize: 4 } })).toBe(4);
    });
  });

  it('set their size in the launch template, which rolls nodes instead of replacing the group', () => {
    const size = { vcpu: 2, memoryGiB: 8, burstable: true, architecture: 'x86_64' };
    const stack = cluster(main({ size, diskGiB: 80 }));
    expect(stack.resource('aws_eks_node_group.cluster_pool_main')).toMatchObject({
      ami_type: 'AL2023_x86_64_STANDARD',
    });
    expect(stack.resource('aws_eks_node_group.cluster_pool_main')).not.toHaveProperty('instance_types');
    expect(template(stack)).toMatchObject({
      instance_type: 't3.large',
      metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
      block_device_mappings: [
        {
          device_name: '/dev/xvda',
          ebs: {
            encrypted: 'true',
            volume_type: 'gp3',
            volume_size: 80,
            kms_key_id: '${aws_kms_key.keys_cluster.arn}',
          },
        },
      ],
    });
  });

  it('tag the instances, volumes and interfaces that Auto Scaling creates', () => {
    const { tag_specifications: tags } = template(cluster());
    expect(tags.map(({ resource_type: type }: { resource_type: string }) => type)).toEqual([
      'instance',
      'volume',
      'network-interface',
    ]);
    expect(tags[0].tags).toEqual({
      Environment: 'test',
      Project: 'acme',
      ManagedBy: 'terraform',
      CostCenter: 'research',
      Name: 'acme-test-pool-main',
    });
  });

  it('use spot capacity of every type of the same size', () => {
    const stack = cluster({
      nodePools: { spare: { size: { vcpu: 2, memoryGiB: 8, architecture: 'x86_64' }, min: 0, max: 3, spot: true } },
    });
    expect(stack.resource('aws_eks_node_group.cluster_pool_spare')).toMatchObject({
      capacity_type: 'SPOT',
      instance_types: ['m6i.large', 'm7i.large'],
    });
    expect(template(stack, 'spare')).not.toHaveProperty('instance_type');
  });

  it('tell the autoscaler how much disk their first node will have', () => {
    expect(pool({ min: 0, diskGiB: 100 }).tags).toEqual({
      'k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage': '80Gi',
    });
  });

  it.each([
    ['m8g.large', 'AL2023_ARM_64_STANDARD'],
    ['c6gn.large', 'AL2023_ARM_64_STANDARD'],
    ['g4dn.xlarge', 'AL2023_x86_64_STANDARD'],
    ['m8i.large', 'AL2023_x86_64_STANDARD'],
  ])('choose the image of %s, which is not in the catalogue', (sku, image) => {
    expect(pool({ sku: { aws: sku } }).ami_type).toBe(image);
  });

  it('use the names that EKS has for taint effects', () => {
    const taints = [
      { key: 'a', value: 'b', effect: 'NoSchedule' },
      { key: 'c', effect: 'PreferNoSchedule' },
      { key: 'd', effect: 'NoExecute' },
    ];
    const stack = cluster({ nodePools: { tainted: { size: 'large', min: 1, max: 1, taints, labels: { team: 'a' } } } });
    expect(stack.resource('aws_eks_node_group.cluster_pool_tainted')).toMatchObject({
      labels: { team: 'a', pool: 'tainted' },
      taint: [
        { key: 'a', value: 'b', effect: 'NO_SCHEDULE' },
        { key: 'c', effect: 'PREFER_NO_SCHEDULE' },
        { key: 'd', effect: 'NO_EXECUTE' },
      ],
    });
  });

  it('include a system pool that only the components run on', () => {
    const stack = cluster({ systemPool: { size: 'small', min: 2, max: 3, diskGiB: 100 } });
    expect(
      stack.resource('aws_launch_template.cluster_pool_system_launch_template').block_device_mappings,
    ).toMatchObject([{ ebs: { volume_size: 100 } }]);
    expect(stack.resource('aws_eks_node_group.cluster_pool_system')).toMatchObject({
      labels: { pool: 'system' },
      taint: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NO_SCHEDULE' }],
    });
    expect(addon(stack, 'coredns').configuration_values).toContain('"nodeSelector" = {"pool" = "system"}');
    expect(addon(stack, 'aws-ebs-csi-driver').configuration_values).toContain(
      '"controller" = {"nodeSelector" = {"pool" = "system"}, "extraVolumeTags" = {',
    );
    expect(addon(stack, 'metrics-server').configuration_values).toContain(
      '"tolerations" = [{"key" = "CriticalAddonsOnly", "operator" = "Exists"}]',
    );
    expect(addon(cluster(), 'coredns')).not.toHaveProperty('configuration_values');
  });

  it('come with a controller of snapshots where volumes are copied, which stays when it is asked for no more', () => {
    const copying = {
      namespaces: { shop: {} },
      secrets: { copies: {} },
      objectStores: { backups: {} },
      addons: {
        externalSecrets: {},
        velero: { objectStore: 'backups', volumes: 'copies', repositoryPassword: { from: 'copies' } },
      },
    };
    const stack = synth(on('aws', wholeWith({ ...alone, ...copying })))['acme-test-aws']!;
    const controller = addon(stack, 'snapshot-controller');
    expect(controller).toMatchObject({ addon_name: 'snapshot-controller', preserve: true });
    expect(controller.depends_on).toEqual(addon(stack, 'coredns').depends_on);
    const driver = addon(stack, 'aws-ebs-csi-driver');
    expect(driver.depends_on).toContain('aws_eks_addon.cluster_addons_snapshot_controller');
    expect(driver.configuration_values).toContain('"sidecars" = {"snapshotter" = {"forceEnable" = true}}');
    expect(addon(cluster(), 'aws-ebs-csi-driver').configuration_values).not.toContain('sidecars');
  });

  it('are updated in the maintenance window', () => {
    const stack = cluster({ maintenanceWindow: { day: 'tuesday', start: '22:30', hours: 6 } });
    expect(stack.resource('aws_scheduler_schedule.cluster_updates_main')).toMatchObject({
      schedule_expression: 'cron(30 22 ? * TUE *)',
      schedule_expression_timezone: 'UTC',
      flexible_time_window: { mode: 'FLEXIBLE', maximum_window_in_minutes: 180 },
      target: {
        input:
          '${jsonencode({"ClusterName" = "acme-test", "NodegroupName" = aws_eks_node_group.cluster_pool_main.node_group_name})}',
        retry_policy: { maximum_event_age_in_seconds: 10800 },
      },
    });
    expect(stack.resource('aws_scheduler_schedule.cluster_updates_main').target.arn).toContain(
      ':scheduler:::aws-sdk:eks:updateNodegroupVersion',
    );
  });
});

describe('add-ons', () => {
  it('that run on nodes are created after them', () => {
    const stack = cluster();
    for (const name of ['coredns', 'metrics-server', 'aws-ebs-csi-driver']) {
      expect(addon(stack, name).depends_on).toContain('aws_eks_node_group.cluster_pool_main');
    }
    for (const name of ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'])
      expect(addon(stack, name)).not.toHaveProperty('depends_on');
    expect(addon(stack, 'vpc-cni').configuration_values).toContain('"ENABLE_PREFIX_DELEGATION" = "true"');
  });

  it('enforce network policies', () => {
    expect(addon(cluster(), 'vpc-cni').configuration_values).toContain('"enableNetworkPolicy" = "true"');
  });

  it('tag the disks that they create', () => {
    expect(addon(cluster(), 'aws-ebs-csi-driver').configuration_values).toContain(
      '{"controller" = {"extraVolumeTags" = {"Environment" = "test", "Project" = "acme", "ManagedBy" = "terraform", "CostCenter" = "research"}}}',
    );
  });

  it('have the newest versions that fit, or the defaults for the channel stable', () => {
    const version = (upgradeChannel: string) =>
      cluster({ upgradeChannel }).json.data.aws_eks_addon_version.cluster_addons_coredns_version;
    expect(version('regular')).toMatchObject({
      most_recent: true,
      kubernetes_version: '${local.cluster_addons_version}',
    });
    // Only a local value refers to the cluster: a plan that changes the cluster still knows the versions.
    expect(version('regular')).not.toHaveProperty('depends_on');
    expect(cluster().json.locals).toMatchObject({
      cluster_addons_version: '${startswith(aws_eks_cluster.cluster.arn, "arn:") ? "1.35" : ""}',
    });
    expect(version('stable')).toMatchObject({ most_recent: false });
  });

  it('act under identities of their own, which no other cluster can use', () => {
    const stack = cluster();
    expect(addon(stack, 'aws-ebs-csi-driver').pod_identity_association).toEqual([
      { role_arn: '${aws_iam_role.cluster_addons_ebs_csi.arn}', service_account: 'ebs-csi-controller-sa' },
    ]);
    const { assume_role_policy: trust } = stack.resource('aws_iam_role.cluster_addons_cluster_autoscaler');
    expect(trust).toMatch(
      /"aws:RequestTag\/eks-cluster-arn" = "arn:[^"]+:eks:us-east-1:123456789012:cluster\/acme-test"/,
    );
    expect(trust).toContain('"aws:RequestTag/kubernetes-service-account" = "cluster-autoscaler"');
    expect(stack.resource('aws_iam_role_policy.cluster_addons_cluster_autoscaler_policy').policy).toContain(
      '"aws:ResourceTag/k8s.io/cluster-autoscaler/acme-test" = "owned"',
    );
  });

  it('act as the node without workload identity', () => {
    const stack = cluster({ workloadIdentity: false });
    expect(stack.addresses().filter((address) => /openid|pod_identity|ebs_csi_policy/.test(address))).toEqual([]);
    expect(stack.addresses()).toContain('aws_iam_role_policy_attachment.cluster_nodes_AmazonEBSCSIDriverPolicy');
    expect(template(stack).metadata_options.http_put_response_hop_limit).toBe(2);
  });

  it('omit the autoscaler where no pool scales', () => {
    expect(
      cluster(main({ min: 3, max: 3 }))
        .addresses()
        .filter((address) => address.includes('autoscaler')),
    ).toEqual([]);
  });
});

describe('administrators', () => {
  it('are who is named, and who runs Terraform, each once', () => {
    const stack = cluster({ administrators: { aws: ['arn:aws:iam::123456789012:role/teams/sre', TERRAFORM] } });
    expect(stack.addresses().filter((address) => address.includes('_access_entry.'))).toEqual([
      'aws_eks_access_entry.cluster_access_admin_sre',
      'aws_eks_access_entry.cluster_access_admin_terraform',
    ]);
    expect(stack.resource('aws_eks_access_entry.cluster_access_admin_sre').principal_arn).toBe(
      'arn:aws:iam::123456789012:role/teams/sre',
    );
    expect(stack.resource('aws_eks_access_policy_association.cluster_access_admin_sre_policy')).toMatchObject({
      access_scope: { type: 'cluster' },
      depends_on: ['aws_eks_access_entry.cluster_access_admin_sre'],
    });
  });

  it('are not whoever happens to plan or to apply', () => {
    const stack = cluster();
    expect(stack.addresses().filter((address) => address.includes('_access_entry.'))).toEqual([
      'aws_eks_access_entry.cluster_access_admin_terraform',
    ]);
    expect(stack.text).not.toMatch(/caller_identity|session_context/);
    const { access_config: access } = stack.resource('aws_eks_cluster.cluster');
    expect(access.bootstrap_cluster_creator_admin_permissions).toBe(false);
  });

  it('do not include who only plans, who reads everything', () => {
    const reader = 'arn:aws:iam::123456789012:role/terraform-plan';
    const stack = clusterFor({ plan: [reader] });
    expect(stack.resource('aws_eks_access_entry.cluster_access_plan_terraform_plan').principal_arn).toBe(reader);
    expect(
      stack.resource('aws_eks_access_policy_association.cluster_access_plan_terraform_plan_policy').policy_arn,
    ).toMatch(/:cluster-access-policy\/AmazonEKSAdminViewPolicy$/);
  });
});

describe('outputs', () => {
  it('show how to reach the cluster', () => {
    expect(cluster().outputs).toMatchObject({
      cluster_name: '${aws_eks_cluster.cluster.name}',
      cluster_endpoint: '${aws_eks_cluster.cluster.endpoint}',
      cluster_identity_issuer: '${aws_eks_cluster.cluster.identity[0].oidc[0].issuer}',
      cluster_kubeconfig_command: 'aws eks update-kubeconfig --region us-east-1 --name acme-test',
      cluster_node_identity: '${aws_iam_role.cluster_nodes.arn}',
    });
  });

  it('are the same for an existing cluster', () => {
    const stack = synth(
      on('aws', { ...wholeWith({ databases: null }), cluster: { existing: { aws: { name: 'theirs' } } } }),
    )['acme-test-aws']!;
    expect(stack.json.data.aws_eks_cluster.cluster.name).toBe('theirs');
    expect(stack.outputs.cluster_endpoint).toBe('${data.aws_eks_cluster.cluster.endpoint}');
  });
});

describe('refusals', () => {
  it.each<[string, object, string]>([
    [
      'a version that AWS no longer offers',
      { version: '1.30' },
      'version must be a version of Kubernetes that is available, got "1.30"',
    ],
    ['a version past standard support', { version: '1.33' }, 'its support ended on 2026-07-29'],
    [
      'a key that is not an ARN',
      { encryptionKey: { existing: { aws: 'alias/mine' } } },
      'encryptionKey.existing.aws must be the ARN of a KMS key in us-east-1',
    ],
    [
      'a service range outside RFC 1918',
      { serviceCidr: '100.64.0.0/16' },
      'serviceCidr must lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, got 100.64.0.0/16',
    ],
    [
      'too many public ranges',
      { apiAccess: { publicCidrs: Array.from({ length: 41 }, (_, i) => `203.0.113.${i}/32`) } },
      'must be at most 40 ranges, got 41',
    ],
    [
      'sessions as administrators',
      { administrators: { aws: ['arn:aws:sts::123456789012:assumed-role/sre/me'] } },
      'administrators.aws must each be an ARN of an IAM role or user',
    ],
    [
      'an administrator twice',
      { administrators: { aws: ['arn:aws:iam::123456789012:role/a/sre', 'arn:aws:iam::123456789012:role/b/sre'] } },
      "administrators.aws and the target's operators must not hold two that differ only in punctuation or path",
    ],
    [
      'a size that no type has',
      main({ size: { vcpu: 400, memoryGiB: 8 } }),
      'nodePools.main.size must be met by a SKU',
    ],
    [
      'an unknown instance type',
      main({ sku: { aws: 'large' } }),
      'nodePools.main.sku.aws must be an EC2 instance type such as m7g.large, got "large"',
    ],
    [
      'a system pool whose size no type has',
      { systemPool: { size: { vcpu: 400, memoryGiB: 8 }, min: 1, max: 1 } },
      'systemPool.size must be met by a SKU',
    ],
  ])('of %s', (_, change, message) => {
    expect(problemsOf(on('aws', wholeWith({ cluster: change })))).toEqual([expect.stringContaining(message)]);
  });

  it('of nodes that cannot reach their images', () => {
    const network = { nat: 'none', privateAccess: { registry: false } };
    expect(problemsOf(on('aws', wholeWith({ network })))).toEqual([
      expect.stringContaining('cluster must reach its images'),
    ]);
  });

  it('of an existing network in one zone', () => {
    const network = {
      existing: {
        aws: {
          id: 'vpc-0a1b2c31',
          privateSubnets: ['subnet-0a1b2c31'],
          databaseSubnets: ['subnet-0a1b2c32', 'subnet-0a1b2c33'],
          privateCidrs: ['10.0.0.0/24'],
        },
      },
    };
    expect(problemsOf(on('aws', { ...wholeWith({}), network }))).toEqual([
      expect.stringContaining('in at least two zones, got one subnet'),
    ]);
  });
});

describe('warnings', () => {
  it.each<[string, object, string]>([
    ['a version near its end', { version: '1.34' }, 'reaches its end of support on 2026-12-02'],
    ['groups above the quota', main({ max: 500 }), "max is above 450 nodes, AWS's quota"],
    ['a private tier with too few addresses', main({ max: 1000 }), 'may run out of addresses'],
  ])('of %s', (_, change, message) => {
    expect(warningsOf(on('aws', wholeWith({ cluster: change, network: { cidr: '10.0.0.0/18' } })))).toContainEqual(
      expect.stringContaining(message),
    );
  });
});
