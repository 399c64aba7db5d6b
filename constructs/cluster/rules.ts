/**
 * Cluster: a Kubernetes cluster whose control plane the cloud runs, with its node pools, encryption, logs and the
 * identities that run it. What runs inside is another stack's.
 */
import { isPrivate, overlaps, prefixLength } from '../../core/cidr';
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
    code: 'service-cidr',
    property: 'serviceCidr',
    check: (p) =>
      (!isPrivate(p.serviceCidr) || prefixLength(p.serviceCidr) < 16 || prefixLength(p.serviceCidr) > 22) &&
      `must be a private range with a prefix of 16–22 bits, got ${p.serviceCidr}`,
  },
  {
    code: 'node-pools-system',
    property: 'nodePools.system',
    check: (p) => 'system' in p.nodePools && 'must have another name: "system" is the name of systemPool',
  },
  {
    code: 'system-pool',
    property: 'systemPool',
    check: (p) =>
      p.systemPool !== undefined &&
      p.systemPool.min > p.systemPool.max &&
      `must have min at most max, got ${p.systemPool?.min} and ${p.systemPool?.max}`,
  },
  {
    code: 'node-pools',
    property: 'nodePools',
    check: (p) =>
      Object.values(p.nodePools).every(
        (pool) => pool.spot || pool.taints.some((t) => t.effect !== 'PreferNoSchedule'),
      ) && "must hold one pool that is neither spot nor tainted: the cluster's own components need a place to run",
  },
  {
    code: 'api-access-public-cidrs',
    property: 'apiAccess.publicCidrs',
    check: (p) =>
      p.apiAccess.publicCidrs.some((range) => prefixLength(range) === 0) &&
      'must not hold 0.0.0.0/0: name the ranges of your offices, VPN or build machines',
  },
  {
    code: 'api-access-public-cidrs-2',
    property: 'apiAccess.publicCidrs',
    check: (p) =>
      p.apiAccess.publicCidrs.some((range) => isPrivate(range)) &&
      `must hold ranges of the internet, got ${p.apiAccess.publicCidrs.filter((range) => isPrivate(range)).join(', ')}: the private API needs no list`,
  },
  forEach(
    (p) => Object.entries(p.nodePools).map(([name, pool]) => [`nodePools.${name}`, pool] as const),
    [
      {
        code: 'min',
        property: 'min',
        check: (pool) => pool.min > pool.max && `must be at most max ${pool.max}, got ${pool.min}`,
      },
      {
        code: 'desired',
        property: 'desired',
        check: (pool) =>
          (desiredNodes(pool) < pool.min || desiredNodes(pool) > pool.max) &&
          `must lie between min ${pool.min} and max ${pool.max}, got ${desiredNodes(pool)}`,
      },
      {
        code: 'labels',
        property: 'labels',
        check: (pool) =>
          Object.entries(pool.labels).some(([k, v]) => !LABEL_KEY.test(k) || !LABEL_VALUE.test(v)) &&
          `must be Kubernetes labels (63 letters, digits, - _ . each), got ${Object.entries(pool.labels)
            .map(([k, v]) => `${k}=${v}`)
            .join(', ')}`,
      },
      {
        code: 'labels-2',
        property: 'labels',
        check: (pool) =>
          Object.keys(pool.labels).some((key) => RESERVED_PREFIX.test(key)) &&
          `must not use the prefixes that Kubernetes and the clouds keep, got ${Object.keys(pool.labels)
            .filter((key) => RESERVED_PREFIX.test(key))
            .join(', ')}`,
      },
      {
        code: 'x',
        property: `labels.${POOL_LABEL}`,
        check: (pool) => POOL_LABEL in pool.labels && "must be left out: it is set to the pool's name",
      },
      {
        code: 'taints',
        property: 'taints',
        check: (pool) =>
          pool.taints.some((t) => !LABEL_KEY.test(t.key) || !LABEL_VALUE.test(t.value)) &&
          `must have keys and values like Kubernetes labels, got ${pool.taints.map((t) => `${t.key}=${t.value}`).join(', ')}`,
      },
      {
        code: 'taints-2',
        property: 'taints',
        check: (pool) =>
          new Set(pool.taints.map((t) => `${t.key}:${t.effect}`)).size < pool.taints.length &&
          'must not repeat a key with the same effect',
      },
    ],
  ),
];

/** Rules that need the network beside the cluster. */
export const clusterInNetwork = (serviceCidr: string, ranges: readonly string[]): string | undefined => {
  const clash = ranges.find((range) => overlaps(range, serviceCidr));
  return clash && `must not overlap ${clash}, which the network uses; got ${serviceCidr}`;
};
