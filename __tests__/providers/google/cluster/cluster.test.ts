/** A cluster on Google: its resources, their arguments, and what is refused. */
import { recurringWindow } from '../../../../providers/google/cluster/maintenance-window';
import { spread } from '../../../../providers/google/cluster/node-pool';
import { on, wholeWith } from '../../../helpers/environments';
import { workload } from '../../../helpers/google/helper';
import { type Attributes, problemsOf, type Stack, synth, warningsOf } from '../../../helpers/synth';

const alone = { databases: null, caches: null, objectStores: null };
const withCluster = (cluster: object, change: object = {}) => on('google', wholeWith({ ...alone, cluster, ...change }));
const stackOf = (cluster: object, change: object = {}): Stack => Object.values(synth(withCluster(cluster, change)))[0]!;
const clusterOf = (cluster: object, change: object = {}): Attributes =>
  stackOf(cluster, change).resource('google_container_cluster.cluster');
const poolOf = (main: object, change: object = {}): Attributes =>
  stackOf({ nodePools: { main } }, change).resource('google_container_node_pool.cluster_pool_main');
const problems = (cluster: object, change: object = {}): string => problemsOf(withCluster(cluster, change)).join('\n');
const warnings = (cluster: object): string => warningsOf(withCluster(cluster)).join('\n');

describe('the resources', () => {
  const stack = stackOf({});

  it('are the cluster, its pools, and what they need', () => {
    expect(stack.addresses().filter((address) => /\.cluster(_|$)/.test(address))).toEqual([
      'google_container_cluster.cluster',
      'google_container_node_pool.cluster_pool_main',
      'google_logging_project_bucket_config.cluster_logs',
      'google_logging_project_exclusion.cluster_logs_log_exclusion',
      'google_logging_project_sink.cluster_logs_log_sink',
      'google_project_iam_member.cluster_nodes_artifactregistry_reader',
      'google_project_iam_member.cluster_nodes_container_defaultNodeServiceAccount',
      'google_service_account.cluster_nodes',
      'terraform_data.cluster_zones_remembered',
    ]);
  });

  it('depend on grants, log sink and routes that Google needs first', () => {
    const { depends_on: before } = stack.resource('google_container_cluster.cluster');
    expect(before).toEqual(
      expect.arrayContaining([
        'google_kms_crypto_key_iam_member.keys_cluster_users_compute_system',
        'google_kms_crypto_key_iam_member.keys_cluster_users_container_engine_robot',
        'google_project_iam_member.cluster_nodes_container_defaultNodeServiceAccount',
        'google_logging_project_sink.cluster_logs_log_sink',
        'google_compute_router_nat.network_nat',
        'google_compute_route.network_internet_route',
      ]),
    );
    expect(stack.resource('google_container_node_pool.cluster_pool_main').depends_on).toContain(
      'google_kms_crypto_key_iam_member.keys_cluster_users_compute_system',
    );
  });

  it('have the tags as labels', () => {
    const labels = { environment: 'test', project: 'acme', 'managed-by': 'terraform', 'cost-center': 'research' };
    expect(stack.resource('google_container_cluster.cluster').resource_labels).toEqual(labels);
    expect(stack.resource('google_container_node_pool.cluster_pool_main').node_config.resource_labels).toEqual(labels);
  });

  it('are outputs of the stack', () => {
    expect(stack.outputs).toMatchObject({
      cluster_name: '${google_container_cluster.cluster.name}',
      cluster_endpoint: 'https://${google_container_cluster.cluster.endpoint}',
      cluster_identity_issuer: '${google_container_cluster.cluster.workload_identity_config[0].workload_pool}',
      cluster_kubeconfig_command:
        'gcloud container clusters get-credentials ${google_container_cluster.cluster.name} --location us-central1 --project acme-test --internal-ip',
      cluster_node_identity: '${google_service_account.cluster_nodes.email}',
    });
  });
});

