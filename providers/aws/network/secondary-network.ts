/** The network in the secondary region on AWS: a VPC with a database tier only, peered with the primary network. */
import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Route } from '@cdktf/provider-aws/lib/route';
import type { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcPeeringConnection } from '@cdktf/provider-aws/lib/vpc-peering-connection';
import { VpcPeeringConnectionAccepterA } from '@cdktf/provider-aws/lib/vpc-peering-connection-accepter';
import type { Construct } from 'constructs';

import { planSubnets } from '../../../constructs/network/subnets';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';
import { type DatabaseList, DatabaseTier } from './database-tier';
import { firstZones, readZones } from './zones';

export interface SecondaryNetworkProps {
  readonly cidr: string;
  readonly zones: number;
  readonly region: string;
  /** The network in the primary region. */
  readonly primary: {
    readonly vpcId: string;
    readonly cidr: string;
    /** Ranges of its private tier, which may connect to the databases. */
    readonly clients: readonly string[];
    /** The access list of its database tier. */
    readonly list: DatabaseList;
    /** Route tables that get a route to the secondary network. */
    readonly routeTables: readonly RouteTable[];
  };
}

/** Ranges of the database tier: at least two, even for a primary network in one zone, because RDS requires two. */
export const secondaryTier = (cidr: string, zones: number): readonly string[] =>
  planSubnets({ cidr, zones: Math.max(zones, 2), subnets: undefined }).database;

export class SecondaryNetwork extends Component<SecondaryNetworkProps> {
  readonly vpc: Vpc;
  readonly databases: DatabaseTier;

  constructor(scope: Construct, id: string, props: SecondaryNetworkProps) {
    super(scope, id, props);
    this.vpc = this.createVpc();
    this.databases = this.createDatabases();
    this.createPeering();
  }

  private createVpc(): Vpc {
    const { cidr: cidrBlock, region } = this.props;
    const vpc = this.createAs('secondaryVpc', 'vpc', Vpc, {
      cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: this.name(names.tag, 'network', 'secondary') },
      region,
    });
    this.create('defaultSecurityGroup', DefaultSecurityGroup, { vpcId: vpc.id, region });
    return vpc;
  }

  private createDatabases(): DatabaseTier {
    const { cidr, zones: count, region, primary } = this.props;
    const cidrs = secondaryTier(cidr, count);
    const available = this.create('zones', DataAwsAvailabilityZones, {
      ...readZones(this.stack, cidrs.length),
      region,
    });
    const zones = firstZones(available, cidrs.length);
    const { clients, list } = primary;
    return new DatabaseTier(this, 'database', { vpcId: this.vpc.id, cidrs, zones, clients, list, region });
  }

  private createPeering(): void {
    const { cidr, region, primary } = this.props;
    const peering = this.create('peering', VpcPeeringConnection, {
      vpcId: primary.vpcId,
      peerVpcId: this.vpc.id,
      peerRegion: region,
    });
    const accepted = this.create('peeringAccepter', VpcPeeringConnectionAccepterA, {
      vpcPeeringConnectionId: peering.id,
      autoAccept: true,
      region,
    });
    primary.routeTables.forEach((table, index) => {
      this.createAs('peeringRoute', `route-${index + 1}`, Route, {
        routeTableId: table.id,
        destinationCidrBlock: cidr,
        vpcPeeringConnectionId: accepted.id,
      });
    });
    this.createAs('peeringRoute', 'route-back', Route, {
      routeTableId: this.databases.routeTable.id,
      destinationCidrBlock: primary.cidr,
      vpcPeeringConnectionId: accepted.id,
      region,
    });
  }
}
