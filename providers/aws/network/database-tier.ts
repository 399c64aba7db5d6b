/** The database tier on AWS: subnets without a way out, and a network ACL that admits only the private tier. */
import { NetworkAcl } from '@cdktf/provider-aws/lib/network-acl';
import { NetworkAclRule } from '@cdktf/provider-aws/lib/network-acl-rule';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Construct } from 'constructs';

import { type ResolvedRule } from '../../../constructs/network/access-lists/lists';
import { MAX_ZONES } from '../../../constructs/network/schema';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';
import { entriesOf, type Entry, FIRST_NUMBER, protocolOf } from './acl-entries';
import type { Zones } from './zones';

/** The tier's access list. */
export interface DatabaseList {
  readonly rules: readonly ResolvedRule[];
  /** Whether the user wrote it. */
  readonly isOwn: boolean;
}

export interface DatabaseTierProps {
  readonly vpcId: string;
  readonly cidrs: readonly string[];
  /** One for each range. */
  readonly zones: Zones;
  /** Ranges that may connect: the private tier. */
  readonly clients: readonly string[];
  readonly list: DatabaseList;
  /** Absent for the provider's own region. */
  readonly region?: string | undefined;
}

/** The subnets that a database or cache stands in. */
export interface DatabaseSubnets {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** Ranges that may connect. */
  readonly clients: readonly string[];
  /** Absent for the provider's own region. */
  readonly region?: string | undefined;
}

/** Rules of a list that the user wrote begin here, so that its entries never meet those of the list before it. */
const FIRST_OWN_NUMBER = 200;

/**
 * Entries of the tier's ACL. Nodes of a cache replicate to each other, whatever the list. These entries come after the most that the
 * private tier can be, so that another zone moves none: a number or range replaces an entry, and cuts the traffic meanwhile.
 */
export function databaseEntries({ rules, isOwn }: DatabaseList, cidrs: readonly string[]): Entry[] {
  const within: ResolvedRule = {
    direction: 'in',
    allow: true,
    protocol: 'tcp',
    ports: [[1024, 65_535]],
    ranges: cidrs,
  };
  return [
    ...entriesOf([within], FIRST_NUMBER + MAX_ZONES),
    ...entriesOf(rules, isOwn ? FIRST_OWN_NUMBER : FIRST_NUMBER),
  ];
}

export class DatabaseTier extends Component<DatabaseTierProps> implements DatabaseSubnets {
  readonly subnets: readonly Subnet[];
  readonly routeTable: RouteTable;

  constructor(scope: Construct, id: string, props: DatabaseTierProps) {
    super(scope, id, props);
    this.subnets = this.createSubnets();
    this.routeTable = this.createRouteTable();
    this.createAcl();
  }

  get vpcId(): string {
    return this.props.vpcId;
  }

  get region(): string | undefined {
    return this.props.region;
  }

  get clients(): readonly string[] {
    return this.props.clients;
  }

  get subnetIds(): readonly string[] {
    return this.subnets.map((subnet) => subnet.id);
  }

  private createSubnets(): Subnet[] {
    const { cidrs, zones, vpcId, region } = this.props;
    return cidrs.map((cidrBlock, index) =>
      this.createAs('databaseSubnet', String(index + 1), Subnet, {
        vpcId,
        cidrBlock,
        availabilityZone: zones.names[index],
        mapPublicIpOnLaunch: false,
        tags: { Name: this.name(names.tag, this.node.id, String(index + 1)) },
        region,
        lifecycle: zones.lifecycle,
      }),
    );
  }

  private createRouteTable(): RouteTable {
    const { vpcId, region } = this.props;
    const table = this.createAs('databaseRouteTable', 'routes', RouteTable, {
      vpcId,
      tags: { Name: this.name(names.tag, this.node.id, 'routes') },
      region,
    });
    this.subnets.forEach((subnet, index) => {
      this.createAs('databaseRouteTableAssociation', `routes-${index + 1}`, RouteTableAssociation, {
        subnetId: subnet.id,
        routeTableId: table.id,
        region,
      });
    });
    return table;
  }

  private createAcl(): void {
    const { vpcId, cidrs, list, region } = this.props;
    const acl = this.createAs('databaseAcl', 'acl', NetworkAcl, {
      vpcId,
      subnetIds: [...this.subnetIds],
      tags: { Name: this.name(names.tag, this.node.id, 'acl') },
      region,
    });
    for (const entry of databaseEntries(list, cidrs)) this.createEntry(acl, entry);
  }

  private createEntry(acl: NetworkAcl, entry: Entry): void {
    const { egress, number, allow, protocol, ports, icmpType, cidr } = entry;
    const id = `acl-${egress ? 'out' : 'in'}-${number - FIRST_NUMBER + 1}`;
    this.createAs('databaseAclRule', id, NetworkAclRule, {
      networkAclId: acl.id,
      egress,
      ruleNumber: number,
      protocol: protocolOf(protocol),
      ruleAction: allow ? 'allow' : 'deny',
      cidrBlock: cidr,
      fromPort: ports[0],
      toPort: ports[1],
      ...(protocol === 'icmp' && { icmpType, icmpCode: -1 }),
      region: this.props.region,
    });
  }
}

export interface DatabaseSecurityGroupProps {
  /** The database or cache, for the description. */
  readonly purpose: string;
  readonly port: number;
  readonly subnets: DatabaseSubnets;
}

/** A security group that admits the subnets' clients to one port. */
export class DatabaseSecurityGroup extends Component<DatabaseSecurityGroupProps> {
  readonly group: SecurityGroup;

  constructor(scope: Construct, id: string, props: DatabaseSecurityGroupProps) {
    super(scope, id, props);
    const { purpose, port, subnets } = props;
    const { vpcId, clients, region } = subnets;
    this.group = this.createMain('securityGroup', SecurityGroup, {
      name: this.nameByPath(names.securityGroup),
      description: `Calls to ${purpose} from the private tier`,
      vpcId,
      region,
      // It would replace a group that is in use, which AWS refuses.
      lifecycle: { ignoreChanges: ['description'] },
    });
    clients.forEach((cidrIpv4, index) => {
      this.createAs('securityGroupRule', `in-${index + 1}`, VpcSecurityGroupIngressRule, {
        securityGroupId: this.group.id,
        description: 'From the private tier',
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        cidrIpv4,
        region,
      });
    });
  }

  get groupId(): string {
    return this.group.id;
  }
}
