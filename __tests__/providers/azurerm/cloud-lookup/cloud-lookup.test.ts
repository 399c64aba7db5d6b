/** The cloud as the platform stack sees it on Azure: names from the infrastructure stack, and how Terraform enters. */
import { type Attributes, synth } from '../../../helpers/azurerm/environment';
import { warningsOf } from '../../../helpers/azurerm/helper';
import { inside, insideWith, servicesOf, SUBSCRIPTION, zone } from '../../../helpers/azurerm/inside';
import { problemsOf } from '../../../helpers/synth';

const { services, resolved, json } = servicesOf(inside);
const infrastructure = synth(inside);
const nameOf = (address: string): string => infrastructure.resource(address).name as string;
const certificate = { targets: { azurerm: { kubernetesLogin: 'certificate' } } };

describe('how Terraform enters', () => {
  const login = {
    host: '${data.azurerm_kubernetes_cluster.cloud.kube_config[0].host}',
    cluster_ca_certificate:
      '${base64decode(data.azurerm_kubernetes_cluster.cloud.kube_config[0].cluster_ca_certificate)}',
  };

  it('with a token that is written nowhere, into a cluster without users of its own', () => {
    const { provider, data } = json();
    expect(provider.kubernetes).toEqual([login]);
    expect(provider.helm).toEqual([{ kubernetes: login }]);
    expect(data.azurerm_kubernetes_cluster.cloud).toMatchObject({
      name: nameOf('azurerm_kubernetes_cluster.cluster'),
      resource_group_name: nameOf('azurerm_resource_group.foundation'),
    });
    expect(infrastructure.resource('azurerm_kubernetes_cluster.cluster').local_account_disabled).toBe(true);
    expect(JSON.stringify(provider)).not.toMatch(/exec|token|client_/);
  });

  it('with a provider that registers nothing', () => {
    expect(json().provider.azurerm).toEqual([
      { subscription_id: SUBSCRIPTION, resource_provider_registrations: 'none', features: [{}] },
    ]);
  });

  it('with the certificate of its administrator if the target says so, with a warning', () => {
    const [kubernetes] = servicesOf(insideWith(certificate)).json().provider.kubernetes as Attributes[];
    const of = (part: string) => `\${base64decode(data.azurerm_kubernetes_cluster.cloud.kube_admin_config[0].${part})}`;
    expect(kubernetes).toEqual({
      host: '${data.azurerm_kubernetes_cluster.cloud.kube_admin_config[0].host}',
      cluster_ca_certificate: of('cluster_ca_certificate'),
      client_certificate: of('client_certificate'),
      client_key: of('client_key'),
    });
    const aks = synth(insideWith(certificate)).resource('azurerm_kubernetes_cluster.cluster');
    expect(aks.local_account_disabled).toBe(false);
    const cluster = { version: '1.35', nodePools: { main: { size: 'large', min: 2, max: 4 } } };
    const warning = expect.stringContaining('cluster has an administrator of its own');
    expect(warningsOf({ cluster }, certificate)).toContainEqual(warning);
    expect(warningsOf({ cluster })).not.toContainEqual(warning);
  });

  it('into an existing cluster by its name', () => {
    const existing = { existing: { azurerm: { name: 'hub', location: 'shared' } } };
    const { data } = servicesOf({ ...inside, cluster: existing }).json();
    expect(data.azurerm_kubernetes_cluster.cloud).toMatchObject({ name: 'hub', resource_group_name: 'shared' });
  });
});

test('secrets have the names from the infrastructure stack', () => {
  const names = ['token', 'postgres', 'redis'].map((id) => services.credentials(id));
  expect(names).toEqual(
    ['secrets_token', 'postgres_credentials', 'redis_credentials'].map((id) =>
      nameOf(`azurerm_key_vault_secret.${id}`),
    ),
  );
  expect(services.connection('redis')).toBe(nameOf('azurerm_key_vault_secret.secrets_redis_connection'));
  const vault = nameOf('azurerm_key_vault.foundation_vault');
  expect(services.secretStore).toEqual({
    azurekv: { authType: 'WorkloadIdentity', vaultUrl: `https://${vault}.vault.azure.net` },
  });
  const again = insideWith({ incarnation: 'b' });
  expect(servicesOf(again).services.secretStore).toMatchObject({
    azurekv: {
      vaultUrl: `https://${synth(again).resource('azurerm_key_vault.foundation_vault').name}.vault.azure.net`,
    },
  });
});

