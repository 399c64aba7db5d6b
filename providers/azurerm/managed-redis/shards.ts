/**
 * The shards of Azure Managed Redis. A size has a number of them that nobody can choose:
 * https://learn.microsoft.com/azure/redis/architecture#sharding-configuration, 2026-11.
 */
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';

const SIZE = /^(\w+)_[A-Z](\d+)$/;

/** Primary shards by the number in a size's name. */
const SHARDS: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  Balanced: {
    ...{ 0: 1, 1: 1, 3: 2, 5: 2, 10: 2, 20: 6, 50: 12, 100: 24, 150: 48, 250: 48, 350: 96, 500: 96, 700: 192 },
    1000: 192,
  },
  MemoryOptimized: {
    ...{ 10: 2, 20: 2, 50: 6, 100: 12, 150: 24, 250: 24, 350: 48, 500: 48, 700: 96, 1000: 192, 1500: 192 },
    2000: 192,
  },
  ComputeOptimized: {
    ...{ 3: 2, 5: 2, 10: 6, 20: 12, 50: 24, 100: 48, 150: 96, 250: 96, 350: 192, 500: 192, 700: 384 },
  },
};

/** The largest number of a size that Azure runs without shards: those of 24 GB. */
const MAX_UNSHARDED = 20;

const numberOf = (sku: string): number => Number(SIZE.exec(sku)?.[2] ?? Infinity);

/** Primary shards of a size; undefined where Azure does not say. */
export function shardsOf(sku: string): number | undefined {
  const [, tier = '', number] = SIZE.exec(sku) ?? [];
  return SHARDS[tier]?.[Number(number)];
}

/**
 * How clients see the shards: none at all, for any command over any keys; one endpoint in front of several, which takes
 * most commands over several keys only where they are in one slot; or Redis Cluster.
 */
export function clusteringPolicy({ shards }: Pick<ManagedRedisProps, 'shards'>, sku: string): string {
  if (shards > 1) return 'OSSCluster';
  return numberOf(sku) <= MAX_UNSHARDED ? 'NoCluster' : 'EnterpriseCluster';
}
