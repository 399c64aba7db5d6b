/**
 * DatabaseTier on Google: ranges in which Google places managed services, connected to the network by private services
 * access; connection policies for services that are reached over Private Service Connect; and firewall rules that admit
 * only callers from the private tier. The rules are for egress, because the tier contains no machines whose ingress
 * could be restricted.
 */
import { ComputeFirewall } from '@cdktf/provider-google/lib/compute-firewall';
import { ComputeGlobalAddress } from '@cdktf/provider-google/lib/compute-global-address';
import { NetworkConnectivityServiceConnectionPolicy } from '@cdktf/provider-google/lib/network-connectivity-service-connection-policy';
import { ServiceNetworkingConnection } from '@cdktf/provider-google/lib/service-networking-connection';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { baseOf, contains, prefixLength } from '../../../core/cidr';
import { names } from '../shared/names';

export interface DatabaseTierProps {
  readonly networkId: string;
  /** Range for managed services in the primary region. */
  readonly servicesCidr: string;
  /** Ranges for managed services in other regions. */
  readonly otherRanges: readonly ServiceRange[];
  /** Subnetworks for endpoints of Private Service Connect. */
  readonly subnetworkIds: readonly string[];
  /** Ranges of these subnetworks. */
  readonly cidrs: readonly string[];
  /** Ranges that may call: the private tier and its pods. */
  readonly clients: readonly string[];
  readonly region: string;
  /** Whether refused calls are logged. */
  readonly logged: boolean;
  /** Whether the network is in another one, which has the range for managed services, and the connection to them. */
  readonly isJoined: boolean;
}

/** Placement of a database, and the ranges of its callers. */
export interface DatabaseRange {
  readonly networkId: string;
  readonly region: string;
  /** Ranges of the callers: the private tier and its pods. */
  readonly clients: readonly string[];
  /** Name of the range to take addresses from; undefined if Google chooses. */
  readonly allocatedRange?: string | undefined;
  /** Resources that must exist before a database, although none of its own arguments refers to it. */
  readonly dependsOn: readonly ITerraformDependable[];
  /**
   * Resources that must exist before a service gets endpoints. A network has one policy per service class and region.
   * @param serviceClass such as `gcp-memorystore`
   */
  connectionPolicy(serviceClass: string): readonly ITerraformDependable[];
}

export const RFC_1918 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/**
 * Clients outside RFC 1918, which Cloud SQL answers at its private address only if they are authorized.
 * https://cloud.google.com/sql/docs/postgres/authorize-networks
 */
export const clientsToName = ({ clients }: Pick<DatabaseRange, 'clients'>): readonly string[] =>
  clients.filter((range) => !RFC_1918.some((outer) => contains(outer, range)));

/** Databases listen above the well-known ports. */
const PORTS = ['1024-65535'];

export class DatabaseTier extends Component<DatabaseTierProps> implements DatabaseRange {
  readonly allocatedRange: string | undefined;
  readonly dependsOn: readonly ITerraformDependable[];
  private readonly policies = new Map<string, NetworkConnectivityServiceConnectionPolicy>();

  constructor(scope: Construct, id: string, props: DatabaseTierProps) {
    super(scope, id, props);
    const range = props.isJoined ? undefined : this.createRange();
    this.allocatedRange = range?.rangeName;
    this.dependsOn = [...(range ? [this.createConnection(range)] : []), ...this.createFirewall()];
  }

  get networkId(): string {
    return this.props.networkId;
  }

  get region(): string {
    return this.props.region;
  }

  get clients(): readonly string[] {
    return this.props.clients;
  }

  connectionPolicy(serviceClass: string): readonly ITerraformDependable[] {
    const policy = this.policies.get(serviceClass) ?? this.createConnectionPolicy(serviceClass);
    this.policies.set(serviceClass, policy);
    return [policy];
  }

  private createConnectionPolicy(serviceClass: string): NetworkConnectivityServiceConnectionPolicy {
    return this.createAs('connectionPolicy', serviceClass, NetworkConnectivityServiceConnectionPolicy, {
      name: this.name(names.connectionPolicy, serviceClass),
      description: `Endpoints of ${serviceClass} in the database tier`,
      location: this.region,
      serviceClass,
      network: this.networkId,
      pscConfig: { subnetworks: [...this.props.subnetworkIds] },
    });
  }

  private createRange(): ServiceRange {
    const { servicesCidr: cidr, networkId } = this.props;
    return new ServiceRange(this, 'services', { cidr, networkId });
  }

  private createConnection(range: ServiceRange): ServiceNetworkingConnection {
    const { networkId, otherRanges } = this.props;
    const ranges = [range, ...otherRanges];
    return this.createAs('serviceConnection', 'connection', ServiceNetworkingConnection, {
      network: networkId,
      service: 'servicenetworking.googleapis.com',
      reservedPeeringRanges: ranges.map(({ rangeName }) => rangeName),
      // For days after its last database is deleted, Google refuses to delete the connection. The remaining peering
      // `servicenetworking-googleapis-com` prevents deletion of the network until someone removes it.
      deletionPolicy: 'ABANDON',
      updateOnCreationFail: true,
      // The ranges are referred to by computed names, which create no dependency.
      dependsOn: ranges.map(({ address }) => address),
    });
  }

  private createFirewall(): ComputeFirewall[] {
    const { networkId, servicesCidr, otherRanges, cidrs, clients, logged } = this.props;
    const rule = {
      network: networkId,
      direction: 'EGRESS',
      destinationRanges: [servicesCidr, ...otherRanges.map(({ props }) => props.cidr), ...cidrs],
    };
    return [
      this.createAs('databaseFirewall', 'deny', ComputeFirewall, {
        ...rule,
        name: this.name(names.firewall, 'database', 'deny'),
        description: 'Nothing else calls the database tier',
        priority: 2000,
        deny: [{ protocol: 'all' }],
        logConfig: logged ? { metadata: 'EXCLUDE_ALL_METADATA' } : undefined,
      }),
      this.createAs('databaseFirewall', 'allow', ComputeFirewall, {
        ...rule,
        name: this.name(names.firewall, 'database', 'allow'),
        description: 'The private tier calls the database tier',
        priority: 1000,
        sourceRanges: [...clients],
        allow: [{ protocol: 'tcp', ports: PORTS }],
      }),
    ];
  }
}

/** A range reserved for managed services. It belongs to the whole network, whichever region takes addresses from it. */
export class ServiceRange extends Component<{ readonly cidr: string; readonly networkId: string }> {
  readonly address: ComputeGlobalAddress;

  constructor(scope: Construct, id: string, props: { readonly cidr: string; readonly networkId: string }) {
    super(scope, id, props);
    this.address = this.createMain('serviceRange', ComputeGlobalAddress, {
      name: this.rangeName,
      purpose: 'VPC_PEERING',
      addressType: 'INTERNAL',
      address: baseOf(props.cidr),
      prefixLength: prefixLength(props.cidr),
      network: props.networkId,
    });
  }

  get rangeName(): string {
    return this.nameByPath(names.address);
  }
}
