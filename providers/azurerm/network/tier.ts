/** A tier of a network: subnets with one set of rules on who may talk to them. */
import {
  NetworkSecurityGroup,
  type NetworkSecurityGroupSecurityRule,
} from '@cdktf/provider-azurerm/lib/network-security-group';
import { Subnet, type SubnetConfig } from '@cdktf/provider-azurerm/lib/subnet';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import type { RegionRole } from '../foundation/group';
import { names } from '../shared/names';

/** What may pass: from some ranges or a service tag to others, on some ports. Earlier rules win. */
export interface TrafficRule {
  readonly name: string;
  readonly direction: 'Inbound' | 'Outbound';
  /** @default 'Allow' */
  readonly access?: 'Allow' | 'Deny';
  /** @default '*' */
  readonly protocol?: 'Tcp' | 'Udp' | '*';
  /** Ranges, or one service tag. @default '*' */
  readonly from?: readonly string[];
  /** Ranges, or one service tag. @default '*' */
  readonly to?: readonly string[];
  /** @default '*' */
  readonly ports?: readonly string[];
}

export interface TierProps {
  /** What the tier's subnets are called: `private`. */
  readonly name: string;
  /** What overrides call the subnets. */
  readonly word: string;
  readonly network: { readonly name: string; readonly resourceGroupName: string };
  /** @default 'primary' */
  readonly place?: RegionRole;
  readonly cidrs: readonly string[];
  readonly rules: readonly TrafficRule[];
  /** Further arguments of the subnets. */
  readonly subnet?: Partial<SubnetConfig>;
}

export class Tier extends Component<TierProps> {
  readonly group: NetworkSecurityGroup;
  readonly subnets: readonly Subnet[];
  /** What must exist before anything is placed in the tier. */
  readonly guards: readonly SubnetNetworkSecurityGroupAssociation[];

  constructor(
    scope: Construct,
    id: string,
    props: TierProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.group = this.createGroup();
    this.subnets = props.cidrs.map((cidr, index) => this.createSubnet(cidr, String(index + 1)));
    this.guards = this.subnets.map((subnet) =>
      this.createAs('subnetSecurityGroup', `${subnet.node.id}-guard`, SubnetNetworkSecurityGroupAssociation, {
        subnetId: subnet.id,
        networkSecurityGroupId: this.group.id,
      }),
    );
  }

  get subnetIds(): readonly string[] {
    return this.subnets.map((subnet) => subnet.id);
  }

  private createSubnet(cidr: string, id: string): Subnet {
    const { name, word, network, subnet } = this.props;
    return this.createAs(word, id, Subnet, {
      name: this.name(names.subnet, name, id),
      resourceGroupName: network.resourceGroupName,
      virtualNetworkName: network.name,
      addressPrefixes: [cidr],
      defaultOutboundAccessEnabled: false,
      privateEndpointNetworkPolicies: 'Enabled',
      privateLinkServiceNetworkPoliciesEnabled: true,
      ...subnet,
    });
  }

  private createGroup(): NetworkSecurityGroup {
    const { foundation } = this.deps;
    const { name, place, rules, word } = this.props;
    return this.createMain(word.replace('Subnet', 'SecurityGroup'), NetworkSecurityGroup, {
      name: this.name(names.securityGroup, name),
      location: foundation.location(place),
      resourceGroupName: foundation.resourceGroupName,
      securityRule: rules.map((rule, index) => securityRule(rule, 100 + 10 * index)),
    });
  }
}

/** Nothing else passes: Azure's own rules, which come after, let in the whole network. */
export const denyOthers = (direction: TrafficRule['direction']): TrafficRule => ({
  name: `deny-other-${direction.toLowerCase()}`,
  direction,
  access: 'Deny',
});

/** A service tag or `*` is one value, ranges are a list. Terraform takes these rules as objects, which must have all their arguments. */
const single = (values: readonly string[]): string => (values.length === 1 ? values[0]! : '');
const several = (values: readonly string[]): string[] => (values.length === 1 ? [] : [...values]);

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