test('a service account gets its identity, by name; without rights it has none', () => {
  expect(resolved(services.serviceAccount('web'))).toEqual({
    annotations: {
      'azure.workload.identity/client-id': '${data.azurerm_user_assigned_identity.cloud_identity_web.client_id}',
    },
    podLabels: { 'azure.workload.identity/use': 'true' },
  });
  expect(json().data.azurerm_user_assigned_identity.cloud_identity_web).toMatchObject({
    name: nameOf('azurerm_user_assigned_identity.identity_web'),
  });
  // The second call must not look it up again.
  expect(services.serviceAccount('web').podLabels).toEqual({ 'azure.workload.identity/use': 'true' });
  expect(services.serviceAccount('silent')).toEqual({ annotations: {}, podLabels: {} });
});

describe('ranges of managed services', () => {
  const subnetsOf = ({ json: { resource } }: { json: Attributes }, tier: string) =>
    Object.entries<Attributes>(resource.azurerm_subnet)
      .filter(([id]) => id.includes(tier))
      .map(([, { address_prefixes: prefixes }]) => prefixes[0] as string);

  it("are the databases' subnets and the range of private endpoints", () => {
    expect(services.managedRanges).toEqual(['10.0.192.0/22', '10.0.196.0/22', '10.0.200.0/22', '10.0.224.0/19']);
    expect(subnetsOf(infrastructure, 'database')).toEqual(services.managedRanges.slice(0, 3));
    expect(subnetsOf(infrastructure, 'endpoint')).toEqual(['10.0.224.0/20']);
  });

  it('include those in the secondary region', () => {
    const both = insideWith({ network: { secondaryCidr: '10.8.0.0/16' } });
    expect(servicesOf(both).services.managedRanges).toEqual(
      expect.arrayContaining(subnetsOf(synth(both), 'secondary_database')),
    );
  });

  it("are an existing network's own", () => {
    const place = {
      id: 'shared/hub',
      privateSubnets: ['nodes'],
      databaseSubnets: ['pg'],
      privateCidrs: ['10.1.0.0/16'],
    };
    const there = servicesOf({ ...inside, network: { existing: { azurerm: place } } });
    expect(there.resolved(there.services.managedRanges)).toEqual([
      '${element(data.azurerm_subnet.cloud_pg.address_prefixes, 0)}',
      '10.1.0.0/16',
    ]);
    expect(there.json().data.azurerm_subnet.cloud_pg).toMatchObject({
      name: 'pg',
      resource_group_name: 'shared',
      virtual_network_name: 'hub',
    });
  });
});

test('a load balancer is public unless it is internal', () => {
  expect(services.loadBalancer({ internal: false })).toEqual({ annotations: {} });
  expect(services.loadBalancer({ internal: true }).annotations).toEqual({
    'service.beta.kubernetes.io/azure-load-balancer-internal': 'true',
  });
});

test("disks are encrypted with the cluster's own key, tagged, and closed to the internet", () => {
  const set = infrastructure.resource('azurerm_disk_encryption_set.cluster_disk_encryption').name as string;
  expect(services.storageClass).toEqual({
    provisioner: 'disk.csi.azure.com',
    parameters: {
      skuName: 'Premium_LRS',
      networkAccessPolicy: 'DenyAll',
      publicNetworkAccess: 'Disabled',
      tags: 'Environment=test,Project=acme,ManagedBy=terraform,CostCenter=research',
      diskEncryptionSetID: `/subscriptions/${SUBSCRIPTION}/resourceGroups/acme-test/providers/Microsoft.Compute/diskEncryptionSets/${set}`,
    },
  });
  expect(services.snapshotParameters).toEqual({
    incremental: 'true',
    tags: 'Environment=test,Project=acme,ManagedBy=terraform,CostCenter=research',
  });
  const small = servicesOf(insideWith({ highAvailability: false, cluster: { encryptionKey: 'cloud' } }));
  expect(small.services.storageClass.parameters).toMatchObject({ skuName: 'StandardSSD_LRS' });
  expect(small.services.storageClass.parameters).not.toHaveProperty('diskEncryptionSetID');
});

