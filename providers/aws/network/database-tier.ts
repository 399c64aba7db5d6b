/** The database tier on AWS: subnets without a way out, a network ACL that lets in the private tier alone. */
import { NetworkAcl } from '@cdktf/provider-aws/lib/network-acl';
import { NetworkAclRule } from '@cdktf/provider-aws/lib/network-acl-rule';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';

export interface DatabaseTierProps {
  readonly vpcId: string;
  readonly cidrs: readonly string[];
  /** Names of the zones, one for each range. */
  readonly zones: readonly string[];
  /** Who may call: the private tier. */
  readonly clients: readonly string[];
  /** Absent for the provider's own region. */
  readonly region?: string | undefined;
}

/** What a database needs to know of where it stands. */
export interface DatabaseSubnets {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly clients: readonly string[];
  readonly region?: string | undefined;
}

/** Databases listen above the well-known ports, and answers go to ephemeral ones: one range serves both ways. */
const PORTS = { fromPort: 1024, toPort: 65_535 };

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
        availabilityZone: zones[index]!,
        mapPublicIpOnLaunch: false,
        tags: { Name: this.name(names.tag, this.node.id, String(index + 1)) },
        region,
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
    const { vpcId, clients, cidrs, region } = this.props;
    const acl = this.createAs('databaseAcl', 'acl', NetworkAcl, {
      vpcId,
      subnetIds: [...this.subnetIds],
      tags: { Name: this.name(names.tag, this.node.id, 'acl') },
      region,
    });
    // Nodes of one cache copy to each other inside the tier.
    [...clients, ...cidrs].forEach((cidrBlock, index) => {
      for (const egress of [false, true]) {
        this.createAs('databaseAclRule', `acl-${egress ? 'out' : 'in'}-${index + 1}`, NetworkAclRule, {
          networkAclId: acl.id,
          egress,
          ruleNumber: 100 + index,
          protocol: 'tcp',
          ruleAction: 'allow',
          cidrBlock,
          ...PORTS,
          region,
        });
      }
    });
  }
}

/** A security group that lets the tier's clients call one port. */
export class DatabaseSecurityGroup extends Component<{
  purpose: string;
  port: number;
  toPort?: number;
  place: DatabaseSubnets;
}> {
  readonly group: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    props: { purpose: string; port: number; toPort?: number; place: DatabaseSubnets },
  ) {
    super(scope, id, props);
    const { purpose, port, toPort = port, place } = props;
    this.group = this.createMain('securityGroup', SecurityGroup, {
      name: this.name(names.securityGroup, ...this.node.path.split('/').slice(1)),
      description: `Calls to ${purpose} from the private tier`,
      vpcId: place.vpcId,
      region: place.region,
    });
    place.clients.forEach((cidrIpv4, index) => {
      this.createAs('securityGroupRule', `in-${index + 1}`, VpcSecurityGroupIngressRule, {
        securityGroupId: this.group.id,
        description: 'From the private tier',
        ipProtocol: 'tcp',
        fromPort: port,
        toPort,
        cidrIpv4,
        region: place.region,
      });
    });
  }

  get groupId(): string {
    return this.group.id;
  }
}
