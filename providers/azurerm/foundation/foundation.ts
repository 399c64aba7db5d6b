/**
 * Foundation on Azure: one resource group, a vault of secrets, and a vault of keys per region, each created when the first
 * secret or key needs it.
 */
import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { type AzurermTarget, regionOf, type RegionRole } from '../../../constructs/environment/targets';
import * as neutral from '../../../constructs/foundation/contract';
import type { EndpointTarget } from '../network/private-endpoint';
import { names } from '../shared/names';
import type { Group } from './group';
import { Vault, type VaultProps } from './vault';
import { VaultOperators } from './vault-operators';
import { WorkspaceActivation } from './workspace-activation';

export class Foundation extends neutral.Foundation<AzurermTarget> implements Group {
  /** Holds every resource of the environment, in both regions. */
  readonly resourceGroup: ResourceGroup;
  readonly workspaceActivation = new WorkspaceActivation(this, 'workspaces', {});
  private readonly keyVaults = new Map<RegionRole, Vault>();
  private secrets: Vault | undefined;
  private operators: VaultOperators | undefined;
  private client: DataAzurermClientConfig | undefined;
  private vaultEndpoint: (() => EndpointTarget) | undefined;

  constructor(scope: Construct, id: string, props: neutral.FoundationProps<AzurermTarget>) {
    super(scope, id, props);
    this.resourceGroup = this.createMain('resourceGroup', ResourceGroup, {
      name: this.name(names.resourceGroup),
      location: this.location('primary'),
    });
  }

  location(region: RegionRole = 'primary'): string {
    return regionOf(this.target, region);
  }

  get resourceGroupName(): string {
    return this.resourceGroup.name;
  }

  /** Id of the subscription as a scope of roles, policies and alerts. */
  get subscriptionId(): string {
    return `/subscriptions/${this.target.subscription}`;
  }

  get tenantId(): string {
    return this.target.tenant ?? this.login.tenantId;
  }

  /** The login of whoever runs Terraform; nothing of it but the tenant may be used, because others run it too. */
  private get login(): DataAzurermClientConfig {
    this.client ??= this.create('caller', DataAzurermClientConfig, {});
    return this.client;
  }

  /** Resources on which keys and secrets in vaults must depend: the rights to create them. */
  get vaultsReady(): readonly ITerraformDependable[] {
    this.operators ??= new VaultOperators(this, 'vault-operators', {
      resourceGroupId: this.resourceGroup.id,
      operators: this.target.operators,
    });
    return this.operators.ready;
  }

  /** The vault of secrets. What is in it must depend on `vaultsReady`. */
  get secretVault(): Vault {
    this.secrets ??= this.createVault('vault', 'secrets', 'primary');
    return this.secrets;
  }

  /** The vault of a region's keys. What is in it must depend on `vaultsReady`. */
  keyVault(region: RegionRole): Vault {
    const id = region === 'primary' ? 'keys-vault' : 'secondary-vault';
    const vault = this.keyVaults.get(region) ?? this.createVault(id, 'keys', region);
    this.keyVaults.set(region, vault);
    return vault;
  }

  /** Sets where vaults of both regions get their private addresses, if they are created at all. */
  reachVaultAt(target: () => EndpointTarget): void {
    this.vaultEndpoint = target;
  }

  private createVault(id: string, holds: VaultProps['holds'], region: RegionRole): Vault {
    return new Vault(this, id, { holds, region, endpoint: this.vaultEndpoint?.() }, { foundation: this });
  }
}
