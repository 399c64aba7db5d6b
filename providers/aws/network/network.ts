/** Network on AWS: a VPC with subnets per tier and zone, NAT gateways, closed database tier, endpoints, flow logs. */
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { FlowLog, type FlowLogConfig } from '@cdktf/provider-aws/lib/flow-log';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway, type NatGatewayConfig } from '@cdktf/provider-aws/lib/nat-gateway';
import type { NetworkAclConfig } from '@cdktf/provider-aws/lib/network-acl';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet, type SubnetConfig } from '@cdktf/provider-aws/lib/subnet';
import { Vpc, type VpcConfig } from '@cdktf/provider-aws/lib/vpc';
import type { VpcEndpointConfig } from '@cdktf/provider-aws/lib/vpc-endpoint';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/network';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import type { Foundation } from '../foundation/foundation';
import { Role, type RoleProps } from '../iam/access';
import { allow } from '../iam/statement';
import { names } from '../shared/names';
import { AccessLists } from './access-lists';
import { type DatabaseSubnets, DatabaseTier } from './database-tier';
import { Endpoints } from './endpoints';
import { SecondaryNetwork } from './secondary-network';
import { databaseListOn } from './tiers';
import { firstZones, namedZones, readZones, type Zones } from './zones';

declare module '../../../constructs/network/schema' {
  interface NetworkOverrides {
    readonly aws?: {
      readonly vpc?: VpcConfig;
      readonly publicSubnet?: SubnetConfig;
      readonly privateSubnet?: SubnetConfig;
      readonly databaseSubnet?: SubnetConfig;
      readonly publicAcl?: NetworkAclConfig;
      readonly privateAcl?: NetworkAclConfig;
      readonly natGateway?: NatGatewayConfig;
      readonly flowLog?: FlowLogConfig;
      readonly interfaceEndpoint?: VpcEndpointConfig;
    };
  }
}

/** Services that nodes call, in addition to those of `privateAccess`: without NAT they require endpoints. */
const NODE_SERVICES = ['autoscaling', 'ec2', 'eks', 'eks-auth', 'elasticloadbalancing', 'logs', 'sts'];

/** Zone ids in which EKS has no control planes: docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const ZONES_WITHOUT_EKS = ['cac1-az3', 'use1-az3', 'usw1-az2'];

/** A network of AWS, created here or existing, as the other constructs need it. */
export abstract class AwsNetwork extends neutral.Network {
  abstract readonly vpcId: string;
  abstract readonly publicSubnetIds: readonly string[];
  /** Resources that must exist before what faces the internet: AWS refuses a load balancer in a VPC without its gateway. */
  abstract readonly internetReady: readonly ITerraformDependable[];
  /** Subnets for databases and caches, by region. */
  abstract readonly databases: { readonly primary: DatabaseSubnets; readonly secondary?: DatabaseSubnets | undefined };

  get networkId(): string {
    return this.vpcId;
  }
}

export class Network extends AwsNetwork {
  readonly vpc: Vpc;
  readonly publicSubnets: readonly Subnet[];
  readonly privateSubnets: readonly Subnet[];
  readonly internetReady: readonly ITerraformDependable[];
  readonly privateRouteTables: readonly RouteTable[];
  readonly databases: { readonly primary: DatabaseTier; readonly secondary?: DatabaseTier | undefined };
  private readonly plan: neutral.SubnetPlan;
  private readonly zones: Zones;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.NetworkProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.plan = neutral.planSubnets(props);
    neutral.decidePlacement(this, this.plan, deps.foundation.target.zones?.slice(0, props.zones));
    this.zones = this.chooseZones();
    this.vpc = this.createVpc();
    this.publicSubnets = this.createSubnets('public', 'elb');
    this.privateSubnets = this.createSubnets('private', 'internal-elb');
    const internet = this.createInternetGateway();
    this.internetReady = [internet];
    this.privateRouteTables = this.createRoutes(internet);
    this.databases = { primary: this.createDatabaseTier(), secondary: this.createSecondary() };
    this.createAccessLists();
    this.createPrivateAccess();
    this.createFlowLogs();
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

  private chooseZones(): Zones {
    const { zones: count } = this.props;
    const { zones } = this.deps.foundation.target;
    if (zones) return namedZones(zones.slice(0, count));
    const available = this.create('zones', DataAwsAvailabilityZones, {
      ...readZones(this.stack, count),
      excludeZoneIds: ZONES_WITHOUT_EKS,
    });
    return firstZones(available, count);
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
        availabilityZone: this.zones.names[index],
        mapPublicIpOnLaunch: false,
        tags: { Name: this.name(names.tag, tier, String(index + 1)), [`kubernetes.io/role/${role}`]: '1' },
        lifecycle: this.zones.lifecycle,
      }),
    );
  }

  private createInternetGateway(): InternetGateway {
    return this.create('internetGateway', InternetGateway, {
      vpcId: this.vpc.id,
      tags: { Name: this.name(names.tag, 'internet') },
    });
  }

  /** A route table per private subnet, whatever `nat` is, so that going from one gateway to three moves no address. */
  private createRoutes(internet: InternetGateway): RouteTable[] {
    const publicTable = this.createRouteTable('publicRouteTable', 'public', this.publicSubnets);
    this.create('publicRoute', Route, {
      routeTableId: publicTable.id,
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

  private createRouteTable(key: string, id: string, subnets: readonly Subnet[]): RouteTable {
    const table = this.createAs(key, `${id}-routes`, RouteTable, {
      vpcId: this.vpc.id,
      tags: { Name: this.name(names.tag, id) },
      lifecycle: USERS_FIRST,
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
    const subnets = { none: [], single: this.publicSubnets.slice(0, 1), 'per-zone': this.publicSubnets };
    return subnets[this.props.nat].map((subnet, index) => {
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
        lifecycle: USERS_FIRST,
      });
    });
  }

  private createDatabaseTier(): DatabaseTier {
    return new DatabaseTier(this, 'database', {
      vpcId: this.vpc.id,
      cidrs: this.plan.database,
      zones: this.zones,
      clients: this.plan.private,
      list: databaseListOn(this.props),
    });
  }

  private createAccessLists(): void {
    const { uses } = this.deps.foundation.props;
    new AccessLists(this, 'acl', {
      network: this.props,
      vpcId: this.vpc.id,
      subnetIds: { public: this.publicSubnetIds, private: this.privateSubnetIds },
      hasEntrance: uses.has('cluster') && !uses.has('loadBalancer'),
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
      primary: {
        vpcId: this.vpc.id,
        cidr,
        clients: this.plan.private,
        list: databaseListOn(this.props),
        routeTables: this.privateRouteTables,
      },
    }).databases;
  }

  private createPrivateAccess(): void {
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
    const role = this.createFlowLogRole(group);
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

  private createFlowLogRole({ arn }: CloudwatchLogGroup): Role {
    const actions = ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'];
    const props: RoleProps = {
      purpose: 'flow-logs',
      service: 'vpc-flow-logs.amazonaws.com',
      statements: [allow(actions, [arn, `${arn}:*`])],
    };
    return new Role(this, 'flow-logs-role', props, this.deps);
  }
}
