/** What a cluster cannot be on Azure: what passes plan and dies at apply, or comes up and never works. */
import { select, type Requirement } from '../../../core/sizing/catalogue';
import { nodeRequirement, sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { contains, isPrivate, overlaps, prefixLength } from '../../../core/cidr';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ClusterProps } from '../../../constructs/cluster/schema';
import { planSubnets } from '../../../constructs/network/subnets';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { nodes } from '../shared/catalogue';
import { LEAST_WINDOW_HOURS } from './cluster';
import { existingKeyRule } from '../encryption-key/encryption-key';
import { LABEL } from '../shared/names';
import { requirementOf, share, surgeOf, SYSTEM_POOL } from './node-pool';
import { REGIONS_WITHOUT_ZONES } from '../shared/regions';
import { kubernetes } from '../shared/versions';
import { insideRules, insideWarnings } from './inside-rules';

type Context = CloudRuleContext<AzurermTarget>;
type Rules = RuleTable<ClusterProps, Context>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const VM_SIZE = /^Standard_[A-Z]+\d/;
/** B sizes: AKS takes them neither for the cluster's own pool nor as spot. */
const BURSTABLE = /^Standard_B\d/;
/** https://learn.microsoft.com/azure/aks/concepts-network-cni-overview: what AKS uses itself. */
const RESERVED_RANGES = ['169.254.0.0/16', '172.30.0.0/16', '172.31.0.0/16', '192.0.2.0/24'];
/** https://learn.microsoft.com/azure/aks/quotas-skus-regions */
const MOST_POOLS = 100;
const MOST_NODES = 5000;
const MOST_API_RANGES = 200;
/** The prefix of the range that each node takes for its pods. */
const POD_PREFIX = 24;
/** Addresses that Azure keeps of each subnet, and the one of the API. */
const RESERVED_ADDRESSES = 5;
const API_ADDRESSES = 1;

const extended = (p: ClusterProps) => ({ extendedSupport: p.upgradeChannel === 'extended' });
const systemPool = (p: ClusterProps) => p.systemPool ?? SYSTEM_POOL;
const systemRequirement = ({ systemPool: pool }: ClusterProps): Requirement =>
  nodeRequirement((pool ?? SYSTEM_POOL).size, pool?.sku?.azurerm, ['systemPool']);
const pools = (p: ClusterProps) =>
  Object.entries(p.nodePools).map(([name, pool]) => [`nodePools.${name}`, pool] as const);
const withSurge = (most: number): number => most + surgeOf(most);

/** Into how many places nodes are shared out: the zones of a network made here. */
const placesOf = ({ environment: { network } }: Context): number => ('cidr' in network ? network.zones : 1);

/** The most nodes that a place ever holds. */
function nodesIn(p: ClusterProps, place: number, places: number): number {
  const own = Object.values(p.nodePools).map(({ max }) => withSurge(share(max, place, places)));
  return own.reduce((sum, count) => sum + count, place === 0 ? withSurge(systemPool(p).max) : 0);
}

const mostNodes = (p: ClusterProps, context: Context): number => {
  const places = placesOf(context);
  return Array.from({ length: places }, (_, place) => nodesIn(p, place, places)).reduce((sum, count) => sum + count);
};

/** Subnets of nodes that are too small, each with what it holds and what it would have to. */
function crowded(
  p: ClusterProps,
  { environment: { network } }: Context,
): { range: string; room: number; wanted: number }[] {
  if (!('cidr' in network)) return [];
  return planSubnets(network)
    .private.map((range, place, { length }) => ({
      range,
      room: 2 ** (32 - prefixLength(range)) - RESERVED_ADDRESSES,
      wanted: nodesIn(p, place, length) + (place === 0 ? API_ADDRESSES : 0),
    }))
    .filter(({ room, wanted }) => wanted > room);
}

/** What the range of pods meets: it must stay out of the network, and of the one in the other region, which is joined to it. */
function podClash(p: ClusterProps, { environment: { network }, target }: Context): string | undefined {
  const taken =
    'cidr' in network
      ? [network.cidr, ...(network.secondaryCidr === undefined ? [] : [network.secondaryCidr])]
      : (network.existing.azurerm?.privateCidrs ?? []);
  return [...taken, p.serviceCidr, ...RESERVED_RANGES].find((range) => overlaps(range, target.podCidr));
}

