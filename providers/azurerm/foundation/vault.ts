/**
 * The key vault of an environment in one region, for keys and secrets. Roles alone grant access.
 *
 * Terraform creates keys and secrets by calls to the vault itself, so the vault must answer wherever Terraform runs,
 * which is not known here: the build machines of Terraform Cloud have no fixed addresses. The firewall is therefore
 * open and roles decide; machines in the network use the private endpoint.
 */
import { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import { Component } from '../../../core/cdktf/component';
import { type EndpointTarget, PrivateEndpoint } from '../network/private-endpoint';
import { names } from '../shared/names';
import type { Group } from './group';

export interface VaultProps {
  readonly region: RegionRole;
  /** Subnet and DNS zone of the vault's private address. @default - no private address */
  readonly endpoint?: EndpointTarget | undefined;
}

export class Vault extends Component<VaultProps> {
  readonly vault: KeyVault;

  constructor(
    scope: Construct,
    id: string,
    props: VaultProps,
    private readonly deps: { foundation: Group },
  ) {
    super(scope, id, props);
    this.vault = this.createVault();
    this.createEndpoint();
  }

  get vaultId(): string {
    return this.vault.id;
  }

  private createVault(): KeyVault {
    const { foundation } = this.deps;
    const { region } = this.props;
    return this.createMain('vault', KeyVault, {
      name: this.name(names.vault, ...(region === 'primary' ? [] : [region])),
      location: foundation.location(region),
      resourceGroupName: foundation.resourceGroupName,
      tenantId: foundation.tenantId,
      skuName: 'standard',
      rbacAuthorizationEnabled: true,
      // Services refuse keys of a vault that could be purged.
      purgeProtectionEnabled: true,
      softDeleteRetentionDays: foundation.props.keys.deletionWindowDays,
      publicNetworkAccessEnabled: true,
      networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' },
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
      // Azure refuses to change the window of a vault, which keeps the one that it was created with.
      lifecycle: { ignoreChanges: ['soft_delete_retention_days'] },
    });
  }

  private createEndpoint(): void {
    const { endpoint: target } = this.props;
    if (!target) return;
    const props = { purpose: this.node.id, resourceId: this.vaultId, subresource: 'vault', target };
    new PrivateEndpoint(this, 'endpoint', props, this.deps);
  }
}
