/**
 * Services on Azure: the login to AKS, and Azure's settings for add-ons and workloads. Resources of the infrastructure
 * stack are found by their names or through data sources.
 */
import { DataAzurermApplicationInsights } from '@cdktf/provider-azurerm/lib/data-azurerm-application-insights';
import { DataAzurermCdnFrontdoorProfile } from '@cdktf/provider-azurerm/lib/data-azurerm-cdn-frontdoor-profile';
import { DataAzurermKubernetesCluster } from '@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster';
import { DataAzurermSubnet } from '@cdktf/provider-azurerm/lib/data-azurerm-subnet';
import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity';
import { Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cloud-lookup/contract';
import type { Holder } from '../../../constructs/cluster';
import { isManaged } from '../../../constructs/environment/managed';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { planSubnets } from '../../../constructs/network/subnets';
import { idOf } from '../../../constructs/registry';
import type { SecretPath } from '../../../constructs/secret-store';
import { chosen } from '../../../core/decision';
import { present } from '../../../core/invariant';
import { machinePrices } from '../../../core/sizing/list-price';
import { type ZoneId, zoneOf } from '../dns-zone/zone-id';
import { roleOfIdentity } from '../managed-postgres/identity-role';
import { secretPath } from '../secret-store/secret-store';
import { nodes } from '../shared/catalogue';
import { fees } from '../shared/fees';
import { names } from '../shared/names';
import { configureReading } from '../shared/provider';
import { enterCluster } from './cluster-login';
import { entryOf } from './entry';
import { objectStorage } from './object-storage';
import { telemetryRoute } from './telemetry';

/** Purpose of an identity, which is also a part of its name. */
const identityPurpose = (identity: string): string => `identity-${identity}`;

/** Id of the load balancer, which is also a part of names. */
const LOAD_BALANCER = 'load-balancer';

const NO_MARKS: neutral.ServiceAccountMarks = { annotations: {}, podLabels: {} };

export class CloudLookup extends neutral.CloudLookup<AzurermTarget> {
  /** None, because Azure's webhook mounts the token as a file. */
  readonly identityEndpoints = [];
  /** LocalDNS: learn.microsoft.com/azure/aks/localdns-custom */
  readonly dnsCaches = ['169.254.10.10/32', '169.254.10.11/32'];
  readonly meshPlatform = undefined;
  /** Kubelets have certificates for the names of nodes, and not for addresses. */
  readonly datadog = { providers: { aks: { enabled: true } } };
  /** AKS creates load balancers, scales nodes and measures pods itself. */
  readonly loadBalancerController = undefined;
  readonly clusterAutoscaler = undefined;
  readonly hasMetricsServer = true;
  readonly cluster: DataAzurermKubernetesCluster;

  constructor(scope: Construct, id: string, props: neutral.CloudLookupProps<AzurermTarget>) {
    super(scope, id, props);
    configureReading(this.stack, props.target);
    this.cluster = this.findCluster();
    enterCluster(this.stack, this.cluster, props.target);
  }

  /** External Secrets authenticates as its own service account, with the token that Azure's webhook mounts. */
  get secretStore(): neutral.Values {
    return { azurekv: { authType: 'WorkloadIdentity', vaultUrl: `https://${this.name(names.vault)}.vault.azure.net` } };
  }

  protected secretName(holds: keyof SecretPath, id: string, user = ''): string {
    return this.name(names.secret, ...secretPath[holds](id, user));
  }

  /** An object id is a group's, or that of a service principal, which has no name of its own: learn.microsoft.com/azure/aks/azure-ad-rbac */
  subjects(holder: Holder): neutral.Subject[] {
    if (!('access' in holder)) return [{ kind: 'User', name: this.deployer(holder.deployIdentity).principalId }];
    return this.membersOf(holder.access, 'azurerm').flatMap((name): neutral.Subject[] => [
      { kind: 'Group', name },
      { kind: 'User', name },
    ]);
  }

  /** A service account without rights has no identity. */
  serviceAccount(identity: string): neutral.ServiceAccountMarks {
    if (!(identity in this.props.identities)) return NO_MARKS;
    return {
      annotations: { 'azure.workload.identity/client-id': this.identity(identity).clientId },
      podLabels: { 'azure.workload.identity/use': 'true' },
    };
  }

  /** https://learn.microsoft.com/azure/redis/entra-for-authentication */
  cacheSignIn(_: string, identity: string): neutral.SignIn {
    return { username: this.identity(identity).principalId, login: 'https://redis.azure.com/.default' };
  }

  /** https://learn.microsoft.com/azure/postgresql/security/security-entra-configure */
  databaseSignIn(_: neutral.IdentityUser, identity: string): neutral.SignIn {
    return { username: this.roleOf(identity), login: 'https://ossrdbms-aad.database.windows.net/.default' };
  }

  /** A role for each identity, because Azure knows one identity by a role. */
  identityRoles(_: neutral.IdentityUser, identities: readonly string[]): neutral.IdentityRoles {
    const memberOf = (identity: string) => ({
      role: this.roleOf(identity),
      objectId: this.identity(identity).principalId,
    });
    return { members: identities.map(memberOf) };
  }

  administratorRole(identity: string): string {
    return this.roleOf(identity);
  }

  private roleOf(identity: string): string {
    return roleOfIdentity(this.name(names.identity, identityPurpose(identity)));
  }

  /** Databases have subnets of their own; everything else has private endpoints. */
  get managedRanges(): readonly string[] {
    const { network } = this.props.environment;
    if (isManaged(network)) {
      const { secondaryCidr, zones } = network;
      const plan = planSubnets(network);
      const secondary =
        secondaryCidr === undefined ? [] : planSubnets({ cidr: secondaryCidr, zones, subnets: undefined }).database;
      return [...plan.database, plan.services, ...secondary];
    }
    const { id = '', privateCidrs = [], databaseSubnets = [] } = network.existing.azurerm ?? {};
    const [resourceGroupName = '', virtualNetworkName = ''] = id.split('/');
    const rangeOf = (name: string): string => {
      const config = { name, resourceGroupName, virtualNetworkName };
      const { addressPrefixes } = this.createAs('databaseSubnet', name, DataAzurermSubnet, config);
      return Token.asString(Fn.element(addressPrefixes, 0));
    };
    return [...databaseSubnets.map((name) => this.once(name, rangeOf)), ...privateCidrs];
  }

  /**
   * Azure checks a service with `externalTrafficPolicy: Local` through Kubernetes' own health check, others by TCP,
   * unless their ports name another protocol: https://learn.microsoft.com/azure/aks/configure-load-balancer-standard
   */
  loadBalancer({ internal }: { readonly internal: boolean }) {
    const annotations: Record<string, string> = internal
      ? { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }
      : {};
    return { annotations };
  }

  entry(): neutral.Entry {
    const { healthCheck } = present(this.props.environment.loadBalancer, 'loadBalancer');
    const { resourceGuid: profileId } = this.once('front-door', (id) =>
      this.createAs('frontDoor', id, DataAzurermCdnFrontdoorProfile, {
        name: this.name(names.frontDoor, LOAD_BALANCER),
        resourceGroupName: this.group,
      }),
    );
    return entryOf({
      address: this.name(names.publicAddress, LOAD_BALANCER),
      group: this.group,
      profileId,
      healthCheck,
    });
  }

  get unitPrices(): neutral.UnitPrices {
    const { highlyAvailable, single } = fees.diskGiBMonth;
    const diskGiB = this.props.environment.highAvailability ? highlyAvailable : single;
    return { ...machinePrices(nodes), diskGiB, loadBalancer: fees.loadBalancer };
  }

  get disks() {
    const { highAvailability } = this.props.environment;
    const why = `the environment's \`highAvailability\` is ${highAvailability}`;
    return chosen(highAvailability ? 'Premium_LRS' : 'StandardSSD_LRS', why);
  }

  /**
   * Disks are in the pod's zone, as on the other clouds. A change recreates the class and leaves existing disks alone.
   */
  get storageClass() {
    const diskEncryptionSetID = this.diskKey;
    return {
      provisioner: 'disk.csi.azure.com',
      parameters: {
        skuName: this.disks.value,
        // Forbids signed links to the content of a disk.
        networkAccessPolicy: 'DenyAll',
        publicNetworkAccess: 'Disabled',
        tags: this.diskTags,
        ...(diskEncryptionSetID !== undefined && { diskEncryptionSetID }),
      },
    };
  }

  get snapshotParameters() {
    return { incremental: 'true', tags: this.diskTags };
  }

  private get diskTags(): string {
    return Object.entries(this.stack.tags)
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
  }

  /** The chart wants a Secret, though nothing in it is secret. Azure's webhook sets tenant and identity. */
  externalDns(zones: readonly string[]): neutral.Values {
    // The rules have made sure that all zones are in one group.
    const [first] = zones.map((zone) => this.zone(zone));
    const { subscription: subscriptionId, resourceGroup } = present(first, 'dnsZones');
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

  /** cert-manager writes with the identity of its own service account, which Azure's webhook sets. */
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

  /** The provider hides the connection string, which is no secret: it opens nothing without the identity's token. */
  telemetry(): neutral.TelemetryRoute {
    const { connectionString } = this.once('telemetry', (id) =>
      this.createAs('applicationInsights', id, DataAzurermApplicationInsights, {
        name: this.name(names.applicationInsights, 'telemetry'),
        resourceGroupName: this.group,
      }),
    );
    return telemetryRoute(Token.asString(Fn.nonsensitive(connectionString)));
  }

  private get group(): string {
    return this.name(names.resourceGroup);
  }

  private findCluster(): DataAzurermKubernetesCluster {
    const { cluster } = this.props.environment;
    const existing = cluster && !isManaged(cluster) ? cluster.existing.azurerm : undefined;
    return this.createMain('cluster', DataAzurermKubernetesCluster, {
      name: existing?.name ?? this.name(names.cluster, 'cluster'),
      resourceGroupName: existing?.location ?? this.group,
    });
  }

  private zone(id: string): ZoneId {
    const own = { subscription: this.props.target.subscription, resourceGroup: this.group };
    const zone = present(this.props.environment.dnsZones[id], `dnsZones.${id}`);
    return present(zoneOf(zone, own), `dnsZones.${id}.existing.azurerm`);
  }

  /** Id of the disk encryption set of the nodes; undefined for Azure's own key, and for an existing cluster. */
  private get diskKey(): string | undefined {
    if (this.diskEncryption === undefined) return undefined;
    const group = `/subscriptions/${this.props.target.subscription}/resourceGroups/${this.group}`;
    const name = this.name(names.diskEncryptionSet, 'cluster');
    return `${group}/providers/Microsoft.Compute/diskEncryptionSets/${name}`;
  }

  private identity(name: string): DataAzurermUserAssignedIdentity {
    return this.identityFor(identityPurpose(name));
  }

  private deployer(name: string): DataAzurermUserAssignedIdentity {
    return this.identityFor(idOf('deployIdentity', name));
  }

  private identityFor(purpose: string): DataAzurermUserAssignedIdentity {
    const config = { name: this.name(names.identity, purpose), resourceGroupName: this.group };
    return this.once(purpose, (id) => this.createAs('identity', id, DataAzurermUserAssignedIdentity, config));
  }
}
