/** Limits of a cluster on Google: values that are not available, or fail only at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import { entriesByMember } from '../../../constructs/cluster/access';
import { memberRules } from '../../../constructs/cluster/access-rules';
import { administratorsRule } from '../../../constructs/cluster/administrators';
import type { ClusterProps, NodePoolProps } from '../../../constructs/cluster/schema';
import { isManaged } from '../../../constructs/environment/managed';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { NetworkProps } from '../../../constructs/network/schema';
import { overlaps, prefixLength } from '../../../core/cidr';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { select } from '../../../core/sizing/catalogue';
import { nodeRequirement, sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { keyRules } from '../encryption-key/rules';
import { nodes } from '../shared/catalogue';
import { kubernetes } from '../shared/versions';
import { MIN_WINDOW_HOURS } from './maintenance-window';
import { maxNodes, spreadsEvenly } from './node-pool';

type Context = CloudRuleContext<GoogleTarget>;
type Rules = RuleTable<ClusterProps, Context>;

type Pool = Pick<NodePoolProps, 'min' | 'max' | 'desired' | 'size' | 'sku'>;

const extended = ({ upgradeChannel }: ClusterProps) => ({ extendedSupport: upgradeChannel === 'extended' });

export const pools = (p: Pick<ClusterProps, 'nodePools' | 'systemPool'>): (readonly [path: string, pool: Pool])[] => [
  ...Object.entries(p.nodePools).map(([name, pool]) => [`nodePools.${name}`, pool] as const),
  ...(p.systemPool ? [['systemPool', p.systemPool] as const] : []),
];

/** The number of zones that a cluster's nodes spread over. */
export const zonesOf = ({ environment: { network }, target }: Context): number =>
  isManaged(network) ? network.zones : (target.zones?.length ?? 3);

/**
 * The smallest range of pods:
 * cloud.google.com/kubernetes-engine/docs/concepts/alias-ips#cluster_sizing_secondary_range_pods
 */
const MAX_POD_PREFIX = 21;

/** GKE gives each node a /24 of the pods' range, twice its 110 pods. */
const nodesInPodRange = ({ target }: Context): number => 2 ** (24 - prefixLength(target.podCidr));

/** Half of `cidr`, without four addresses that Google reserves and one of the control plane. */
const nodesInPrivateTier = ({ cidr }: NetworkProps): number => 2 ** (32 - prefixLength(cidr) - 1) - 5;

/** The ranges that pods must not overlap, in addition to those in the network's own rules. */
const rangesBesidePods = (p: ClusterProps, { environment: { network } }: Context) => [
  ...(isManaged(network) && network.secondaryCidr ? [['network.secondaryCidr', network.secondaryCidr] as const] : []),
  ['cluster.serviceCidr', p.serviceCidr] as const,
];

/** An existing network has its own ranges for pods and services. */
const hasManagedNetwork = ({ environment: { network } }: Context): boolean => isManaged(network);

