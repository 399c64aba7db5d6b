/** Cluster on Azure: AKS with a system pool, the topology's pools, its identity, keys, logs and, against deletion, a lock. */
import { DiskEncryptionSet } from '@cdktf/provider-azurerm/lib/disk-encryption-set';
import { KubernetesCluster, type KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { KubernetesClusterNodePoolConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { versionOf } from '../../../core/sizing/choices';
import { host } from '../../../core/cidr';
import * as neutral from '../../../constructs/cluster';
import { Identity } from '../iam/access';
import { ClusterAccess, kubeconfigCommand, logins } from './cluster-access';
import { keyFor, type KeyAccess } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { Lock } from '../shared/lock';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import type { AzureNetwork } from '../network/network';
import { NodePool, systemPool, unmoved } from './node-pool';
import { kubernetes } from '../shared/versions';

declare module '../../../constructs/cluster/schema' {
  interface ClusterOverrides {
    readonly azurerm?: {
      readonly cluster?: KubernetesClusterConfig;
      readonly nodePool?: KubernetesClusterNodePoolConfig;
    };
  }
}

/** AKS opens its windows for no less: https://learn.microsoft.com/azure/aks/planned-maintenance */
export const LEAST_WINDOW_HOURS = 4;
/** The address of the cluster's DNS among the services'; the first is the API's. */
const DNS_ADDRESS = 10;
const WEEK_HOURS = 168;
/** The control plane's logs, each with the table that it ends up in. Of the audit log what changes something, which is the small part. */
const LOG_CATEGORIES = {
  'kube-audit-admin': 'AKSAuditAdmin',
  'kube-apiserver': 'AKSControlPlane',
  'kube-controller-manager': 'AKSControlPlane',
  'kube-scheduler': 'AKSControlPlane',
  'cluster-autoscaler': 'AKSControlPlane',
  'cloud-controller-manager': 'AKSControlPlane',
  guard: 'AKSControlPlane',
  'csi-azuredisk-controller': 'AKSControlPlane',
  'csi-azurefile-controller': 'AKSControlPlane',
  'csi-snapshot-controller': 'AKSControlPlane',
};

export class Cluster extends neutral.Cluster {
  readonly cluster: KubernetesCluster;
  readonly nodePools: Readonly<Record<string, NodePool>>;
  readonly lock: Lock | undefined;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ClusterProps,
    private readonly deps: { foundation: Foundation; network: AzureNetwork },
  ) {
    super(scope, id, props);
    const key = keyFor(this, props.encryptionKey, 'Kubernetes secrets and disks of nodes', deps.foundation);
    const disks = key && this.createDiskEncryption(key);
    this.cluster = this.createCluster(this.createIdentity(key, disks), key, disks);
    this.nodePools = this.createNodePools();
    const { grants } = new ClusterAccess(this, 'access', {
      administrators: this.administrators,
      cluster: this.cluster,
    });
    const { setting } = new Logs(
      this,
      'logs',
      { retentionDays: props.logs.retentionDays, resourceId: this.cluster.id, categories: LOG_CATEGORIES },
      deps,
    );
    this.lock = this.createLock([...grants.map(({ assignment }) => assignment), setting]);
  }

  get clusterName(): string {
    return this.cluster.name;
  }

  get endpoint(): string {
    return `https://${this.isPrivate ? this.cluster.privateFqdn : this.cluster.fqdn}`;
  }

  get identityIssuer(): string {
    return this.cluster.oidcIssuerUrl;
  }

  /** Where AKS keeps the nodes and the volumes' disks. */
  get nodeResourceGroupId(): string {
    return this.cluster.nodeResourceGroupId;
  }

  get kubeconfigCommand(): string {
    return kubeconfigCommand(this.deps.foundation, this.deps.foundation.resourceGroupName, this.clusterName);
  }

  private get administrators(): readonly string[] {
    return this.props.administrators.azurerm ?? [];
  }

  private get isPrivate(): boolean {
    return this.props.apiAccess.publicCidrs.length === 0;
  }

  /** The version, unless AKS moves it by itself. */
  private get version(): string | undefined {
    const { version, upgradeChannel } = this.props;
    return upgradeChannel === 'stable' ? undefined : this.versionAtCreation(version);
  }

  private versionAtCreation(version: string): string {
    return versionOf(kubernetes, version, { extendedSupport: this.props.upgradeChannel === 'extended' }).engineVersion;
  }

  private createDiskEncryption(key: KeyAccess): DiskEncryptionSet {
    const { foundation } = this.deps;
    return this.create('diskEncryption', DiskEncryptionSet, {
      name: this.name(names.diskEncryptionSet, this.node.id),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      keyVaultKeyId: key.keyId,
      autoKeyRotationEnabled: true,
      encryptionType: 'EncryptionAtRestWithCustomerKey',
      identity: { type: 'UserAssigned', identityIds: [key.identityId] },
      dependsOn: [...key.dependsOn],
    });
  }

  /** The control plane joins nodes to subnets, links its DNS zone with the network, reads the disks' key set and uses the key. */
  private createIdentity(key: KeyAccess | undefined, disks: DiskEncryptionSet | undefined): Identity {
    const roles = {
      network: { role: 'Network Contributor', scope: this.deps.network.vnetId },
      ...(disks && { disks: { role: 'Reader', scope: disks.id } }),
      ...(key && { key: { role: 'Key Vault Crypto User', scope: key.resourceId } }),
    };
    return new Identity(this, 'control-plane', { purpose: `${this.node.id}-control-plane`, roles }, this.deps);
  }

  private createCluster(
    identity: Identity,
    key: KeyAccess | undefined,
    disks: DiskEncryptionSet | undefined,
  ): KubernetesCluster {
    const { props } = this;
    const { foundation, network } = this.deps;
    const system = systemPool(props.systemPool, { network, version: this.version, tags: this.stack.tags });
    return this.createMain('cluster', KubernetesCluster, {
      name: this.name(names.cluster, this.node.id),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      nodeResourceGroup: this.name(names.nodeResourceGroup, this.node.id, 'nodes'),
      dnsPrefix: this.name(names.dnsPrefix, this.node.id),
      kubernetesVersion: this.versionAtCreation(props.version),
      ...UPGRADES[props.upgradeChannel],
      nodeOsUpgradeChannel: 'NodeImage',
      maintenanceWindowAutoUpgrade: weekly(props.maintenanceWindow),
      maintenanceWindowNodeOs: weekly(props.maintenanceWindow),
      defaultNodePool: system.arguments,
      autoScalerProfile: {
        balanceSimilarNodeGroups: true,
        expander: 'least-waste',
        skipNodesWithLocalStorage: false,
        skipNodesWithSystemPods: true,
      },
      ...this.networking(),
      ...this.apiAccess(),
      ...logins(this.administrators, foundation.tenantId, foundation.target.kubernetesLogin),
      identity: { type: 'UserAssigned', identityIds: [identity.identityId] },
      // AKS refuses to turn the issuer off again, once it was on.
      oidcIssuerEnabled: props.workloadIdentity,
      workloadIdentityEnabled: props.workloadIdentity,
      ...(disks && { diskEncryptionSetId: disks.id }),
      ...(key && { keyManagementService: { keyVaultKeyId: key.versionedKeyId, keyVaultNetworkAccess: 'Public' } }),
      // Fetches its policies from the internet.
      azurePolicyEnabled: network.hasNat,
      httpApplicationRoutingEnabled: false,
      imageCleanerEnabled: true,
      imageCleanerIntervalHours: WEEK_HOURS,
      keyVaultSecretsProvider: { secretRotationEnabled: true, secretRotationInterval: '2m' },
      storageProfile: {
        diskDriverEnabled: true,
        fileDriverEnabled: true,
        snapshotControllerEnabled: true,
        blobDriverEnabled: false,
      },
      dependsOn: [...network.nodesReady, ...identity.ready],
      ...unmoved([...system.moved, ...this.movedByAzure(key)]),
    });
  }

  private networking(): Partial<KubernetesClusterConfig> {
    const { foundation, network } = this.deps;
    return {
      networkProfile: {
        networkPlugin: 'azure',
        networkPluginMode: 'overlay',
        networkDataPlane: 'cilium',
        networkPolicy: 'cilium',
        podCidr: foundation.target.podCidr,
        serviceCidr: this.props.serviceCidr,
        dnsServiceIp: host(this.props.serviceCidr, DNS_ADDRESS),
        outboundType: this.outboundType,
        loadBalancerSku: 'standard',
      },
      // Without the internet, nodes start from a registry that AKS keeps inside the network.
      ...(!network.hasNat && { bootstrapProfile: { artifactSource: 'Cache' } }),
    };
  }

  /** Of an existing network it is not known how it reaches the internet: a way that AKS makes itself works in any. */
  private get outboundType(): string {
    const { hasNat, egressAddresses } = this.deps.network;
    if (!hasNat) return 'none';
    return egressAddresses.length > 0 ? 'userAssignedNATGateway' : 'loadBalancer';
  }

  private apiAccess(): Partial<KubernetesClusterConfig> {
    if (this.isPrivate) {
      return {
        privateClusterEnabled: true,
        privateDnsZoneId: 'System',
        privateClusterPublicFqdnEnabled: false,
        runCommandEnabled: false,
      };
    }
    // Nodes call the API by way of the internet too, from their gateways' addresses; that of AKS' own way out is let in by itself.
    const authorizedIpRanges = [
      ...this.props.apiAccess.publicCidrs,
      ...this.deps.network.egressAddresses.map((address) => `${address}/32`),
    ];
    return { privateClusterEnabled: false, apiServerAccessProfile: { authorizedIpRanges }, runCommandEnabled: false };
  }

  /** What Terraform must not take back. */
  private movedByAzure(key: KeyAccess | undefined): string[] {
    return [
      // The channel `stable` moves on to newer minor versions.
      ...(this.version === undefined ? ['kubernetes_version'] : []),
      // A newer version of the key may only follow when every secret has been written anew, or the control plane gets stuck:
      // https://github.com/Azure/kubernetes-kms/issues/291
      ...(key ? ['key_management_service[0].key_vault_key_id'] : []),
    ];
  }

  private createNodePools(): Record<string, NodePool> {
    const { cluster, version } = this;
    return Object.fromEntries(
      Object.entries(this.props.nodePools).map(([name, pool]) => [
        name,
        new NodePool(this, `pool-${name}`, { name, pool, cluster, version }, this.deps),
      ]),
    );
  }

  private createLock(others: readonly ITerraformDependable[]): Lock | undefined {
    if (!this.props.deletionProtection) return undefined;
    const pools = Object.values(this.nodePools).flatMap(({ pools }) => [...pools]);
    return new Lock(this, 'lock', { resourceId: this.cluster.id, after: [...pools, ...others] });
  }
}

/** Patches of the version; the newest patch of the second newest minor version; patches for a year longer, at AKS' highest tier. */
const UPGRADES = {
  regular: { automaticUpgradeChannel: 'patch', skuTier: 'Standard', supportPlan: 'KubernetesOfficial' },
  stable: { automaticUpgradeChannel: 'stable', skuTier: 'Standard', supportPlan: 'KubernetesOfficial' },
  extended: { automaticUpgradeChannel: 'patch', skuTier: 'Premium', supportPlan: 'AKSLongTermSupport' },
} as const satisfies Record<neutral.ClusterProps['upgradeChannel'], Partial<KubernetesClusterConfig>>;

const weekly = ({ day, start, hours }: neutral.ClusterProps['maintenanceWindow']) => ({
  frequency: 'Weekly',
  interval: 1,
  dayOfWeek: day[0]!.toUpperCase() + day.slice(1),
  startTime: start,
  utcOffset: '+00:00',
  duration: Math.max(hours, LEAST_WINDOW_HOURS),
});