/** Names of an existing network that AKS cannot make labels of: those made here are shorter. */
function longNames({ environment: { network } }: Context): readonly string[] {
  const existing = 'existing' in network ? network.existing.azurerm : undefined;
  return existing ? [...existing.id.split('/'), ...existing.privateSubnets].filter(({ length }) => length > LABEL) : [];
}

export const rules: Rules = [
  versionRule('Kubernetes', () => kubernetes, extended),
  ...insideRules,
  existingKeyRule,
  sizeRule('systemPool.size', nodes, systemRequirement),
  {
    code: 'sku-azurerm',
    property: 'systemPool.sku.azurerm',
    check: (p) => {
      const sku = p.systemPool?.sku?.azurerm;
      return (
        sku !== undefined &&
        (!VM_SIZE.test(sku) ||
          BURSTABLE.test(sku) ||
          select(nodes, { memoryGiB: 0, sku }).lacks?.includes('systemPool') === true) &&
        `must be a size of at least 4 vCPU that is not burstable, such as Standard_D4as_v5, got "${p.systemPool?.sku?.azurerm}"`
      );
    },
  },
  forEach(pools, [
    sizeRule('size', nodes, requirementOf),
    {
      code: 'sku-azurerm-2',
      property: 'sku.azurerm',
      check: ({ sku }) =>
        sku?.azurerm !== undefined &&
        !VM_SIZE.test(sku.azurerm) &&
        `must be a size of Azure's machines such as Standard_D4as_v5, got "${sku?.azurerm}"`,
    },
    {
      code: 'spot',
      property: 'spot',
      check: ({ spot, sku }) =>
        spot &&
        sku?.azurerm !== undefined &&
        BURSTABLE.test(sku.azurerm) &&
        `must be false with ${sku?.azurerm}: Azure sells no burstable machines as spot. Take a size such as Standard_D2as_v5`,
    },
  ]),
  {
    code: 'node-pools',
    property: 'nodePools',
    check: (p, context) =>
      Object.keys(p.nodePools).length * placesOf(context) + 1 > MOST_POOLS &&
      `must be at most ${Math.floor((MOST_POOLS - 1) / placesOf(context))}: AKS takes ${MOST_POOLS} pools, and each of yours is one in each of ${placesOf(context)} zones; got ${Object.keys(p.nodePools).length}`,
  },
  {
    code: 'node-pools-2',
    property: 'nodePools',
    check: (p, context) =>
      mostNodes(p, context) > MOST_NODES &&
      `must have at most ${MOST_NODES} nodes in all, with those of an upgrade; got ${mostNodes(p, context)}. Lower max`,
  },
  {
    code: 'node-pools-3',
    property: 'nodePools',
    check: (p, context) =>
      mostNodes(p, context) > 2 ** (POD_PREFIX - prefixLength(context.target.podCidr)) &&
      `may have ${mostNodes(p, context)} nodes, with those of an upgrade, and each takes a /${POD_PREFIX} of targets.azurerm.podCidr ${context.target.podCidr}, ` +
        `which holds ${Math.floor(2 ** (POD_PREFIX - prefixLength(context.target.podCidr)))}. Lower max, or give a wider range`,
  },
  {
    code: 'node-pools-4',
    property: 'nodePools',
    check: (p, context) =>
      crowded(p, context).length > 0 &&
      `must fit in the private tier's subnets: ${crowded(p, context)
        .map(({ range, room, wanted }) => `${range} holds ${room} nodes and may get ${wanted}`)
        .join(', ')}. Lower max, or give wider subnets`,
  },
  {
    code: 'whole',
    property: '',
    check: (_, { target }) =>
      REGIONS_WITHOUT_ZONES.includes(target.region) &&
      `needs a region with zones, which its nodes are spread over; targets.azurerm.region ${target.region} has none`,
  },
  {
    code: 'whole-2',
    property: '',
    check: (_, { target }) =>
      !isPrivate(target.podCidr) &&
      `needs targets.azurerm.podCidr in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, got ${target.podCidr}`,
  },
  {
    code: 'whole-3',
    property: '',
    check: (p, context) =>
      podClash(p, context) !== undefined &&
      `needs targets.azurerm.podCidr apart from ${podClash(p, context)}, which the network, the services or AKS itself use; got ${context.target.podCidr}`,
  },
  {
    code: 'whole-4',
    property: '',
    check: (_, context) =>
      longNames(context).length > 0 &&
      `needs a network whose resource group, name and subnets have at most ${LABEL} characters, since AKS labels nodes with them; network.existing.azurerm has ${longNames(context).join(', ')}`,
  },
  {
    code: 'service-cidr',
    property: 'serviceCidr',
    check: (p) =>
      RESERVED_RANGES.some((range) => overlaps(range, p.serviceCidr)) &&
      `must not overlap ${RESERVED_RANGES.join(', ')}, which AKS uses itself; got ${p.serviceCidr}`,
  },
  {
    code: 'api-access-public-cidrs',
    property: 'apiAccess.publicCidrs',
    check: (p, { environment: { network } }) =>
      p.apiAccess.publicCidrs.length > 0 &&
      'cidr' in network &&
      network.nat === 'none' &&
      'must be empty with network.nat "none": nodes reach a public API by the internet. Leave the API private, or take nat "single"',
  },
  {
    code: 'api-access-public-cidrs-2',
    property: 'apiAccess.publicCidrs',
    check: (p, context) =>
      p.apiAccess.publicCidrs.length + placesOf(context) > MOST_API_RANGES &&
      `must have at most ${MOST_API_RANGES - placesOf(context)} ranges, got ${p.apiAccess.publicCidrs.length}: AKS takes ${MOST_API_RANGES}, with those of the gateways`,
  },
  {
    code: 'api-access-public-cidrs-3',
    property: 'apiAccess.publicCidrs',
    check: (p) =>
      p.apiAccess.publicCidrs.some((range, index, all) =>
        all.some((other, at) => at !== index && contains(other, range) && (at < index || other !== range)),
      ) && 'must not hold ranges that lie in one another: leave out the narrower',
  },
  {
    code: 'administrators-azurerm',
    property: 'administrators.azurerm',
    check: (p) =>
      (p.administrators.azurerm ?? []).some((id) => !UUID.test(id)) &&
      `must be object ids of Entra groups, such as 6f3c7a52-…, got ${(p.administrators.azurerm ?? []).filter((id) => !UUID.test(id)).join(', ')}`,
  },
  {
    code: 'administrators-azurerm-2',
    property: 'administrators.azurerm',
    check: (p) =>
      new Set(p.administrators.azurerm).size < (p.administrators.azurerm ?? []).length && 'must name each group once',
  },
];

