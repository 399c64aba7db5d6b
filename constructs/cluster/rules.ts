/**
 * Cluster: a Kubernetes cluster whose control plane the cloud runs, with its node pools, encryption, logs and the
 * identities that run it. Everything inside it belongs to the platform stack.
 */
import { isPrivate, overlaps, prefixLength } from '../../core/cidr';
import { isLabel } from '../../core/kubernetes/words';
import { forEach, type RuleTable } from '../../core/rules/rule';
import type { Environment } from '../environment/schema';
import { accessRules, accessWarnings } from './access-rules';
import { desiredNodes, POOL_LABEL } from './pools';
import type { ClusterProps } from './schema';

/** Prefixes that Kubernetes and the clouds reserve: nodes that set them do not join. */
const RESERVED_PREFIX =
  /(^|\.)(kubernetes\.io|k8s\.io|kubernetes\.azure\.com|cloud\.google\.com|eks\.amazonaws\.com)\//;

/** `key=value` of each, for messages. */
const listed = (pairs: readonly (readonly [key: string, value: string])[]): string =>
  pairs.map(([key, value]) => `${key}=${value}`).join(', ');

export const clusterRules: RuleTable<ClusterProps, { readonly environment: Environment }> = [
  {
    code: 'service-cidr-range',
    property: 'serviceCidr',
    check: ({ serviceCidr }) =>
      (!isPrivate(serviceCidr) || prefixLength(serviceCidr) < 16 || prefixLength(serviceCidr) > 22) &&
      `must be a private range with a prefix of 16–22 bits, got ${serviceCidr}`,
  },
  {
    code: 'pool-name-reserved',
    property: 'nodePools.system',
    names: 'both',
    check: ({ nodePools }) => 'system' in nodePools && 'must have another name: "system" is the name of systemPool',
  },
  {
    code: 'system-pool-min-max',
    property: 'systemPool',
    check: ({ systemPool }) =>
      systemPool &&
      systemPool.min > systemPool.max &&
      `must have min at most max, got ${systemPool.min} and ${systemPool.max}`,
  },
  {
    code: 'general-pool-missing',
    property: 'nodePools',
    check: ({ nodePools }) =>
      Object.values(nodePools).every(
        ({ spot, taints }) => spot || taints.some(({ effect }) => effect !== 'PreferNoSchedule'),
      ) && "must hold one pool that is neither spot nor tainted: the cluster's own components need a place to run",
  },
  {
    code: 'public-cidrs-open',
    property: 'apiAccess.publicCidrs',
    check: ({ apiAccess }) =>
      apiAccess.publicCidrs.some((range) => prefixLength(range) === 0) &&
      'must not hold 0.0.0.0/0: name the ranges of your offices, VPN or build machines',
  },
  {
    code: 'public-cidrs-private',
    property: 'apiAccess.publicCidrs',
    check: ({ apiAccess }) => {
      const privateRanges = apiAccess.publicCidrs.filter(isPrivate);
      return (
        privateRanges.length > 0 &&
        `must hold ranges of the internet, got ${privateRanges.join(', ')}: the private API needs no list`
      );
    },
  },
  forEach(
    ({ nodePools }) => Object.entries(nodePools).map(([name, pool]) => [`nodePools.${name}`, pool] as const),
    [
      {
        code: 'pool-min',
        property: 'min',
        check: ({ min, max }) => min > max && `must be at most max ${max}, got ${min}`,
      },
      {
        code: 'pool-desired',
        property: 'desired',
        check: (pool) => {
          const nodes = desiredNodes(pool);
          const { min, max } = pool;
          return (nodes < min || nodes > max) && `must lie between min ${min} and max ${max}, got ${nodes}`;
        },
      },
      {
        code: 'label-invalid',
        property: 'labels',
        check: ({ labels }) => {
          const invalid = Object.entries(labels).filter(([key, value]) => !isLabel(key, value));
          return (
            invalid.length > 0 && `must be Kubernetes labels (63 letters, digits, - _ . each), got ${listed(invalid)}`
          );
        },
      },
      {
        code: 'label-reserved',
        property: 'labels',
        check: ({ labels }) => {
          const reserved = Object.keys(labels).filter((key) => RESERVED_PREFIX.test(key));
          return (
            reserved.length > 0 &&
            `must not use prefixes that Kubernetes and the clouds reserve, got ${reserved.join(', ')}`
          );
        },
      },
      {
        code: 'label-pool',
        property: `labels.${POOL_LABEL}`,
        check: ({ labels }) => POOL_LABEL in labels && "must be left out: it is set to the pool's name",
      },
      {
        code: 'taint-invalid',
        property: 'taints',
        check: ({ taints }) => {
          const invalid = taints.filter(({ key, value }) => !isLabel(key, value));
          return (
            invalid.length > 0 &&
            `must have keys and values like Kubernetes labels, got ${listed(invalid.map(({ key, value }) => [key, value]))}`
          );
        },
      },
      {
        code: 'taint-twice',
        property: 'taints',
        check: ({ taints }) =>
          new Set(taints.map(({ key, effect }) => `${key}:${effect}`)).size < taints.length &&
          'must not repeat a key with the same effect',
      },
    ],
  ),
  ...accessRules,
];

export const clusterWarnings: RuleTable<ClusterProps, { readonly environment: Environment }> = [
  {
    code: 'logs-kept-twice',
    property: 'logs.containers',
    check: ({ logs }, { environment: { addons } }) =>
      logs.containers !== false &&
      addons.loki !== undefined &&
      addons.loki.collector !== false &&
      'keeps what addons.loki keeps in the cluster: both are paid for. Leave one out, or set addons.loki.collector to false',
    standsOn: () => ['addons.loki'],
  },
  ...accessWarnings,
];

/** Reason why the range of services cannot be used together with the network's ranges; undefined if it can. */
export function clusterInNetwork(serviceCidr: string, ranges: readonly string[]): string | undefined {
  const clash = ranges.find((range) => overlaps(range, serviceCidr));
  return clash && `must not overlap ${clash}, which the network uses; got ${serviceCidr}`;
}
