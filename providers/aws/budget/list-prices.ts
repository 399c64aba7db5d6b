/** What an environment costs on AWS at least, at list prices. */
import type { ListPrices } from '../../../constructs/budget/list-price';
import { isManaged } from '../../../constructs/environment/managed';
import type { Environment } from '../../../constructs/environment/schema';
import { compact } from '../../../core/records';
import { nodeRequirement } from '../../../core/sizing/choices';
import { priceOf, priceOfAll } from '../../../core/sizing/list-price';
import { primaryRequirement, replicaRequirement } from '../managed-postgres/managed-postgres';
import { nodeRequirement as cacheRequirement } from '../managed-redis/managed-redis';
import { caches, databases, nodes } from '../shared/catalogue';
import { fees } from '../shared/fees';

/** Spare capacity has no list price. */
function ofNodes(cluster: Environment['cluster']): number {
  if (!cluster || !isManaged(cluster)) return 0;
  const pools = compact([cluster.systemPool, ...Object.values(cluster.nodePools).filter(({ spot }) => !spot)]);
  return priceOfAll(pools, ({ size, sku, min }) => priceOf(nodes, nodeRequirement(size, sku?.aws), min));
}

const ofGateways = ({ network }: Environment): number => {
  if (!isManaged(network)) return 0;
  return { none: 0, single: 1, 'per-zone': network.zones }[network.nat] * fees.natGateway;
};

export const listPrices = (environment: Environment): ListPrices => ({
  region: fees.region,
  prices: [
    {
      what: 'the control plane',
      usdPerHour: environment.cluster && isManaged(environment.cluster) ? fees.controlPlane : 0,
    },
    { what: 'nodes at their minimum', usdPerHour: ofNodes(environment.cluster) },
    { what: 'NAT gateways', usdPerHour: ofGateways(environment) },
    {
      what: 'databases',
      usdPerHour: priceOfAll(
        environment.databases,
        (server) =>
          priceOf(databases, primaryRequirement(server), server.highAvailability ? 2 : 1) +
          priceOfAll(server.readReplicas, (replica) => priceOf(databases, replicaRequirement(server, replica), 1)),
      ),
    },
    {
      what: 'caches',
      usdPerHour: priceOfAll(environment.caches, (store) =>
        priceOf(caches, cacheRequirement(store), store.shards * (1 + store.replicas)),
      ),
    },
    { what: 'the load balancer', usdPerHour: environment.loadBalancer ? fees.loadBalancer : 0 },
  ],
});