describe('the cluster', () => {
  it('is regional, private, encrypted and protected', () => {
    const cluster = clusterOf({});
    expect(cluster).toMatchObject({
      name: 'acme-test-cluster',
      location: 'us-central1',
      min_master_version: '1.35',
      release_channel: { channel: 'REGULAR' },
      deletion_protection: true,
      datapath_provider: 'ADVANCED_DATAPATH',
      private_cluster_config: { enable_private_nodes: true, enable_private_endpoint: true },
      control_plane_endpoints_config: { dns_endpoint_config: { allow_external_traffic: false } },
      master_authorized_networks_config: {
        cidr_blocks: [{ cidr_block: '10.0.0.0/17', display_name: 'private tier' }],
        gcp_public_cidrs_access_enabled: false,
      },
      database_encryption: { state: 'ENCRYPTED', key_name: '${google_kms_crypto_key.keys_cluster.id}' },
      workload_identity_config: { workload_pool: 'acme-test.svc.id.goog' },
      enable_shielded_nodes: true,
      enable_legacy_abac: false,
      master_auth: { client_certificate_config: { issue_client_certificate: false } },
      ip_allocation_policy: { cluster_ipv4_cidr_block: '172.24.0.0/14', services_ipv4_cidr_block: '172.20.0.0/16' },
    });
    expect(cluster.node_locations).toHaveLength(3);
  });

  it('leaves the CRDs of Gateway API to the gateway add-on', () => {
    expect(clusterOf({}).gateway_api_config).toEqual({ channel: 'CHANNEL_DISABLED' });
  });

  it('lets the control plane call webhooks on any port, through its agents on the nodes', () => {
    const { source_ranges: from, ...rule } = stackOf({}).resource(
      'google_compute_firewall.network_firewall_allow_private',
    );
    expect(from).toEqual(['10.0.0.0/17', '172.24.0.0/14']);
    expect(rule.destination_ranges).toEqual(from);
    expect(rule.allow).toContainEqual({ protocol: 'tcp' });
  });

  it('removes the initial nodes of GKE, which must be able to start', () => {
    expect(clusterOf({})).toMatchObject({
      remove_default_node_pool: true,
      initial_node_count: 1,
      node_config: {
        service_account: '${google_service_account.cluster_nodes.email}',
        boot_disk_kms_key: '${google_kms_crypto_key.keys_cluster.id}',
      },
      lifecycle: { ignore_changes: ['initial_node_count', 'node_config'] },
    });
  });

  it('opens its API to the public ranges', () => {
    const stack = stackOf({ apiAccess: { publicCidrs: ['203.0.113.0/24'] } });
    const cluster = stack.resource('google_container_cluster.cluster');
    expect(cluster.private_cluster_config.enable_private_endpoint).toBe(false);
    expect(cluster.control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic).toBe(false);
    expect(cluster.master_authorized_networks_config.cidr_blocks).toContainEqual({
      cidr_block: '203.0.113.0/24',
      display_name: 'public access',
    });
    expect(stack.outputs.cluster_kubeconfig_command).toMatch(/--project acme-test$/);
  });

  it('answers at its name to callers from anywhere only if it is asked to, and then at no public address', () => {
    const stack = stackOf({ apiAccess: { byName: true } });
    const cluster = stack.resource('google_container_cluster.cluster');
    expect(cluster.private_cluster_config.enable_private_endpoint).toBe(true);
    expect(cluster.control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic).toBe(true);
    expect(stack.outputs.cluster_kubeconfig_command).toContain(' --dns-endpoint');
    expect(problems({ apiAccess: { byName: true, publicCidrs: ['203.0.113.0/24'] } })).toBe(
      'acme/test (google): cluster.apiAccess.byName must be false with publicCidrs: the name answers callers from anywhere, whatever the ranges are. Leave out one of the two',
    );
  });

  it("uses Google's key or an existing one", () => {
    const ours = stackOf({ encryptionKey: 'cloud' });
    expect(ours.resource('google_container_cluster.cluster').database_encryption).toEqual({ state: 'DECRYPTED' });
    expect(ours.resource('google_container_cluster.cluster').node_config).not.toHaveProperty('boot_disk_kms_key');
    const id = 'projects/p/locations/us-central1/keyRings/r/cryptoKeys/k';
    const existing = stackOf({ encryptionKey: { existing: { google: id } } });
    expect(existing.resource('google_container_cluster.cluster').database_encryption.key_name).toBe(id);
    expect(existing.all('google_kms_crypto_key_iam_member').filter((grant) => grant.crypto_key_id === id)).toHaveLength(
      2,
    );
  });

  it('has no workload identity if it is off', () => {
    const stack = stackOf({ workloadIdentity: false });
    // The pool is empty instead of left out, because GKE keeps what is left out.
    expect(stack.resource('google_container_cluster.cluster').workload_identity_config).toEqual({ workload_pool: '' });
    expect(stack.resource('google_container_node_pool.cluster_pool_main').node_config.workload_metadata_config).toEqual(
      { mode: 'GCE_METADATA' },
    );
  });

  it("keeps the control plane's logs in one place, for the days asked for", () => {
    const stack = stackOf({ logs: { retentionDays: 365 } });
    const filter =
      'resource.type=("k8s_control_plane_component" OR "k8s_cluster") AND resource.labels.cluster_name="acme-test-cluster" AND resource.labels.location="us-central1"';
    expect(stack.resource('google_logging_project_bucket_config.cluster_logs').retention_days).toBe(365);
    expect(stack.resource('google_logging_project_sink.cluster_logs_log_sink').filter).toBe(filter);
    expect(stack.resource('google_logging_project_exclusion.cluster_logs_log_exclusion').filter).toBe(filter);
    expect(stack.resource('google_container_cluster.cluster').logging_config.enable_components).toEqual(
      expect.arrayContaining(['APISERVER', 'CONTROLLER_MANAGER', 'SCHEDULER']),
    );
  });

  it('gives administrators rights on this cluster alone', () => {
    const stack = stackOf({ administrators: { google: ['group:sre@example.com', 'group:sre@example.com'] } });
    const administrators = stack
      .all('google_project_iam_member')
      .filter(({ role }) => role === 'roles/container.admin');
    expect(administrators).toHaveLength(1);
    expect(administrators[0]).toMatchObject({ member: 'group:sre@example.com', project: 'acme-test' });
    expect(administrators[0]!.condition.expression).toContain(
      'resource.name == "projects/acme-test/locations/us-central1/clusters/acme-test-cluster"',
    );
  });

  it('takes overrides last', () => {
    expect(clusterOf({ overrides: { google: { cluster: { minMasterVersion: '1.35.2' } } } }).min_master_version).toBe(
      '1.35.2',
    );
  });

  it.each([
    ['stable', 'STABLE'],
    ['extended', 'EXTENDED'],
  ])('uses the release channel %s', (upgradeChannel, channel) => {
    expect(clusterOf({ upgradeChannel }).release_channel).toEqual({ channel });
  });
});

