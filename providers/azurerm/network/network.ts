/** Network on Azure: a virtual network, subnets for each tier and zone with security groups, NAT gateways, private addresses, flow logs. */
import type { NatGatewayConfig } from '@cdktf/provider-azurerm/lib/nat-gateway';
import type { NetworkSecurityGroupConfig } from '@cdktf/provider-azurerm/lib/network-security-group';
import type { NetworkWatcherFlowLogConfig } from '@cdktf/provider-azurerm/lib/network-watcher-flow-log';
import type { PublicIpConfig } from '@cdktf/provider-azurerm/lib/public-ip';
import type { StorageAccountConfig } from '@cdktf/provider-azurerm/lib/storage-account';
import type { SubnetConfig } from '@cdktf/provider-azurerm/lib/subnet';
import { SubnetNatGatewayAssociation } from '@cdktf/provider-azurerm/lib/subnet-nat-gateway-association';
import { VirtualNetwork, type VirtualNetworkConfig } from '@cdktf/provider-azurerm/lib/virtual-network';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { prefixLength, subnet } from '../../../core/cidr';
import * as neutral from '../../../constructs/network';
import { DatabaseTier, type DatabaseSubnet } from './database-tier';
import { FlowLogs } from './flow-logs';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { NatGateways, type Nat } from './nat';
import type { EndpointTarget } from './private-endpoint';
import { PrivateZone } from './private-zone';
import { SecondaryNetwork } from './secondary-network';
import { denyOthers, Tier, type TrafficRule } from './tier';

/**
 * Where nodes stand. Subnets of Azure span all zones, but a NAT gateway is of one zone and a subnet has one gateway: for egress to
 * survive the loss of a zone, nodes of a zone must stand in that zone's subnet. A network made here therefore has one place for each
 * zone, whatever `nat` says, and a node pool becomes one AKS pool for each place: going from one gateway to three moves nothing
 * but the subnets' gateways. An existing network with a single subnet has one place with all zones.
 */
export interface NodeSubnet {
  readonly subnetId: string;
  readonly zones: readonly string[];
}

/** Services that the network gives private addresses to. */
export type PrivateService = 'objectStorage' | 'registry' | 'secrets' | 'cache';

/** What Azure constructs need of a network, made here or by others. */
export interface AzureNetwork extends neutral.Network {
  /** Resource id of the virtual network. */
  readonly vnetId: string;
  readonly nodePlaces: readonly NodeSubnet[];
  /** Whether nodes reach the internet, by NAT gateways of their subnets. */
  readonly hasNat: boolean;
  /** The addresses by which nodes appear in the internet, where they are known. */
  readonly egressAddresses: readonly string[];
  /** What must exist before nodes: their subnets' associations with NAT gateways and security groups. */
  readonly nodesReady: readonly ITerraformDependable[];
  /** Where databases stand, in the region of the environment or the secondary one; absent where there are no databases. */
  readonly databases: {
    readonly primary?: DatabaseSubnet | undefined;
    readonly secondary?: DatabaseSubnet | undefined;
  };
  /** Where a service gets a private address; undefined where `privateAccess` says no. Always there for `cache`. */
  endpointPlace(service: PrivateService): EndpointTarget | undefined;
}

declare module '../../../constructs/network/schema' {
  interface NetworkOverrides {
    readonly azurerm?: {
      readonly vnet?: VirtualNetworkConfig;
      readonly publicSubnet?: SubnetConfig;
      readonly privateSubnet?: SubnetConfig;
      readonly databaseSubnet?: SubnetConfig;
      readonly endpointSubnet?: SubnetConfig;
      readonly publicSecurityGroup?: NetworkSecurityGroupConfig;
      readonly privateSecurityGroup?: NetworkSecurityGroupConfig;
      readonly databaseSecurityGroup?: NetworkSecurityGroupConfig;
      readonly endpointSecurityGroup?: NetworkSecurityGroupConfig;
      readonly natGateway?: NatGatewayConfig;
      readonly natAddress?: PublicIpConfig;
      readonly flowLog?: NetworkWatcherFlowLogConfig;
      readonly flowLogStorage?: StorageAccountConfig;
    };
  }
}

/** The zones in which Azure enters private endpoints: https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
export const PRIVATE_ZONES: Readonly<Record<PrivateService, string>> = {
  objectStorage: 'privatelink.blob.core.windows.net',
  registry: 'privatelink.azurecr.io',
  secrets: 'privatelink.vaultcore.azure.net',
  cache: 'privatelink.redis.azure.net',
};

const HTTP = '80';
const HTTPS = '443';

/** Servers with private access get their names in a zone that must end so. */
export const postgresZone = (label: string): string => `${label}.private.postgres.database.azure.com`;