export const rules: Rules = [
  versionRule('Kubernetes', () => kubernetes, extended),
  ...keyRules<ClusterProps>('the cluster'),
  {
    code: 'zones-of-region',
    property: '',
    check: (_, { target: { region, zones } }) =>
      zones !== undefined &&
      (new Set(zones).size < zones.length || zones.some((zone) => !zone.startsWith(`${region}-`))) &&
      `needs targets.google.zones to be different zones of ${region}, such as ${region}-a; got ${zones.join(', ')}`,
  },
  {
    code: 'services-cidr-overlap',
    property: 'serviceCidr',
    check: (p, context) =>
      hasManagedNetwork(context) &&
      overlaps(p.serviceCidr, context.target.servicesCidr) &&
      `must not overlap targets.google.servicesCidr ${context.target.servicesCidr}, where Google places managed services; got ${p.serviceCidr}`,
    standsOn: () => ['network'],
  },
  {
    code: 'pod-cidr-overlap',
    property: '',
    check: (p, context) => {
      const { podCidr } = context.target;
      const overlapping = rangesBesidePods(p, context).find(([, range]) => overlaps(range, podCidr));
      return (
        hasManagedNetwork(context) &&
        overlapping !== undefined &&
        `needs a range for pods of its own: targets.google.podCidr ${podCidr} overlaps ${overlapping.join(' ')}. Give another range`
      );
    },
    standsOn: () => ['network'],
  },
  {
    code: 'pod-cidr-small',
    property: '',
    check: (_, context) =>
      hasManagedNetwork(context) &&
      prefixLength(context.target.podCidr) > MAX_POD_PREFIX &&
      `needs a range for pods with a prefix of at most ${MAX_POD_PREFIX} bits: targets.google.podCidr is ${context.target.podCidr}`,
  },
  {
    code: 'pod-cidr-full',
    property: 'nodePools',
    check: (p, context) => {
      const nodes = maxNodes(p);
      const capacity = nodesInPodRange(context);
      return (
        hasManagedNetwork(context) &&
        nodes > capacity &&
        `must fit the range of pods: up to ${nodes} nodes (including one more per pool during an upgrade) take a /24 each, and targets.google.podCidr ${context.target.podCidr} holds ${capacity}. It cannot be widened later: give a wider range, or lower max`
      );
    },
  },
  {
    code: 'subnet-too-small',
    property: 'nodePools',
    check: (p, { environment: { network } }) => {
      if (!isManaged(network) || network.subnets) return undefined;
      const nodes = maxNodes(p);
      const capacity = nodesInPrivateTier(network);
      return (
        nodes > capacity &&
        `must fit the private tier: up to ${nodes} nodes (including one more per pool during an upgrade), and half of network.cidr holds ${capacity}. Give the network a wider range, or lower max`
      );
    },
    standsOn: () => ['network'],
  },
  {
    code: 'by-name-public',
    property: 'apiAccess.byName',
    check: ({ apiAccess: { byName, publicCidrs } }) =>
      byName &&
      publicCidrs.length > 0 &&
      'must be false with publicCidrs: the name answers callers from anywhere, whatever the ranges are. Leave out one of the two',
  },
  administratorsRule('google'),
  ...memberRules<GoogleTarget>('google', {
    pattern: /^((user|group|serviceAccount):[^@\s]+@[^@\s]+|principal(Set)?:\/\/\S+)$/,
    form: 'an IAM member that a cluster knows: group:sre@example.com, user:…, serviceAccount:…, principal://… or principalSet://…',
  }),
  {
    code: 'groups-domain-missing',
    property: 'access',
    says: 'names groups, which mean nothing in the cluster without targets.google.groupsDomain, got …: …',
    check: ({ access }, { target: { groupsDomain } }) => {
      const groups = [...entriesByMember(access, 'google').keys()].filter((member) => member.startsWith('group:'));
      return (
        groupsDomain === undefined &&
        groups.length > 0 &&
        `names groups, which mean nothing in the cluster without targets.google.groupsDomain, got ${groups.join(', ')}: set it to the domain in which these groups are in gke-security-groups, or name users`
      );
    },
  },
  forEach(pools, [
    sizeRule('size', nodes, ({ size, sku }) => nodeRequirement(size, sku?.google)),
    {
      code: 'nodes-uneven',
      property: 'min',
      check: (pool, context) => {
        const { min, max } = pool;
        const zones = zonesOf(context);
        return (
          min <= max &&
          !spreadsEvenly(pool, zones) &&
          `must leave a multiple of the ${zones} zones between min and max, since GKE makes as many nodes in each: got ${min}–${max}; lower min to ${max - (max % zones)}, or raise max to ${Math.ceil(max / zones) * zones}`
        );
      },
      standsOn: () => ['network'],
    },
  ]),
];

export const warnings: Rules = [
  versionWarning('Kubernetes', () => kubernetes, extended),
  {
    code: 'window-widened',
    property: 'maintenanceWindow.hours',
    check: ({ maintenanceWindow: { day, start, hours } }) =>
      hours < MIN_WINDOW_HOURS &&
      `is ${MIN_WINDOW_HOURS} rather than ${hours}: GKE refuses less than 48 hours in 32 days, so the window opens on ${day} at ${start} and stays open for ${MIN_WINDOW_HOURS} hours`,
  },
  forEach(pools, [
    {
      code: 'arm-nodes',
      property: 'size',
      check: ({ size, sku }) => {
        const node = select(nodes, nodeRequirement(size, sku?.google));
        return (
          node?.architecture === 'arm64' &&
          `is met by ${node.sku}, whose nodes are ARM: GKE taints them kubernetes.io/arch=arm64:NoSchedule, and pods need that architecture in their node selector. Ask for architecture x86_64 otherwise`
        );
      },
    },
  ]),
];