describe('the maintenance window', () => {
  it('recurs on its day', () => {
    const { maintenance_policy: policy } = clusterOf({
      maintenanceWindow: { day: 'sunday', start: '02:30', hours: 14 },
    });
    expect(policy.recurring_window).toEqual({
      start_time: '2025-01-12T02:30:00Z',
      end_time: '2025-01-12T16:30:00Z',
      recurrence: 'FREQ=WEEKLY;BYDAY=SU',
    });
  });

  it('is at least as long as GKE requires', () => {
    expect(recurringWindow({ day: 'monday', start: '22:00', hours: 2 })).toEqual({
      startTime: '2025-01-06T22:00:00Z',
      endTime: '2025-01-07T10:00:00Z',
      recurrence: 'FREQ=WEEKLY;BYDAY=MO',
    });
  });

  it('is widened with a warning', () => {
    expect(warnings({ maintenanceWindow: { day: 'sunday', start: '02:00', hours: 2 } })).toContain(
      'cluster.maintenanceWindow.hours is 12 rather than 2: GKE refuses less than 48 hours in 32 days, so the window opens on sunday at 02:00 and stays open for 12 hours',
    );
    expect(warnings({ maintenanceWindow: { day: 'sunday', start: '02:00', hours: 12 } })).toBe('');
  });
});

