/**
 * Cluster: a Kubernetes cluster whose control plane the cloud runs, with its node pools, encryption, logs and the
 * identities that run it. What runs inside is another stack's.
 */
import { isPrivate, overlaps, prefixLength } from '../../core/cidr';
import { RETENTION_DAYS } from '../../core/words/retention';
import { forEach, type RuleTable } from '../../core/rules/rule';
import type { ClusterProps } from './schema';
import { POOL_LABEL, desiredNodes } from './pools';

/** Label keys and values as Kubernetes takes them. */
const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Prefixes that Kubernetes and the clouds keep: nodes that set them do not join. */
const RESERVED_PREFIX =
  /(^|\.)(kubernetes\.io|k8s\.io|kubernetes\.azure\.com|cloud\.google\.com|eks\.amazonaws\.com)\//;

export const clusterRules: RuleTable<ClusterProps> = [
  {
    property: 'serviceCidr',
    when: (p) => !isPrivate(p.serviceCidr) || prefixLength(p.serviceCidr) < 16 || prefixLength(p.serviceCidr) > 22,
    say: (p) => `must be a private range with a prefix of 16–22 bits, got ${p.serviceCidr}`,
  },
  {
    property: 'logs.retentionDays',
    when: (p) => !RETENTION_DAYS.includes(p.logs.retentionDays),
    say: (p) => `must be one of ${RETENTION_DAYS.join(', ')}, got ${p.logs.retentionDays}`,
  },
  {
    property: 'nodePools.system',
    when: (p) => 'system' in p.nodePools,
    say: () => 'must have another name: "system" is the name of systemPool',
  },
  {
    property: 'systemPool',
    when: (p) => p.systemPool !== undefined && p.systemPool.min > p.systemPool.max,
    say: (p) => `must have min at most max, got ${p.systemPool?.min} and ${p.systemPool?.max}`,
  },
  {
    property: 'nodePools',
    when: (p) =>
      Object.values(p.nodePools).every((pool) => pool.spot || pool.taints.some((t) => t.effect !== 'PreferNoSchedule')),
    say: () => "must hold one pool that is neither spot nor tainted: the cluster's own components need a place to run",
  },
  {
    property: 'apiAccess.publicCidrs',
    when: (p) => p.apiAccess.publicCidrs.some((range) => prefixLength(range) === 0),
    say: () => 'must not hold 0.0.0.0/0: name the ranges of your offices, VPN or build machines',
  },
  {
    property: 'apiAccess.publicCidrs',
    when: (p) => p.apiAccess.publicCidrs.some((range) => isPrivate(range)),
    say: (p) =>
      `must hold ranges of the internet, got ${p.apiAccess.publicCidrs.filter((range) => isPrivate(range)).join(', ')}: the private API needs no list`,
  },
  forEach(
    (p) => Object.entries(p.nodePools).map(([name, pool]) => [`nodePools.${name}`, pool] as const),
    [
      {
        property: 'min',
        when: (pool) => pool.min > pool.max,
        say: (pool) => `must be at most max ${pool.max}, got ${pool.min}`,
      },
      {
        property: 'desired',
        when: (pool) => desiredNodes(pool) < pool.min || desiredNodes(pool) > pool.max,
        say: (pool) => `must lie between min ${pool.min} and max ${pool.max}, got ${desiredNodes(pool)}`,
      },
      {
        property: 'labels',
        when: (pool) => Object.entries(pool.labels).some(([k, v]) => !LABEL_KEY.test(k) || !LABEL_VALUE.test(v)),
        say: (pool) =>
          `must be Kubernetes labels (63 letters, digits, - _ . each), got ${Object.entries(pool.labels)
            .map(([k, v]) => `${k}=${v}`)
            .join(', ')}`,
      },
      {
        property: 'labels',
        when: (pool) => Object.keys(pool.labels).some((key) => RESERVED_PREFIX.test(key)),
        say: (pool) =>
          `must not use the prefixes that Kubernetes and the clouds keep, got ${Object.keys(pool.labels)
            .filter((key) => RESERVED_PREFIX.test(key))
            .join(', ')}`,
      },
      {
        property: `labels.${POOL_LABEL}`,
        when: (pool) => POOL_LABEL in pool.labels,
        say: () => "must be left out: it is set to the pool's name",
      },
      {
        property: 'taints',
        when: (pool) => pool.taints.some((t) => !LABEL_KEY.test(t.key) || !LABEL_VALUE.test(t.value)),
        say: (pool) =>
          `must have keys and values like Kubernetes labels, got ${pool.taints.map((t) => `${t.key}=${t.value}`).join(', ')}`,
      },
      {
        property: 'taints',
        when: (pool) => new Set(pool.taints.map((t) => `${t.key}:${t.effect}`)).size < pool.taints.length,
        say: () => 'must not repeat a key with the same effect',
      },
    ],
  ),
];

/** Rules that need the network beside the cluster. */
export const clusterInNetwork = (serviceCidr: string, ranges: readonly string[]): string | undefined => {
  const clash = ranges.find((range) => overlaps(range, serviceCidr));
  return clash && `must not overlap ${clash}, which the network uses; got ${serviceCidr}`;
};
