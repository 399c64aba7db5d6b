/** An existing network on Azure: a virtual network and its subnets, looked up by name. */
import { DataAzurermSubnet } from '@cdktf/provider-azurerm/lib/data-azurerm-subnet';
import { DataAzurermVirtualNetwork } from '@cdktf/provider-azurerm/lib/data-azurerm-virtual-network';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/network';
import { present } from '../../../core/invariant';
import { soleOf } from '../../../core/records';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import type { AzureNetwork, NodeSubnet } from './azure-network';
import type { EndpointTarget } from './private-endpoint';
import { postgresZone, PRIVATE_ZONES, type PrivateService, PrivateZone } from './private-zone';

export class ExistingNetwork extends neutral.Network implements AzureNetwork {
  readonly vnetId: string;
  readonly privateSubnetIds: readonly string[];
  readonly databases: AzureNetwork['databases'];
  readonly hasNat = true;
  readonly egressAddresses = [];
  readonly nodesReady = [];
  private cacheZone: PrivateZone | undefined;
  private readonly vnet: { readonly resourceGroupName: string; readonly virtualNetworkName: string };

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ExistingNetworkRef,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.vnet = this.partsOfId();
    const { resourceGroupName, virtualNetworkName: name } = this.vnet;
    this.vnetId = this.createMain('vnet', DataAzurermVirtualNetwork, { name, resourceGroupName }).id;
    this.privateSubnetIds = props.privateSubnets.map((subnet) => this.findSubnet('privateSubnet', subnet));
    this.databases = this.findDatabases();
  }

  get networkId(): string {
    return this.vnetId;
  }

  get privateCidrs(): readonly string[] {
    return this.props.privateCidrs;
  }

  /** A single subnet is used in all zones; several are used for one zone each, as in a managed network. */
  get nodeSubnets(): readonly NodeSubnet[] {
    const { zones } = this.deps.foundation.target;
    const subnets = this.props.privateSubnets.map((name, index) => ({ name, subnetId: this.privateSubnetId(index) }));
    const only = soleOf(subnets);
    if (only) return [{ ...only, zones }];
    return zones.map((zone, index) => ({
      ...present(subnets[index % subnets.length], 'a private subnet'),
      zones: [zone],
    }));
  }

  /** Private addresses are the existing network's own matter, except those of caches, which have no other addresses. */
  endpointTarget(service: PrivateService): EndpointTarget | undefined {
    if (service !== 'cache') return undefined;
    this.cacheZone ??= this.createPrivateZone('cache', PRIVATE_ZONES.cache);
    const { zoneId, dependsOn } = this.cacheZone;
    return { subnetId: this.privateSubnetId(0), zoneId, dependsOn };
  }

  private privateSubnetId(index: number): string {
    return present(this.privateSubnetIds[index], `network.existing.azurerm.privateSubnets.${index}`);
  }

  private partsOfId(): ExistingNetwork['vnet'] {
    const [group, name] = this.props.id.split('/');
    const path = 'network.existing.azurerm.id';
    return { resourceGroupName: present(group, path), virtualNetworkName: present(name, path) };
  }

  private findSubnet(overrideKey: string, name: string): string {
    return this.createAs(overrideKey, name, DataAzurermSubnet, { name, ...this.vnet }).id;
  }

  private findDatabases(): AzureNetwork['databases'] {
    const [name] = this.props.databaseSubnets;
    if (name === undefined || !this.deps.foundation.props.uses.has('managedPostgres')) return {};
    const { zoneId, dependsOn } = this.createPrivateZone('postgres', postgresZone(this.name(names.zoneLabel)));
    const groupId = `${this.deps.foundation.subscriptionId}/resourceGroups/${this.vnet.resourceGroupName}`;
    return { primary: { subnetId: this.findSubnet('databaseSubnet', name), zoneId, groupId, dependsOn } };
  }

  private createPrivateZone(id: string, zone: string): PrivateZone {
    return new PrivateZone(this, `${id}-zone`, { zone, vnetId: this.vnetId }, this.deps);
  }
}