describe("the nodes' zones", () => {
  const remembered = (change: object = {}) => stackOf({}, change).resource('terraform_data.cluster_zones_remembered');

  it("are the region's first, without those of accelerators", () => {
    const list = 'data.google_compute_zones.cluster_zones.names';
    expect(remembered().input.names).toBe(
      `\${coalescelist([for zone in ${list} : zone if length(regexall("-[a-z]$", zone)) > 0], ${list})}`,
    );
    expect(clusterOf({}).node_locations).toEqual(
      [0, 1, 2].map((index) => `\${element(terraform_data.cluster_zones_remembered.output["names"], ${index})}`),
    );
  });

  it('stay when Google lists others, except in another region', () => {
    expect(remembered()).toMatchObject({
      lifecycle: { ignore_changes: ['input'] },
      triggers_replace: { region: 'us-central1' },
    });
  });

  it('are as many as the network asks for, or the plan fails', () => {
    expect(remembered().lifecycle.postcondition[0].condition).toBe('${length(self.output.names) >= 3}');
  });

  it('are those that the target names, which changes them in place', () => {
    const zones = ['us-central1-f', 'us-central1-b'];
    const stack = stackOf({}, { network: { zones: 2 }, targets: { google: { zones } } });
    expect(stack.resource('google_container_cluster.cluster').node_locations).toEqual(zones);
    expect(stack.resource('google_container_node_pool.cluster_pool_main').node_locations).toEqual(zones);
    expect(stack.addresses()).not.toContain('terraform_data.cluster_zones_remembered');
  });
});