export class Network extends neutral.Network implements AzureNetwork {
  readonly vnet: VirtualNetwork;
  readonly tiers: { readonly public: Tier; readonly private: Tier; readonly endpoints: Tier };
  readonly egressAddresses: readonly string[];
  readonly nodesReady: readonly ITerraformDependable[];
  readonly databases: {
    readonly primary?: DatabaseSubnet | undefined;
    readonly secondary?: DatabaseSubnet | undefined;
  };
  private readonly plan: neutral.SubnetPlan;
  private readonly zones: readonly string[];
  private readonly privateZones = new Map<PrivateService, PrivateZone>();

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.NetworkProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.plan = neutral.planSubnets(props);
    this.zones = deps.foundation.target.zones.slice(0, props.zones);
    this.vnet = this.createVnet();
    this.tiers = {
      public: this.createPublicTier(),
      private: this.createPrivateTier(),
      endpoints: this.createEndpointTier(),
    };
    const nat = this.createNat();
    this.egressAddresses = nat.map(({ address }) => address.ipAddress);
    this.nodesReady = [...this.tiers.private.guards, ...this.routeOut(nat)];
    this.databases = this.createDatabases();
    this.createPrivateAccess();
    this.createFlowLogs();
  }

  get networkId(): string {
    return this.vnet.id;
  }

  get vnetId(): string {
    return this.vnet.id;
  }

  get privateCidrs(): readonly string[] {
    return this.plan.private;
  }

  get privateSubnetIds(): readonly string[] {
    return this.tiers.private.subnetIds;
  }

  get nodePlaces(): readonly NodeSubnet[] {
    return this.zones.map((zone, index) => ({ subnetId: this.privateSubnetIds[index]!, zones: [zone] }));
  }

  get hasNat(): boolean {
    return this.props.nat !== 'none';
  }

  endpointPlace(service: PrivateService): EndpointTarget | undefined {
    if (service !== 'cache' && !this.props.privateAccess[service]) return undefined;
    const zone =
      this.privateZones.get(service) ??
      new PrivateZone(
        this,
        `${service.toLowerCase()}-zone`,
        { zone: PRIVATE_ZONES[service], vnetId: this.vnetId },
        this.deps,
      );
    this.privateZones.set(service, zone);
    const { endpoints } = this.tiers;
    return {
      subnetId: endpoints.subnetIds[0]!,
      zoneId: zone.zoneId,
      dependsOn: [...zone.dependsOn, ...endpoints.guards],
    };
  }

  private createVnet(): VirtualNetwork {
    const { foundation } = this.deps;
    return this.createMain('vnet', VirtualNetwork, {
      name: this.name(names.virtualNetwork, 'network'),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      addressSpace: [this.props.cidr],
    });
  }

  private createTier(
    name: 'public' | 'private' | 'endpoint',
    cidrs: readonly string[],
    rules: readonly TrafficRule[],
  ): Tier {
    return new Tier(this, name, { name, word: `${name}Subnet`, network: this.vnet, cidrs, rules }, this.deps);
  }

  /** Application gateways and the like, which Azure itself manages by high ports. */
  private createPublicTier(): Tier {
    return this.createTier('public', this.plan.public, [
      { name: 'https', direction: 'Inbound', protocol: 'Tcp', from: ['Internet'], ports: [HTTPS] },
      {
        name: 'gateway-manager',
        direction: 'Inbound',
        protocol: 'Tcp',
        from: ['GatewayManager'],
        ports: ['65200-65535'],
      },
      { name: 'health', direction: 'Inbound', from: ['AzureLoadBalancer'] },
      { name: 'network', direction: 'Inbound', from: ['VirtualNetwork'], to: ['VirtualNetwork'] },
      denyOthers('Inbound'),
    ]);
  }

  /**
   * Pods have addresses outside the network, which the tag VirtualNetwork does not hold. What the internet sends to a load balancer
   * that a Kubernetes service asked for arrives at nodes as it was sent, for the load balancer's address; no node has a public one.
   * AKS opens its own group, which guards each node, for just those services, but never the group of a subnet:
   * https://github.com/Azure/AKS/issues/674. Gateways answer on HTTP too, to send callers on to HTTPS.
   */
  private createPrivateTier(): Tier {
    const { target, props } = this.deps.foundation;
    const pods = props.uses.has('cluster') ? [target.podCidr] : [];
    const services: TrafficRule[] = props.uses.has('cluster')
      ? [{ name: 'public-services', direction: 'Inbound', protocol: 'Tcp', from: ['Internet'], ports: [HTTP, HTTPS] }]
      : [];
    return this.createTier('private', this.plan.private, [
      { name: 'network', direction: 'Inbound', from: ['VirtualNetwork'], to: ['VirtualNetwork'] },
      ...pods.flatMap((range): TrafficRule[] => [
        { name: 'pods', direction: 'Inbound', from: [range] },
        { name: 'to-pods', direction: 'Inbound', from: [...this.plan.private], to: [range] },
      ]),
      { name: 'health', direction: 'Inbound', from: ['AzureLoadBalancer'] },
      ...services,
      denyOthers('Inbound'),
      ...pods.map((range): TrafficRule => ({ name: 'pods-out', direction: 'Outbound', to: [range] })),
    ]);
  }

  /** The first half of what is kept for services; the other is free for what comes later. */
  private createEndpointTier(): Tier {
    const { services } = this.plan;
    return this.createTier('endpoint', [subnet(services, prefixLength(services) + 1, 0)], [
      { name: 'private-tier', direction: 'Inbound', protocol: 'Tcp', from: this.plan.private },
      denyOthers('Inbound'),
      denyOthers('Outbound'),
    ]); // prettier-ignore
  }

  /** The first gateway is of the first zone whether there are more or not, so that more can come without replacing it. */
  private createNat(): readonly Nat[] {
    const zones = { none: [], single: this.zones.slice(0, 1), 'per-zone': this.zones }[this.props.nat];
    return new NatGateways(this, 'nat', { zones }, this.deps).gateways;
  }

  private routeOut(gateways: readonly Nat[]): ITerraformDependable[] {
    return this.privateSubnetIds.flatMap((subnetId, index) => {
      const nat = gateways[index] ?? gateways[0];
      if (!nat) return [];
      const id = `private-${index + 1}-nat`;
      return [
        nat.association,
        this.createAs('subnetNatGateway', id, SubnetNatGatewayAssociation, { subnetId, natGatewayId: nat.gateway.id }),
      ];
    });
  }

  private createDatabases(): Network['databases'] {
    const { secondaryCidr, zones } = this.props;
    const { database: cidrs, private: clients } = this.plan;
    const peers =
      secondaryCidr === undefined
        ? []
        : neutral.planSubnets({ cidr: secondaryCidr, zones, subnets: undefined }).database;
    const tier = new DatabaseTier(this, 'database', { network: this.vnet, cidrs, clients, peers }, this.deps);
    const secondary =
      secondaryCidr === undefined
        ? undefined
        : new SecondaryNetwork(
            this,
            'secondary',
            { cidr: secondaryCidr, cidrs: peers, primary: { network: this.vnet, clients, databases: cidrs } },
            this.deps,
          );
    if (!this.deps.foundation.props.uses.has('managedPostgres')) return {};
    const zone = new PrivateZone(
      this,
      'postgres-zone',
      { zone: postgresZone(this.name(names.zoneLabel)), vnetId: this.vnetId },
      this.deps,
    );
    const primary = { subnetId: tier.subnetId, zoneId: zone.zoneId, dependsOn: [...zone.dependsOn, ...tier.guards] };
    if (!secondary) return { primary };
    const { databases, peerings, vnet } = secondary;
    const links = [...zone.dependsOn, zone.link('secondary-link', vnet.id)];
    return {
      primary,
      secondary: {
        subnetId: databases.subnetId,
        zoneId: zone.zoneId,
        dependsOn: [...links, ...peerings, ...databases.guards],
      },
    };
  }

  private createPrivateAccess(): void {
    const { secrets, registry } = this.props.privateAccess;
    if (secrets) this.deps.foundation.reachVaultAt(() => this.endpointPlace('secrets')!);
    // A registry is others': its endpoint enters itself in the zone. Nodes without the internet start from a registry of AKS' own, for
    // which AKS makes this very zone, and Azure links a network with one zone of a name only.
    const keptByAks = !this.hasNat && this.deps.foundation.props.uses.has('cluster');
    if (registry && !keptByAks) this.endpointPlace('registry');
  }

  private createFlowLogs(): void {
    const { flowLogs } = this.props;
    if (flowLogs) new FlowLogs(this, 'flow-logs', { ...flowLogs, vnetId: this.vnetId }, this.deps);
  }
}
