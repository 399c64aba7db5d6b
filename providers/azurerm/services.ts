/** Services on Azure: what runs in AKS finds the vault, identities, disks, load balancers, zones and containers by their names. */
import { DataAzurermKubernetesCluster } from '@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster';
import { DataAzurermSubnet } from '@cdktf/provider-azurerm/lib/data-azurerm-subnet';
import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';
import * as neutral from '../../constructs/cloud-services';
import { identitiesOf } from '../../constructs/identities';
import { planSubnets } from '../../constructs/network';
import type { AzurermTarget } from '../../constructs/targets';
import { names } from './names';
import { enterCluster } from './parts/cluster-login';
import { groupOf, zoneOf, type DnsZone } from './parts/dns-zone';
import { objectStorage } from './parts/object-storage';

const NO_MARKS: neutral.ServiceAccountMarks = { annotations: {}, podLabels: {} };

export class Services extends neutral.CloudServices<AzurermTarget> {
  /** Azure's webhook mounts a token. */
  readonly identityEndpoints = [];
  /** AKS makes load balancers, scales nodes and measures pods itself. */
  readonly loadBalancerController = undefined;
  readonly clusterAutoscaler = undefined;
  readonly hasMetricsServer = true;
  readonly managedRanges: readonly string[];
  private readonly cluster: DataAzurermKubernetesCluster;
  private readonly group: string;
  private readonly clientIds = new Map<string, string>();

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.CloudServicesProps<AzurermTarget>,
  ) {
    super(scope, id, props);
    this.readAzure();
    this.group = this.name(names.resourceGroup);
    this.cluster = this.findCluster();
    enterCluster(this.stack, this.cluster, props.target);
    this.managedRanges = this.findRanges();
  }

  /** External Secrets reads as the identity of its own service account, which Azure's webhook tells it. */
  get secretStore(): neutral.Values {
    return { azurekv: { authType: 'WorkloadIdentity', vaultUrl: `https://${this.name(names.vault)}.vault.azure.net` } };
  }

  credentials(id: string): string {
    return id in this.props.environment.secrets
      ? this.name(names.secret, 'secrets', id)
      : this.name(names.secret, id, 'credentials');
  }

  connection(id: string): string {
    return this.name(names.secret, id, 'connection');
  }

  /** A service account without rights has no identity. */
  serviceAccount(identity: string): neutral.ServiceAccountMarks {
    if (!(identity in identitiesOf(this.props.environment, this.stack.cloudName))) return NO_MARKS;
    return {
      annotations: { 'azure.workload.identity/client-id': this.clientId(identity) },
      podLabels: { 'azure.workload.identity/use': 'true' },
    };
  }

  /**
   * Azure asks a service with `externalTrafficPolicy: Local` by Kubernetes' own health check, others by TCP, unless their ports name
   * another protocol: https://learn.microsoft.com/azure/aks/configure-load-balancer-standard
   */
  loadBalancer({ internal }: { readonly internal: boolean }): { readonly annotations: Record<string, string> } {
    return { annotations: internal ? { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' } : {} };
  }

  /** In the zone of the pod, as on the other clouds. Changing anything makes the class anew and leaves disks as they are. */
  get storageClass() {
    const { highAvailability } = this.props.environment;
    return {
      provisioner: 'disk.csi.azure.com',
      parameters: {
        skuName: highAvailability ? 'Premium_LRS' : 'StandardSSD_LRS',
        // Nobody signs links to a disk's content.
        networkAccessPolicy: 'DenyAll',
        publicNetworkAccess: 'Disabled',
        tags: Object.entries(this.stack.tags)
          .map(([key, value]) => `${key}=${value}`)
          .join(','),
        ...this.diskEncryption(),
      },
    };
  }

  /** A Secret to its chart, with nothing secret in it. Tenant and identity are told by Azure's webhook. */
  externalDns(zones: readonly string[]): neutral.Values {
    const { subscription: subscriptionId, resourceGroup } = groupOf(
      this.stack,
      zones.map((name) => this.zone(name)),
    );
    const config = { subscriptionId, resourceGroup, useWorkloadIdentityExtension: true };
    return {
      provider: { name: 'azure' },
      secretConfiguration: {
        enabled: true,
        mountPath: '/etc/kubernetes',
        data: { 'azure.json': JSON.stringify(config) },
      },
    };
  }

  /** cert-manager writes as the identity of its own service account, which Azure's webhook tells it. */
  dnsSolver(zone: string): neutral.Values {
    const { subscription, resourceGroup, domain } = this.zone(zone);
    return {
      azureDNS: { subscriptionID: subscription, resourceGroupName: resourceGroup, hostedZoneName: domain },
    };
  }

  objectStorage(store: string) {
    return objectStorage(
      { account: this.name(names.storageAccount, store), container: this.name(names.storageContainer, store) },
      {
        subscription: this.props.target.subscription,
        nodeGroup: this.cluster.nodeResourceGroup,
        snapshotGroup: this.group,
      },
    );
  }

  /** To read alone: who deploys into the cluster need not be allowed to register anything. */
  private readAzure(): void {
    const { subscription, tenant } = this.props.target;
    new AzurermProvider(this.stack, 'azurerm', {
      subscriptionId: subscription,
      ...(tenant !== undefined && { tenantId: tenant }),
      resourceProviderRegistrations: 'none',
      features: [{}],
    });
  }

  private findCluster(): DataAzurermKubernetesCluster {
    const { cluster } = this.props.environment;
    const existing = cluster && 'existing' in cluster ? cluster.existing.azurerm : undefined;
    return this.main('cluster', DataAzurermKubernetesCluster, {
      name: existing?.name ?? this.name(names.cluster, 'cluster'),
      resourceGroupName: existing?.location ?? this.group,
    });
  }

  /** Databases have subnets of their own; all else answers by private endpoints. */
  private findRanges(): string[] {
    const { network } = this.props.environment;
    if ('cidr' in network) {
      const { secondaryCidr, zones } = network;
      const plan = planSubnets(network);
      const secondary =
        secondaryCidr === undefined ? [] : planSubnets({ cidr: secondaryCidr, zones, subnets: undefined }).database;
      return [...plan.database, plan.services, ...secondary];
    }
    const { id = '', privateCidrs = [], databaseSubnets = [] } = network.existing.azurerm ?? {};
    const [resourceGroupName = '', virtualNetworkName = ''] = id.split('/');
    const databases = databaseSubnets.map((name) => {
      const subnet = this.add('subnet', DataAzurermSubnet, { name, resourceGroupName, virtualNetworkName }, name);
      return Token.asString(Fn.element(subnet.addressPrefixes, 0));
    });
    return [...databases, ...privateCidrs];
  }

  private clientId(identity: string): string {
    const known = this.clientIds.get(identity);
    if (known !== undefined) return known;
    const id = `identity-${identity}`;
    const config = { name: this.name(names.identity, id), resourceGroupName: this.group };
    const { clientId } = this.add('identity', DataAzurermUserAssignedIdentity, config, id);
    this.clientIds.set(identity, clientId);
    return clientId;
  }

  /** The key that encrypts nodes' disks encrypts those of volumes. */
  private diskEncryption(): Readonly<Record<string, string>> {
    const { environment, target } = this.props;
    const { cluster } = environment;
    if (!cluster || !('version' in cluster) || cluster.encryptionKey === 'cloud') return {};
    const group = `/subscriptions/${target.subscription}/resourceGroups/${this.group}`;
    const name = this.name(names.diskEncryptionSet, 'cluster');
    return { diskEncryptionSetID: `${group}/providers/Microsoft.Compute/diskEncryptionSets/${name}` };
  }

  private zone(name: string): DnsZone {
    return zoneOf(this.stack, this.props.environment.dnsZones, name);
  }
}
