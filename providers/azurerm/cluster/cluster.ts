/**
 * Cluster on Azure: AKS with a system pool and the environment's pools, its identity, keys and logs. It has no lock against
 * deletion, because that would cover its pools: none could be replaced by a successor.
 */
import { DiskEncryptionSet } from '@cdktf/provider-azurerm/lib/disk-encryption-set';
import { KubernetesCluster, type KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { KubernetesClusterNodePoolConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import type { MonitorDataCollectionRuleConfig } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule';
import { ref, Token } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/cluster';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { addressOf } from '../../../core/cdktf/addresses';
import { mapValues } from '../../../core/records';
import { chooseVersion } from '../../../core/sizing/choices';
import type { KeyAccess, Keys } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { Grant, Identity } from '../iam/access';
import type { AzureNetwork } from '../network/azure-network';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import { registriesByName } from '../shared/registries';
import { kubernetes } from '../shared/versions';
import { weekly } from '../shared/windows';
import { ClusterAccess, kubeconfigCommand, logins } from './cluster-access';
import { ContainerLogs } from './container-logs';
import { apiAccess, isPrivate, networking } from './networking';
import { NodePool, systemPool } from './node-pool';

declare module '../../../constructs/cluster/schema' {
  interface ClusterOverrides {
    readonly azurerm?: {
      readonly cluster?: KubernetesClusterConfig;
      readonly nodePool?: KubernetesClusterNodePoolConfig;
      readonly collectionRule?: MonitorDataCollectionRuleConfig;
    };
  }
}

const WEEK_HOURS = 168;
/** The audit log of calls of the API, with the table that stores it. */
const AUDIT_LOGS = {
  changes: { 'kube-audit-admin': 'AKSAuditAdmin' },
  all: { 'kube-audit': 'AKSAudit' },
} as const satisfies Record<AzurermTarget['clusterAudit'], object>;
/** The control plane's other logs, each with the table that stores it. */
const LOGS = {
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

/**
 * `regular` installs patches of the version, `stable` the newest patch of the second newest minor version, and
 * `extended` patches for a year longer, at AKS' highest tier.
 */
const UPGRADES = {
  regular: { automaticUpgradeChannel: 'patch', skuTier: 'Standard', supportPlan: 'KubernetesOfficial' },
  stable: { automaticUpgradeChannel: 'stable', skuTier: 'Standard', supportPlan: 'KubernetesOfficial' },
  extended: { automaticUpgradeChannel: 'patch', skuTier: 'Premium', supportPlan: 'AKSLongTermSupport' },
} as const satisfies Record<neutral.ClusterProps['upgradeChannel'], Partial<KubernetesClusterConfig>>;

export class Cluster extends neutral.Cluster {
  readonly cluster: KubernetesCluster;
  readonly nodePools: Readonly<Record<string, NodePool>>;
  /** Object id of the control plane's identity. */
  readonly controlPlane: string;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ClusterProps,
    private readonly deps: { foundation: Foundation; keys: Keys; network: AzureNetwork },
  ) {
    super(scope, id, props);
    const access = deps.keys.for(this, { kind: 'cluster', setting: props.encryptionKey, region: 'primary' });
    const disks = this.createDiskEncryption(access);
    const identity = this.createIdentity(access);
    this.controlPlane = identity.principalId;
    const containerLogs = this.createContainerLogs();
    this.cluster = this.createCluster(identity, access, disks, containerLogs);
    containerLogs?.collectFrom(this.cluster.id);
    this.nodePools = this.createNodePools();
    this.createAccess();
    this.admitToRegistries();
    this.createLogs();
  }

  get clusterName(): string {
    return this.cluster.name;
  }

  get endpoint(): string {
    return `https://${isPrivate(this.props) ? this.cluster.privateFqdn : this.cluster.fqdn}`;
  }

  get identityIssuer(): string {
    return this.cluster.oidcIssuerUrl;
  }

  /** Id of the resource group in which AKS keeps the nodes and the disks of volumes. */
  get nodeResourceGroupId(): string {
    return this.cluster.nodeResourceGroupId;
  }

  get kubeconfigCommand(): string {
    return kubeconfigCommand(this.deps.foundation, this.deps.foundation.resourceGroupName, this.clusterName);
  }

  /** Object id of the kubelets' identity. */
  override get nodeIdentity(): string {
    // Terraform must not stop where the provider has read no identity.
    return Token.asString(ref(`one(${addressOf(this.cluster)}.kubelet_identity[*].object_id)`));
  }

  private get administrators(): readonly string[] {
    return this.props.administrators.azurerm ?? [];
  }

  private get versionAtCreation(): string {
    const { version, upgradeChannel } = this.props;
    const choice = chooseVersion(kubernetes, version, { extendedSupport: upgradeChannel === 'extended' });
    return this.decide('version', 'version', choice).engineVersion;
  }

  /** Undefined where AKS upgrades to newer minor versions automatically. */
  private get version(): string | undefined {
    return this.props.upgradeChannel === 'stable' ? undefined : this.versionAtCreation;
  }

  /** Stays without a key of the cluster's own, because disks of volumes that were created with it need it. */
  private createDiskEncryption({ own, key = own, identityId, dependsOn }: KeyAccess): DiskEncryptionSet | undefined {
    if (!key) return undefined;
    const { foundation } = this.deps;
    return this.create('diskEncryption', DiskEncryptionSet, {
      name: this.name(names.diskEncryptionSet, this.node.id),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      keyVaultKeyId: key.keyId,
      autoKeyRotationEnabled: true,
      encryptionType: 'EncryptionAtRestWithCustomerKey',
      identity: { type: 'UserAssigned', identityIds: [identityId] },
      dependsOn: [...dependsOn],
      // It goes with a key that is retired, after the cluster.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /**
   * The control plane joins nodes to subnets, links its DNS zone with the network, and uses the disks' key set and the
   * key.
   */
  private createIdentity({ key, resourceIds }: KeyAccess): Identity {
    const { foundation, network } = this.deps;
    const keys = mapValues(resourceIds, (_, scope) => ({ role: 'Key Vault Crypto User', scope, outlivesUse: true }));
    const roles = {
      network: { role: 'Network Contributor', scope: network.vnetId },
      // On the group, which is there from the start: on the set it would be granted, and waited for, after the key's rights.
      ...(key && { disks: { role: 'Reader', scope: foundation.resourceGroup.id } }),
      ...keys,
    };
    return new Identity(this, 'control-plane', { purpose: `${this.node.id}-control-plane`, roles }, this.deps);
  }

  private createCluster(
    identity: Identity,
    { key }: KeyAccess,
    disks: DiskEncryptionSet | undefined,
    containerLogs: ContainerLogs | undefined,
  ): KubernetesCluster {
    const { props } = this;
    const { foundation, network } = this.deps;
    const system = systemPool(this, props.systemPool, {
      network,
      zones: foundation.target.zones,
      encryptsHost: foundation.target.hostEncryption,
      version: this.version,
      tags: this.stack.tags,
    });
    return this.createMain('cluster', KubernetesCluster, {
      name: this.name(names.cluster, this.node.id),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      nodeResourceGroup: this.name(names.nodeResourceGroup, this.node.id, 'nodes'),
      dnsPrefix: this.name(names.dnsPrefix, this.node.id),
      kubernetesVersion: this.versionAtCreation,
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
      ...networking(props, network, foundation.target.podCidr),
      ...apiAccess(props, network),
      ...logins(this.administrators, foundation.tenantId, foundation.target.kubernetesLogin),
      identity: { type: 'UserAssigned', identityIds: [identity.identityId] },
      // Always on: it costs nothing, and to turn it off again would replace the cluster.
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: props.workloadIdentity,
      ...(key && { diskEncryptionSetId: disks?.id }),
      ...(key && { keyManagementService: { keyVaultKeyId: key.versionedKeyId, keyVaultNetworkAccess: 'Public' } }),
      // The add-on fetches its policies from the internet.
      azurePolicyEnabled: network.hasNat,
      httpApplicationRoutingEnabled: false,
      omsAgent: containerLogs?.agent,
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
      lifecycle: {
        preventDestroy: props.deletionProtection,
        ignoreChanges: [...system.moved, ...this.movedByAzure(key !== undefined)],
      },
    });
  }

  /** Arguments that Azure changes and Terraform must not change back. */
  private movedByAzure(hasKey: boolean): string[] {
    return [
      // The channel `stable` upgrades to newer minor versions.
      ...(this.version === undefined ? ['kubernetes_version'] : []),
      // A newer version of the key may be set only after every secret has been rewritten, or the control plane hangs:
      // https://github.com/Azure/kubernetes-kms/issues/291
      ...(hasKey ? ['key_management_service[0].key_vault_key_id'] : []),
      // Defender for Cloud puts its sensor on every cluster of a subscription that it watches.
      ...(this.props.overrides?.azurerm?.cluster?.microsoftDefender ? [] : ['microsoft_defender']),
    ];
  }

  private createNodePools(): Record<string, NodePool> {
    const { cluster, version } = this;
    const { hostEncryption: encryptsHost } = this.deps.foundation.target;
    return mapValues(
      this.props.nodePools,
      (name, pool) => new NodePool(this, `pool-${name}`, { name, pool, cluster, version, encryptsHost }, this.deps),
    );
  }

  private createAccess(): void {
    const { administrators } = this;
    const { resourceGroup, target } = this.deps.foundation;
    new ClusterAccess(this, 'access', {
      administrators,
      operators: target.operators,
      entering: neutral.entriesByMember(this.props.access, 'azurerm').keys(),
      clusterId: this.cluster.id,
      resourceGroupId: resourceGroup.id,
    });
  }

  private admitToRegistries(): void {
    const { nodeIdentity: principalId } = this;
    for (const [name, scope] of Object.entries(registriesByName(this.deps.foundation.target)))
      new Grant(this, `registry-${name}`, { role: 'AcrPull', scope, principalId });
  }

  private createContainerLogs(): ContainerLogs | undefined {
    const { containers } = this.props.logs;
    return containers ? new ContainerLogs(this, 'container-logs', containers, this.deps) : undefined;
  }

  private createLogs(): void {
    const { retentionDays } = this.props.logs;
    const categories = { ...AUDIT_LOGS[this.deps.foundation.target.clusterAudit], ...LOGS };
    const props = { retentionDays, resourceId: this.cluster.id, categories };
    new Logs(this, 'logs', props, this.deps);
  }
}