describe('a node pool', () => {
  it('scales between totals, and is private and shielded', () => {
    const pool = poolOf({ size: 'large', min: 2, max: 7, diskGiB: 80, labels: { team: 'a' } });
    expect(pool).toMatchObject({
      name_prefix: 'main-',
      location: 'us-central1',
      autoscaling: { total_min_node_count: 2, total_max_node_count: 7, location_policy: 'BALANCED' },
      initial_node_count: 1,
      lifecycle: { create_before_destroy: true, ignore_changes: ['initial_node_count', 'name_prefix'] },
      management: { auto_repair: true, auto_upgrade: true },
      network_config: { enable_private_nodes: true },
      node_config: {
        machine_type: 'e2-standard-4',
        image_type: 'COS_CONTAINERD',
        disk_size_gb: 80,
        disk_type: 'pd-balanced',
        boot_disk_kms_key: '${google_kms_crypto_key.keys_cluster.id}',
        service_account: '${google_service_account.cluster_nodes.email}',
        spot: false,
        labels: { team: 'a', pool: 'main' },
        metadata: { 'disable-legacy-endpoints': 'true' },
        shielded_instance_config: { enable_secure_boot: true, enable_integrity_monitoring: true },
        workload_metadata_config: { mode: 'GKE_METADATA' },
        kubelet_config: { insecure_kubelet_readonly_port_enabled: 'FALSE' },
      },
    });
    expect(pool).not.toHaveProperty('node_count');
  });

  it('has a fixed size without an autoscaler', () => {
    const pool = poolOf({ size: 'large', min: 6, max: 6 });
    expect(pool.node_count).toBe(2);
    expect(pool).not.toHaveProperty('autoscaling');
    expect(pool).not.toHaveProperty('initial_node_count');
  });

  it('takes spot capacity in any zone', () => {
    const stack = stackOf({ nodePools: { spare: { size: 'large', min: 0, max: 6, spot: true } } });
    const pool = stack.resource('google_container_node_pool.cluster_pool_spare');
    expect(pool.node_config.spot).toBe(true);
    expect(pool.autoscaling.location_policy).toBe('ANY');
  });

  it('spells taints as GKE does', () => {
    const taints = [
      { key: 'a', value: 'x', effect: 'NoSchedule' },
      { key: 'b', effect: 'PreferNoSchedule' },
      { key: 'c', effect: 'NoExecute' },
    ];
    const stack = stackOf({ nodePools: { odd: { size: 'large', min: 1, max: 3, taints } } });
    expect(stack.resource('google_container_node_pool.cluster_pool_odd').node_config.taint).toEqual([
      { key: 'a', value: 'x', effect: 'NO_SCHEDULE' },
      { key: 'b', value: '', effect: 'PREFER_NO_SCHEDULE' },
      { key: 'c', value: '', effect: 'NO_EXECUTE' },
    ]);
  });

  it('boots ARM machines from Hyperdisk, and warns of their taint', () => {
    const arm = { size: { vcpu: 4, memoryGiB: 16, architecture: 'arm64' }, min: 1, max: 3 };
    expect(poolOf(arm).node_config).toMatchObject({ machine_type: 'c4a-standard-4', disk_type: 'hyperdisk-balanced' });
    expect(warnings({ nodePools: { main: arm } })).toContain(
      'nodePools.main.size is met by c4a-standard-4, whose nodes are ARM: GKE taints them kubernetes.io/arch=arm64:NoSchedule',
    );
  });

  it('reserves the system pool for components of GKE', () => {
    const stack = stackOf({ systemPool: { size: 'large', min: 2, max: 3, diskGiB: 100 } });
    expect(stack.resource('google_container_node_pool.cluster_pool_system')).toMatchObject({
      autoscaling: { total_min_node_count: 2, total_max_node_count: 3 },
      node_config: {
        disk_size_gb: 100,
        machine_type: 'e2-standard-4',
        taint: [{ key: 'components.gke.io/gke-managed-components', value: 'true', effect: 'NO_SCHEDULE' }],
      },
    });
  });

  it('leaves zones out if it has fewer nodes than there are zones', () => {
    expect(poolOf({ size: 'large', min: 1, max: 2 }).node_locations).toHaveLength(2);
  });

  it.each([
    // min, max, desired, zones of the cluster → zones of the pool, nodes in each
    [2, 10, 3, 3, 3, 1],
    [2, 10, 4, 3, 3, 2],
    [1, 4, 4, 3, 3, 1],
    [1, 2, 1, 3, 2, 1],
    [0, 1, 0, 3, 1, 0],
    [6, 6, undefined, 3, 3, 2],
    [2, 2, undefined, 3, 2, 1],
  ])('of %i–%i nodes, initially %s, over %i zones', (min, max, desired, clusterZones, zones, count) => {
    expect(spread({ min, max, desired }, clusterZones)).toEqual({ zones, count });
  });
});

describe('in an existing network', () => {
  const network = {
    network: {
      cidr: null,
      existing: { google: { id: 'theirs', privateSubnets: ['nodes'], privateCidrs: ['10.9.0.0/16'] } },
    },
  };

  it('the ranges of pods and services are those of the network', () => {
    expect(clusterOf({}, network)).toMatchObject({
      ip_allocation_policy: { cluster_secondary_range_name: 'pods', services_secondary_range_name: 'services' },
      master_authorized_networks_config: { cidr_blocks: [{ cidr_block: '10.9.0.0/16' }] },
    });
  });
});

describe('an existing cluster', () => {
  it('is looked up', () => {
    const existing = {
      version: null,
      nodePools: null,
      existing: { google: { name: 'theirs', location: 'europe-west1' } },
    };
    const stack = stackOf(existing);
    expect(stack.json.data.google_container_cluster.cluster).toMatchObject({
      name: 'theirs',
      location: 'europe-west1',
    });
    expect(stack.outputs.cluster_kubeconfig_command).toBe(
      'gcloud container clusters get-credentials ${data.google_container_cluster.cluster.name} --location europe-west1 --project acme-test',
    );
    expect(stack.counts()).not.toHaveProperty('google_container_cluster');
  });
});

