/** Google's own types, which its classes and rules share. */
import type { Cluster } from '../../constructs/cluster';
import type { GoogleTarget } from '../../constructs/environment/targets';
import type { DnsZone } from './dns-zone/dns-zone';
import type { Keys } from './encryption-key/encryption-key';
import type { Foundation } from './foundation/foundation';
import type { Frontend } from './load-balancer/frontend';
import type { LoadBalancer } from './load-balancer/load-balancer';
import type { ManagedPostgres } from './managed-postgres/managed-postgres';
import type { ManagedRedis } from './managed-redis/managed-redis';
import type { GoogleNetwork } from './network/network';
import type { Notification } from './notification/notification';
import type { ObjectStore } from './object-store/object-store';
import type { WebFirewall } from './web-firewall/web-firewall';

export interface GoogleTypes {
  readonly target: GoogleTarget;
  readonly foundation: Foundation;
  readonly keys: Keys;
  readonly notification: Notification;
  readonly network: GoogleNetwork;
  readonly cluster: Cluster;
  readonly dnsZone: DnsZone;
  readonly objectStore: ObjectStore;
  readonly managedPostgres: ManagedPostgres;
  readonly managedRedis: ManagedRedis;
  readonly loadBalancer: LoadBalancer;
  readonly webFirewall: WebFirewall;
  readonly frontend: Frontend;
}
