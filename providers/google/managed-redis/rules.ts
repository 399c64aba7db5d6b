/** Limits of a Redis store on Google: values that are not available, or fail only at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import { isManaged } from '../../../constructs/environment/managed';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { sourceOf } from '../../../constructs/restore';
import { backupRule } from '../../../constructs/restore-rules';
import type { RuleTable } from '../../../core/rules/rule';
import { sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { keyRules } from '../encryption-key/rules';
import { caches, cachesWithStandby, clusterNodes } from '../shared/catalogue';
import { CLUSTER_VERSION, clusterReason, formOf, instanceRequirement, nodeRequirement, versionsOf } from './redis-form';

type Rules = RuleTable<ManagedRedisProps, CloudRuleContext<GoogleTarget>>;

/** Memory of Memorystore for Redis: cloud.google.com/memorystore/docs/redis/redis-tiers */
const MAX_GB = 300;
const MIN_GB_WITH_READ_REPLICAS = 5;

const NODE_TYPES = clusterNodes.skus.map(({ sku }) => sku);

const isInstance = (p: ManagedRedisProps) => formOf(p) === 'instance';

const isMemory = (sku: string): boolean => /^\d+$/.test(sku) && Number(sku) >= 1 && Number(sku) <= MAX_GB;

export const rules: Rules = [
  backupRule('google', (p) => !isInstance(p)),
  {
    code: 'restore-unavailable',
    property: 'restore',
    check: (p) =>
      isInstance(p) &&
      sourceOf(p.restore) !== undefined &&
      'is not available from Memorystore for Redis, which begins empty: leave it out, and import a file when the store is made, by gcloud redis instances import; or take engine "valkey" with authentication "identity"',
  },
  {
    code: 'cluster-version',
    property: 'version',
    check: (p) =>
      formOf(p) === 'cluster' &&
      p.version !== CLUSTER_VERSION &&
      `must be "${CLUSTER_VERSION}" with ${clusterReason(p)}: Memorystore for Redis Cluster has no other; got "${p.version}"`,
  },
  versionRule('Redis', versionsOf),
  sizeRule('size', caches, (p) => (isInstance(p) && p.replicas === 0 ? instanceRequirement(p) : undefined)),
  sizeRule('size', cachesWithStandby, (p) => (isInstance(p) && p.replicas > 0 ? instanceRequirement(p) : undefined)),
  sizeRule('size', clusterNodes, (p) => (isInstance(p) ? undefined : nodeRequirement(p))),
  ...keyRules<ManagedRedisProps>('the store'),
  {
    code: 'sku-unknown',
    property: 'sku.google',
    check: (p) => {
      const sku = p.sku?.google;
      if (sku === undefined) return undefined;
      return isInstance(p)
        ? !isMemory(sku) &&
            `must be the memory of Memorystore for Redis in GB, a whole number from 1 to ${MAX_GB}; got "${sku}"`
        : !NODE_TYPES.includes(sku) && `must be one of ${NODE_TYPES.join(', ')}, got "${sku}"`;
    },
  },
  {
    code: 'sku-too-small',
    property: 'sku.google',
    check: (p) =>
      isInstance(p) &&
      p.replicas > 1 &&
      Number(p.sku?.google) < MIN_GB_WITH_READ_REPLICAS &&
      `must be at least ${MIN_GB_WITH_READ_REPLICAS} with more than one replica, got "${p.sku?.google}"`,
  },
  {
    code: 'replica-zones',
    property: 'replicas',
    check: (p, { environment: { network } }) =>
      p.replicas > 0 &&
      isManaged(network) &&
      network.zones < 2 &&
      `must be 0 with network.zones of 1: replicas run in other zones; got ${p.replicas}. Give the network 2 or 3 zones`,
    standsOn: () => ['network'],
  },
  {
    code: 'token-unavailable',
    property: 'authentication',
    check: (p) => {
      if (p.authentication !== 'token' || isInstance(p)) return undefined;
      return formOf(p) === 'cluster'
        ? `must be "identity" or "none" with ${clusterReason(p)}: Memorystore for Redis Cluster has no passwords`
        : 'must be "identity" or "none" with engine "valkey": Memorystore for Valkey has no passwords. Take "identity", or engine "redis"';
    },
  },
  {
    code: 'snapshot-retention',
    property: 'persistence.retentionDays',
    check: (p) =>
      p.persistence.retentionDays !== undefined &&
      isInstance(p) &&
      'is not available from Memorystore for Redis, which keeps only the last snapshot: leave it out, or take engine "valkey" with authentication "identity"',
  },
  {
    code: 'backup-off-hour',
    property: 'persistence.start',
    check: (p) =>
      p.persistence.retentionDays !== undefined &&
      !isInstance(p) &&
      !p.persistence.start.endsWith(':00') &&
      `must be a full hour with persistence.retentionDays: backups start on the hour; got "${p.persistence.start}"`,
  },
];

export const warnings: Rules = [versionWarning('Redis', versionsOf)];
