/** What a cluster cannot be on Google: what passes plan and dies at apply, or is not available. */
import { select } from '../../../core/sizing/catalogue';
import { nodeRequirement, sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { overlaps, prefixLength } from '../../../core/cidr';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ClusterProps } from '../../../constructs/cluster/schema';
import type { NetworkProps } from '../../../constructs/network/schema';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { nodes } from '../shared/catalogue';
import { LEAST_WINDOW_HOURS } from '../shared/maintenance';
import { spreadsEvenly } from './node-pool';
import { kubernetes } from '../shared/versions';
import { keyRules } from '../encryption-key/rules';

type Context = CloudRuleContext<GoogleTarget>;
type Rules = RuleTable<ClusterProps, Context>;

const extended = ({ upgradeChannel }: ClusterProps) => ({ extendedSupport: upgradeChannel === 'extended' });

const pools = (p: ClusterProps) => [
  ...Object.entries(p.nodePools).map(([name, pool]) => [`nodePools.${name}`, pool] as const),
  ...(p.systemPool ? [['systemPool', p.systemPool] as const] : []),
];

/** Over how many zones a cluster's nodes spread. */
const zonesOf = ({ environment: { network }, target }: Context): number =>
  'zones' in network ? network.zones : (target.zones?.length ?? 3);

/** Nodes at most, with the one that each pool has too many while it is upgraded. */
const mostNodes = (p: ClusterProps): number => pools(p).reduce((sum, [, pool]) => sum + pool.max + 1, 0);

/** The narrowest range of pods: cloud.google.com/kubernetes-engine/docs/concepts/alias-ips#cluster_sizing_secondary_range_pods */
const NARROWEST_PODS = 21;

/** GKE gives each node a /24 of the pods' range, twice its 110 pods. */
const nodesByPods = ({ target }: Context): number => 2 ** (24 - prefixLength(target.podCidr));

/** The subnetwork of nodes where it is cut from `cidr`, without the addresses of Google's own and of the control plane. */
const nodesBySubnetwork = ({ cidr }: NetworkProps): number => 2 ** (32 - prefixLength(cidr) - 1) - 5;

/** The ranges that pods must be told apart from, beside those of the network's own rules. */
const taken = (p: ClusterProps, { environment: { network } }: Context): (readonly [name: string, range: string])[] => [
  ...('cidr' in network && network.secondaryCidr ? [['network.secondaryCidr', network.secondaryCidr] as const] : []),
  ['cluster.serviceCidr', p.serviceCidr] as const,
];
const clash = (p: ClusterProps, context: Context) =>
  taken(p, context).find(([, range]) => overlaps(range, context.target.podCidr));

/** In a network of others the ranges of pods and services are the network's own. */
const isMade = ({ environment: { network } }: Context): boolean => 'cidr' in network;

const MEMBER = /^((user|group|serviceAccount):[^@\s]+@[^@\s]+|domain:[^@\s]+|principal(Set)?:\/\/\S+)$/;

export const rules: Rules = [
  versionRule('Kubernetes', () => kubernetes, extended),
  ...keyRules<ClusterProps>('the cluster'),
  {
    code: 'service-cidr-managed',
    property: 'serviceCidr',
    check: (p, context) =>
      isMade(context) &&
      overlaps(p.serviceCidr, context.target.servicesCidr) &&
      `must not overlap targets.google.servicesCidr ${context.target.servicesCidr}, where Google places managed services; got ${p.serviceCidr}`,
  },
  {
    code: 'whole',
    property: '',
    check: (p, context) =>
      isMade(context) &&
      clash(p, context) !== undefined &&
      `needs a range for pods of its own: targets.google.podCidr ${context.target.podCidr} overlaps ${clash(p, context)!.join(' ')}. Give another range of your own`,
  },
  {
    code: 'pod-cidr-narrow',
    property: '',
    check: (_, context) =>
      isMade(context) &&
      prefixLength(context.target.podCidr) > NARROWEST_PODS &&
      `needs a range for pods with a prefix of at most ${NARROWEST_PODS} bits: targets.google.podCidr is ${context.target.podCidr}`,
  },
  {
    code: 'node-pools',
    property: 'nodePools',
    check: (p, context) =>
      isMade(context) &&
      mostNodes(p) > nodesByPods(context) &&
      `must fit the range of pods: up to ${mostNodes(p)} nodes (with one a pool more while it is upgraded) take a /24 each, and targets.google.podCidr ${context.target.podCidr} holds ${nodesByPods(context)}. It cannot be made wider later: give a wider one, or lower max`,
  },
  {
    code: 'node-pools-2',
    property: 'nodePools',
    check: (p, { environment: { network } }) =>
      'cidr' in network &&
      !network.subnets &&
      mostNodes(p) > nodesBySubnetwork(network) &&
      `must fit the private tier: up to ${mostNodes(p)} nodes (with one a pool more while it is upgraded), and half of network.cidr holds ${nodesBySubnetwork(network)}. Give the network a wider range, or lower max`,
  },
  {
    code: 'administrators-google',
    property: 'administrators.google',
    check: (p) =>
      (p.administrators.google ?? []).some((member) => !MEMBER.test(member)) &&
      `must be IAM members such as group:sre@example.com, user:… or serviceAccount:…, got ${(p.administrators.google ?? []).filter((member) => !MEMBER.test(member)).join(', ')}`,
  },
  forEach<ClusterProps, ReturnType<typeof pools>[number][1], Context>(pools, [
    sizeRule('size', nodes, ({ size, sku }) => nodeRequirement(size, sku?.google)),
    {
      code: 'min',
      property: 'min',
      check: (pool, context) =>
        pool.min <= pool.max &&
        !spreadsEvenly(pool, zonesOf(context)) &&
        `must leave a multiple of the ${zonesOf(context)} zones between min and max, since GKE makes as many nodes in each: got ${pool.min}–${pool.max}; lower min to ${pool.max - (pool.max % zonesOf(context))}, or raise max to ${Math.ceil(pool.max / zonesOf(context)) * zonesOf(context)}`,
    },
  ]),
];

export const warnings: Rules = [
  versionWarning('Kubernetes', () => kubernetes, extended),
  {
    code: 'window-widened',
    property: 'maintenanceWindow.hours',
    check: ({ maintenanceWindow: { day, start, hours } }) =>
      hours < LEAST_WINDOW_HOURS &&
      `is ${LEAST_WINDOW_HOURS} rather than ${hours}: GKE refuses less than 48 hours in 32 days, so the window opens on ${day} at ${start} and stays open for ${LEAST_WINDOW_HOURS} hours`,
  },
  forEach<ClusterProps, ReturnType<typeof pools>[number][1], Context>(pools, [
    {
      code: 'size',
      property: 'size',
      check: ({ size, sku }) =>
        select(nodes, nodeRequirement(size, sku?.google))?.architecture === 'arm64' &&
        `is met by ${select(nodes, nodeRequirement(size, sku?.google))?.sku}, whose nodes are ARM: GKE taints them kubernetes.io/arch=arm64:NoSchedule, and pods need that architecture in their node selector. Ask for architecture x86_64 otherwise`,
    },
  ]),
];
