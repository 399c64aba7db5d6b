/**
 * The database tier on Google: ranges in which Google places managed services, joined to the network by private services
 * access; a subnetwork for the endpoints of those that come by Private Service Connect; and firewall rules that let the
 * private tier alone call either. Nothing in the tier is a machine of one's own, so it is calls out that are ruled.
 */
import { ComputeFirewall } from '@cdktf/provider-google/lib/compute-firewall';
import { ComputeGlobalAddress } from '@cdktf/provider-google/lib/compute-global-address';
import { NetworkConnectivityServiceConnectionPolicy } from '@cdktf/provider-google/lib/network-connectivity-service-connection-policy';
import { ServiceNetworkingConnection } from '@cdktf/provider-google/lib/service-networking-connection';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { contains, prefixLength } from '../../../core/cidr';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';

export interface DatabaseTierProps {
  readonly networkId: string;
  /** The range for managed services in the region. */
  readonly servicesCidr: string;
  /** Further ranges, for other regions. */
  readonly further: readonly ServiceRange[];
  /** Subnetworks for endpoints of Private Service Connect, and their ranges. */
  readonly subnetworkIds: readonly string[];
  readonly cidrs: readonly string[];
  /** Who may call: the private tier and its pods. */
  readonly clients: readonly string[];
  readonly region: string;
  /** Whether calls that are refused are logged. */
  readonly logged: boolean;
}

/** What a database needs to know of where it stands. */
export interface DatabaseRange {
  readonly networkId: string;
  readonly region: string;
  /** Who calls: the private tier's ranges, and those of its pods. */
  readonly clients: readonly string[];
  /** Name of the range to take addresses from; absent where Google chooses. */
  readonly allocatedRange?: string | undefined;
  /** What must exist before anything is placed: nothing in a database's own arguments refers to it. */
  readonly dependsOn: readonly ITerraformDependable[];
  /**
   * What must exist before a service of a class gets endpoints: `gcp-memorystore`. A network has one such policy for each
   * class and region.
   */
  connectionPolicy(serviceClass: string): readonly ITerraformDependable[];
}

export const RFC_1918 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/**
 * Clients that Cloud SQL answers at its private address only where it is told of them, unlike those of RFC 1918.
 * https://cloud.google.com/sql/docs/postgres/authorize-networks
 */
export const clientsToName = ({ clients }: Pick<DatabaseRange, 'clients'>): readonly string[] =>
  clients.filter((range) => !RFC_1918.some((outer) => contains(outer, range)));

/** Databases listen above the well-known ports. */
const PORTS = ['1024-65535'];

export class DatabaseTier extends Component<DatabaseTierProps> implements DatabaseRange {
  readonly range: ServiceRange;
  readonly connection: ServiceNetworkingConnection;
  readonly dependsOn: readonly ITerraformDependable[];
  private readonly policies = new Map<string, NetworkConnectivityServiceConnectionPolicy>();

  constructor(scope: Construct, id: string, props: DatabaseTierProps) {
    super(scope, id, props);
    this.range = new ServiceRange(this, 'services', { cidr: props.servicesCidr, networkId: props.networkId });
    this.connection = this.createConnection();
    this.dependsOn = [this.connection, ...this.createFirewall()];
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

  get allocatedRange(): string {
    return this.range.rangeName;
  }

  connectionPolicy(serviceClass: string): readonly ITerraformDependable[] {
    const made =
      this.policies.get(serviceClass) ??
      this.createAs('connectionPolicy', serviceClass, NetworkConnectivityServiceConnectionPolicy, {
        name: this.name(names.connectionPolicy, serviceClass),
        description: `Endpoints of ${serviceClass} in the database tier`,
        location: this.region,
        serviceClass,
        network: this.networkId,
        pscConfig: { subnetworks: [...this.props.subnetworkIds] },
      });
    this.policies.set(serviceClass, made);
    return [made];
  }

  private createConnection(): ServiceNetworkingConnection {
    const { networkId, further } = this.props;
    const ranges = [this.range, ...further];
    return this.createAs('serviceConnection', 'connection', ServiceNetworkingConnection, {
      network: networkId,
      service: 'servicenetworking.googleapis.com',
      reservedPeeringRanges: ranges.map(({ rangeName }) => rangeName),
      // Google refuses to end a connection for days after the last database in it is gone. What is left of it, the peering
      // `servicenetworking-googleapis-com`, keeps the network from being deleted until someone removes it.
      deletionPolicy: 'ABANDON',
      updateOnCreationFail: true,
      // Names say nothing of when the ranges are there.
      dependsOn: ranges.map(({ address }) => address),
    });
  }

  private createFirewall(): ComputeFirewall[] {
    const { networkId, servicesCidr, further, cidrs, clients, logged } = this.props;
    const rule = {
      network: networkId,
      direction: 'EGRESS',
      destinationRanges: [servicesCidr, ...further.map(({ props }) => props.cidr), ...cidrs],
    };
    return [
      this.createAs('databaseFirewall', 'deny', ComputeFirewall, {
        ...rule,
        name: this.name(names.firewall, 'database', 'deny'),
        description: 'Nothing else calls the database tier',
        priority: 2000,
        deny: [{ protocol: 'all' }],
        ...(logged && { logConfig: { metadata: 'EXCLUDE_ALL_METADATA' } }),
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

/** A range set aside for managed services; it is of the whole network, whichever region takes addresses from it. */
export class ServiceRange extends Component<{ readonly cidr: string; readonly networkId: string }> {
  readonly address: ComputeGlobalAddress;

  constructor(scope: Construct, id: string, props: { readonly cidr: string; readonly networkId: string }) {
    super(scope, id, props);
    this.address = this.createMain('serviceRange', ComputeGlobalAddress, {
      name: this.rangeName,
      purpose: 'VPC_PEERING',
      addressType: 'INTERNAL',
      address: props.cidr.split('/')[0]!,
      prefixLength: prefixLength(props.cidr),
      network: props.networkId,
    });
  }

  get rangeName(): string {
    return this.name(names.address, ...this.node.path.split('/').slice(1));
  }
}
