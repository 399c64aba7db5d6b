/** Endpoints on AWS: the cloud's own services, reached from the private tier without the internet. */
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';

export interface EndpointsProps {
  readonly vpcId: string;
  readonly region: string;
  /** Where interface endpoints take their addresses. */
  readonly subnetIds: readonly string[];
  /** Who may call them. */
  readonly clients: readonly string[];
  /** Which routes lead to object storage; none leaves it to the internet. */
  readonly routeTables: readonly RouteTable[];
  /** Services by AWS's names: `ecr.api`. */
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
