/** The rules of who may talk to the tiers of a network: earlier rules win, Azure's own rules come last. */
import type { SubnetPlan } from '../../../constructs/network/subnets';

export interface TrafficRule {
  readonly name: string;
  readonly direction: 'Inbound' | 'Outbound';
  /** @default 'Allow' */
  readonly access?: 'Allow' | 'Deny';
  /** @default '*' */
  readonly protocol?: 'Tcp' | 'Udp' | 'Icmp' | '*';
  /** Ranges, or one service tag. @default '*' */
  readonly from?: readonly string[];
  /** Ranges, or one service tag. @default '*' */
  readonly to?: readonly string[];
  /** @default '*' */
  readonly ports?: readonly string[];
}

/** Service tag of the addresses from which Front Door calls. */
export const FRONT_DOOR = 'AzureFrontDoor.Backend';

const HTTP = '80';
const HTTPS = '443';
/** Azure manages application gateways through these ports. */
const GATEWAY_MANAGER_PORTS = '65200-65535';

export const HEALTH: TrafficRule = { name: 'health', direction: 'Inbound', from: ['AzureLoadBalancer'] };
const WITHIN_NETWORK: TrafficRule = {
  name: 'network',
  direction: 'Inbound',
  from: ['VirtualNetwork'],
  to: ['VirtualNetwork'],
};

/** Closes a tier to everything else, because Azure's own rules let in the whole network. */
export const denyOthers = (direction: TrafficRule['direction']): TrafficRule => ({
  name: `deny-other-${direction.toLowerCase()}`,
  direction,
  access: 'Deny',
});

export type Entrance = 'internet' | 'frontDoor';

/**
 * From the internet HTTP is open too, because gateways redirect it to HTTPS. Front Door does that itself; its tag holds the
 * addresses from which it calls: learn.microsoft.com/azure/frontdoor/origin-security
 */
const ENTRANCES: Readonly<Record<Entrance, Pick<TrafficRule, 'from' | 'ports'>>> = {
  internet: { from: ['Internet'], ports: [HTTP, HTTPS] },
  frontDoor: { from: [FRONT_DOOR], ports: [HTTPS] },
};

/** What reaches public services of a cluster. */
export const publicServices = (entrance: Entrance): TrafficRule => ({
  name: 'public-services',
  direction: 'Inbound',
  protocol: 'Tcp',
  ...ENTRANCES[entrance],
});

export const GATEWAY_MANAGER: TrafficRule = {
  name: 'gateway-manager',
  direction: 'Inbound',
  protocol: 'Tcp',
  from: ['GatewayManager'],
  ports: [GATEWAY_MANAGER_PORTS],
};

/** The public tier, for application gateways and the like. */
export const publicRules = (): TrafficRule[] => [
  { name: 'https', direction: 'Inbound', protocol: 'Tcp', from: ['Internet'], ports: [HTTPS] },
  GATEWAY_MANAGER,
  HEALTH,
  WITHIN_NETWORK,
  denyOthers('Inbound'),
];

/**
 * The private tier, for nodes. Pods have addresses outside the network, which the tag VirtualNetwork does not include.
 *
 * Traffic from the internet for a Kubernetes service arrives at nodes with the load balancer's address as its
 * destination; no node has a public address. AKS opens its own security group, which guards each node, for exactly
 * those services, but never the group of a subnet: https://github.com/Azure/AKS/issues/674.
 * @param podCidr range of the pods; undefined without a cluster
 * @param entrance what of the internet reaches services
 */
export function privateRules(
  { private: nodes }: SubnetPlan,
  podCidr: string | undefined,
  entrance: Entrance,
): TrafficRule[] {
  if (podCidr === undefined) return [WITHIN_NETWORK, HEALTH, denyOthers('Inbound')];
  return [
    WITHIN_NETWORK,
    { name: 'pods', direction: 'Inbound', from: [podCidr] },
    { name: 'to-pods', direction: 'Inbound', from: nodes, to: [podCidr] },
    HEALTH,
    publicServices(entrance),
    denyOthers('Inbound'),
    { name: 'pods-out', direction: 'Outbound', to: [podCidr] },
  ];
}

/** The tier of private endpoints. */
export const endpointRules = ({ private: clients }: SubnetPlan): TrafficRule[] => [
  { name: 'private-tier', direction: 'Inbound', protocol: 'Tcp', from: clients },
  denyOthers('Inbound'),
  denyOthers('Outbound'),
];

/** Ports of PostgreSQL and of PgBouncer in front of it. */
const POSTGRES_PORTS = ['5432', '6432'];
/** Servers call Storage for their write-ahead log, Entra for logins, and the vault of their key. */
const SERVICES_OF_SERVERS = ['Storage', 'AzureActiveDirectory', 'AzureKeyVault'];

/** Ranges of the database tier, of the private tier, and of the other region's database tier, for replicas. */
export type DatabaseRanges = Readonly<Record<'cidrs' | 'clients' | 'peers', readonly string[]>>;

const postgres = { protocol: 'Tcp', ports: POSTGRES_PORTS } as const;

/** Servers replicate to each other. */
export const fromServers = ({ cidrs, peers }: DatabaseRanges): TrafficRule => ({
  name: 'servers-in',
  direction: 'Inbound',
  from: [...cidrs, ...peers],
  to: cidrs,
  ...postgres,
});

/** What a server cannot do without: https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private */
export const ofServers = ({ cidrs, peers }: DatabaseRanges): TrafficRule[] => [
  { name: 'servers-out', direction: 'Outbound', from: cidrs, to: [...cidrs, ...peers], ...postgres },
  ...SERVICES_OF_SERVERS.map((service): TrafficRule => ({
    name: service.toLowerCase(),
    direction: 'Outbound',
    protocol: 'Tcp',
    from: cidrs,
    to: [service],
    ports: [HTTPS],
  })),
];

/** The database tier, called by the private tier. */
export const databaseRules = (ranges: DatabaseRanges): TrafficRule[] => [
  { name: 'private-tier', direction: 'Inbound', from: ranges.clients, to: ranges.cidrs, ...postgres },
  fromServers(ranges),
  HEALTH,
  denyOthers('Inbound'),
  ...ofServers(ranges),
  denyOthers('Outbound'),
];