export const warnings: Rules = [
  versionWarning('Kubernetes', () => kubernetes, extended),
  ...insideWarnings,
  {
    code: 'administrators-azurerm-3',
    property: 'administrators.azurerm',
    check: (p) =>
      (p.administrators.azurerm ?? []).length === 0 &&
      'names nobody: the cluster has no local users, so nobody can enter until an owner of the subscription gives somebody the role ' +
        '"Azure Kubernetes Service RBAC Cluster Admin". Name an Entra group, one that holds who runs Terraform too',
  },
  {
    code: 'api-access-public-cidrs-4',
    property: 'apiAccess.publicCidrs',
    check: (p, { environment: { network } }) =>
      p.apiAccess.publicCidrs.length > 0 &&
      'existing' in network &&
      'must hold the addresses too that nodes of the existing network come from on the internet, unless they come by the load balancer that AKS makes: nodes call the API from there',
  },
  {
    code: 'system-pool-min',
    property: 'systemPool.min',
    check: (p) =>
      systemPool(p).min < 2 &&
      `is ${systemPool(p).min}: the cluster's DNS is gone while its one node is replaced. Take 2 or more`,
  },
  {
    code: 'maintenance-window-hours',
    property: 'maintenanceWindow.hours',
    check: (p) =>
      p.maintenanceWindow.hours < LEAST_WINDOW_HOURS &&
      `is ${p.maintenanceWindow.hours}: AKS keeps its windows open for at least ${LEAST_WINDOW_HOURS} hours`,
  },
];
