/** What a cluster cannot be on AWS: what passes plan and dies at apply, or leaves nodes that never join. */
import { nodeRequirement, sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { contains, prefixLength } from '../../../core/cidr';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ClusterProps } from '../../../constructs/cluster/schema';
import { planSubnets } from '../../../constructs/network/subnets';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { nodes } from '../shared/catalogue';
import { administratorId } from './cluster-access';
import { kubernetes } from '../shared/versions';
import { keyRule } from '../encryption-key/rules';

type Context = CloudRuleContext<AwsTarget>;
type Rules = RuleTable<ClusterProps, Context>;

/** kubernetes_network_config.service_ipv4_cidr takes RFC 1918 alone. */
const SERVICE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
/** docs.aws.amazon.com/eks/latest/userguide/service-quotas.html */
const MAX_PUBLIC_RANGES = 40;
const GROUP_QUOTA = 450;
const PRINCIPAL = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/;
const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\d[a-z0-9-]*\.[a-z0-9-]+$/;
/** Addresses that a node takes: its own, and two ranges of 16 for pods. */
const ADDRESSES_PER_NODE = 33;

const extended = (p: ClusterProps) => ({ extendedSupport: p.upgradeChannel === 'extended' });
const pools = (p: ClusterProps) =>
  Object.entries(p.nodePools).map(([name, pool]) => [`nodePools.${name}`, pool] as const);
const administrators = (p: ClusterProps) => p.administrators.aws ?? [];
const notPrincipals = (p: ClusterProps) => administrators(p).filter((arn) => !PRINCIPAL.test(arn));
const closed = ({ environment: { network } }: Context) => 'cidr' in network && network.nat === 'none' && network;

/** Addresses of the private tier and how many its nodes may take. */
function addresses(p: ClusterProps, { environment: { network } }: Context) {
  if (!('cidr' in network)) return undefined;
  const have = planSubnets(network).private.reduce((sum, range) => sum + 2 ** (32 - prefixLength(range)), 0);
  const most = [...Object.values(p.nodePools), ...(p.systemPool ? [p.systemPool] : [])].reduce(
    (sum, { max }) => sum + max,
    0,
  );
  return { have, need: most * ADDRESSES_PER_NODE };
}

export const rules: Rules = [
  versionRule('Kubernetes', () => kubernetes, extended),
  keyRule(),
  {
    code: 'service-cidr',
    property: 'serviceCidr',
    check: (p) =>
      !SERVICE_RANGES.some((range) => contains(range, p.serviceCidr)) &&
      `must lie in ${SERVICE_RANGES.join(', ')}, got ${p.serviceCidr}`,
  },
  {
    code: 'api-access-public-cidrs',
    property: 'apiAccess.publicCidrs',
    check: (p) =>
      p.apiAccess.publicCidrs.length > MAX_PUBLIC_RANGES &&
      `must be at most ${MAX_PUBLIC_RANGES} ranges, got ${p.apiAccess.publicCidrs.length}: join neighbours into wider ones`,
  },
  {
    code: 'administrators-aws',
    property: 'administrators.aws',
    check: (p) =>
      notPrincipals(p).length > 0 &&
      `must be ARNs of IAM roles or users (arn:aws:iam::<account>:role/<name>; of a session give its role), got ${notPrincipals(p).join(', ')}`,
  },
  {
    code: 'administrators-aws-2',
    property: 'administrators.aws',
    check: (p) =>
      new Set(administrators(p).map(administratorId)).size < administrators(p).length &&
      `must not repeat a role or user, nor two that differ in punctuation or path alone, got ${administrators(p).join(', ')}`,
  },
  {
    code: 'whole',
    property: '',
    check: (_, { environment: { network } }) =>
      'existing' in network &&
      (network.existing.aws?.privateSubnets.length ?? 2) < 2 &&
      'must stand on network.existing.aws.privateSubnets in at least two zones, got one subnet',
  },
  {
    code: 'whole-2',
    property: '',
    check: (_, context) => {
      const network = closed(context);
      return (
        network &&
        !(network.privateAccess.registry && network.privateAccess.objectStorage) &&
        'must reach its images: with network.nat "none" turn on network.privateAccess.registry and network.privateAccess.objectStorage, which holds the registry\'s layers'
      );
    },
  },
  sizeRule('systemPool.size', nodes, (p) => p.systemPool && nodeRequirement(p.systemPool.size, p.systemPool.sku?.aws)),
  {
    code: 'sku-aws',
    property: 'systemPool.sku.aws',
    check: (p) =>
      p.systemPool?.sku?.aws !== undefined &&
      !INSTANCE_TYPE.test(p.systemPool.sku.aws) &&
      `must be an EC2 instance type such as m7g.large, got "${p.systemPool?.sku?.aws}"`,
  },
  forEach(pools, [
    sizeRule('size', nodes, (pool) => nodeRequirement(pool.size, pool.sku?.aws)),
    {
      code: 'sku-aws-2',
      property: 'sku.aws',
      check: (pool) =>
        pool.sku?.aws !== undefined &&
        !INSTANCE_TYPE.test(pool.sku.aws) &&
        `must be an EC2 instance type such as m7g.large, got "${pool.sku?.aws}"`,
    },
  ]),
];

export const warnings: Rules = [
  versionWarning('Kubernetes', () => kubernetes, extended),
  {
    code: 'addresses',
    property: 'nodePools',
    check: (p, context) => {
      const count = addresses(p, context);
      return (
        count !== undefined &&
        count.need > count.have &&
        `may run out of addresses: their nodes at most take ${count.need}, with those of their pods, and the private tier has ${count.have}. Widen network.cidr`
      );
    },
  },
  forEach(pools, [
    {
      code: 'max',
      property: 'max',
      check: (pool) =>
        pool.max > GROUP_QUOTA &&
        `is above ${GROUP_QUOTA} nodes, AWS's quota for one group unless you had it raised; got ${pool.max}`,
    },
  ]),
];
