/**
 * The database tier on Azure: subnets that hold PostgreSQL servers and nothing else, without a way out, reachable from the
 * private tier alone.
 */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import type { RegionRole } from '../foundation/group';
import { denyOthers, Tier, type TrafficRule } from './tier';

/** What a PostgreSQL server needs to know of where it stands. */
export interface DatabaseSubnet {
  /** A subnet delegated to PostgreSQL flexible servers. */
  readonly subnetId: string;
  /** The private DNS zone in which servers get their names. */
  readonly zoneId: string;
  /** What must exist before a server: the zone's links with the networks, the subnet's security group. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export interface DatabaseTierProps {
  readonly network: { readonly name: string; readonly resourceGroupName: string };
  /** @default 'primary' */
  readonly place?: RegionRole;
  readonly cidrs: readonly string[];
  /** Who may call: the private tier. */
  readonly clients: readonly string[];
  /** The database tier in the other region: servers there copy from here. */
  readonly peers: readonly string[];
}

/** PostgreSQL, and PgBouncer beside it. */
const PORTS = ['5432', '6432'];
/** What servers call: Storage for their write-ahead log, Entra for logins, the vault of their key. */
const SERVICES = ['Storage', 'AzureActiveDirectory', 'AzureKeyVault'];

export class DatabaseTier extends Component<DatabaseTierProps> {
  readonly tier: Tier;

  constructor(scope: Construct, id: string, props: DatabaseTierProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { network, place, cidrs } = props;
    this.tier = new Tier(this, 'Default', {
      name: place === 'secondary' ? 'secondary-database' : 'database',
      word: 'databaseSubnet',
      network,
      ...(place && { place }),
      cidrs,
      rules: this.rules(),
      subnet: {
        // Servers with a standby send their log to Storage by this way; Azure adds it if Terraform does not.
        serviceEndpoints: ['Microsoft.Storage'],
        delegation: [
          {
            name: 'postgresql',
            serviceDelegation: {
              name: 'Microsoft.DBforPostgreSQL/flexibleServers',
              actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'],
            },
          },
        ],
      },
    }, deps); // prettier-ignore
  }

  /** Subnets of Azure span all zones, so one holds a server and its standby. */
  get subnetId(): string {
    return this.tier.subnetIds[0]!;
  }

  get guards(): readonly ITerraformDependable[] {
    return this.tier.guards;
  }

  /** https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private: what a server cannot do without. */
  private rules(): TrafficRule[] {
    const { cidrs, clients, peers } = this.props;
    const servers = [...cidrs, ...peers];
    return [
      { name: 'private-tier', direction: 'Inbound', protocol: 'Tcp', from: clients, to: cidrs, ports: PORTS },
      { name: 'servers-in', direction: 'Inbound', protocol: 'Tcp', from: servers, to: cidrs, ports: PORTS },
      { name: 'health', direction: 'Inbound', from: ['AzureLoadBalancer'] },
      denyOthers('Inbound'),
      { name: 'servers-out', direction: 'Outbound', protocol: 'Tcp', from: cidrs, to: servers, ports: PORTS },
      ...SERVICES.map((service): TrafficRule => ({
        name: service.toLowerCase(),
        direction: 'Outbound',
        protocol: 'Tcp',
        from: cidrs,
        to: [service],
        ports: ['443'],
      })),
      denyOthers('Outbound'),
    ];
  }
}
