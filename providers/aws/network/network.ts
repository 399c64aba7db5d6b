/** Network on AWS: a VPC, subnets for each tier and zone, NAT gateways, a closed database tier, endpoints, flow logs. */
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/network';
import { Role } from '../iam/access';
import { DatabaseTier, type DatabaseSubnets } from './database-tier';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { Endpoints } from './endpoints';
import { SecondaryNetwork } from './secondary-network';

/** What AWS constructs need of a network, made here or by others. */
export interface AwsNetwork extends neutral.Network {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  /** Where databases stand, in the region of the environment or the secondary one. */
  readonly databases: { readonly primary: DatabaseSubnets; readonly secondary?: DatabaseSubnets | undefined };
}

declare module '../../../constructs/network/schema' {
  interface NetworkOverrides {
    readonly aws?: {
      readonly vpc?: Partial<import('@cdktf/provider-aws/lib/vpc').VpcConfig>;
      readonly publicSubnet?: Partial<import('@cdktf/provider-aws/lib/subnet').SubnetConfig>;
      readonly privateSubnet?: Partial<import('@cdktf/provider-aws/lib/subnet').SubnetConfig>;
      readonly databaseSubnet?: Partial<import('@cdktf/provider-aws/lib/subnet').SubnetConfig>;
      readonly natGateway?: Partial<import('@cdktf/provider-aws/lib/nat-gateway').NatGatewayConfig>;
      readonly flowLog?: Partial<import('@cdktf/provider-aws/lib/flow-log').FlowLogConfig>;
      readonly interfaceEndpoint?: Partial<import('@cdktf/provider-aws/lib/vpc-endpoint').VpcEndpointConfig>;
    };
  }
}

/** What nodes call when there is no way to the internet, beside what `privateAccess` turns on. */
const NODE_SERVICES = ['autoscaling', 'ec2', 'eks', 'eks-auth', 'elasticloadbalancing', 'logs', 'sts'];

