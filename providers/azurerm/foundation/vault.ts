/**
 * The key vault of an environment in one region: keys and secrets, by roles alone, with what whoever runs Terraform needs to
 * make them.
 *
 * Keys and secrets are made by calls to the vault itself, so the vault must answer to where Terraform runs, which is not known
 * here (build machines of Terraform Cloud have no fixed addresses). Its firewall therefore lets everyone knock and roles
 * decide; machines of the network come by its private endpoint.
 */
import { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { Grant, Propagation } from '../iam/access';
import type { Group, RegionRole } from './group';
import { names } from '../shared/names';
import { PrivateEndpoint, type EndpointTarget } from '../network/private-endpoint';

/** What whoever runs Terraform does in the vault: makes keys with their rotation, and writes and reads back secrets. */
const OPERATOR_ROLES = { keys: 'Key Vault Crypto Officer', secrets: 'Key Vault Secrets Officer' };

export interface VaultProps {
  readonly place: RegionRole;
  /** Where it gets a private address. @default - nowhere */
  readonly endpoint?: EndpointTarget | undefined;
}

export class Vault extends Component<VaultProps> {
  readonly vault: KeyVault;
  /** What must exist before a key or a secret is made. */
  readonly ready: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    props: VaultProps,
    private readonly deps: { foundation: Group },
  ) {
    super(scope, id, props);
    this.vault = this.createVault();
    this.ready = this.admitOperator();
    if (props.endpoint) {
      new PrivateEndpoint(
        this,
        'endpoint',
        { purpose: this.node.id, resourceId: this.vaultId, subresource: 'vault', place: props.endpoint },
        deps,
      );
    }
  }

  get vaultId(): string {
    return this.vault.id;
  }

  private createVault(): KeyVault {
    const { foundation } = this.deps;
    return this.createMain('vault', KeyVault, {
      name: this.name(names.vault, ...(this.props.place === 'primary' ? [] : [this.props.place])),
      location: foundation.location(this.props.place),
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
    });
  }

  private admitOperator(): ITerraformDependable[] {
    const { objectId: principalId } = this.deps.foundation.caller;
    const grants = Object.fromEntries(
      Object.entries(OPERATOR_ROLES).map(([name, role]) => [
        name,
        new Grant(this, `operator-${name}`, { role, scope: this.vaultId, principalId, service: false }),
      ]),
    );
    return [
      ...Object.values(grants).map(({ assignment }) => assignment),
      new Propagation(this, 'operator', { grants }).sleep,
    ];
  }
}
