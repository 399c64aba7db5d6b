/** Ports of caches, the same on every cloud, whichever of them are in use there. */
import type { NetworkPolicyPort } from 'kubernetes-types/networking/v1';

import { tcp } from '../../core/kubernetes/network-policy';
import { type ManagedRedisProps, mayHaveShards } from './schema';

/** AWS and Valkey on Google, Redis on Google, Azure. */
const REDIS = tcp(6379, 6378, 10_000);
/**
 * Ports of each shard's own primary: learn.microsoft.com/azure/redis/architecture,
 * cloud.google.com/memorystore/docs/cluster/networking
 */
const REDIS_SHARDS: NetworkPolicyPort[] = [
  { protocol: 'TCP', port: 8500, endPort: 8599 },
  { protocol: 'TCP', port: 11_000, endPort: 13_047 },
];

/** Ports on which clients call caches. */
export const cachePorts = (caches: readonly ManagedRedisProps[]): NetworkPolicyPort[] => [
  ...(caches.length > 0 ? REDIS : []),
  ...(caches.some(mayHaveShards) ? REDIS_SHARDS : []),
];