/** Zone ids in which EKS places no control plane: docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const ZONES_WITHOUT_EKS = ['cac1-az3', 'use1-az3', 'usw1-az2'];

export class Network extends neutral.Network implements AwsNetwork {
  readonly vpc: Vpc;
  readonly publicSubnets: readonly Subnet[];
  readonly privateSubnets: readonly Subnet[];
  readonly privateRouteTables: readonly RouteTable[];
  readonly databases: { readonly primary: DatabaseTier; readonly secondary?: DatabaseTier | undefined };
  private readonly plan: neutral.SubnetPlan;
  private readonly zones: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.NetworkProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.plan = neutral.planSubnets(props);
    this.zones = this.chooseZones();
    this.vpc = this.createVpc();
    this.publicSubnets = this.createSubnets('public', 'elb');
    this.privateSubnets = this.createSubnets('private', 'internal-elb');
    this.privateRouteTables = this.createRoutes();
    this.databases = { primary: this.createDatabaseTier(), secondary: this.createSecondary() };
    this.createEndpoints();
    this.createFlowLogs();
  }

  get networkId(): string {
    return this.vpc.id;
  }

  get vpcId(): string {
    return this.vpc.id;
  }

  get privateCidrs(): readonly string[] {
    return this.plan.private;
  }

  get privateSubnetIds(): readonly string[] {
    return this.privateSubnets.map((subnet) => subnet.id);
  }

  get publicSubnetIds(): readonly string[] {
    return this.publicSubnets.map((subnet) => subnet.id);
  }

  private chooseZones(): string[] {
    const named = this.deps.foundation.target.zones;
    if (named) return named.slice(0, this.props.zones);
    const open = this.create('zones', DataAwsAvailabilityZones, {
      state: 'available',
      excludeZoneIds: ZONES_WITHOUT_EKS,
      filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
    });
    return Array.from({ length: this.props.zones }, (_, index) => Fn.element(open.names, index) as string);
  }

  private createVpc(): Vpc {
    const vpc = this.createMain('vpc', Vpc, {
      cidrBlock: this.props.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: this.name(names.tag, 'network') },
    });
    this.create('defaultSecurityGroup', DefaultSecurityGroup, {
      vpcId: vpc.id,
      tags: { Name: this.name(names.tag, 'closed') },
    });
    return vpc;
  }

  private createSubnets(tier: 'public' | 'private', role: string): Subnet[] {
    return this.plan[tier].map((cidrBlock, index) =>
      this.createAs(`${tier}Subnet`, `${tier}-${index + 1}`, Subnet, {
        vpcId: this.vpc.id,
        cidrBlock,
        availabilityZone: this.zones[index]!,
        mapPublicIpOnLaunch: false,
        tags: { Name: this.name(names.tag, tier, String(index + 1)), [`kubernetes.io/role/${role}`]: '1' },
      }),
    );
  }

  /** A route table for each private subnet whatever `nat` says, so that going from one gateway to three moves no address. */
  private createRoutes(): RouteTable[] {
    const internet = this.create('internetGateway', InternetGateway, {
      vpcId: this.vpc.id,
      tags: { Name: this.name(names.tag, 'internet') },
    });
    const out = this.createRouteTable('publicRouteTable', 'public', this.publicSubnets);
    this.create('publicRoute', Route, {
      routeTableId: out.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: internet.id,
    });
    const gateways = this.createNat(internet);
    return this.privateSubnets.map((subnet, index) => {
      const table = this.createRouteTable('privateRouteTable', `private-${index + 1}`, [subnet]);
      const gateway = gateways[index] ?? gateways[0];
      if (gateway) {
        this.createAs('natRoute', `nat-route-${index + 1}`, Route, {
          routeTableId: table.id,
          destinationCidrBlock: '0.0.0.0/0',
          natGatewayId: gateway.id,
        });
      }
      return table;
    });
  }

  private createRouteTable(resource: string, id: string, subnets: readonly Subnet[]): RouteTable {
    const table = this.createAs(resource, `${id}-routes`, RouteTable, {
      vpcId: this.vpc.id,
      tags: { Name: this.name(names.tag, id) },
    });
    subnets.forEach((subnet) => {
      this.createAs('routeTableAssociation', `${subnet.node.id}-association`, RouteTableAssociation, {
        subnetId: subnet.id,
        routeTableId: table.id,
      });
    });
    return table;
  }

  private createNat(internet: InternetGateway): NatGateway[] {
    const places = { none: [], single: this.publicSubnets.slice(0, 1), 'per-zone': this.publicSubnets }[this.props.nat];
    return places.map((subnet, index) => {
      const tags = { Name: this.name(names.tag, 'nat', String(index + 1)) };
      const address = this.createAs('natAddress', `nat-address-${index + 1}`, Eip, {
        domain: 'vpc',
        tags,
        dependsOn: [internet],
      });
      return this.createAs('natGateway', `nat-${index + 1}`, NatGateway, {
        allocationId: address.id,
        subnetId: subnet.id,
        tags,
        dependsOn: [internet],
      });
    });
  }

  private createDatabaseTier(): DatabaseTier {
    return new DatabaseTier(this, 'database', {
      vpcId: this.vpc.id,
      cidrs: this.plan.database,
      zones: this.zones,
      clients: this.plan.private,
    });
  }

  private createSecondary(): DatabaseTier | undefined {
    const { secondaryCidr, zones, cidr } = this.props;
    const { secondaryRegion } = this.deps.foundation.target;
    if (secondaryCidr === undefined || secondaryRegion === undefined) return undefined;
    return new SecondaryNetwork(this, 'secondary', {
      cidr: secondaryCidr,
      zones: Math.max(zones, 2),
      region: secondaryRegion,
      primary: { vpcId: this.vpc.id, cidr, clients: this.plan.private, routeTables: this.privateRouteTables },
    }).databases;
  }

  private createEndpoints(): void {
    const { privateAccess, nat } = this.props;
    new Endpoints(this, 'endpoints', {
      vpcId: this.vpc.id,
      region: this.deps.foundation.target.region,
      subnetIds: this.privateSubnetIds,
      clients: this.plan.private,
      routeTables: privateAccess.objectStorage ? [...this.privateRouteTables, this.databases.primary.routeTable] : [],
      services: [
        ...(privateAccess.registry ? ['ecr.api', 'ecr.dkr'] : []),
        ...(privateAccess.secrets ? ['kms', 'secretsmanager'] : []),
        ...(nat === 'none' ? NODE_SERVICES : []),
      ],
    });
  }

  private createFlowLogs(): void {
    const { flowLogs } = this.props;
    if (!flowLogs) return;
    const group = this.create('flowLogGroup', CloudwatchLogGroup, {
      name: `/aws/vpc/${this.name(names.logGroup, 'flow-logs')}`,
      retentionInDays: flowLogs.retentionDays,
    });
    const role = new Role(this, 'flow-logs-role', {
      purpose: 'flow-logs',
      service: 'vpc-flow-logs.amazonaws.com',
      condition: { StringEquals: { 'aws:SourceAccount': this.deps.foundation.target.account } },
      statements: [
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
          Resource: [group.arn, `${group.arn}:*`],
        },
      ],
    }, this.deps); // prettier-ignore
    this.create('flowLog', FlowLog, {
      vpcId: this.vpc.id,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: flowLogs.intervalSeconds,
      tags: { Name: this.name(names.tag, 'flow-logs') },
      dependsOn: [...role.grants],
    });
  }
}
