/**
 * The database tier on Azure: subnets for PostgreSQL servers only, without a way out, reachable only from the private
 * tier.
 */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { listedDatabaseRules, type Sides } from './access-lists';
import { Tier } from './tier';
import { databaseRules } from './traffic';

/** Subnet and DNS zone of a PostgreSQL server. */
export interface DatabaseSubnet {
  /** A subnet delegated to PostgreSQL flexible servers. */
  readonly subnetId: string;
  /** The private DNS zone in which servers get their names. */
  readonly zoneId: string;
  /** Id of the subnet's group. @default - the environment's */
  readonly groupId?: string;
  /** Resources that must exist before a server: the zone's links with the networks, the subnet's security group. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export interface DatabaseTierProps {
  readonly network: { readonly name: string; readonly resourceGroupName: string };
  readonly region: RegionRole;
  readonly cidrs: readonly string[];
  /** Ranges of the private tier, which may connect to the servers. */
  readonly clients: readonly string[];
  /** Ranges of the database tier in the other region, whose servers replicate from or to these. */
  readonly peers: readonly string[];
  /** The access list that the user wrote for the tier. */
  readonly list: Sides | undefined;
}

/** Servers with a standby send their log to Storage through this endpoint; Azure adds it if Terraform does not. */
const SERVICE_ENDPOINTS = ['Microsoft.Storage'];
const DELEGATION = {
  name: 'postgresql',
  serviceDelegation: {
    name: 'Microsoft.DBforPostgreSQL/flexibleServers',
    actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'],
  },
};

export class DatabaseTier extends Component<DatabaseTierProps> {
  readonly tier: Tier;

  constructor(scope: Construct, id: string, props: DatabaseTierProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { network, region, cidrs, list } = props;
    const name = region === 'secondary' ? 'secondary-database' : 'database';
    const subnet = { serviceEndpoints: SERVICE_ENDPOINTS, delegation: [DELEGATION] };
    const rules = list ? listedDatabaseRules(props, list) : databaseRules(props);
    const tier = { name, kind: 'database', network, region, cidrs, rules, subnet } as const;
    this.tier = new Tier(this, 'Default', tier, deps);
  }

  /** One subnet holds a server and its standby, because Azure's subnets span all zones. */
  get subnetId(): string {
    return this.tier.firstSubnetId;
  }

  get guards(): readonly ITerraformDependable[] {
    return this.tier.guards;
  }
}