test('External DNS lists the resource group of the zones, with its own identity', () => {
  const values = services.externalDns(['main']) as Attributes;
  expect(values).toMatchObject({ provider: { name: 'azure' }, secretConfiguration: { mountPath: '/etc/kubernetes' } });
  expect(JSON.parse(values.secretConfiguration.data['azure.json'] as string)).toEqual({
    subscriptionId: SUBSCRIPTION,
    resourceGroup: 'dns',
    useWorkloadIdentityExtension: true,
  });
});

test('an invalid zone is refused with an existing cluster too', () => {
  const existing = { existing: { azurerm: { name: 'hub', location: 'shared' } } };
  const dnsZones = { main: zone('example.com', 'dns'), other: zone('example.org') };
  expect(problemsOf({ ...inside, cluster: existing, dnsZones })).toContainEqual(
    expect.stringContaining('dnsZones.main.existing.azurerm must be the resource id of its zone of Azure DNS'),
  );
});

test('cert-manager solves challenges in the zone', () => {
  expect(services.dnsSolver('main')).toEqual({
    azureDNS: { subscriptionID: SUBSCRIPTION, resourceGroupName: 'dns', hostedZoneName: 'example.com' },
  });
});

describe('an object store, by the names of its account and container', () => {
  const account = nameOf('azurerm_storage_account.files');
  const container = nameOf('azurerm_storage_container.files_container');
  const values = resolved(services.objectStorage('files')) as Attributes;

  it('for Loki and Tempo, without a key', () => {
    expect(values.lokiKind).toBe('azure');
    expect(values.loki).toEqual({
      bucketNames: { chunks: container },
      object_store: { type: 'azure', azure: { account_name: account } },
    });
    expect(values.tempo).toEqual({
      backend: 'azure',
      azure: { storage_account_name: account, container_name: container, use_federated_token: true },
    });
  });

  it('for ClickHouse, by a managed identity', () => {
    expect(values.clickHouse.variables).toMatchObject({
      AZBLOB_ACCOUNT_NAME: account,
      AZBLOB_CONTAINER: container,
      AZBLOB_USE_MANAGED_IDENTITY: 'true',
    });
  });

  it('for Velero, with the location of disks, and a group for snapshots that outlives the cluster', () => {
    const { configuration, credentials, initContainers } = values.velero as Attributes;
    expect(initContainers[0].image).toMatch(/^velero\/velero-plugin-for-microsoft-azure:v1\.14\.\d+$/);
    expect(configuration.backupStorageLocation).toEqual([
      {
        name: 'default',
        default: true,
        provider: 'velero.io/azure',
        bucket: container,
        config: {
          storageAccount: account,
          storageAccountURI: `https://${account}.blob.core.windows.net`,
          useAAD: 'true',
        },
      },
    ]);
    expect(configuration.volumeSnapshotLocation[0].config).toEqual({
      subscriptionId: SUBSCRIPTION,
      resourceGroup: nameOf('azurerm_resource_group.foundation'),
      incremental: 'true',
    });
    expect(credentials.secretContents.cloud.split('\n')).toEqual([
      `AZURE_SUBSCRIPTION_ID=${SUBSCRIPTION}`,
      'AZURE_RESOURCE_GROUP=${data.azurerm_kubernetes_cluster.cloud.node_resource_group}',
      'AZURE_CLOUD_NAME=AzurePublicCloud',
      '',
    ]);
  });
});

test('AKS has its own load balancers, autoscaler and metrics server', () => {
  expect(services.loadBalancerController).toBeUndefined();
  expect(services.clusterAutoscaler).toBeUndefined();
  expect(services.hasMetricsServer).toBe(true);
});
