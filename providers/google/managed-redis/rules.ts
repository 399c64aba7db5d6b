/** What a Redis store cannot be on Google: what passes plan and dies at apply, or cannot be had. */
import { sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import type { RuleTable } from '../../../core/rules/rule';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { caches, cachesWithStandby, clusterNodes } from '../shared/catalogue';
import { formOf, requirementOf, versionsOf } from './redis-form';
import { keyRules } from '../encryption-key/rules';

type Rules = RuleTable<ManagedRedisProps, CloudRuleContext<GoogleTarget>>;

/** Memory of Memorystore for Redis: cloud.google.com/memorystore/docs/redis/redis-tiers */
const MOST_GB = 300;
const LEAST_GB_FOR_READING = 5;

const isInstance = (p: ManagedRedisProps) => formOf(p) === 'instance';
const gigabytes = (p: ManagedRedisProps): number => Number(p.sku?.google);

/** What makes a store of the engine Redis a cluster. */
const whyCluster = ({ shards, authentication, persistence }: ManagedRedisProps): string =>
  shards > 1
    ? `${shards} shards`
    : authentication === 'identity'
      ? 'authentication "identity"'
      : `persistence.mode "${persistence.mode}"`;

export const rules: Rules = [
  {
    property: 'version',
    when: (p) => formOf(p) === 'cluster' && p.version !== '7',
    say: (p) => `must be "7" with ${whyCluster(p)}: Memorystore for Redis Cluster has no other; got "${p.version}"`,
  },
  versionRule('Redis', (p) => versionsOf(p)),
  sizeRule('size', caches, (p) => (p.replicas === 0 ? requirementOf(p, 'instance') : undefined)),
  sizeRule('size', cachesWithStandby, (p) => (p.replicas > 0 ? requirementOf(p, 'instance') : undefined)),
  sizeRule('size', clusterNodes, (p) => requirementOf(p, 'cluster', 'valkey')),
  ...keyRules<ManagedRedisProps>('the store'),
  {
    property: 'sku.google',
    when: (p) =>
      p.sku?.google !== undefined &&
      isInstance(p) &&
      !(/^\d+$/.test(p.sku.google) && gigabytes(p) >= 1 && gigabytes(p) <= MOST_GB),
    say: (p) =>
      `must be the memory of Memorystore for Redis in GB, a whole number from 1 to ${MOST_GB}; got "${p.sku?.google}"`,
  },
  {
    property: 'sku.google',
    when: (p) => isInstance(p) && p.replicas > 1 && gigabytes(p) < LEAST_GB_FOR_READING,
    say: (p) => `must be at least ${LEAST_GB_FOR_READING} with more than one replica, got "${p.sku?.google}"`,
  },
  {
    property: 'sku.google',
    when: (p) =>
      p.sku?.google !== undefined && !isInstance(p) && !clusterNodes.skus.some(({ sku }) => sku === p.sku?.google),
    say: (p) => `must be one of ${clusterNodes.skus.map(({ sku }) => sku).join(', ')}, got "${p.sku?.google}"`,
  },
  {
    property: 'replicas',
    when: (p, { environment: { network } }) => p.replicas > 0 && 'zones' in network && network.zones < 2,
    say: (p) =>
      `must be 0 with network.zones of 1: copies live in other zones; got ${p.replicas}. Give the network 2 or 3 zones`,
  },
  {
    property: 'authentication',
    when: (p) => p.authentication === 'token' && formOf(p) === 'cluster',
    say: (p) => `must be "identity" or "none" with ${whyCluster(p)}: Memorystore for Redis Cluster knows no passwords`,
  },
  {
    property: 'authentication',
    when: (p) => p.authentication === 'token' && formOf(p) === 'valkey',
    say: () =>
      'must be "identity" or "none" with engine "valkey": Memorystore for Valkey knows no passwords. Take "identity", or engine "redis"',
  },
  {
    property: 'persistence.retentionDays',
    when: (p) => p.persistence.retentionDays !== undefined && isInstance(p),
    say: () =>
      'cannot be had from Memorystore for Redis, which keeps the last snapshot alone: leave it out, or take engine "valkey" with authentication "identity"',
  },
  {
    property: 'persistence.start',
    when: (p) => p.persistence.retentionDays !== undefined && !isInstance(p) && !p.persistence.start.endsWith(':00'),
    say: (p) =>
      `must be a full hour with persistence.retentionDays: backups start on the hour; got "${p.persistence.start}"`,
  },
];

export const warnings: Rules = [versionWarning('Redis', (p) => versionsOf(p))];
