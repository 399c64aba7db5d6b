/**
 * Foundation on Azure: one resource group, and a key vault per region, created when the first key or secret needs it.
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
import { Vault } from './vault';
import { VaultOperators } from './vault-operators';
import { WorkspaceActivation } from './workspace-activation';

export class Foundation extends neutral.Foundation<AzurermTarget> implements Group {
  /** Holds every resource of the environment, in both regions. */
  readonly resourceGroup: ResourceGroup;
  readonly workspaceActivation = new WorkspaceActivation(this, 'workspaces', {});
  private readonly vaults = new Map<RegionRole, Vault>();
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

  /** The vault of a region. Keys and secrets in it must depend on `vaultsReady`. */
  vault(region: RegionRole = 'primary'): Vault {
    const vault = this.vaults.get(region) ?? this.createVault(region);
    this.vaults.set(region, vault);
    return vault;
  }

  /** Sets where the primary region's vault gets its private address, if a vault is created at all. */
  reachVaultAt(target: () => EndpointTarget): void {
    this.vaultEndpoint = target;
  }

  private createVault(region: RegionRole): Vault {
    const id = region === 'primary' ? 'vault' : 'secondary-vault';
    const endpoint = region === 'primary' ? this.vaultEndpoint?.() : undefined;
    return new Vault(this, id, { region, endpoint }, { foundation: this });
  }
}
