/** What a Redis store cannot be on Google: what passes plan and dies at apply, or is not available. */
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
    code: 'version',
    property: 'version',
    check: (p) =>
      formOf(p) === 'cluster' &&
      p.version !== '7' &&
      `must be "7" with ${whyCluster(p)}: Memorystore for Redis Cluster has no other; got "${p.version}"`,
  },
  versionRule('Redis', (p) => versionsOf(p)),
  sizeRule('size', caches, (p) => (p.replicas === 0 ? requirementOf(p, 'instance') : undefined)),
  sizeRule('size', cachesWithStandby, (p) => (p.replicas > 0 ? requirementOf(p, 'instance') : undefined)),
  sizeRule('size', clusterNodes, (p) => requirementOf(p, 'cluster', 'valkey')),
  ...keyRules<ManagedRedisProps>('the store'),
  {
    code: 'sku-google',
    property: 'sku.google',
    check: (p) =>
      p.sku?.google !== undefined &&
      isInstance(p) &&
      !(/^\d+$/.test(p.sku.google) && gigabytes(p) >= 1 && gigabytes(p) <= MOST_GB) &&
      `must be the memory of Memorystore for Redis in GB, a whole number from 1 to ${MOST_GB}; got "${p.sku?.google}"`,
  },
  {
    code: 'sku-google-2',
    property: 'sku.google',
    check: (p) =>
      isInstance(p) &&
      p.replicas > 1 &&
      gigabytes(p) < LEAST_GB_FOR_READING &&
      `must be at least ${LEAST_GB_FOR_READING} with more than one replica, got "${p.sku?.google}"`,
  },
  {
    code: 'sku-google-3',
    property: 'sku.google',
    check: (p) =>
      p.sku?.google !== undefined &&
      !isInstance(p) &&
      !clusterNodes.skus.some(({ sku }) => sku === p.sku?.google) &&
      `must be one of ${clusterNodes.skus.map(({ sku }) => sku).join(', ')}, got "${p.sku?.google}"`,
  },
  {
    code: 'replicas',
    property: 'replicas',
    check: (p, { environment: { network } }) =>
      p.replicas > 0 &&
      'zones' in network &&
      network.zones < 2 &&
      `must be 0 with network.zones of 1: copies live in other zones; got ${p.replicas}. Give the network 2 or 3 zones`,
  },
  {
    code: 'authentication',
    property: 'authentication',
    check: (p) =>
      p.authentication === 'token' &&
      formOf(p) === 'cluster' &&
      `must be "identity" or "none" with ${whyCluster(p)}: Memorystore for Redis Cluster knows no passwords`,
  },
  {
    code: 'authentication-2',
    property: 'authentication',
    check: (p) =>
      p.authentication === 'token' &&
      formOf(p) === 'valkey' &&
      'must be "identity" or "none" with engine "valkey": Memorystore for Valkey knows no passwords. Take "identity", or engine "redis"',
  },
  {
    code: 'persistence-retention-days',
    property: 'persistence.retentionDays',
    check: (p) =>
      p.persistence.retentionDays !== undefined &&
      isInstance(p) &&
      'is not available from Memorystore for Redis, which keeps the last snapshot alone: leave it out, or take engine "valkey" with authentication "identity"',
  },
  {
    code: 'persistence-start',
    property: 'persistence.start',
    check: (p) =>
      p.persistence.retentionDays !== undefined &&
      !isInstance(p) &&
      !p.persistence.start.endsWith(':00') &&
      `must be a full hour with persistence.retentionDays: backups start on the hour; got "${p.persistence.start}"`,
  },
];

export const warnings: Rules = [versionWarning('Redis', (p) => versionsOf(p))];
