/** A network that others made on Azure, by names: a virtual network and its subnets. */
import { DataAzurermSubnet } from '@cdktf/provider-azurerm/lib/data-azurerm-subnet';
import { DataAzurermVirtualNetwork } from '@cdktf/provider-azurerm/lib/data-azurerm-virtual-network';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/network';
import { EnvironmentError } from '../../../core/rules/problem';
import type { DatabaseSubnet } from './database-tier';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { postgresZone, PRIVATE_ZONES, type AzureNetwork, type NodeSubnet, type PrivateService } from './network';
import type { EndpointTarget } from './private-endpoint';
import { PrivateZone } from './private-zone';

export class ExistingNetwork extends neutral.Network implements AzureNetwork {
  readonly vnetId: string;
  readonly privateSubnetIds: readonly string[];
  readonly databases: { readonly primary?: DatabaseSubnet };
  readonly hasNat = true;
  readonly egressAddresses = [];
  readonly nodesReady = [];
  private cacheZone: PrivateZone | undefined;
  private readonly at: { readonly resourceGroupName: string; readonly virtualNetworkName: string };

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ExistingNetworkRef,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.at = this.parts();
    const { resourceGroupName, virtualNetworkName: name } = this.at;
    this.vnetId = this.createMain('vnet', DataAzurermVirtualNetwork, { name, resourceGroupName }).id;
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
  get nodePlaces(): readonly NodeSubnet[] {
    const { zones } = this.deps.foundation.target;
    const [only, ...others] = this.privateSubnetIds;
    if (only !== undefined && others.length === 0) return [{ subnetId: only, zones }];
    return zones.map((zone, index) => ({
      subnetId: this.privateSubnetIds[index % this.privateSubnetIds.length]!,
      zones: [zone],
    }));
  }

  /** Whoever made the network has seen to its private addresses, but for caches, which have no others. */
  endpointPlace(service: PrivateService): EndpointTarget | undefined {
    if (service !== 'cache') return undefined;
    this.cacheZone ??= new PrivateZone(
      this,
      'cache-zone',
      { zone: PRIVATE_ZONES.cache, vnetId: this.vnetId },
      this.deps,
    );
    return { subnetId: this.privateSubnetIds[0]!, zoneId: this.cacheZone.zoneId, dependsOn: this.cacheZone.dependsOn };
  }

  private parts(): ExistingNetwork['at'] {
    const [resourceGroupName, virtualNetworkName, ...rest] = this.props.id.split('/');
    if (resourceGroupName && virtualNetworkName && rest.length === 0) return { resourceGroupName, virtualNetworkName };
    const { project, environment } = this.stack.namespace;
    throw new EnvironmentError([
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
    return this.createAs(word, name, DataAzurermSubnet, { name, ...this.at }).id;
  }

  private findDatabases(): ExistingNetwork['databases'] {
    const [name] = this.props.databaseSubnets;
    if (name === undefined || !this.deps.foundation.props.uses.has('managedPostgres')) return {};
    const zone = new PrivateZone(
      this,
      'postgres-zone',
      { zone: postgresZone(this.name(names.zoneLabel)), vnetId: this.vnetId },
      this.deps,
    );
    return { primary: { subnetId: this.find('databaseSubnet', name), zoneId: zone.zoneId, dependsOn: zone.dependsOn } };
  }
}
