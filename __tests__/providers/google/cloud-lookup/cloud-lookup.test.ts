/** Services on Google: the login to GKE, and names that match the infrastructure stack. */
import { infrastructureOf, servicesOf, workload, zone } from '../../../helpers/google/helper';

const existingCluster = (place: object) => ({
  cluster: { version: null, nodePools: null, existing: { google: place } },
});
const CLUSTER = 'data.google_container_cluster.cloud_cluster';
const BY_NAME = `${CLUSTER}.control_plane_endpoints_config[0].dns_endpoint_config[0]`;

describe('the login to the cluster', () => {
  const { json } = servicesOf().stack;

  it('uses the DNS endpoint if the cluster admits it, and otherwise its address and certificate', () => {
    const access = {
      host: `\${try(${BY_NAME}.allow_external_traffic, false) ? "https://\${${BY_NAME}.endpoint}" : "https://\${${CLUSTER}.endpoint}"}`,
      cluster_ca_certificate: `\${try(${BY_NAME}.allow_external_traffic, false) ? null : base64decode(${CLUSTER}.master_auth[0].cluster_ca_certificate)}`,
      token: '${ephemeral.google_client_config.cloud_cluster_token.access_token}',
    };
    expect(json.provider.kubernetes).toEqual([access]);
    expect(json.provider.helm).toEqual([{ kubernetes: access }]);
  });

  it('uses a token that is not in the state, and no command', () => {
    expect(json.ephemeral).toEqual({ google_client_config: { cloud_cluster_token: {} } });
    expect(json).not.toHaveProperty('resource');
    expect(Object.keys(json.data)).toEqual(['google_container_cluster']);
    expect(JSON.stringify(json)).not.toContain('exec');
  });

  it('uses a provider with such a token', () => {
    expect(json.terraform.required_providers.google.version).toBe('>= 6.50.0, < 8.0.0');
    expect(json.provider.google).toEqual([{ project: 'acme-test', region: 'us-central1' }]);
  });

  it.each<[string, object, object]>([
    ['of the environment', {}, { name: 'acme-test-cluster', location: 'us-central1' }],
    [
      'that exists in another region',
      existingCluster({ name: 'theirs', location: 'europe-west1-b' }),
      { name: 'theirs', location: 'europe-west1-b' },
    ],
    ['that exists in the region', existingCluster({ name: 'theirs' }), { name: 'theirs', location: 'us-central1' }],
  ])('is for the cluster %s', (_, change, place) => {
    expect(servicesOf(change).stack.json.data.google_container_cluster.cloud_cluster).toMatchObject({
      ...place,
      project: 'acme-test',
    });
  });
});

describe('names', () => {
  const change = {
    ...zone,
    incarnation: 'b',
    secrets: { chat: {} },
    addons: { velero: { objectStore: 'files' } },
    ...workload({ secretEnv: { HOST: { from: 'postgres', key: 'host' } } }),
  };
  const infrastructure = infrastructureOf(change);
  const { services } = servicesOf(change);

  it('of secrets are those of the infrastructure', () => {
    const nameOf = (id: string): unknown => infrastructure.resource(`google_secret_manager_secret.${id}`).secret_id;
    expect(services.credentials('postgres')).toBe(nameOf('postgres_credentials'));
    expect(services.credentials('redis')).toBe(nameOf('redis_credentials'));
    expect(services.credentials('chat')).toBe(nameOf('secrets_app_chat'));
    expect(services.connection('postgres')).toBe(nameOf('secrets_connection_postgres'));
  });

  it('of the key is that of the infrastructure', () => {
    const { name } = infrastructure.resource('google_kms_crypto_key.keys_cluster');
    const { name: ring } = infrastructure.resource('google_kms_key_ring.foundation_key_ring');
    expect(services.storageClass.parameters['disk-encryption-kms-key']).toBe(
      `projects/acme-test/locations/us-central1/keyRings/${ring}/cryptoKeys/${name}`,
    );
  });

  it('of buckets and accounts are those of the infrastructure', () => {
    const { name: bucket } = infrastructure.resource('google_storage_bucket.files');
    const { account_id: account } = infrastructure.resource('google_service_account.identity_velero_account');
    const email = `${account}@acme-test.iam.gserviceaccount.com`;
    expect(services.objectStorage('files')).toEqual({
      clickHouse: { variables: { REMOTE_STORAGE: 'gcs', GCS_BUCKET: bucket }, folder: 'GCS_PATH' },
      search: { plugin: 'repository-gcs', type: 'gcs', settings: { bucket }, variables: {}, volumes: [] },
      loki: { bucketNames: { chunks: bucket }, object_store: { type: 'gcs' } },
      lokiKind: 'gcs',
      tempo: { backend: 'gcs', gcs: { bucket_name: bucket } },
      velero: {
        initContainers: [
          {
            name: 'velero-plugin-for-gcp',
            image: expect.stringMatching(/^docker\.io\/velero\/velero-plugin-for-gcp:v1\.14\./) as string,
            volumeMounts: [{ name: 'plugins', mountPath: '/target' }],
          },
        ],
        credentials: { useSecret: false },
        configuration: {
          backupStorageLocation: [
            { name: 'default', default: true, provider: 'velero.io/gcp', bucket, config: { serviceAccount: email } },
          ],
          volumeSnapshotLocation: [
            {
              name: 'default',
              provider: 'velero.io/gcp',
              config: { project: 'acme-test', snapshotLocation: 'us-central1' },
            },
          ],
        },
      },
    });
    expect(services.serviceAccount('velero')).toEqual({
      annotations: { 'iam.gke.io/gcp-service-account': email },
      podLabels: {},
    });
  });
});

