/** The contract of networks on Azure, managed or existing, for other constructs. */
import type { ITerraformDependable } from 'cdktf';

import type * as neutral from '../../../constructs/network';
import type { DatabaseSubnet } from './database-tier';
import type { EndpointTarget } from './private-endpoint';
import type { PrivateService } from './private-zone';

/**
 * A subnet for nodes and the zones that nodes in it use. Azure's subnets span all zones, but a NAT gateway belongs to
 * one zone and a subnet has one gateway: for egress to survive the loss of a zone, the nodes of a zone must be in that
 * zone's subnet. A managed network therefore has one of these per zone, whatever `nat` is, and a node pool becomes one
 * AKS pool in each: changing from one gateway to three moves nothing but the subnets' gateways. An existing network
 * with a single subnet has one with all zones.
 */
export interface NodeSubnet {
  /** Its name among those for nodes, which does not change with its place. */
  readonly name: string;
  readonly subnetId: string;
  readonly zones: readonly string[];
}

export interface AzureNetwork extends neutral.Network {
  /** Resource id of the virtual network. */
  readonly vnetId: string;
  readonly nodeSubnets: readonly NodeSubnet[];
  /** Whether nodes reach the internet through NAT gateways of their subnets. */
  readonly hasNat: boolean;
  /** The nodes' addresses on the internet, where they are known. */
  readonly egressAddresses: readonly string[];
  /** Resources that must exist before nodes: their subnets' associations with NAT gateways and security groups. */
  readonly nodesReady: readonly ITerraformDependable[];
  /** Subnets for databases, per region; absent where there are no databases. */
  readonly databases: {
    readonly primary?: DatabaseSubnet | undefined;
    readonly secondary?: DatabaseSubnet | undefined;
  };
  /**
   * Subnet and DNS zone of a service's private address; undefined unless `privateAccess` enables it. Always defined for
   * `cache`.
   */
  endpointTarget(service: PrivateService): EndpointTarget | undefined;
}
