/** The infrastructure stack: the cloud's own resources of an environment, in the order in which they stand on each other. */
import type { App } from 'cdktf';
import type { StoredSecret } from '../../constructs/workload-identity/contract';
import type { Cloud } from '../../constructs/cloud';
import type { Cluster } from '../../constructs/cluster/contract';
import type { Component } from '../../core/cdktf/component';
import { mapValues } from '../../core/records';
import type { Foundation } from '../../constructs/foundation/contract';
import { connectionsUsed, identitiesOf } from '../../constructs/environment/identities';
import type { ManagedPostgres } from '../../constructs/managed-postgres/contract';
import type { ManagedRedis } from '../../constructs/managed-redis/contract';
import type { Network } from '../../constructs/network/contract';
import type { ObjectStore } from '../../constructs/object-store/contract';
import type { Plan } from '../plan/plan';
import { EnvironmentStack } from '../../core/cdktf/stack';
import type { Target } from '../../constructs/environment/targets';
import { needs } from '../plan/uses';
import type { Environment } from '../../constructs/environment/schema';
import { settingsOf } from './settings';

export class InfrastructureStack extends EnvironmentStack {
  readonly components: readonly Component[];

  constructor(scope: App, plan: Plan) {
    super(scope, plan.stackId, settingsOf(plan));
    const { cloud, environment, target } = plan;
    cloud.configure(this, target);
    // Which cloud's classes meet here is known to the cloud alone: together they satisfy its own `Cloud<…>`.
    this.components = this.build(cloud, environment, target);
    for (const component of this.components) this.tell(component);
  }

  private build<F extends Foundation<T>, N extends Network, T extends Target, O extends ObjectStore>(
    cloud: Cloud<F, N, T, O>,
    environment: Environment,
    target: T,
  ): Component[] {
    const foundation = new cloud.Foundation(this, 'foundation', {
      target,
      keys: environment.keys,
      uses: needs(environment),
    });
    const network =
      'cidr' in environment.network
        ? new cloud.Network(this, 'network', environment.network, { foundation })
        : new cloud.ExistingNetwork(this, 'network', environment.network.existing[cloud.name]!, { foundation });
    const on = { foundation, network };
    const cluster =
      environment.cluster &&
      ('version' in environment.cluster
        ? new cloud.Cluster(this, 'cluster', environment.cluster, on)
        : new cloud.ExistingCluster(this, 'cluster', environment.cluster.existing[cloud.name]!, on));
    const databases = mapValues(environment.databases, (id, props) => new cloud.ManagedPostgres(this, id, props, on));
    const caches = mapValues(environment.caches, (id, props) => new cloud.ManagedRedis(this, id, props, on));
    const stores = mapValues(environment.objectStores, (id, props) => new cloud.ObjectStore(this, id, props, on));
    const inside = this.forCluster(cloud, environment, {
      foundation,
      cluster,
      servers: { ...databases, ...caches },
      stores,
    });
    return [
      foundation,
      network,
      ...(cluster ? [cluster] : []),
      ...[databases, caches, stores].flatMap(Object.values<Component>),
      ...inside,
    ];
  }

  /** What the cluster's workloads need of the cloud: secrets, and identities with rights. */
  private forCluster<F extends Foundation<T>, N extends Network, T extends Target, O extends ObjectStore>(
    cloud: Cloud<F, N, T, O>,
    environment: Environment,
    { foundation, cluster, servers, stores }: Made<F, O>,
  ): Component[] {
    const { secrets, dnsZones } = environment;
    const used = connectionsUsed(environment);
    const connections = Object.fromEntries(used.map((id) => [id, servers[id]!.connection]));
    const store =
      Object.keys(secrets).length + used.length > 0
        ? [new cloud.SecretStore(this, 'secrets', { secrets, connections }, { foundation })]
        : [];
    // A database's or cache's credentials are its own, and where it is to be found is kept where something in the cluster asks.
    const stored = (id: string): StoredSecret[] => {
      const own = id in servers ? servers[id]!.stored : undefined;
      const kept = store.flatMap((all) =>
        used.includes(id) ? [all.connection(id)] : id in secrets ? [all.secret(id)] : [],
      );
      return [...(own ? [own] : []), ...kept];
    };
    const identities =
      cluster === undefined
        ? []
        : Object.entries(identitiesOf(environment, cloud.name)).map(
            ([id, props]) =>
              new cloud.WorkloadIdentity(this, `identity-${id}`, props, {
                foundation,
                cluster,
                stores,
                secrets: stored,
                dnsZones,
              }),
          );
    return [...store, ...identities];
  }

  private tell(component: Component): void {
    for (const [name, value] of Object.entries(component.outputs())) {
      this.output(
        `${component.node.id}_${name}`.replaceAll('-', '_'),
        value,
        `${component.node.id}: ${name.replaceAll('_', ' ')}`,
      );
    }
  }
}

/** What the cluster's part of the stack stands on. */
interface Made<F, O> {
  readonly foundation: F;
  readonly cluster: Cluster | undefined;
  readonly servers: Readonly<Record<string, ManagedPostgres | ManagedRedis>>;
  readonly stores: Readonly<Record<string, O>>;
}
