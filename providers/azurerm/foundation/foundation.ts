/**
 * Azure foundation: the resource group of the environment, and a key vault in each region that needs one: made when the first key
 * or secret asks for it. Logs go to a workspace of each construct's own: see `logs.ts`.
 */
import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/foundation/contract';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { Group, RegionRole } from './group';
import { names } from '../shared/names';
import type { EndpointTarget } from '../network/private-endpoint';
import { Vault } from './vault';

export class Foundation extends neutral.Foundation<AzurermTarget> implements Group {
  /** Holds everything of the environment, in both regions. */
  readonly resourceGroup: ResourceGroup;
  private readonly vaults = new Map<RegionRole, Vault>();
  private client: DataAzurermClientConfig | undefined;
  private vaultEndpoint: (() => EndpointTarget) | undefined;

  constructor(scope: Construct, id: string, props: neutral.FoundationProps<AzurermTarget>) {
    super(scope, id, props);
    this.resourceGroup = this.createMain('resourceGroup', ResourceGroup, {
      name: this.name(names.resourceGroup),
      location: this.location('primary'),
    });
  }

  /** The region's own name. */
  location(place: RegionRole = 'primary'): string {
    const { region, secondaryRegion } = this.target;
    if (place === 'primary') return region;
    if (secondaryRegion === undefined) throw new Error('the secondary region passed the rules and is not given');
    return secondaryRegion;
  }

  get resourceGroupName(): string {
    return this.resourceGroup.name;
  }

  /** The Entra tenant that vaults and logins belong to. */
  get tenantId(): string {
    return this.target.tenant ?? this.caller.tenantId;
  }

  /** Who runs Terraform. */
  get caller(): DataAzurermClientConfig {
    this.client ??= this.create('caller', DataAzurermClientConfig, {});
    return this.client;
  }

  /** The vault of a region; depend on its `ready` before making a key or a secret in it. */
  vault(place: RegionRole = 'primary'): Vault {
    const made = this.vaults.get(place);
    if (made) return made;
    const endpoint = place === 'primary' ? this.vaultEndpoint?.() : undefined;
    const vault = new Vault(
      this,
      place === 'primary' ? 'vault' : 'secondary-vault',
      { place, endpoint },
      { foundation: this },
    );
    this.vaults.set(place, vault);
    return vault;
  }

  get vaultId(): string {
    return this.vault().vaultId;
  }

  /** What must exist before a key or a secret is made. */
  get vaultReady(): readonly ITerraformDependable[] {
    return this.vault().ready;
  }

  /** Says where the vault, should one be made, gets its private address. */
  reachVaultAt(place: () => EndpointTarget): void {
    this.vaultEndpoint = place;
  }
}
