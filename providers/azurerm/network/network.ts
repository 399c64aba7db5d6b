/**
 * Network on Azure: a virtual network with subnets and security groups per tier, a NAT gateway, private addresses, flow
 * logs.
 */
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

import * as neutral from '../../../constructs/network';
import { present } from '../../../core/invariant';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { listedPrivateRules, listedPublicRules, sidesOf } from './access-lists';
import type { AzureNetwork, NodeSubnet } from './azure-network';
import { DatabaseTier } from './database-tier';
import { FlowLogs } from './flow-logs';
import { JoinedNetwork } from './joined-network';
import { NatGateway } from './nat';
import type { EndpointTarget } from './private-endpoint';
import { postgresZone, PRIVATE_ZONES, type PrivateService, PrivateZone } from './private-zone';
import { SecondaryNetwork } from './secondary-network';
import { Tier } from './tier';
import { endpointRange, secondaryDatabases, tiersOf } from './tiers';
import { endpointRules, privateRules, publicRules, type TrafficRule } from './traffic';

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

export class Network extends neutral.Network implements AzureNetwork {
  readonly vnet: VirtualNetwork;
  readonly tiers: { readonly public: Tier; readonly private: Tier; readonly endpoints: Tier };
  readonly egressAddresses: readonly string[];
  readonly nodesReady: readonly ITerraformDependable[];
  readonly databases: AzureNetwork['databases'];
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
    neutral.decidePlacement(this, this.plan, this.zones);
    this.vnet = this.createVnet();
    this.tiers = this.createTiers();
    const nat = this.createNat();
    this.egressAddresses = nat ? [nat.address.ipAddress] : [];
    this.nodesReady = [...this.tiers.private.guards, ...this.createRoutes(nat)];
    this.databases = this.databaseSubnets(this.createDatabaseTier(), this.createSecondary());
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

  get nodeSubnets(): readonly NodeSubnet[] {
    return this.zones.map((zone, index) => ({
      name: `private-${index + 1}`,
      subnetId: present(this.privateSubnetIds[index], `private subnet ${index}`),
      zones: [zone],
    }));
  }

  get hasNat(): boolean {
    return this.props.nat !== 'none';
  }

  endpointTarget(service: PrivateService): EndpointTarget | undefined {
    return service === 'cache' || this.props.privateAccess[service] ? this.targetOf(service) : undefined;
  }

  private targetOf(service: PrivateService): EndpointTarget {
    const zone =
      this.privateZones.get(service) ?? this.createPrivateZone(service.toLowerCase(), PRIVATE_ZONES[service]);
    this.privateZones.set(service, zone);
    const { endpoints } = this.tiers;
    return {
      subnetId: endpoints.firstSubnetId,
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

  private createTiers(): Network['tiers'] {
    const { plan, podCidr, lists } = this;
    const entrance = this.deps.foundation.props.uses.has('loadBalancer') ? 'frontDoor' : 'internet';
    const open = lists ? listedPublicRules(lists.public) : publicRules();
    const inside = lists
      ? listedPrivateRules(lists, tiersOf(this.props, podCidr), podCidr === undefined ? undefined : entrance)
      : privateRules(plan, podCidr, entrance);
    return {
      public: this.createTier('public', plan.public, open),
      private: this.createTier('private', plan.private, inside),
      endpoints: this.createTier('endpoint', [endpointRange(plan)], endpointRules(plan)),
    };
  }

  /** Range of the pods; undefined without a cluster. */
  private get podCidr(): string | undefined {
    const { target, props } = this.deps.foundation;
    return props.uses.has('cluster') ? target.podCidr : undefined;
  }

  private get lists(): ReturnType<typeof sidesOf> {
    return sidesOf(this.props, tiersOf(this.props, this.podCidr));
  }

  private createTier(
    kind: 'public' | 'private' | 'endpoint',
    cidrs: readonly string[],
    rules: readonly TrafficRule[],
  ): Tier {
    return new Tier(this, kind, { name: kind, kind, network: this.vnet, cidrs, rules }, this.deps);
  }

  private createNat(): NatGateway | undefined {
    return this.hasNat ? new NatGateway(this, 'nat', this.deps) : undefined;
  }

  private createRoutes(nat: NatGateway | undefined): ITerraformDependable[] {
    if (!nat) return [];
    const natGatewayId = nat.gateway.id;
    return this.privateSubnetIds.flatMap((subnetId, index) => [
      nat.association,
      this.createAs('subnetNatGateway', `private-${index + 1}-nat`, SubnetNatGatewayAssociation, {
        subnetId,
        natGatewayId,
      }),
    ]);
  }

  private createDatabaseTier(): DatabaseTier {
    const { database: cidrs, private: clients } = this.plan;
    const peers = [...secondaryDatabases(this.props), ...this.props.replicaCidrs];
    const list = this.lists?.database;
    const props = { network: this.vnet, region: 'primary', cidrs, clients, peers, list } as const;
    return new DatabaseTier(this, 'database', props, this.deps);
  }

  private createSecondary(): SecondaryNetwork | undefined {
    const { secondaryCidr: cidr } = this.props;
    if (cidr === undefined) return undefined;
    const { private: clients, database } = this.plan;
    const primary = { network: this.vnet, clients, databases: database, list: this.lists?.database };
    const databases = secondaryDatabases(this.props);
    return new SecondaryNetwork(this, 'secondary', { cidr, databases, primary }, this.deps);
  }

  private databaseSubnets(tier: DatabaseTier, secondary: SecondaryNetwork | undefined): AzureNetwork['databases'] {
    if (!this.deps.foundation.props.uses.has('managedPostgres')) return {};
    const zone = this.createPrivateZone('postgres', postgresZone(this.name(names.zoneLabel)));
    const { zoneId, dependsOn } = zone;
    const joined = this.joinOther()?.dependsOn ?? [];
    const primary = { subnetId: tier.subnetId, zoneId, dependsOn: [...dependsOn, ...tier.guards, ...joined] };
    if (!secondary) return { primary };
    const { databases, peerings, vnet } = secondary;
    const link = zone.link('secondary-link', vnet.id);
    return {
      primary,
      secondary: {
        subnetId: databases.subnetId,
        zoneId,
        dependsOn: [...dependsOn, link, ...peerings, ...databases.guards],
      },
    };
  }

  private joinOther(): JoinedNetwork | undefined {
    const { joinedWith } = this.props;
    const other = joinedWith === 'none' ? undefined : joinedWith.azurerm;
    return other && new JoinedNetwork(this, 'joined', { ...other, vnet: this.vnet });
  }

  private createPrivateAccess(): void {
    const { foundation } = this.deps;
    const { secrets, registry } = this.props.privateAccess;
    if (secrets) foundation.reachVaultAt(() => this.targetOf('secrets'));
    // Only the zone, because an existing registry's endpoint enters itself there. Nodes without the internet start from
    // a registry of AKS itself, for which AKS creates this same zone, and a network can be linked with only one of a
    // name.
    const zoneOfAks = !this.hasNat && foundation.props.uses.has('cluster');
    if (registry && !zoneOfAks) this.endpointTarget('registry');
  }

  private createPrivateZone(id: string, zone: string): PrivateZone {
    return new PrivateZone(this, `${id}-zone`, { zone, vnetId: this.vnetId }, this.deps);
  }

  private createFlowLogs(): void {
    const { flowLogs } = this.props;
    if (flowLogs) new FlowLogs(this, 'flow-logs', { ...flowLogs, vnetId: this.vnetId }, this.deps);
  }
}
