/** What an environment costs on Google at least, at list prices. */
import type { ListPrices } from '../../../constructs/budget/list-price';
import { isManaged } from '../../../constructs/environment/managed';
import type { Environment } from '../../../constructs/environment/schema';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { compact } from '../../../core/records';
import { nodeRequirement } from '../../../core/sizing/choices';
import { priceOf, priceOfAll } from '../../../core/sizing/list-price';
import { replicaRequirement, tierRequirement } from '../managed-postgres/tiers';
import { formOf, instanceRequirement, nodeRequirement as cacheRequirement } from '../managed-redis/redis-form';
import { caches, cachesWithStandby, clusterNodes, databases, nodes } from '../shared/catalogue';
import { fees } from '../shared/fees';

/** Spare capacity has no list price. */
function ofNodes(cluster: Environment['cluster']): number {
  if (!cluster || !isManaged(cluster)) return 0;
  const pools = compact([cluster.systemPool, ...Object.values(cluster.nodePools).filter(({ spot }) => !spot)]);
  return priceOfAll(pools, ({ size, sku, min }) => priceOf(nodes, nodeRequirement(size, sku?.google), min));
}

/** The price of an instance with a standby is that of both. */
function ofCache(store: ManagedRedisProps): number {
  if (formOf(store) !== 'instance')
    return priceOf(clusterNodes, cacheRequirement(store), store.shards * (1 + store.replicas));
  return priceOf(store.replicas > 0 ? cachesWithStandby : caches, instanceRequirement(store), 1);
}

export const listPrices = (environment: Environment): ListPrices => ({
  region: fees.region,
  prices: [
    {
      what: 'the control plane',
      usdPerHour: environment.cluster && isManaged(environment.cluster) ? fees.controlPlane : 0,
    },
    { what: 'nodes at their minimum', usdPerHour: ofNodes(environment.cluster) },
    {
      what: 'databases',
      usdPerHour: priceOfAll(
        environment.databases,
        (server) =>
          priceOf(databases, tierRequirement(server), server.highAvailability ? 2 : 1) +
          priceOfAll(server.readReplicas, (replica) => priceOf(databases, replicaRequirement(server, replica), 1)),
      ),
    },
    { what: 'caches', usdPerHour: priceOfAll(environment.caches, ofCache) },
    { what: 'the load balancer', usdPerHour: environment.loadBalancer ? fees.loadBalancer : 0 },
  ],
});