describe('refuses', () => {
  const google = (target: object) => ({ targets: { google: target } });
  const pool = (main: object) => ({ nodePools: { main } });

  it.each<[string, object, object, string]>([
    [
      'a version that is no longer offered',
      { version: '1.28' },
      {},
      'version must be a version of Kubernetes that is available, got "1.28"',
    ],
    ['a version that is only in extended support', { version: '1.33' }, {}, 'the nearest that works is "1.35"'],
    [
      'a size that nothing meets',
      pool({ size: { vcpu: 400, memoryGiB: 8 } }),
      {},
      'nodePools.main.size must be met by a SKU, got vcpu 400, memoryGiB 8, architecture x86_64; the closest is n2-standard-128',
    ],
    [
      'a fixed size that is no multiple of the zones',
      pool({ min: 4, max: 4 }),
      {},
      'nodePools.main.min must leave a multiple of the 3 zones between min and max, since GKE makes as many nodes in each: got 4–4; lower min to 3, or raise max to 6',
    ],
    [
      'pods in the range of databases of the secondary region',
      {},
      { network: { secondaryCidr: '172.24.0.0/16' } },
      'cluster needs a range for pods of its own: targets.google.podCidr 172.24.0.0/14 overlaps network.secondaryCidr 172.24.0.0/16',
    ],
    [
      'pods in the range of services',
      { serviceCidr: '172.24.0.0/16' },
      {},
      'overlaps cluster.serviceCidr 172.24.0.0/16',
    ],
    [
      'services in the range of managed services',
      { serviceCidr: '10.200.0.0/20' },
      {},
      'serviceCidr must not overlap targets.google.servicesCidr 10.200.0.0/16, where Google places managed services; got 10.200.0.0/20',
    ],
    [
      'more nodes than the range of pods holds',
      pool({ max: 32 }),
      google({ podCidr: '100.64.0.0/19' }),
      'nodePools must fit the range of pods: up to 33 nodes (including one more per pool during an upgrade) take a /24 each, and targets.google.podCidr 100.64.0.0/19 holds 32',
    ],
    [
      'a range of pods that is too small for GKE',
      pool({ min: 1, max: 1 }),
      google({ podCidr: '100.64.0.0/22' }),
      'needs a range for pods with a prefix of at most 21 bits: targets.google.podCidr is 100.64.0.0/22',
    ],
    [
      'more nodes than the private tier holds',
      pool({ max: 600 }),
      { network: { cidr: '10.0.0.0/22' } },
      'nodePools must fit the private tier: up to 601 nodes (including one more per pool during an upgrade), and half of network.cidr holds 507',
    ],
    [
      'administrators that are not IAM members',
      { administrators: { google: ['sre@example.com', 'allUsers'] } },
      {},
      'administrators.google must each be an IAM member such as group:sre@example.com, user:… or serviceAccount:…, got sre@example.com, allUsers',
    ],
    [
      'a key in another region',
      { encryptionKey: { existing: { google: 'projects/p/locations/global/keyRings/r/cryptoKeys/k' } } },
      {},
      'encryptionKey.existing.google must be a key in us-central1, where the cluster is; got one in global',
    ],
    [
      'rights without identities',
      { workloadIdentity: false },
      {
        objectStores: { files: {} },
        ...workload({ access: [{ objectStore: 'files', read: true }] }),
      },
      'workloadIdentity must be true: rights in the cloud are asked for by api',
    ],
    [
      'a text that is not the id of a key',
      { encryptionKey: { existing: { google: 'k' } } },
      {},
      'encryptionKey.existing.google must be the id of a key, projects/<project>/locations/<region>/keyRings/<ring>/cryptoKeys/<key>, without a version; got k',
    ],
  ])('%s', (_, cluster, change, message) => {
    expect(problems(cluster, change)).toContain(message);
  });

  it('accepts a version in extended support on the extended channel', () => {
    expect(problems({ version: '1.33', upgradeChannel: 'extended' })).toBe('');
  });
});
