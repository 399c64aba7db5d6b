/** A tier of a network: subnets that share one security group. */
import {
  NetworkSecurityGroup,
  type NetworkSecurityGroupSecurityRule,
} from '@cdktf/provider-azurerm/lib/network-security-group';
import { Subnet, type SubnetConfig } from '@cdktf/provider-azurerm/lib/subnet';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import { Component } from '../../../core/cdktf/component';
import { present } from '../../../core/invariant';
import { soleOf } from '../../../core/records';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import type { TrafficRule } from './traffic';

export interface TierProps {
  /** First part of the names of the tier's subnets: `private`. */
  readonly name: string;
  /** First part of the override keys: `privateSubnet`, `privateSecurityGroup`. */
  readonly kind: 'public' | 'private' | 'database' | 'endpoint';
  readonly network: { readonly name: string; readonly resourceGroupName: string };
  /** @default 'primary' */
  readonly region?: RegionRole | undefined;
  /** A subnet for each range. */
  readonly cidrs: readonly string[];
  readonly rules: readonly TrafficRule[];
  /** Further arguments of the subnets. @default - none */
  readonly subnet?: Partial<SubnetConfig>;
}

/** Azure evaluates rules by priority, the lowest first. */
const FIRST_PRIORITY = 100;
const PRIORITY_STEP = 10;

export class Tier extends Component<TierProps> {
  readonly group: NetworkSecurityGroup;
  readonly subnets: readonly Subnet[];
  /** Resources that must exist before anything is placed in the tier. */
  readonly guards: readonly SubnetNetworkSecurityGroupAssociation[];

  constructor(
    scope: Construct,
    id: string,
    props: TierProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.group = this.createGroup();
    this.subnets = props.cidrs.reduce<Subnet[]>(
      (subnets, cidr, index) => [...subnets, this.createSubnet(cidr, String(index + 1), subnets.at(-1))],
      [],
    );
    this.guards = this.subnets.map((subnet) => this.guard(subnet));
  }

  get subnetIds(): readonly string[] {
    return this.subnets.map((subnet) => subnet.id);
  }

  /** Where what has one address is placed. */
  get firstSubnetId(): string {
    return present(this.subnets[0], `subnet of ${this.node.path}`).id;
  }

  private createGroup(): NetworkSecurityGroup {
    const { foundation } = this.deps;
    const { name, kind, region, rules } = this.props;
    return this.createMain(`${kind}SecurityGroup`, NetworkSecurityGroup, {
      name: this.name(names.securityGroup, name),
      location: foundation.location(region),
      resourceGroupName: foundation.resourceGroupName,
      securityRule: rules.map((rule, index) => securityRule(rule, FIRST_PRIORITY + PRIORITY_STEP * index)),
    });
  }

  /**
   * @param previous the subnet before: the provider makes a network's subnets one after another in any case
   * (`locks.ByName` in its subnet_resource.go), and each that waits for that takes the place of something else
   */
  private createSubnet(cidr: string, id: string, previous: Subnet | undefined): Subnet {
    const { name, kind, network, subnet } = this.props;
    return this.createAs(`${kind}Subnet`, id, Subnet, {
      name: this.name(names.subnet, name, id),
      resourceGroupName: network.resourceGroupName,
      virtualNetworkName: network.name,
      addressPrefixes: [cidr],
      defaultOutboundAccessEnabled: false,
      privateEndpointNetworkPolicies: 'Enabled',
      privateLinkServiceNetworkPoliciesEnabled: true,
      ...(previous && { dependsOn: [previous] }),
      ...subnet,
    });
  }

  private guard(subnet: Subnet): SubnetNetworkSecurityGroupAssociation {
    return this.createAs('subnetSecurityGroup', `${subnet.node.id}-guard`, SubnetNetworkSecurityGroupAssociation, {
      subnetId: subnet.id,
      networkSecurityGroupId: this.group.id,
    });
  }
}

/** One value (a range, a service tag or `*`) and several are different arguments; the other one must be empty. */
const single = (values: readonly string[]): string => soleOf(values) ?? '';
const several = (values: readonly string[]): string[] => (values.length === 1 ? [] : [...values]);

/** All arguments are set, because Terraform takes these rules as objects, in which none may be missing. */
function securityRule(rule: TrafficRule, priority: number): NetworkSecurityGroupSecurityRule {
  const { name, direction, access = 'Allow', protocol = '*', from = ['*'], to = ['*'], ports = ['*'] } = rule;
  return {
    name,
    description: name.replaceAll('-', ' '),
    priority,
    direction,
    access,
    protocol,
    sourcePortRange: '*',
    sourcePortRanges: [],
    sourceAddressPrefix: single(from),
    sourceAddressPrefixes: several(from),
    sourceApplicationSecurityGroupIds: [],
    destinationPortRange: single(ports),
    destinationPortRanges: several(ports),
    destinationAddressPrefix: single(to),
    destinationAddressPrefixes: several(to),
    destinationApplicationSecurityGroupIds: [],
  };
}