describe('the cloud', () => {
  const { services } = servicesOf(zone);

  it('accepts service accounts without annotations', () => {
    expect(services.serviceAccount('external-dns')).toEqual({ annotations: {}, podLabels: {} });
    expect(services.secretStore).toEqual({ gcpsm: { projectID: 'acme-test' } });
  });

  it('finds DNS on the node: its cache, and in an existing cluster also Cloud DNS', () => {
    expect(services.dnsCaches).toEqual(['169.254.20.10/32']);
    const existing = servicesOf(existingCluster({ name: 'theirs', location: 'europe-west1' }));
    expect(existing.services.dnsCaches).toEqual(['169.254.20.10/32', '169.254.169.254/32']);
  });

  it('authenticates pods at the metadata server, at its addresses on either data plane', () => {
    expect(services.identityEndpoints).toEqual([
      { cidr: '169.254.169.254/32', port: 80 },
      { cidr: '169.254.169.252/32', port: 988 },
    ]);
  });

  it('has controllers of its own', () => {
    expect(services.loadBalancerController).toBeUndefined();
    expect(services.clusterAutoscaler).toBeUndefined();
    expect(services.hasMetricsServer).toBe(true);
  });

  it('creates public and internal load balancers', () => {
    expect(services.loadBalancer({ internal: false })).toEqual({
      annotations: { 'cloud.google.com/l4-rbs': 'enabled' },
    });
    expect(services.loadBalancer({ internal: true })).toEqual({
      annotations: { 'networking.gke.io/load-balancer-type': 'Internal' },
    });
  });

  it('has these ranges for databases and caches', () => {
    expect(services.managedRanges).toEqual(['10.200.0.0/16', '10.0.192.0/19']);
    expect(servicesOf({ network: { secondaryCidr: '10.1.0.0/16' } }).services.managedRanges).toContain('10.1.0.0/16');
    const existing = { google: { id: 'theirs', privateSubnets: ['nodes'], privateCidrs: ['10.9.0.0/16'] } };
    expect(servicesOf({ network: { cidr: null, existing } }).services.managedRanges).toEqual([
      '10.200.0.0/16',
      '10.9.0.0/16',
    ]);
  });

  it('lets add-ons write records of these zones', () => {
    expect(services.externalDns(['main'])).toEqual({
      provider: { name: 'google' },
      extraArgs: {
        'google-project': 'acme-test',
        'google-zone-visibility': 'public',
        'zone-id-filter': ['example-com'],
      },
    });
    expect(services.dnsSolver('main')).toEqual({ cloudDNS: { project: 'acme-test', hostedZoneName: 'example-com' } });
  });
});

describe('disks', () => {
  const parametersOf = (cluster: object): Readonly<Record<string, string>> =>
    servicesOf({ cluster }).services.storageClass.parameters;

  it('have snapshots in the region', () => {
    expect(servicesOf().services.snapshotParameters).toEqual({ 'storage-locations': 'us-central1' });
  });

  it('are encrypted with the key of the nodes, and labelled', () => {
    expect(servicesOf().services.storageClass).toEqual({
      provisioner: 'pd.csi.storage.gke.io',
      parameters: {
        type: 'pd-balanced',
        labels: 'environment=test,project=acme,managed-by=terraform,cost-center=research',
        'disk-encryption-kms-key':
          'projects/acme-test/locations/us-central1/keyRings/acme-test-keys/cryptoKeys/acme-test-cluster',
      },
    });
  });

  it('are encrypted with an existing key or Google’s', () => {
    const google = 'projects/p/locations/us-central1/keyRings/r/cryptoKeys/k';
    expect(parametersOf({ encryptionKey: { existing: { google } } })['disk-encryption-kms-key']).toBe(google);
    expect(parametersOf({ encryptionKey: 'cloud' })).not.toHaveProperty('disk-encryption-kms-key');
    expect(parametersOf(existingCluster({ name: 'theirs' }).cluster)).not.toHaveProperty('disk-encryption-kms-key');
  });

  it('have a type that the nodes support', () => {
    const arm = { size: { vcpu: 4, memoryGiB: 16, architecture: 'arm64' }, min: 3, max: 3 };
    expect(parametersOf({ nodePools: { main: arm } }).type).toBe('hyperdisk-balanced');
    expect(parametersOf({ nodePools: { arm } }).type).toBe('pd-balanced');
  });
});
