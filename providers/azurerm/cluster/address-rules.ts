/** Rules of a cluster's addresses on Azure: ranges for nodes, pods and services, and the names that become labels. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ClusterProps } from '../../../constructs/cluster/schema';
import { isManaged } from '../../../constructs/environment/managed';
import type { Environment } from '../../../constructs/environment/schema';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { planSubnets } from '../../../constructs/network/subnets';
import { isPrivate, overlaps, prefixLength } from '../../../core/cidr';
import type { RuleTable } from '../../../core/rules/rule';
import { LABEL } from '../shared/names';
import { share, surgeOf, SYSTEM_POOL } from './node-pool';

type Rules = RuleTable<ClusterProps, CloudRuleContext<AzurermTarget>>;
type Network = Environment['network'];

/** Ranges that AKS uses itself: https://learn.microsoft.com/azure/aks/concepts-network-cni-overview */
const RESERVED_RANGES = ['169.254.0.0/16', '172.30.0.0/16', '172.31.0.0/16', '192.0.2.0/24'];
/** https://learn.microsoft.com/azure/aks/quotas-skus-regions */
const MAX_POOLS = 100;
const MAX_NODES = 5000;
/** Each node takes a range with this prefix for its pods. */
const POD_PREFIX = 24;
/** Addresses of each subnet that Azure reserves, and the API's address in the first one. */
const RESERVED_ADDRESSES = 5;
const API_ADDRESSES = 1;

/** The number of AKS pools per node pool: one per zone of a managed network. */
export const nodeGroupsIn = (network: Network): number => (isManaged(network) ? network.zones : 1);

const withSurge = (max: number): number => max + surgeOf(max);

/** The highest number of nodes in each group during an upgrade; the system pool is in the first one. */
function maxNodesPerGroup({ nodePools, systemPool = SYSTEM_POOL }: ClusterProps, groups: number): number[] {
  const system = withSurge(systemPool.max);
  return Array.from({ length: groups }, (_, group) =>
    Object.values(nodePools)
      .map(({ max }) => withSurge(share(max, group, groups)))
      .reduce((sum, count) => sum + count, group === 0 ? system : 0),
  );
}

const maxNodes = (p: ClusterProps, network: Network): number =>
  maxNodesPerGroup(p, nodeGroupsIn(network)).reduce((sum, count) => sum + count);

/** Subnets that are too small, each with the nodes that it has room for and those that it may get. */
function crowdedSubnets(p: ClusterProps, network: Network): { range: string; room: number; most: number }[] {
  if (!isManaged(network)) return [];
  const ranges = planSubnets(network).private;
  const counts = maxNodesPerGroup(p, ranges.length);
  return ranges
    .map((range, index) => ({
      range,
      room: 2 ** (32 - prefixLength(range)) - RESERVED_ADDRESSES,
      most: (counts[index] ?? 0) + (index === 0 ? API_ADDRESSES : 0),
    }))
    .filter(({ room, most }) => most > room);
}

/** Ranges of the network, and of the one in the secondary region, which is peered with it. */
const rangesOf = (network: Network): readonly string[] =>
  isManaged(network)
    ? [network.cidr, ...(network.secondaryCidr === undefined ? [] : [network.secondaryCidr])]
    : (network.existing.azurerm?.privateCidrs ?? []);

/** Names of an existing network that AKS cannot use as labels; those of a managed one are always short enough. */
function longNames(network: Network): readonly string[] {
  const existing = isManaged(network) ? undefined : network.existing.azurerm;
  return existing ? [...existing.id.split('/'), ...existing.privateSubnets].filter(({ length }) => length > LABEL) : [];
}

const nodeRules: Rules = [
  {
    code: 'pools-max',
    property: 'nodePools',
    check: ({ nodePools }, { environment }) => {
      const count = Object.keys(nodePools).length;
      const groups = nodeGroupsIn(environment.network);
      return (
        count * groups + 1 > MAX_POOLS &&
        `must be at most ${Math.floor((MAX_POOLS - 1) / groups)}: AKS takes ${MAX_POOLS} pools, and each of yours is one in each of ${groups} zones; got ${count}`
      );
    },
    standsOn: () => ['network'],
  },
  {
    code: 'nodes-max',
    property: 'nodePools',
    check: (p, { environment }) => {
      const count = maxNodes(p, environment.network);
      return (
        count > MAX_NODES &&
        `must have at most ${MAX_NODES} nodes in all, including those of an upgrade; got ${count}. Lower max`
      );
    },
    standsOn: () => ['network'],
  },
  {
    code: 'pod-cidr-full',
    property: 'nodePools',
    check: (p, { environment, target: { podCidr } }) => {
      const count = maxNodes(p, environment.network);
      const room = 2 ** (POD_PREFIX - prefixLength(podCidr));
      return (
        count > room &&
        `may have ${count} nodes, including those of an upgrade, and each takes a /${POD_PREFIX} of targets.azurerm.podCidr ${podCidr}, ` +
          `which holds ${Math.floor(room)}. Lower max, or give a wider range`
      );
    },
    standsOn: () => ['network'],
  },
  {
    code: 'subnet-too-small',
    property: 'nodePools',
    check: (p, { environment }) => {
      const small = crowdedSubnets(p, environment.network);
      return (
        small.length > 0 &&
        `must fit in the private tier's subnets: ${small
          .map(({ range, room, most }) => `${range} holds ${room} nodes and may get ${most}`)
          .join(', ')}. Lower max, or give wider subnets`
      );
    },
    standsOn: () => ['network'],
  },
  {
    code: 'network-name-too-long',
    property: '',
    check: (_, { environment }) => {
      const long = longNames(environment.network);
      return (
        long.length > 0 &&
        `needs a network whose resource group, name and subnets have at most ${LABEL} characters, because AKS labels nodes with them; network.existing.azurerm has ${long.join(', ')}`
      );
    },
    standsOn: () => ['network'],
  },
];

const rangeRules: Rules = [
  {
    code: 'pod-cidr-public',
    property: '',
    check: (_, { target: { podCidr } }) =>
      !isPrivate(podCidr) &&
      `needs targets.azurerm.podCidr in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, got ${podCidr}`,
  },
  {
    code: 'pod-cidr-overlap',
    property: '',
    check: ({ serviceCidr }, { environment: { network }, target: { podCidr } }) => {
      const taken = [...rangesOf(network), serviceCidr, ...RESERVED_RANGES].find((range) => overlaps(range, podCidr));
      return (
        taken !== undefined &&
        `needs targets.azurerm.podCidr apart from ${taken}, which the network, the services or AKS itself use; got ${podCidr}`
      );
    },
    standsOn: () => ['network'],
  },
  {
    code: 'service-cidr-reserved',
    property: 'serviceCidr',
    check: ({ serviceCidr }) =>
      RESERVED_RANGES.some((range) => overlaps(range, serviceCidr)) &&
      `must not overlap ${RESERVED_RANGES.join(', ')}, which AKS uses itself; got ${serviceCidr}`,
  },
];

export const addressRules: Rules = [...nodeRules, ...rangeRules];
