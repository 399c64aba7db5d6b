/** A network that others made on Azure, by names: a virtual network and its subnets. */
import { DataAzurermSubnet } from '@cdktf/provider-azurerm/lib/data-azurerm-subnet';
import { DataAzurermVirtualNetwork } from '@cdktf/provider-azurerm/lib/data-azurerm-virtual-network';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/network';
import { TopologyError } from '../../../core/rules/problem';
import type { DatabasePlace } from './database-tier';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { postgresZone, PRIVATE_ZONES, type AzureNetwork, type NodePlace, type PrivateService } from './network';
import type { EndpointPlace } from './private-endpoint';
import { PrivateZone } from './private-zone';

export class ExistingNetwork extends neutral.Network implements AzureNetwork {
  readonly vnetId: string;
  readonly privateSubnetIds: readonly string[];
  readonly databases: { readonly primary?: DatabasePlace };
  readonly hasNat = true;
  readonly egressAddresses = [];
  readonly nodesReady = [];
  private cacheZone: PrivateZone | undefined;
  private readonly at: { readonly resourceGroupName: string; readonly virtualNetworkName: string };

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ExistingNetworkPlace,
    private readonly on: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.at = this.parts();
    const { resourceGroupName, virtualNetworkName: name } = this.at;
    this.vnetId = this.main('vnet', DataAzurermVirtualNetwork, { name, resourceGroupName }).id;
    this.privateSubnetIds = props.privateSubnets.map((subnet) => this.find('privateSubnet', subnet));
    this.databases = this.findDatabases();
  }

  get networkId(): string {
    return this.vnetId;
  }

  get privateCidrs(): readonly string[] {
    return this.props.privateCidrs;
  }

  /** A subnet spans all zones; several are taken for one a zone, as a network made here has them. */
  get nodePlaces(): readonly NodePlace[] {
    const { zones } = this.on.foundation.target;
    const [only, ...others] = this.privateSubnetIds;
    if (only !== undefined && others.length === 0) return [{ subnetId: only, zones }];
    return zones.map((zone, index) => ({
      subnetId: this.privateSubnetIds[index % this.privateSubnetIds.length]!,
      zones: [zone],
    }));
  }

  /** Whoever made the network has seen to its private addresses, but for caches, which have no others. */
  endpointPlace(service: PrivateService): EndpointPlace | undefined {
    if (service !== 'cache') return undefined;
    this.cacheZone ??= new PrivateZone(this, 'cache-zone', { zone: PRIVATE_ZONES.cache, vnetId: this.vnetId }, this.on);
    return { subnetId: this.privateSubnetIds[0]!, zoneId: this.cacheZone.zoneId, dependsOn: this.cacheZone.dependsOn };
  }

  private parts(): ExistingNetwork['at'] {
    const [resourceGroupName, virtualNetworkName, ...rest] = this.props.id.split('/');
    if (resourceGroupName && virtualNetworkName && rest.length === 0) return { resourceGroupName, virtualNetworkName };
    const { project, environment } = this.stack.namespace;
    throw new TopologyError([
      {
        environment: `${project}/${environment}`,
        cloud: 'azurerm',
        path: 'network.existing.azurerm.id',
        code: 'network/existing-id',
        message: `must be "resourceGroup/virtualNetwork", got "${this.props.id}"`,
      },
    ]);
  }

  private find(word: string, name: string): string {
    return this.add(word, DataAzurermSubnet, { name, ...this.at }, name).id;
  }

  private findDatabases(): ExistingNetwork['databases'] {
    const [name] = this.props.databaseSubnets;
    if (name === undefined || !this.on.foundation.props.uses.has('managedPostgres')) return {};
    const zone = new PrivateZone(
      this,
      'postgres-zone',
      { zone: postgresZone(this.name(names.zoneLabel)), vnetId: this.vnetId },
      this.on,
    );
    return { primary: { subnetId: this.find('databaseSubnet', name), zoneId: zone.zoneId, dependsOn: zone.dependsOn } };
  }
}
