/** The network in the secondary region on AWS: a VPC with a database tier only, peered with the first. */
import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Route } from '@cdktf/provider-aws/lib/route';
import type { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcPeeringConnection } from '@cdktf/provider-aws/lib/vpc-peering-connection';
import { VpcPeeringConnectionAccepterA } from '@cdktf/provider-aws/lib/vpc-peering-connection-accepter';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { planSubnets } from '../../../constructs/network/subnets';
import { DatabaseTier } from './database-tier';
import { names } from '../shared/names';

export interface SecondaryNetworkProps {
  readonly cidr: string;
  readonly zones: number;
  readonly region: string;
  /** The first network: its id, range, private tier and the route tables that must find the second. */
  readonly primary: {
    readonly vpcId: string;
    readonly cidr: string;
    readonly clients: readonly string[];
    readonly routeTables: readonly RouteTable[];
  };
}

/** The tier's ranges: two at least, whatever the first network has, since RDS wants as many. */
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
    const available = this.create('zones', DataAwsAvailabilityZones, {
      state: 'available',
      filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
      region,
    });
    const cidrs = secondaryTier(cidr, count);
    const zones = cidrs.map((_, index) => Fn.element(available.names, index) as string);
    return new DatabaseTier(this, 'database', { vpcId: this.vpc.id, cidrs, zones, clients: primary.clients, region });
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
    const to = { vpcPeeringConnectionId: accepted.id };
    primary.routeTables.forEach(({ id: routeTableId }, index) => {
      this.createAs('peeringRoute', `route-${index + 1}`, Route, { routeTableId, destinationCidrBlock: cidr, ...to });
    });
    this.createAs('peeringRoute', 'route-back', Route, {
      routeTableId: this.databases.routeTable.id,
      destinationCidrBlock: primary.cidr,
      ...to,
      region,
    });
  }
}
