/** VPC endpoints: AWS services that the private tier calls without the internet. */
import type { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';

export interface EndpointsProps {
  readonly vpcId: string;
  readonly region: string;
  /** Subnets in which interface endpoints take their addresses. */
  readonly subnetIds: readonly string[];
  /** Ranges that may call the endpoints. */
  readonly clients: readonly string[];
  /** Route tables that get a route to S3. Without any, S3 is called over the internet. */
  readonly routeTables: readonly RouteTable[];
  /** AWS's names of the services to reach through interface endpoints: `ecr.api`. */
  readonly services: readonly string[];
}

export class Endpoints extends Component<EndpointsProps> {
  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id, props);
    if (props.routeTables.length > 0) this.createGateway();
    if (props.services.length > 0) this.createInterfaces(this.createSecurityGroup());
  }

  private createGateway(): void {
    const { vpcId, region, routeTables } = this.props;
    this.createAs('gatewayEndpoint', 's3', VpcEndpoint, {
      vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: routeTables.map((table) => table.id),
      tags: { Name: this.name(names.tag, 's3') },
    });
  }

  private createInterfaces(group: SecurityGroup): void {
    const { vpcId, region, subnetIds, services } = this.props;
    for (const service of services) {
      this.createAs('interfaceEndpoint', service.replace('.', '-'), VpcEndpoint, {
        vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: 'Interface',
        privateDnsEnabled: true,
        subnetIds: [...subnetIds],
        securityGroupIds: [group.id],
        tags: { Name: this.name(names.tag, service) },
      });
    }
  }

  private createSecurityGroup(): SecurityGroup {
    const group = this.createAs('endpointSecurityGroup', 'access', SecurityGroup, {
      name: this.name(names.securityGroup, 'endpoints'),
      description: 'Calls to AWS services from the private tier',
      vpcId: this.props.vpcId,
    });
    this.props.clients.forEach((cidrIpv4, index) => {
      this.createAs('endpointSecurityGroupRule', `in-${index + 1}`, VpcSecurityGroupIngressRule, {
        securityGroupId: group.id,
        description: 'From the private tier',
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
        cidrIpv4,
      });
    });
    return group;
  }
}
