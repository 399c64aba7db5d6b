/** Limits of EKS that `terraform plan` does not see: breaking them fails at apply, or leaves nodes that never join. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import { entriesByMember } from '../../../constructs/cluster/access';
import { memberRules } from '../../../constructs/cluster/access-rules';
import { administratorsRule } from '../../../constructs/cluster/administrators';
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
import { principalName } from './cluster-access';

type Rules = RuleTable<ClusterProps, CloudRuleContext<AwsTarget>>;

/** kubernetes_network_config.service_ipv4_cidr accepts RFC 1918 ranges only. */
const SERVICE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
/** docs.aws.amazon.com/eks/latest/userguide/service-quotas.html */
const MAX_PUBLIC_RANGES = 40;
const GROUP_QUOTA = 450;
const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\d[a-z0-9-]*\.[a-z0-9-]+$/;
/** Addresses that a node takes: its own, and two ranges of 16 for pods. */
const ADDRESSES_PER_NODE = 33;

const supportOf = ({ upgradeChannel }: ClusterProps) => ({ extendedSupport: upgradeChannel === 'extended' });

const pools = ({ nodePools }: ClusterProps) =>
  Object.entries(nodePools).map(([name, pool]) => [`nodePools.${name}`, pool] as const);

/** Principals with the same part in resource ids. */
const sameId = (arns: readonly string[]): readonly string[] | undefined =>
  arns
    .map((arn) => arns.filter((other) => principalName(other) === principalName(arn)))
    .find((principals) => principals.length > 1);

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
  administratorsRule('aws'),
  ...memberRules<AwsTarget>('aws'),
  {
    code: 'member-alike',
    property: 'access',
    check: ({ access }, { target: { operators } }) => {
      const members = [...entriesByMember(access, 'aws').keys()].filter((arn) => !operators.plan.includes(arn));
      const same = sameId(members);
      return (
        same !== undefined &&
        `must not name two that differ only in punctuation or path, got ${same.join(', ')}: give the roles other names`
      );
    },
  },
  {
    code: 'administrator-twice',
    property: 'administrators.aws',
    check: ({ administrators: { aws = [] } }, { target }) => {
      const { apply, plan } = target.operators;
      const same = sameId([...new Set([...aws, ...apply])]) ?? sameId(plan);
      return (
        same !== undefined &&
        `and the target's operators must not hold two that differ only in punctuation or path, got ${same.join(', ')}`
      );
    },
  },
  {
    code: 'administrator-plans',
    property: 'administrators.aws',
    check: ({ administrators: { aws = [] } }, { target }) => {
      const both = aws.filter((arn) => target.operators.plan.includes(arn));
      return (
        both.length > 0 &&
        `must not hold who only plans, got ${both.join(', ')}: EKS gives a principal one set of rights. Name them in targets.aws.operators.apply`
      );
    },
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
