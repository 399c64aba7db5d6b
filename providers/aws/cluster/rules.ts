/** Limits of EKS that `terraform plan` does not see: breaking them fails at apply, or leaves nodes that never join. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ClusterProps } from '../../../constructs/cluster/schema';
import { isManaged } from '../../../constructs/environment/managed';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { planSubnets } from '../../../constructs/network/subnets';
import { contains, prefixLength } from '../../../core/cidr';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { nodeRequirement, sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { keyRule } from '../encryption-key/rules';
import { nodes } from '../shared/catalogue';
import { kubernetes } from '../shared/versions';
import { administratorId } from './cluster-access';

type Rules = RuleTable<ClusterProps, CloudRuleContext<AwsTarget>>;

/** kubernetes_network_config.service_ipv4_cidr accepts RFC 1918 ranges only. */
const SERVICE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
/** docs.aws.amazon.com/eks/latest/userguide/service-quotas.html */
const MAX_PUBLIC_RANGES = 40;
const GROUP_QUOTA = 450;
const PRINCIPAL = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/;
const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\d[a-z0-9-]*\.[a-z0-9-]+$/;
/** Addresses that a node takes: its own, and two ranges of 16 for pods. */
const ADDRESSES_PER_NODE = 33;

const supportOf = ({ upgradeChannel }: ClusterProps) => ({ extendedSupport: upgradeChannel === 'extended' });

const pools = ({ nodePools }: ClusterProps) =>
  Object.entries(nodePools).map(([name, pool]) => [`nodePools.${name}`, pool] as const);

const instanceType = (type: string | undefined): string | false =>
  type !== undefined && !INSTANCE_TYPE.test(type) && `must be an EC2 instance type such as m7g.large, got "${type}"`;

export const rules: Rules = [
  versionRule('Kubernetes', () => kubernetes, supportOf),
  keyRule(),
  {
    code: 'service-cidr-rfc1918',
    property: 'serviceCidr',
    check: ({ serviceCidr }) =>
      !SERVICE_RANGES.some((range) => contains(range, serviceCidr)) &&
      `must lie in ${SERVICE_RANGES.join(', ')}, got ${serviceCidr}`,
  },
  {
    code: 'public-cidrs-max',
    property: 'apiAccess.publicCidrs',
    check: ({ apiAccess: { publicCidrs } }) =>
      publicCidrs.length > MAX_PUBLIC_RANGES &&
      `must be at most ${MAX_PUBLIC_RANGES} ranges, got ${publicCidrs.length}: join neighbours into wider ones`,
  },
  {
    code: 'administrator-invalid',
    property: 'administrators.aws',
    check: ({ administrators: { aws = [] } }) => {
      const others = aws.filter((arn) => !PRINCIPAL.test(arn));
      return (
        others.length > 0 &&
        `must be ARNs of IAM roles or users (arn:aws:iam::<account>:role/<name>; for a session, its role), got ${others.join(', ')}`
      );
    },
  },
  {
    code: 'administrator-twice',
    property: 'administrators.aws',
    check: ({ administrators: { aws = [] } }) =>
      new Set(aws.map(administratorId)).size < aws.length &&
      `must not repeat a role or user, or hold two that differ only in punctuation or path, got ${aws.join(', ')}`,
  },
  {
    code: 'private-subnets',
    property: '',
    check: (_, { environment: { network } }) =>
      !isManaged(network) &&
      network.existing.aws?.privateSubnets.length === 1 &&
      'requires network.existing.aws.privateSubnets in at least two zones, got one subnet',
    standsOn: () => ['network'],
  },
  {
    code: 'images-unreachable',
    property: '',
    check: (_, { environment: { network } }) =>
      isManaged(network) &&
      network.nat === 'none' &&
      !(network.privateAccess.registry && network.privateAccess.objectStorage) &&
      'must reach its images: with network.nat "none" turn on network.privateAccess.registry and network.privateAccess.objectStorage, which holds the registry\'s layers',
    standsOn: () => ['network'],
  },
  sizeRule(
    'systemPool.size',
    nodes,
    ({ systemPool }) => systemPool && nodeRequirement(systemPool.size, systemPool.sku?.aws),
  ),
  {
    code: 'system-pool-sku-unknown',
    says: 'must be an EC2 instance type such as m7g.large, got …',
    property: 'systemPool.sku.aws',
    check: ({ systemPool }) => instanceType(systemPool?.sku?.aws),
  },
  forEach(pools, [
    sizeRule('size', nodes, ({ size, sku }) => nodeRequirement(size, sku?.aws)),
    {
      code: 'sku-unknown',
      says: 'must be an EC2 instance type such as m7g.large, got …',
      property: 'sku.aws',
      check: ({ sku }) => instanceType(sku?.aws),
    },
  ]),
];

export const warnings: Rules = [
  versionWarning('Kubernetes', () => kubernetes, supportOf),
  {
    code: 'subnet-too-small',
    property: 'nodePools',
    check: ({ nodePools, systemPool }, { environment: { network } }) => {
      if (!isManaged(network)) return undefined;
      const available = planSubnets(network).private.reduce((sum, range) => sum + 2 ** (32 - prefixLength(range)), 0);
      const pools = [...Object.values(nodePools), ...(systemPool ? [systemPool] : [])];
      const needed = pools.reduce((sum, { max }) => sum + max, 0) * ADDRESSES_PER_NODE;
      return (
        needed > available &&
        `may run out of addresses: at most their nodes and pods take ${needed}, and the private tier has ${available}. Widen network.cidr`
      );
    },
    standsOn: () => ['network'],
  },
  forEach(pools, [
    {
      code: 'group-quota',
      property: 'max',
      check: ({ max }) =>
        max > GROUP_QUOTA &&
        `is above ${GROUP_QUOTA} nodes, AWS's quota for one group unless you had it raised; got ${max}`,
    },
  ]),
];
