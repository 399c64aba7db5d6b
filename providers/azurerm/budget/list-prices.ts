/** What an environment costs on Azure at least, at list prices. */
import type { ListPrices } from '../../../constructs/budget/list-price';
import { isManaged } from '../../../constructs/environment/managed';
import type { Environment } from '../../../constructs/environment/schema';
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { firewallOf } from '../../../constructs/web-firewall/named';
import { nodeRequirement, skuRequirement } from '../../../core/sizing/choices';
import { HOURS_PER_MONTH, priceOf, priceOfAll } from '../../../core/sizing/list-price';
import { requirementOf, SYSTEM_POOL } from '../cluster/node-pool';
import { skuFor } from '../edge/sku';
import { needsOf } from '../managed-postgres/needs';
import { requirementOf as cacheRequirement } from '../managed-redis/managed-redis';
import { caches, databases, nodes } from '../shared/catalogue';
import { fees } from '../shared/fees';

/** Spare capacity has no list price. */
function ofNodes(cluster: Environment['cluster']): number {
  if (!cluster || !isManaged(cluster)) return 0;
  const { size, sku, min } = cluster.systemPool ?? SYSTEM_POOL;
  const pools = Object.values(cluster.nodePools).filter(({ spot }) => !spot);
  return (
    priceOf(nodes, nodeRequirement(size, sku?.azurerm, ['systemPool']), min) +
    priceOfAll(pools, (pool) => priceOf(nodes, requirementOf(pool), pool.min))
  );
}

/** A replica has the server's size, unless it has one of its own. */
function ofServer(server: ManagedPostgresProps): number {
  const requirement = ({ size = server.size, sku = server.sku }: Partial<Pick<ManagedPostgresProps, 'size' | 'sku'>>) =>
    skuRequirement(size, sku?.azurerm, needsOf(server));
  return (
    priceOf(databases, requirement(server), server.highAvailability ? 2 : 1) +
    priceOfAll(server.readReplicas, (replica) => priceOf(databases, requirement(replica), 1))
  );
}

/** A profile, by the month, whatever passes it. */
const ofFrontDoor = (environment: Environment): number =>
  environment.loadBalancer ? fees.frontDoorMonth[skuFor(firewallOf(environment))] / HOURS_PER_MONTH : 0;

export const listPrices = (environment: Environment): ListPrices => ({
  region: fees.region,
  prices: [
    {
      what: 'the control plane',
      usdPerHour: environment.cluster && isManaged(environment.cluster) ? fees.controlPlane : 0,
    },
    { what: 'nodes at their minimum', usdPerHour: ofNodes(environment.cluster) },
    { what: 'databases', usdPerHour: priceOfAll(environment.databases, ofServer) },
    {
      what: 'caches',
      usdPerHour: priceOfAll(environment.caches, (store) =>
        priceOf(caches, cacheRequirement(store), store.replicas > 0 ? 2 : 1),
      ),
    },
    { what: 'the load balancer', usdPerHour: ofFrontDoor(environment) },
  ],
});
