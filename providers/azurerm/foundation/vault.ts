/**
 * A vault of the environment, for secrets or for the keys of one region. Roles alone grant access, and whoever uses what is
 * in it is recorded.
 *
 * Terraform creates keys and secrets by calls to the vault itself, so the vault must answer wherever Terraform runs. Where
 * the target does not say where that is, the firewall is open and roles decide: the build machines of Terraform Cloud have
 * no fixed addresses. Machines in the network use the private endpoint.
 *
 * Secrets and keys have vaults of their own, because AKS calls the vault of its key from outside of the network, whatever
 * is done to the others: https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption
 */
import { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault';
import type { ITerraformDependable, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import { rangesOfOperators, type RegionRole } from '../../../constructs/environment/targets';
import { Component } from '../../../core/cdktf/component';
import { type EndpointTarget, PrivateEndpoint } from '../network/private-endpoint';
import { Lock } from '../shared/lock';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import type { Group } from './group';

/** The category of records about each use of a secret or key, with the table that stores it. */
const LOG_CATEGORIES = { AuditEvent: 'AZKVAuditLogs' };

export interface VaultProps {
  readonly holds: 'keys' | 'secrets';
  readonly region: RegionRole;
  /** Subnet and DNS zone of the vault's private address. @default - no private address */
  readonly endpoint?: EndpointTarget | undefined;
}

export class Vault extends Component<VaultProps> {
  readonly vault: KeyVault;
  private readonly lock: Lock | undefined;
  private readonly endpoints: readonly TerraformResource[];

  constructor(
    scope: Construct,
    id: string,
    props: VaultProps,
    private readonly deps: { foundation: Group },
  ) {
    super(scope, id, props);
    this.vault = this.createVault();
    this.endpoints = this.createEndpoint();
    const parts = [...this.endpoints, this.createLogs()];
    this.lock = this.isLocked ? new Lock(this, 'lock', { resourceId: this.vaultId, parts }) : undefined;
  }

  /** Resources on which what it holds must depend: the only way in of a closed vault. */
  get ready(): readonly ITerraformDependable[] {
    return this.cidrs ? this.endpoints : [];
  }

  /** Lets a role on what the vault holds be taken away, also where the vault is locked. */
  include(role: TerraformResource): void {
    this.lock?.include(role);
  }

  get vaultId(): string {
    return this.vault.id;
  }

  /** Ranges of the internet that are let in; undefined for all of it. */
  private get cidrs(): readonly string[] | undefined {
    return this.mayHoldKeyOfCluster ? undefined : rangesOfOperators(this.deps.foundation.target);
  }

  private get mayHoldKeyOfCluster(): boolean {
    const { holds, region } = this.props;
    return holds === 'keys' && region === 'primary';
  }

  private get isProtected(): boolean {
    return this.deps.foundation.props.keys.deletionProtection;
  }

  /** Services let go of a key before their role on it goes, when a lock would be on again: the plan alone protects keys. */
  private get isLocked(): boolean {
    return this.isProtected && this.props.holds === 'secrets';
  }

  private createVault(): KeyVault {
    const { foundation } = this.deps;
    const { region } = this.props;
    return this.createMain('vault', KeyVault, {
      name: this.name(names.vault, ...this.nameParts()),
      location: foundation.location(region),
      resourceGroupName: foundation.resourceGroupName,
      tenantId: foundation.tenantId,
      skuName: 'standard',
      rbacAuthorizationEnabled: true,
      // Services refuse keys of a vault that could be purged.
      purgeProtectionEnabled: true,
      softDeleteRetentionDays: foundation.props.keys.deletionWindowDays,
      ...this.firewall(),
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
      // Azure refuses to change the window of a vault, which keeps the one that it was created with.
      lifecycle: { preventDestroy: this.isProtected, ignoreChanges: ['soft_delete_retention_days'] },
    });
  }

  /**
   * Services that are trusted use keys whatever the firewall is, but AKS is none of them, and takes no vault that has one: that
   * of the primary region's keys stays open. No service is trusted with secrets.
   */
  private firewall() {
    const { cidrs } = this;
    const bypass = this.props.holds === 'keys' ? 'AzureServices' : 'None';
    if (!cidrs) {
      return {
        publicNetworkAccessEnabled: true,
        networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' },
      };
    }
    return {
      publicNetworkAccessEnabled: cidrs.length > 0,
      networkAcls: { defaultAction: 'Deny', bypass, ipRules: [...cidrs] },
    };
  }

  /** The names of vaults from before keys had one of their own stay. */
  private nameParts(): string[] {
    const { holds, region } = this.props;
    if (region === 'secondary') return [region];
    return holds === 'keys' ? [holds] : [];
  }

  private createEndpoint(): TerraformResource[] {
    const { endpoint: target } = this.props;
    if (!target) return [];
    const props = { purpose: this.node.id, resourceId: this.vaultId, subresource: 'vault', target };
    return [new PrivateEndpoint(this, 'endpoint', props, this.deps).endpoint];
  }

  private createLogs(): TerraformResource {
    const { foundation } = this.deps;
    const { retentionDays } = foundation.target.vaultLogs;
    const props = { retentionDays, resourceId: this.vaultId, categories: LOG_CATEGORIES };
    return new Logs(this, 'logs', props, this.deps).setting;
  }
}
